"""The keys that belong to the whole window, and what Esc does where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from tutor.ui.main_window import MainWindow

_ALL = 1_000_000
"""more steps than there are"""


def add_keys(window: MainWindow) -> None:
    """Have the window hear its keys."""
    for key, act in (
        ("Right", lambda: _step_by(window, 1)),
        ("Left", lambda: _step_by(window, -1)),
        ("Home", lambda: _step_by(window, -_ALL)),
        ("End", lambda: _step_by(window, _ALL)),
        ("Ctrl+L", lambda: _type(window)),
        ("Ctrl+1", lambda: window.show_face("explore")),
        ("Ctrl+2", lambda: window.show_face("practice")),
        ("Ctrl+P", lambda: window.derivation.transport.toggle_play()),
        ("F1", window.toggle_help),
        ("Ctrl+,", window.toggle_settings),
        ("F5", lambda: window.show_face("present")),
        ("Esc", lambda: _escape(window)),
    ):
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.activated.connect(act)


def _step_by(window: MainWindow, by: int) -> None:
    if window.left.currentIndex() == 0:
        window.derivation.transport.go(window.derivation.current + by)


def _type(window: MainWindow) -> None:
    window.show_face("explore")
    window.editor.focus_editor()


def _give_up(window: MainWindow) -> bool:
    """Give up what is waited for or half typed, the first of these; say whether there was anything."""
    panel = window.canvas_panel
    return (
        (window.left.currentIndex() == 1 and window.practice.give_up())
        or panel.give_up()
        or panel.point.give_up()
        or panel.readout.parameter.give_up()
    )


def _escape(window: MainWindow) -> None:
    if not window.help.isHidden():
        window.help.hide()
    elif window.explore.close_palette():
        return
    elif window.settings_shown():
        window.settings.close_settings()
    elif not window.derivation.busy.isHidden():
        window.session.cancel()
    elif _give_up(window):
        return
    elif window.left.currentIndex() == 1:
        window.show_face("explore")
    else:
        window.derivation.close_inset()
