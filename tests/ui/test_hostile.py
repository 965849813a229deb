"""Everything hostile typed into the real window: each gets an answer, and the window goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from tests.engine.asking import soon
from tests.ui.conftest import seen
from tutor.engine.client import Engine
from tutor.ui.main_window import MainWindow
from tutor.ui.sweeping import Sweeping

LINES = Path(__file__).parents[1] / "facts" / "hostile.jsonl"
PATIENCE = 90_000
TYPED = 40
"""Longer texts are pasted: nobody types them."""
EVERY = 25


def _texts() -> list[tuple[str, str, str]]:
    rows = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    return [(row["id"], row["expect"], _whole(row["text"])) for row in rows]


def _whole(text: str | list[Any]) -> str:
    if isinstance(text, str):
        return text
    first, again, times = text
    return str(first + again * times)


TEXTS = _texts()


@pytest.fixture(scope="module")
def real_engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def real_window(qtbot: QtBot, real_engine: Engine) -> Iterator[MainWindow]:
    window = MainWindow(real_engine, theme="light")
    qtbot.addWidget(window)
    sweeping = Sweeping(window)
    window.show()
    window.activateWindow()
    at_rest(qtbot, window)
    yield window
    sweeping.close()


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=PATIENCE)


def put(qtbot: QtBot, window: MainWindow, text: str) -> str:
    """Replace what is in the editor, by keys where a person would, and return what is then in it."""
    source = window.editor.source
    source.setFocus()
    qtbot.keyClick(source, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if len(text) <= TYPED and text.isascii() and text.isprintable():
        qtbot.keyClick(source, Qt.Key.Key_Delete)
        qtbot.keyClicks(source, text)
    else:
        cursor = source.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
    qtbot.wait(1)
    at_rest(qtbot, window)
    return window.editor.text()


def answer(window: MainWindow) -> str:
    """Return what the window says to what is typed: "accept" for a derivation, "stopped", or "reject"."""
    session = window.session
    if session.misreading is not None:
        assert session.misreading.message in window.message.accessibleName() + seen(window.message)
        return "reject"
    if window.derivation.stopped.isVisible():
        assert window.derivation.stopped.message.text()
        return "stopped"
    assert session.reading is not None
    assert session.answered or window.message.isVisible(), "neither a derivation nor a message"
    return "accept"


def works(qtbot: QtBot, window: MainWindow) -> None:
    """The window still does what it is for."""
    put(qtbot, window, "x^2 sin(x)")
    assert answer(window) == "accept"
    assert window.session.walkthrough is not None
    assert "cos" in window.session.walkthrough.result.formula.text


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(TEXTS[::EVERY], id="some"),
        pytest.param(TEXTS, id="all", marks=[pytest.mark.soak, pytest.mark.timeout(1800)]),
    ],
)
def test_each_is_answered_and_the_window_goes_on(
    qtbot: QtBot, real_window: MainWindow, texts: list[tuple[str, str, str]]
) -> None:
    wrong = {}
    for name, expected, text in texts:
        shown = put(qtbot, real_window, text)
        if not shown.strip():
            continue  # nothing is asked, and nothing to be said
        said = answer(real_window)
        if shown == text and expected in ("accept", "reject") and said != expected:
            wrong[name] = said
    works(qtbot, real_window)
    assert not wrong


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_texts_take_no_more_memory_than_a_hundred(
    qtbot: QtBot, real_window: MainWindow, real_engine: Engine
) -> None:
    """The window's process, and every worker."""

    def taken() -> list[int]:
        soon(lambda: len(real_engine.workers()) == 3)
        pids = (psutil.Process().pid, *sorted(real_engine.workers()))
        return [psutil.Process(pid).memory_info().rss for pid in pids]

    before: list[int] = []
    figures: list[int] = []
    for number in range(1000):
        real_window.show_problem(f"f(x) = x^{number % 7 + 2} sin({number} x) + {number}/x")
        at_rest(qtbot, real_window)
        if number % 100 == 99:
            figures = taken()
            before = before or figures
            sizes = (each >> 20 for each in figures)
            print(number + 1, "texts: MB of window and workers:", *sizes, flush=True)
    assert all(now <= 1.1 * then for now, then in zip(figures, before, strict=True)), (before, figures)
