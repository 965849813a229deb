"""What is printed of a few hundred expressions: one line each in `printed.tsv`, and all of the facts typeset.

The table was read line by line: each row is what a teacher would write, and would say.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import typst as compiler
from latex2mathml.converter import convert
from matplotlib.mathtext import MathTextParser

from tests.notation.reading_back import same_when_read
from tests.shares import shared
from tutor import typeset
from tutor.board import Formula, NotationStyle
from tutor.copying import mathml, standalone_typst
from tutor.notation.formula import formula
from tutor.notation.reading import read, read_expression
from tutor.notation.style import writing
from tutor.notation.text import text

NAMES = ("x", "y", "t", "u", "v", "z", "theta")
FACTS = Path(__file__).parents[1] / "facts"


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


TABLE = rows(Path(__file__).with_name("printed.tsv"))
TYPED = [row["typed"] for row in TABLE]
FROM_ELSEWHERE = [
    *(row["problem"] for row in rows(FACTS / "derivatives.tsv")),
    *(row["typed"] for row in rows(FACTS / "expressions.tsv")),
]


def in_table(typed: str) -> Formula:
    return formula(read_expression(typed, NAMES))


def from_elsewhere(typed: str) -> Formula:
    return formula(read(typed).main.body)


@pytest.mark.parametrize("row", TABLE, ids=TYPED)
def test_printed(row: dict[str, str]) -> None:
    printed = in_table(row["typed"])
    assert [printed.text, printed.latex, printed.speech] == [row["text"], row["latex"], row["speech"]]


@pytest.mark.parametrize("derivative", ["leibniz", "lagrange"])
@pytest.mark.parametrize("logarithm", ["ln", "log"])
def test_text_reads_back_in_every_style(derivative: str, logarithm: str) -> None:
    read_expressions = [read_expression(typed, NAMES) for typed in TYPED]
    with writing(NotationStyle(derivative, logarithm)):  # type: ignore[arg-type]
        printed = [text(expression) for expression in read_expressions]
    changed = [
        words
        for words, expression in zip(printed, read_expressions, strict=True)
        if not same_when_read(words, expression, NAMES)
    ]
    assert not changed


def test_there_are_enough() -> None:
    assert len(TABLE) >= 150
    assert len({row["text"] for row in TABLE}) >= 150
    assert len(FROM_ELSEWHERE) >= 450


@pytest.mark.parametrize(
    "row", shared(TABLE, 3, lambda row: re.findall(r"\\[a-z]+", row["latex"])), ids=TYPED
)
def test_matplotlib_sets_the_latex(row: dict[str, str]) -> None:
    if r"\begin" in row["latex"]:
        # mathtext has no matrices and no cases.
        assert convert(row["latex"]).count("<mtable") == row["latex"].count(r"\begin")
    else:
        assert MathTextParser("path").parse(f"${row['latex']}$").width > 0


def test_mathml_of_all() -> None:
    for typed in TYPED + FROM_ELSEWHERE:
        printed = in_table(typed) if typed in TYPED else from_elsewhere(typed)
        root = ElementTree.fromstring(mathml(printed))
        assert root.get("alttext") == printed.speech
        words = "".join(root.itertext())
        # A command that was not understood would stay as it is.
        assert "\\" not in words and "{" not in words.replace("{", "", printed.latex.count("cases"))


@pytest.mark.parametrize("display", [True, False])
def test_typst_of_all_compiles(display: bool) -> None:
    pieces = [in_table(typed).typst for typed in TYPED] + [from_elsewhere(t).typst for t in FROM_ELSEWHERE]
    assert typeset.svg(r" \ ".join(pieces), "light", 14, display=display).startswith(b"<svg")


def test_copied_typst_compiles_in_any_document() -> None:
    for typed in TYPED + FROM_ELSEWHERE:
        printed = in_table(typed) if typed in TYPED else from_elsewhere(typed)
        assert "#" not in standalone_typst(printed)
    lines = "\n\n".join(f"$ {standalone_typst(in_table(typed))} $" for typed in TYPED)
    assert compiler.compile(lines.encode("utf-8"), format="pdf")
