"""Hands on the keyboard: what a person presses, where the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tutor.ui.editing.source_edit import SourceEdit
from tutor.ui.editor import EditorCard
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
