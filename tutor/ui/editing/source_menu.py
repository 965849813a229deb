"""The editor's context menu: what every editor has, and what a problem can be copied and pasted as."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from tutor.board import Formula
from tutor.language import _
from tutor.ui.editing.source_edit import SourceEdit
from tutor.ui.formula_menu import copies
from tutor.ui.look import Look


def source_menu(
    source: SourceEdit,
    look: Look,
    formula: Formula | None,
    paste_plain: Callable[[str], None],
    open_palette: Callable[[], None],
) -> QMenu:
    """Return the menu. `formula` is the problem as it was read; `paste_plain` gets the clipboard's words,
    to be pasted in plain notation."""
    menu = source.createStandardContextMenu()
    menu.addSeparator()
    words = QGuiApplication.clipboard().text()
    plain = menu.addAction(_("Paste LaTeX as plain notation"))
    plain.setEnabled(bool(words.strip()))
    plain.triggered.connect(lambda _checked=False: paste_plain(words))
    menu.addAction(_("Symbols…")).triggered.connect(lambda _checked=False: open_palette())
    if formula is not None:
        whole = menu.addMenu(_("Copy the problem"))
        for line in copies(formula, look):
            whole.addAction(line.label).triggered.connect(
                lambda _checked=False, line=line: QGuiApplication.clipboard().setMimeData(line.data())
            )
    return menu
