"""What helps with typing: the list of words, the palette, what was typed before, and pasting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.hands import ALT, CTRL, afresh, at_rest, press, select
from tests.ui.test_methods import MENUS_OFFSCREEN
from tutor.ui.editor import EditorCard
from tutor.ui.main_window import MainWindow


@pytest.fixture
def window(reading_window: MainWindow) -> MainWindow:
    return reading_window


# Completion -------------------------------------------------------------------------------------------


def offered(editor: EditorCard) -> list[str]:
    listed = editor.completing.list
    if not listed.isVisible():
        return []
    return [listed.list.item(row).text().split(",")[0] for row in range(listed.list.count())]


def test_a_word_is_completed(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x")
    at_rest(qtbot, window)
    afresh(qtbot, editor, "f(x) = x arc")
    assert offered(editor)[:3] == ["arcsin", "arccos", "arctan"]
    qtbot.waitUntil(lambda: "with the first choice" in seen(editor))
    assert "arcsin" in editor.preview.accessibleName()
    press(qtbot, "↓↓")
    assert "arctan" in editor.source.accessibleDescription()
    press(qtbot, "⇥")
    assert editor.text() == "f(x) = x arctan( )"
    press(qtbot, "x)")
    assert editor.text() == "f(x) = x arctan(x)"
    assert editor.source.caret() == len(editor.text())
    at_rest(qtbot, window)
    assert "arc tangent of x" in editor.preview.accessibleName()


def test_the_list_is_not_in_the_way(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    for keys in ("sin", "x y", "sin x", "al ", "x", "s", "12", "e^x", "xy"):
        afresh(qtbot, editor, "x")
        at_rest(qtbot, window)
        afresh(qtbot, editor, keys)
        assert offered(editor) == [], keys


def test_escape_closes_the_list_and_keeps_the_letters(
    qtbot: QtBot, window: MainWindow, editor: EditorCard
) -> None:
    afresh(qtbot, editor, "x")
    at_rest(qtbot, window)
    afresh(qtbot, editor, "al")
    assert offered(editor) == ["alpha"]
    press(qtbot, "⎋")
    assert offered(editor) == []
    assert editor.text() == "al"
    at_rest(qtbot, window)
    assert window.session.text == "al"


def test_the_list_can_be_asked_for(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x + s")
    at_rest(qtbot, window)
    assert offered(editor) == []
    press(qtbot, " ", CTRL)
    assert {"sin", "sinh", "sqrt"} <= set(offered(editor))
    press(qtbot, "⎋")


# The palette ------------------------------------------------------------------------------------------


def test_the_palette_types_and_tab_moves_on(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "")
    press(qtbot, ".", CTRL)
    palette = window.explore.palette_card
    assert palette.isVisible()
    assert "Square root" in palette.says.text()
    press(qtbot, "→→→→")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Fraction"
    press(qtbot, "\n")
    assert editor.source.hasFocus()
    assert editor.text() == "( )/( )"
    press(qtbot, "x+1⇥y⇥")
    assert editor.text() == "(x+1)/(y)"
    assert editor.source.caret() == len(editor.text())
    press(qtbot, ".", CTRL)
    assert not palette.isVisible()


def test_a_symbol_goes_around_what_is_selected(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x + y")
    select(editor.source, 0, 5)
    editor.insert("sqrt(□)")
    assert editor.text() == "sqrt(x + y)"


def test_tab_leaves_the_editor_where_nothing_is_to_be_filled(qtbot: QtBot, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x")
    press(qtbot, "⇥")
    assert not editor.source.hasFocus()


# History ----------------------------------------------------------------------------------------------


def test_problems_typed_before_come_back(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    for text in ("x^2", "x^3", "x^4"):
        afresh(qtbot, editor, text)
        at_rest(qtbot, window)
        editor.remember()
    press(qtbot, "↑", ALT)
    assert editor.text() == "x^3"
    press(qtbot, "↑", CTRL)
    assert editor.text() == "x^2"
    at_rest(qtbot, window)
    assert window.session.text == "x^2"
    press(qtbot, "↓↓", ALT)
    assert editor.text() == "x^4"
    assert editor.history.texts[:3] == ("x^4", "x^3", "x^2")
    assert editor.recent.isVisible()


@pytest.mark.qt_log_ignore(*MENUS_OFFSCREEN)
def test_recent_problems_are_in_a_menu(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    editor.history.set_texts(("x^2", "f(g) = g^2\ng = 3x", "x & y"))
    menu = editor.recent.open_menu()
    assert [action.text() for action in menu.actions()] == ["x^2", "f(g) = g^2; g = 3x", "x && y"]
    menu.actions()[1].trigger()
    menu.close()
    at_rest(qtbot, window)
    assert editor.text() == "f(g) = g^2\ng = 3x"


def test_a_draft_is_not_lost_on_the_walk(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    editor.history.set_texts(("x^2",))
    afresh(qtbot, editor, "x^5 +")
    at_rest(qtbot, window)
    press(qtbot, "↑", ALT)
    assert editor.text() == "x^2"
    press(qtbot, "↓", ALT)
    assert editor.text() == "x^5 +"


# Pasting ----------------------------------------------------------------------------------------------


def test_latex_is_pasted_as_plain_notation(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "")
    editor.plain_wanted.emit(r"\frac{x}{y}")
    qtbot.waitUntil(lambda: editor.text() == "x/y")


def test_pasting_changes_nothing(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "")
    pasted = "x² − ½·y\u00a0+ \\frac{1}{2}"
    QGuiApplication.clipboard().setText(pasted)
    qtbot.keyClick(editor.source, Qt.Key.Key_V, CTRL)
    assert editor.text().replace(" ", "\u00a0") == pasted.replace(" ", "\u00a0")
