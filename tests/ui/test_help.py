"""Help as a person uses it: finding what to type, trying it, the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tutor import inputs_table
from tutor.ui.main_window import MainWindow


@pytest.fixture
def helped(qtbot: QtBot, reading_window: MainWindow) -> MainWindow:
    qtbot.keyClick(reading_window, Qt.Key.Key_F1)
    assert reading_window.help.isVisible()
    return reading_window


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)


def test_it_shows_the_whole_table(helped: MainWindow) -> None:
    shown = helped.help.inputs.shown()
    assert shown == [row.text for section in inputs_table.sections() for row in section.rows]
    assert "f(x, y) = x^2 y + y" in shown


@pytest.mark.parametrize(
    ("words", "first", "count"),
    [
        ("square index", "x_1^2", 0),
        ("inverse", "sin^-1 x", 1),
        ("LaTeX frac{x}", "\\frac{x}{y}", 1),
        ("powers cbrt", "cbrt(x)", 1),
    ],
)
def test_searching(qtbot: QtBot, helped: MainWindow, words: str, first: str, count: int) -> None:
    focus = QApplication.focusWidget()
    assert focus is helped.help.search
    qtbot.keyClicks(focus, words)
    shown = helped.help.inputs.shown()
    assert len(shown) == count
    assert shown[:1] == [first][:count]


def test_searching_for_nothing_says_so(qtbot: QtBot, helped: MainWindow) -> None:
    qtbot.keyClicks(helped.help.search, "zzzz")
    assert helped.help.inputs.shown() == []
    assert "Nothing here" in seen(helped.help)


def test_trying_one_with_the_keyboard(qtbot: QtBot, helped: MainWindow) -> None:
    qtbot.keyClicks(helped.help.search, "powers cbrt")
    qtbot.keyClick(helped.help.search, Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert focus is helped.help.inputs
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    at_rest(qtbot, helped)
    assert helped.editor.text() == "cbrt(x)"
    assert not helped.help.isVisible()
    assert helped.editor.source.hasFocus()


def test_trying_one_with_the_mouse(qtbot: QtBot, helped: MainWindow) -> None:
    listed = helped.help.inputs
    place = listed.visualItemRect(listed.item(1)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    at_rest(qtbot, helped)
    assert helped.editor.text() == inputs_table.sections()[0].rows[0].text


def test_the_keys(qtbot: QtBot, helped: MainWindow) -> None:
    qtbot.mouseClick(helped.help.pages.button("keys"), Qt.MouseButton.LeftButton)
    assert "Type your own function" in seen(helped.help)
    assert "Symbols that type for you" in seen(helped.help)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_it_stays_within_the_window_and_beside_the_column(
    qtbot: QtBot, helped: MainWindow, size: tuple[int, int]
) -> None:
    helped.resize(*size)
    sheet = helped.help.geometry()
    assert helped.rect().contains(sheet)
    assert sheet.left() >= helped.left.geometry().right()
    assert helped.help.inputs.horizontalScrollBar().maximum() == 0
