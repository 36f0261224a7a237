"""Say which method or field one model gets twice in an addon: ``… ADDON…``.

The later import would win in silence. A second method that calls ``super()`` extends
the first; a second field that only adds (``selection_add``, or attributes without a
compute of its own) extends it too.
"""

import ast
import sys
from collections import defaultdict
from pathlib import Path

_SKIPPED = {"tests", "migrations"}
# what a model says about itself, again and again
_PLAIN = {"_inherit", "_name", "_description", "_order", "_ledger_fields"}
_DEFINES = {"compute", "related", "comodel_name", "selection", "string", "inverse"}


def main(addons: list[str]) -> int:
    """Exit code 1 and one line for each name that is given twice."""
    found = [line for addon in addons for line in doubles(Path(addon))]
    for line in found:
        print(line)
    return 1 if found else 0


def doubles(addon: Path) -> list[str]:
    """One line a name, with the places where it stands."""
    givers = defaultdict(list)
    for path in sorted(addon.rglob("*.py")):
        if _SKIPPED & set(path.relative_to(addon).parts[:-1]):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and (model := model_of(node)):
                for name, extends, line in names_of(node):
                    givers[model, name].append((extends, f"{path}:{line}"))
    return [
        f"{model}.{name} is given twice: {', '.join(place for _, place in places)}"
        for (model, name), places in sorted(givers.items())
        if sum(not extends for extends, _place in places) > 1
    ]


def model_of(node: ast.ClassDef) -> str:
    """The model a class makes or extends; empty for other classes."""
    said = {}
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(
            statement.targets[0], ast.Name
        ):
            said[statement.targets[0].id] = statement.value
    for key in ("_name", "_inherit"):
        value = said.get(key)
        if isinstance(value, ast.List) and value.elts:
            value = value.elts[0]
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return ""


def names_of(node: ast.ClassDef):
    """``(name, whether it extends an earlier one, line)`` of methods and fields."""
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef):
            yield statement.name, _calls_super(statement), statement.lineno
        elif isinstance(statement, ast.Assign):
            name = statement.targets[0]
            if isinstance(name, ast.Name) and name.id not in _PLAIN:
                yield name.id, _only_adds(statement.value), statement.lineno


def _calls_super(node: ast.FunctionDef) -> bool:
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Name)
        and each.func.id == "super"
        for each in ast.walk(node)
    )


def _only_adds(value: ast.expr) -> bool:
    if not isinstance(value, ast.Call):
        return False
    words = {each.arg for each in value.keywords}
    return "selection_add" in words or not (value.args or words & _DEFINES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
