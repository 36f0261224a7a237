"""Files of at most 350 lines, functions of at most 30: ``check_sizes.py FOLDER…``.

Functions are those of Python; decorators, docstring and blank lines are not counted.
Exit code 1 and a line for each that is longer.
"""

import ast
import sys
from pathlib import Path

FILE, FUNCTION = 350, 30
WRITTEN = {".js", ".py", ".scss", ".sh", ".xml"}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    """Lines with code of a function, from its ``def`` to its last one."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    told = range(body[0].lineno - 1, function.end_lineno) if body else ()
    head = range(function.lineno - 1, function.body[0].lineno - 1)
    return sum(bool(lines[number].strip()) for number in (*head, *told))


def longer(path: Path) -> list[str]:
    """What of one file is longer than agreed, in words."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = [f"{path}: {len(lines)} lines"] if len(lines) > FILE else []
    if path.suffix != ".py":
        return found
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = length(node, lines)
            if size > FUNCTION:
                found.append(f"{path}:{node.lineno}: {node.name} has {size} lines")
    return found


def main(folders: list[str]) -> int:
    """Look through all files of the folders that somebody wrote by hand."""
    files = (path for each in folders for path in Path(each).rglob("*"))
    paths = sorted(path for path in files if path.suffix in WRITTEN)
    found = [row for path in paths for row in longer(path)]
    for row in found:
        print(row)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
