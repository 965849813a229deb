"""The editor as a person types into it; every assertion is of what is then on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.test_methods import MENUS_OFFSCREEN
from tutor.ui.editing.places import character_place, offset_of, qt_place
from tutor.ui.editing.source_edit import SourceEdit
from tutor.ui.editor import EditorCard
from tutor.ui.look import Look
from tutor.ui.main_window import MainWindow

CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
KEYS = {
    "\n": Qt.Key.Key_Return, "⌫": Qt.Key.Key_Backspace, "⌦": Qt.Key.Key_Delete, "⇥": Qt.Key.Key_Tab,
    "←": Qt.Key.Key_Left, "→": Qt.Key.Key_Right, "↑": Qt.Key.Key_Up, "↓": Qt.Key.Key_Down,
    "⎋": Qt.Key.Key_Escape, "⇱": Qt.Key.Key_Home, "⇲": Qt.Key.Key_End,
}  # fmt: skip


@pytest.fixture
def window(reading_window: MainWindow) -> MainWindow:
    return reading_window


@pytest.fixture
def editor(window: MainWindow) -> EditorCard:
    return window.editor


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


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)


def press(qtbot: QtBot, keys: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press keys where the focus is: letters, or the signs of `KEYS`."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        if key in KEYS:
            qtbot.keyClick(focus, KEYS[key], modifier)
        else:
            qtbot.keyClicks(focus, key, modifier)


def afresh(qtbot: QtBot, where: EditorCard | SourceEdit, keys: str) -> None:
    """Replace all that is typed by pressing keys."""
    source = where.source if isinstance(where, EditorCard) else where
    source.selectAll()
    press(qtbot, "⌦" + keys)


def select(source: SourceEdit, start: int, end: int) -> None:
    cursor = source.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    source.setTextCursor(cursor)


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
