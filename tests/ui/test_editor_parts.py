"""The parts of the editor by themselves: completion, sketches, symbols, history."""

from __future__ import annotations

import pytest

from tutor import typeset
from tutor.board import KnownFunction, Misreading, Reading
from tutor.engine import worker
from tutor.ui.editing.completion import choices
from tutor.ui.editing.history import KEPT, History
from tutor.ui.editing.sketching import sketch, with_stand_in
from tutor.ui.editing.symbols import ACROSS, TABS


@pytest.fixture(scope="module")
def functions() -> tuple[KnownFunction, ...]:
    answer: tuple[KnownFunction, ...] = worker.REQUESTS["functions"]()
    return answer


def read(text: str) -> Reading | Misreading:
    answer: Reading | Misreading = worker.REQUESTS["read"](text=text)
    return answer


def test_every_function_can_be_typed_and_shown(functions: tuple[KnownFunction, ...]) -> None:
    letters = iter(range(10_000))
    for each in functions:
        filled = "".join(f"x_{next(letters)}" if part == "□" else part for part in each.template)
        assert isinstance(read(filled), Reading), each.template
        assert typeset.svg(each.shown, "light", 16)
        assert typeset.paragraph(each.about.typst, "dark", 14, 300)
        if each.derivative is not None:
            assert typeset.svg(each.derivative.typst, "light", 14)


@pytest.mark.parametrize(
    ("name", "about", "derivative"),
    [
        ("arcsin", "inverse sine, for -1 <= x <= 1", "1/sqrt(1 - x^2)"),
        ("arctan", "inverse tangent, for every x", "1/(1 + x^2)"),
        ("sqrt", "square root, for x >= 0", "1/(2 sqrt(x))"),
        ("ln", "natural logarithm, for x > 0", "1/x"),
    ],
)
def test_a_line_on_a_function(
    functions: tuple[KnownFunction, ...], name: str, about: str, derivative: str
) -> None:
    [found] = [each for each in functions if each.name == name]
    assert found.about.text == about
    assert found.derivative is not None
    assert found.derivative.text == derivative


@pytest.mark.parametrize(
    ("text", "asked", "names"),
    [
        ("arc", False, "arcsin arccos arctan arccot arcsec arccsc arcosh arcoth arcsch".split()),
        ("2 xarcs", False, ["arcsin", "arcsec", "arcsch"]),
        ("sin", False, []),
        ("a", False, []),
        ("", False, []),
        ("be", False, ["besselj", "bessely", "besseli", "besselk", "beta"]),
        ("speed = 3x\nf = sp", False, ["speed"]),
        ("lo", True, ["log", "loggamma"]),
        ("zq", True, []),
    ],
)  # fmt: skip
def test_what_the_letters_can_become(
    functions: tuple[KnownFunction, ...], text: str, asked: bool, names: list[str]
) -> None:
    found = [each.name for each in choices(text, len(text), functions, asked=asked)]
    assert found[: len(names)] == names if names else not found or asked


def test_a_bracket_that_is_there_is_not_typed_again(functions: tuple[KnownFunction, ...]) -> None:
    [first, *_rest] = choices("arcs(x)", 4, functions)
    assert first.template == "arcsin"


@pytest.mark.parametrize("text", ["f(x) = x arc", "arc", "x^arc", "1/arc", "f(x, y) = (x, arc"])
def test_a_sketch_shows_the_choice(functions: tuple[KnownFunction, ...], text: str) -> None:
    [first, *_rest] = choices(text, len(text), functions)
    before = worker.REQUESTS["sketch"](text=with_stand_in(text, len(text), first))
    if text.endswith("(x, arc"):
        assert isinstance(before, Misreading)
        return
    shown = sketch(before, first)
    assert "arcsin" in shown.typst
    assert "99" not in shown.typst + shown.text + shown.speech
    assert typeset.svg(shown.typst, "light", 24)


SYMBOLS = [symbol for tab in TABS for symbol in tab.symbols]


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol.name)
def test_a_symbol_can_be_shown(symbol: object) -> None:
    assert typeset.svg(symbol.face, "light", 18)  # type: ignore[attr-defined]


def test_what_a_symbol_types_can_be_read() -> None:
    """With its places filled, the first with a function, where it is a whole by itself."""
    parts = {"^2", "^(□)", "∂", "'", "·", " at (□, □)", " < ", " ≤ ", " > ", " ≥ ", " = "}
    parts.add("[[□, □], [□, □]]")  # an answer, not a problem
    wholes = [symbol.types for symbol in SYMBOLS if symbol.types not in parts]
    filled = [types.replace("□", "x y", 1).replace("□", "2") for types in wholes]
    assert [text for text in filled if not isinstance(read(text), Reading)] == []


def test_no_tab_is_taller_than_the_palette() -> None:
    assert all(len(tab.symbols) <= 3 * ACROSS for tab in TABS)


def test_history_keeps_the_latest_first() -> None:
    history = History()
    for number in range(KEPT + 5):
        history.add(f"x^{number}")
    history.add("x^20")
    assert len(history.texts) == KEPT
    assert history.texts[:2] == ("x^20", f"x^{KEPT + 4}")
    history.add("  ")
    assert history.texts[0] == "x^20"


def test_history_is_walked_both_ways() -> None:
    history = History()
    history.set_texts(("c", "b", "a"))
    assert [history.earlier("draft"), history.earlier("c"), history.earlier("b")] == ["c", "b", "a"]
    assert history.earlier("a") is None
    assert [history.later(), history.later(), history.later(), history.later()] == ["b", "c", "draft", None]
