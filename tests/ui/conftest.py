"""The window on a fake engine, and eyes for what is on it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fake_engine import FakeEngine
from tests.ui.reading_engine import ReadingEngine
from tutor.ui.editor import EditorCard
from tutor.ui.main_window import MainWindow

PATIENCE = 30_000
"""Milliseconds to wait for a new window: the first of a process takes seconds where all cores are busy."""


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def window(qtbot: QtBot, engine: FakeEngine) -> MainWindow:
    """A window that has painted and shows the first example."""
    made = MainWindow(engine, theme="light")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    qtbot.waitUntil(lambda: made.settled, timeout=PATIENCE)
    return made


@pytest.fixture
def reading_window(qtbot: QtBot) -> MainWindow:
    """A window that reads what is typed for real; the caret is in the editor."""
    made = MainWindow(ReadingEngine(), theme="light", lecture=False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    qtbot.waitUntil(lambda: made.settled, timeout=PATIENCE)
    made.editor.focus_editor()
    return made


@pytest.fixture
def editor(window: MainWindow) -> EditorCard:
    return window.editor


def seen(widget: QWidget) -> str:
    """Return all text on the widget that is in sight: labels, buttons, formulas by their names."""
    words = []
    for child in [widget, *widget.findChildren(QWidget)]:
        if child.isVisible() and not child.visibleRegion().isEmpty():
            text = getattr(child, "text", None)
            words.append(text() if callable(text) and isinstance(text(), str) else "")
            words.append(child.accessibleName())
    return "\n".join(word for word in words if word)
