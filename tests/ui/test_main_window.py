"""The window as a person uses it: typing, pressing, reading what is on it."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine, FakeFailure
from tutor.ui.main_window import MainWindow


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key wherever the focus is."""
    target = QApplication.focusWidget() or window
    qtbot.keyClick(target, key, *modifiers)


def counter(window: MainWindow) -> str:
    return window.derivation.transport.counter.text()


def wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)


def test_opens_on_the_first_example(window: MainWindow, engine: FakeEngine) -> None:
    assert window.editor.text() == "f(x) = sin(x^2)"
    assert engine.last("explain")["detail"] == "standard"
    assert counter(window) == "Step 1 of 4"
    assert window.canvas_panel.tabs() == ["Contour", "Slope"]
    assert "Start here" in seen(window.strip)


def test_paints_before_anything_heavy_is_imported() -> None:
    """sympy, matplotlib, numpy, lark and typst come after the first paint."""
    code = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
from tutor.ui.main_window import MainWindow
class Engine:
    def request(self, name, arguments, done, *, deadline, partly=None): raise SystemExit("asked too early")
application = QApplication([])
window = MainWindow(Engine())
window.grab()
assert window.first_paint
heavy = {"sympy", "matplotlib", "numpy", "lark", "typst", "mpmath"} & set(sys.modules)
print(sorted(heavy))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def test_typing_is_worked_out_once_it_pauses(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    before = engine.count("explain")
    window.editor.focus_editor()
    window.editor.source.selectAll()
    qtbot.keyClicks(window.editor.source, "x y")
    assert not window.settled
    wait(qtbot, window)
    assert engine.last("read") == {"text": "x y"}
    assert engine.count("explain") == before + 1
    assert window.editor.preview.accessibleName() == "spoken read x y"
    assert "Function of x and y" in seen(window.editor)


def test_questions_are_buttons(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    names = [button.accessibleName() for button in window.questions.buttons()]
    assert names == [
        "Partial derivative with respect to x", "Partial derivative with respect to y", "Gradient of f",
    ]  # fmt: skip
    qtbot.mouseClick(window.questions.buttons()[1], Qt.MouseButton.LeftButton)
    wait(qtbot, window)
    asked = engine.last("explain")
    assert (asked["ask"], asked["wrt"]) == ("partial", ("y",))
    assert [button.isChecked() for button in window.questions.buttons()] == [False, True, False]


MOVES = [
    ([Qt.Key.Key_Right], "Step 2 of 4"),
    ([Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left], "Step 2 of 4"),
    ([Qt.Key.Key_End], "Step 4 of 4"),
    ([Qt.Key.Key_End, Qt.Key.Key_Right], "Step 4 of 4"),
    ([Qt.Key.Key_End, Qt.Key.Key_Home], "Step 1 of 4"),
]
"""From the first step: what is pressed, and the step that is shown then."""


def test_keys_move_through_the_steps(qtbot: QtBot, window: MainWindow) -> None:
    for keys, shown in MOVES:
        window.go_to_step(1)
        assert counter(window) == "Step 1 of 4", keys
        window.derivation.transport.next.setFocus()
        for key in keys:
            press(qtbot, window, key)
        assert counter(window) == shown, keys


def test_arrows_in_the_editor_move_the_caret(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.editor.source.hasFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home):
        press(qtbot, window, key)
    assert counter(window) == "Step 1 of 4"
    assert window.editor.source.textCursor().position() == 0


def test_done_steps_are_small_and_later_ones_hidden(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.derivation.transport.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.derivation.transport.next, Qt.MouseButton.LeftButton)
    text = seen(window.derivation)
    assert "spoken line 1" in text
    assert "spoken line 2" in text
    assert "spoken card 3" in text
    assert "Constant multiple" in text
    assert "spoken line 4" not in text
    assert "spoken card 4" not in text
    assert not window.derivation.answer.isVisible()


def test_the_answer_comes_with_the_last_step(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(4)
    assert window.derivation.answer.isVisible()
    assert "Checked at 3 points." in seen(window.derivation.answer)
    assert not window.derivation.transport.next.isEnabled()


def test_the_step_s_focus_reaches_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(3)
    canvas = window.canvas_panel.canvas
    assert canvas is not None
    assert canvas.picture is not None
    assert canvas.picture.focus.variable == "x"


def test_detail_is_asked_for(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    qtbot.mouseClick(window.derivation.detail.button("brief"), Qt.MouseButton.LeftButton)
    wait(qtbot, window)
    assert engine.last("explain")["detail"] == "brief"
    assert counter(window) == "Step 1 of 2"


def test_a_misreading_is_shown_and_mended(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    window.editor.focus_editor()
    window.editor.source.selectAll()
    qtbot.keyClicks(window.editor.source, "x^2 * + y")
    wait(qtbot, window)
    text = seen(window.message)
    assert "After * a value is missing." in text
    assert "Column 5" in text
    assert "Add a number." in text
    assert counter(window) == "Step 1 of 4"
    assert not window.derivation.card.isEnabled()
    assert "of the last line that could be read" in seen(window.derivation)
    mend = next(button for button in window.message.findChildren(QAbstractButton) if button.isVisible())
    assert mend.accessibleName() == "Remove *"
    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    wait(qtbot, window)
    assert window.editor.text() == "x^2"
    assert not window.message.isVisible()
    assert window.derivation.card.isEnabled()


def test_the_last_line_can_be_put_back(qtbot: QtBot, window: MainWindow) -> None:
    before = window.editor.text()
    window.show_problem("x * + y")
    wait(qtbot, window)
    window.derivation.put_back.emit()
    wait(qtbot, window)
    assert window.editor.text() == before
    assert window.derivation.card.isEnabled()


def test_an_empty_editor_asks_nothing(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    before = engine.count("read")
    window.editor.source.selectAll()
    qtbot.keyClick(window.editor.source, Qt.Key.Key_Delete)
    wait(qtbot, window)
    assert engine.count("read") == before
    assert not window.message.isVisible()


def test_only_the_latest_text_counts(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.held = {"read"}
    window.show_problem("first")
    window.show_problem("second")
    (_name, _answer, first), (_name, _answer, _second) = engine.waiting
    assert first.cancelled
    engine.release()
    wait(qtbot, window)
    assert window.editor.preview.accessibleName() == "spoken read second"
    assert engine.last("explain")["text"] == "second"


def test_long_work_shows_a_card_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    window.go_to_step(2)
    engine.held = {"explain"}
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)
    assert not window.derivation.busy.isVisible()
    qtbot.waitUntil(window.derivation.busy.isVisible, timeout=2000)
    assert "Working it out" in seen(window.derivation.busy)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert engine.waiting[0][2].cancelled
    assert not window.derivation.busy.isVisible()
    assert counter(window) == "Step 2 of 4"


def test_a_failure_says_what_happened(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.failures["explain"] = FakeFailure("deadline", "This took too long.", "Try a smaller power.")
    qtbot.mouseClick(window.questions.buttons()[0], Qt.MouseButton.LeftButton)
    wait(qtbot, window)
    assert "This took too long." in seen(window.derivation.stopped)
    assert "Try a smaller power." in seen(window.derivation.stopped)
    assert counter(window) == "Step 1 of 4"
    del engine.failures["explain"]
    again = window.derivation.stopped.findChild(QAbstractButton)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    wait(qtbot, window)
    assert not window.derivation.stopped.isVisible()


def test_an_example_of_the_lecture(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    qtbot.mouseClick(window.strip.cards[3], Qt.MouseButton.LeftButton)
    wait(qtbot, window)
    assert window.editor.text() == "f(g, h) = g^2 h + h\ng = 3x\nh = x^2"
    assert engine.last("read")["text"] == window.editor.text()


def test_the_lecture_is_put_away_and_found_again(qtbot: QtBot, window: MainWindow) -> None:
    window.strip.closed.emit()
    assert not window.strip.isVisible()
    qtbot.mouseClick(window.top_bar.lecture, Qt.MouseButton.LeftButton)
    assert window.strip.isVisible()


def test_themes_restyle_everything(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.top_bar.theme, Qt.MouseButton.LeftButton)
    wait(qtbot, window)
    assert window.top_bar.theme.accessibleName() == "Light colours"
    image = window.grab().toImage()
    for x, y in ((5, 5), (100, 700), (1200, 220)):
        assert image.pixelColor(x, y).lightness() < 60, (x, y)
    canvas = window.canvas_panel.canvas
    assert canvas is not None
    assert canvas.figure.get_facecolor()[0] < 0.3


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(3)
    controls = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QSlider)
        and widget.isVisible()
        and widget.isEnabled()
    ]
    assert [widget for widget in controls if not widget.accessibleName()] == []
    reached, start = set(), window.editor.source
    start.setFocus()
    for _count in range(200):
        focus = QApplication.focusWidget()
        if focus in reached:
            break
        reached.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    one_of_a_group = {button for button in controls if getattr(button, "group", lambda: None)() is not None}
    missing = [widget.accessibleName() for widget in set(controls) - reached - one_of_a_group]
    assert missing == []


def test_the_ring_follows_the_keyboard_only(qtbot: QtBot, window: MainWindow) -> None:
    window.derivation.transport.next.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert window.ring.isVisible()
    around = window.ring.geometry()
    button = window.derivation.transport.next
    assert around.width() == button.width() + 8
    qtbot.mouseClick(window.derivation.transport.next, Qt.MouseButton.LeftButton)
    assert not window.ring.isVisible()


def test_nothing_is_cut(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to_step(3)
    for size in ((1280, 800), (1024, 700), (1600, 1000)):
        window.resize(*size)
        wait(qtbot, window)
        for widget in (window.editor, window.questions, window.derivation.transport, window.canvas_panel):
            corner = widget.mapTo(window, widget.rect().bottomRight())
            assert window.rect().contains(corner), (size, widget)
        for button in (window.derivation.transport.next, window.derivation.transport.play):
            assert button.width() >= button.sizeHint().width(), size
        assert window.derivation.card.width() <= window.derivation.area.viewport().width(), size


def test_help_opens_and_closes(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F1)
    assert "What can be typed" in seen(window.help)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.help.isVisible()


def test_go_to_step_waits_for_the_derivation(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    window.show_problem("x y z", "gradient")
    window.go_to_step(3)
    wait(qtbot, window)
    assert counter(window) == "Step 3 of 4"


def test_what_stays_on_the_board_gets_its_picture(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    """The picture was still on its way when the line became one that cannot be read."""
    before = window.session.gallery
    engine.held = {"scenes"}
    window.show_problem("x^5 y")
    qtbot.waitUntil(lambda: bool(engine.waiting))
    assert window.session.walkthrough is not None
    assert window.session.walkthrough.reading.input == "x^5 y"
    window.show_problem("x^5 y * +")
    qtbot.waitUntil(lambda: window.session.misreading is not None)
    engine.release()
    qtbot.waitUntil(lambda: window.settled)
    assert window.session.gallery is not before
    assert engine.last("scenes")["text"] == "x^5 y"
