"""The editor as a person types into it; every assertion is of what is then on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.hands import CTRL, afresh, at_rest, press, select
from tutor.ui.editing.places import character_place, offset_of, qt_place
from tutor.ui.editing.source_edit import SourceEdit
from tutor.ui.editor import EditorCard
from tutor.ui.look import Look
from tutor.ui.main_window import MainWindow


@pytest.fixture
def window(reading_window: MainWindow) -> MainWindow:
    return reading_window


@pytest.fixture
def source(qtbot: QtBot) -> SourceEdit:
    """The field by itself."""
    made = SourceEdit(Look())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


# Brackets ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "text", "caret"),
    [
        ("(", "()", 1),
        ("sin(x)", "sin(x)", 6),
        ("(x+1)^2", "(x+1)^2", 7),
        ("((x))", "((x))", 5),
        ("f(x) = [x]", "f(x) = [x]", 10),
        ("{x}", "{x}", 3),
        ("(⌫", "", 0),
        ("((⌫", "()", 1),
        ("(x⌫⌫", "", 0),
        ("x)", "x)", 2),
        ("x⇱(", "(x", 1),
        ("x + y⇱(⇲)", "(x + y)", 7),
        ("|x|", "|x|", 3),
        ("(]", "(])", 2),
    ],
)
def test_brackets_close_by_themselves(
    qtbot: QtBot, source: SourceEdit, keys: str, text: str, caret: int
) -> None:
    afresh(qtbot, source, keys)
    assert (source.toPlainText(), source.caret()) == (text, caret)


@pytest.mark.parametrize(("typed", "text"), [("(", "sin(x+1)"), ("[", "sin[x+1]"), ("|", "sin|x+1|")])
def test_a_bracket_goes_around_what_is_selected(
    qtbot: QtBot, source: SourceEdit, typed: str, text: str
) -> None:
    afresh(qtbot, source, "sinx+1")
    select(source, 3, 6)
    press(qtbot, typed)
    assert source.toPlainText() == text
    assert source.textCursor().selectedText() == "x+1"


def test_undo_and_redo_take_a_pair_as_one(qtbot: QtBot, source: SourceEdit) -> None:
    afresh(qtbot, source, "x (")
    assert source.toPlainText() == "x ()"
    source.undo()
    assert source.toPlainText() == "x "
    source.redo()
    assert source.toPlainText() == "x ()"


def test_the_pair_at_the_caret_is_marked(qtbot: QtBot, source: SourceEdit) -> None:
    afresh(qtbot, source, "(x)")
    marked = [each.cursor.selectedText() for each in source.extraSelections()]
    assert sorted(marked) == ["(", ")"]


# Reading -----------------------------------------------------------------------------------------


def test_a_mend_can_be_undone(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x^2 * + 1")
    at_rest(qtbot, window)
    mend = next(each for each in window.message.findChildren(QPushButton) if each.isVisible())
    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert editor.text() != "x^2 * + 1"
    qtbot.keyClick(editor.source, Qt.Key.Key_Z, CTRL)
    assert editor.text() == "x^2 * + 1"


def test_letters_have_the_colours_of_the_formula(
    qtbot: QtBot, window: MainWindow, editor: EditorCard
) -> None:
    afresh(qtbot, editor, "f(x, y) = x^2 y + sin(y)")
    at_rest(qtbot, window)
    formats = editor.source.document().firstBlock().layout().formats()
    text = editor.text()
    shown = {
        text[each.start : each.start + each.length]: each.format.foreground().color() for each in formats
    }
    assert shown["x"] == window.look.colour("meaning.slotA")
    assert shown["y"] == window.look.colour("meaning.slotB")
    assert "sin" not in shown


def test_the_preview_does_not_wait_for_a_pause(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x^3")
    assert editor.pending()
    qtbot.waitUntil(lambda: "x cubed" in editor.preview.accessibleName(), timeout=1000)
    assert editor.pending()
    at_rest(qtbot, window)
    assert window.session.text == "x^3"


@pytest.mark.parametrize(
    ("keys", "column", "under"),
    [("x^2 * + 1", 5, "*"), ("x^", 2, "^"), ("foo(x)", 1, "foo"), ("x\n+ y)", 4, ")")],
)
def test_the_place_of_a_mistake_is_underlined(
    qtbot: QtBot, window: MainWindow, editor: EditorCard, keys: str, column: int, under: str
) -> None:
    afresh(qtbot, editor, keys)
    at_rest(qtbot, window)
    [squiggle] = editor.source.squiggles()
    assert squiggle.column == column
    assert editor.text()[squiggle.start : squiggle.end] == under
    assert f"olumn {column}" in seen(window.message)
    assert not editor.preview.isEnabled()
    image = editor.source.viewport().grab().toImage()
    line = window.look.colour("meaning.yourAnswer_line")
    near = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if abs(image.pixelColor(x, y).red() - line.red()) < 12
        and abs(image.pixelColor(x, y).green() - line.green()) < 12
        and abs(image.pixelColor(x, y).blue() - line.blue()) < 12
    ]
    assert len(near) > 3
    place = editor.source.cursorRect(_cursor(editor, squiggle.start))
    assert min(x for x, _y in near) >= place.left() - 8


def test_everything_wrong_is_told_at_once(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "f(x, y) = x^2 * + sin(x y⌦")
    at_rest(qtbot, window)
    said = seen(window.message)
    assert "After * a value is missing before +." in said
    assert "Column 15" in said
    assert "The bracket after sin is never closed." in said
    assert "Column 22" in said
    assert "Readable so far" in seen(editor)
    assert "a missing value" in editor.preview.accessibleName()
    mend = next(each for each in window.message.findChildren(QPushButton) if each.text() == "Remove *")
    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert editor.text() == "f(x, y) = x^2  + sin(x y"
    assert "Column 15" not in seen(window.message)


def test_what_cannot_be_read_at_all_leaves_the_last_line(
    qtbot: QtBot, window: MainWindow, editor: EditorCard
) -> None:
    afresh(qtbot, editor, "x^3")
    at_rest(qtbot, window)
    press(qtbot, "))")
    at_rest(qtbot, window)
    assert "The last line read" in seen(editor)
    assert "x cubed" in editor.preview.accessibleName()


def _cursor(editor: EditorCard, position: int) -> QTextCursor:
    cursor = editor.source.textCursor()
    cursor.setPosition(position)
    return cursor


def test_the_other_reading_is_a_press_away(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "e^2x")
    at_rest(qtbot, window)
    [chip] = window.explore.other_readings.chips()
    assert chip.accessibleName() == "Read as e^(2x)"
    assert "e^2x" in seen(window.explore.other_readings)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert editor.text() == "e^(2x)"
    assert not window.explore.other_readings.isVisible()


def test_a_letter_changes_sides(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "a x^2")
    at_rest(qtbot, window)
    [chip] = [each for each in editor.remarks.letters.chips() if each.switch.letter == "a"]
    assert chip.text() == "a constant"
    chip.setFocus()
    press(qtbot, " ")
    at_rest(qtbot, window)
    assert "Function of x and a" in seen(editor)


def test_an_empty_editor_offers_the_lecture(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "")
    at_rest(qtbot, window)
    chips = editor.starting_points.chips
    assert [chip.accessibleName().split(":")[0] for chip in chips] == [f"Example {n}" for n in range(1, 6)]
    assert all(chip.isVisible() for chip in chips)
    qtbot.mouseClick(chips[3], Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert editor.text().startswith("f(g, h) = g^2 h + h")
    assert not editor.starting_points.isVisible()


# Terms and their places ------------------------------------------------------------------------------


def test_a_term_under_the_mouse_lights_its_place(
    qtbot: QtBot, window: MainWindow, editor: EditorCard
) -> None:
    afresh(qtbot, editor, "x^2 y + sin(x)")
    at_rest(qtbot, window)
    preview = editor.preview
    lit = set()
    for x in range(0, preview.width(), 3):
        qtbot.mouseMove(preview, QPoint(x, preview.height() // 2))
        lit.add(editor.source.lit())
    assert {"x", "y", "sin(x)"} <= lit
    qtbot.mouseMove(window.questions, QPoint(1, 1))
    preview.leaveEvent(None)  # type: ignore[arg-type]
    assert editor.source.lit() == ""


def test_the_caret_lights_its_term(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x^2 y + sin(x)")
    at_rest(qtbot, window)
    press(qtbot, "⇱")
    place = editor.preview.lit()
    assert place is not None
    assert (place.start, place.end) == (0, 1)
    [rectangle] = editor.preview.rectangles(place)
    assert editor.preview.step_at(rectangle.center()) == place.id


def test_pressing_a_term_goes_to_it(qtbot: QtBot, window: MainWindow, editor: EditorCard) -> None:
    afresh(qtbot, editor, "x^2 y + sin(x)")
    at_rest(qtbot, window)
    place = editor.preview.place_at(8, 14)
    assert place is not None
    [rectangle] = editor.preview.rectangles(place)
    corner = rectangle.topLeft() + QPointF(4, rectangle.height() / 2)
    qtbot.mouseClick(editor.preview, Qt.MouseButton.LeftButton, pos=corner.toPoint())
    assert editor.source.textCursor().selectedText() == "sin(x)"


# Places -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["x", "𝑥 + y", "a𝑥𝑦b", ""])
def test_places_go_both_ways(text: str) -> None:
    for offset in range(len(text) + 1):
        position = len(text[:offset].encode("utf-16-le")) // 2
        assert qt_place(text, offset) == position
        assert character_place(text, position) == offset


def test_lines_and_columns() -> None:
    assert [offset_of("ab\nc", line, column) for line, column in ((1, 1), (1, 3), (2, 1), (2, 9))] == [
        0,
        2,
        3,
        4,
    ]
