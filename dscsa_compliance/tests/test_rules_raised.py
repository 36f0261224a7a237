"""A rule that nothing raises promises a judgement nobody makes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from dscsa_core.catalogue import RULES

from odoo.tests import BaseCase, tagged

import dscsa_core

# the core, and every addon that lies beside this one
_PLACES = (
    Path(dscsa_core.__file__).parent,
    *Path(__file__).parents[2].glob("dscsa_comp*"),
)
# they weigh, word, try or convert codes; none of them finds anything out
_NO_FINDERS = {"catalogue", "tests", "testing", "simulate", "migrations"}
# the fixed word of a code that is put together: "epc.…", "TOLD_…"
_FIXED = re.compile(r"\\.|^[A-Z]+_$")
# said by the maker's verification service, whose answers people note
_ANSWERS = {"VRS_FAILED", "VRS_RECALLED", "VRS_SUSPECT"}


@tagged("post_install", "-at_install")
class TestRulesRaised(BaseCase):
    def test_every_rule_is_raised_somewhere(self):
        said, patterns = set(), set()
        for path in _sources():
            for kind, text in _texts(ast.parse(path.read_text(encoding="utf-8"))):
                (patterns if kind is ast.JoinedStr else said).add(text)
        made = re.compile("|".join(sorted(patterns)))
        dead = {code for code in RULES if code not in said and not made.fullmatch(code)}
        self.assertEqual(dead - _ANSWERS, set())
        self.assertLessEqual(_ANSWERS, RULES.keys())

    def test_a_set_of_codes_raises_nothing(self):
        for source in (
            'CODES = {"GONE"}',
            'CODES = frozenset({"GONE"})',
            'ok = code in ("GONE", "HERE")',
            'ok = code == "GONE"',
            'names = {"GONE": "gtin"}',
        ):
            with self.subTest(source):
                self.assertEqual(dict(_texts(ast.parse(source))).get(str), None)
        self.assertIn((str, "HERE"), _texts(ast.parse('finding("HERE")')))


def _sources() -> Iterator[Path]:
    for place in _PLACES:
        for path in place.rglob("*.py"):
            if not _NO_FINDERS & set(path.relative_to(place).parts):
                yield path


def _texts(tree: ast.AST) -> Iterator[tuple[type, str]]:
    """Texts that may be a code somebody raises; made ones as patterns."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Set | ast.Compare):
            continue
        if isinstance(node, ast.Dict):
            for value in node.values:
                yield from _texts(ast.Expression(value))
        elif isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(each.value) if isinstance(each, ast.Constant) else r"\w+"
                for each in node.values
            ]
            # a code made of parts has a fixed word in it
            if any(_FIXED.search(part) and len(part) > 4 for part in parts):
                yield ast.JoinedStr, "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in RULES or node.value in ("GONE", "HERE"):
                yield str, node.value
        else:
            yield from _texts(node)
