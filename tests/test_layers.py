"""Rules that hold for the whole of tutor/: its layers, and no way to run what a student typed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {"eval", "exec", "sympify", "parse_expr", "simplify", "S", "compile", "__import__"}
"""Functions that evaluate text, or that reach the board by unexplained jumps."""


def test_the_arrows_run_one_way() -> None:
    # In a process of its own: it sets up logging for itself, and puts the others' loggers out.
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def calls(tree: ast.AST) -> set[str]:
    """Return the names that are called as functions or imported, e.g. `sympy.simplify(…)`: "simplify"."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in ("sympy", "sp", "builtins"):
                found.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sympy"):
            found.update(alias.name for alias in node.names)
    return found


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("eval(text)", {"eval"}),
        ("sympy.sympify(text)", {"sympify"}),
        ("from sympy import simplify as tidy", {"simplify"}),
        ("compiler.compile(markup)", set()),
    ],
)
def test_the_rule_finds_what_it_forbids(code: str, expected: set[str]) -> None:
    assert calls(ast.parse(code)) & FORBIDDEN == expected


def test_nothing_evaluates_what_a_student_typed() -> None:
    files = sorted((ROOT / "tutor").rglob("*.py"))
    assert files
    guilty = {
        str(file.relative_to(ROOT)): found
        for file in files
        if (found := calls(ast.parse(file.read_text(encoding="utf-8"))) & FORBIDDEN)
    }
    assert guilty == {}


def test_no_file_opens_text_without_naming_its_encoding() -> None:
    guilty = []
    for file in sorted((ROOT / "tutor").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if name in ("read_text", "write_text") and "encoding" not in {k.arg for k in node.keywords}:
                    guilty.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert guilty == []
