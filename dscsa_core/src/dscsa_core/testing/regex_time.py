"""Tries regular expressions on texts made to send them back and forth.

For every part that may repeat, a text is built that reaches it, repeats what it takes
many times, and ends so that nothing fits. An expression whose time does not grow with
the text alone is told, long before it can hang the test.
"""

import ast
import functools
import re
import string
import time
from pathlib import Path

# what an expression is made of: no public name of the library tells it
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as sre  # type: ignore[attr-defined]

# the last but one tells a cubic expression in a tenth of a second, not in half a minute
SIZES = (10, 14, 18, 22, 26, 30, 300, 3_000)
# of one try, and of each letter: the engine takes some 20 ns for one; the best of
TRIES, FREE_SECONDS, SECONDS_PER_LETTER = 12, 0.001, 3e-7
_ANYWHERE = {"search", "finditer", "findall", "sub", "subn", "split"}
_TESTS = {"tests", "testing"}
_METHODS = _ANYWHERE | {"match", "fullmatch", "compile"}
_LETTERS = (
    string.ascii_letters + string.digits + " \t\n.,:;-_/\\<>[](){}\"'=#*+?!&|~^%@"
)
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def sources(folder):
    """{path: syntax tree} of the Python files that are no tests."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(Path(folder).rglob("*.py"))
        if not _TESTS & set(path.parts)
    }


def inline(trees):
    """(place, pattern text, flags, method) of ``re.method("…", …)``: not compiled."""
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(
                node.func, ast.Attribute
            ):
                continue
            if getattr(node.func.value, "id", "") != "re":
                continue
            first = node.args[0] if node.args else None
            if node.func.attr in _METHODS - {"compile"} and isinstance(
                first, ast.Constant
            ):
                place = f"{path.name}:{node.lineno}"
                yield place, first.value, _flags(node), node.func.attr


def _flags(node):
    text = " ".join(
        map(ast.unparse, [*node.args[1:], *(k.value for k in node.keywords)])
    )
    names = re.findall(r"re\.(\w+)", text)
    return sum({getattr(re, name) for name in names if hasattr(re, name)})


def usage(trees):
    """{name: how a compiled expression of that name is used} in these sources."""
    found: dict[str, set[str]] = {}
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _METHODS:
                name = getattr(node.value, "id", getattr(node.value, "attr", ""))
                found.setdefault(name, set()).add(node.attr)
    return found


def patterns_of(module):
    """(name, compiled expression) among the globals of a module, in tables too."""
    for name, value in vars(module).items():
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, re.Pattern):
                yield name, one
            elif isinstance(one, tuple | list | frozenset | set):
                waiting.extend(one)
            elif isinstance(one, dict):
                waiting.extend([*one, *one.values()])


def slow(pattern, methods=()):
    """The text on which a compiled expression takes too long; None if there is none."""
    used = set(methods) & (_ANYWHERE | {"match", "fullmatch"}) or {
        "search",
        "fullmatch",
    }
    used = {"search" if method in _ANYWHERE else method for method in used}
    return _slow(pattern, frozenset(used))


@functools.cache  # many modules share one expression
def _slow(pattern, used):
    for text, size in _pumps(pattern):
        text = text.encode() if isinstance(pattern.pattern, bytes) else text
        for method in sorted(used):
            taken = _seconds(getattr(pattern, method), text)
            if taken > _allowed(text):
                return f"{method} of {text[:60]!r} × {size}: {taken:.4f} s"
    return None


def _allowed(text):
    return FREE_SECONDS + SECONDS_PER_LETTER * len(text)


def _seconds(method, text):
    """Time of one call; a second chance when the machine was busy with others."""
    best = None
    for _try in range(TRIES):
        began = time.process_time()
        method(text)
        taken = time.process_time() - began
        best = taken if best is None else min(best, taken)
        if best <= _allowed(text) or best > 1:
            break
    return best


def _pumps(pattern):
    """(text, size): one for each repeat, end and size, the shortest first."""
    text = pattern.pattern
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    parsed = _parser.parse(text, pattern.flags & ~re.UNICODE & ~re.LOCALE & ~re.DEBUG)
    seen = {("", "x"), ("", " "), ("", "a1"), ("", "0")}
    for before, body in _repeats(list(parsed), ""):
        seen |= {(before, body), ("", body), ("", before + body)}
    for before, body in sorted(seen):
        for end in ("", "\x01", "!\n"):
            for size in SIZES:
                yield before + body * _times(size, body) + end, size


def _times(size, body):
    """Small sizes are how often a body comes, large ones how many letters in all."""
    return size if size < 100 else max(size // len(body), SIZES[-3])


def _repeats(nodes, before):
    """(text that leads there, text it repeats) of every part that may repeat."""
    for op, value in nodes:
        if op in _REPEATS:
            inner = list(value[2])
            if value[1] > 20:
                yield before, _sample(inner) or "x"
                yield before, _sample(inner, 1) or "x"
            yield from _repeats(inner, before)
        elif op is sre.SUBPATTERN:
            yield from _repeats(list(value[3]), before)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(list(value), before)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), before)
        before += _sample([(op, value)])


def _sample(nodes, choice=0):
    """A text these nodes take, as far as it is easily found."""
    return "".join(_one(op, value, choice) for op, value in nodes)


def _one(op, value, choice):
    if op is sre.LITERAL:
        return chr(value)
    if op is sre.NOT_LITERAL:
        return "x" if value != ord("x") else "y"
    if op is sre.ANY:
        return "x"
    if op is sre.IN:
        return _member(value, choice)
    if op in _REPEATS:
        return _sample(list(value[2]), choice) * max(value[0], 1)
    if op is sre.SUBPATTERN:
        return _sample(list(value[3]), choice)
    if op is sre.ATOMIC_GROUP:
        return _sample(list(value), choice)
    if op is sre.BRANCH:
        return _sample(list(value[1][choice % len(value[1])]), choice)
    return ""


_members: dict[str, list[str]] = {}


def _member(items, choice):
    """A letter of a set; ``choice`` takes another one."""
    key = repr(items)
    if key not in _members:
        state = _parser.State()
        single = _compiler.compile(_parser.SubPattern(state, [(sre.IN, items)]), 0)
        _members[key] = [one for one in _LETTERS if single.fullmatch(one)] or ["x"]
    found = _members[key]
    return found[choice % len(found)]
