"""The empty places of what the palette or the completion typed: Tab goes from one to the next."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from tutor.ui.editing.underlines import Stretch

EMPTY = "□"
"""A place to fill in, where a template is written down."""

_HELD = " "
"""What stands in the text until the place is filled."""


class Placeholders:
    """Inserts templates into an editor, and moves between their places until the caret leaves them."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit
        self._stops: list[QTextCursor] = []
        self._whole: QTextCursor | None = None

    def insert(self, template: str, cursor: QTextCursor) -> None:
        """Replace the selection of `cursor` by a template, e.g. "sqrt(□)", and go to its first place.

        What was selected fills the first place; with one place or none, the caret is then behind it.
        """
        chosen = cursor.selectedText()
        fills = chosen if chosen.strip() and EMPTY in template else ""
        place = cursor.selectionStart()
        before = self._edit.document().characterAt(place - 1) if place else " "
        if template[:1].isalpha() and before.isalnum():
            template = f" {template}"  # no new word together with the letters before it
        parts = template.split(EMPTY)
        cursor.beginEditBlock()
        cursor.insertText(parts[0])
        start = cursor.position() - len(parts[0])
        stops: list[tuple[int, int]] = []
        for index, part in enumerate(parts[1:]):
            start_of_stop = cursor.position()
            cursor.insertText(fills if index == 0 and fills else _HELD)
            if not (index == 0 and fills):
                stops.append((start_of_stop, cursor.position()))
            cursor.insertText(part)
        cursor.endEditBlock()
        end = cursor.position()
        self._stops = [self._kept(*stop) for stop in stops]
        self._whole = self._kept(start, end) if stops else None
        if stops:
            self._stops.append(self._kept(end, end))
            self._go(self._stops[0])
        else:
            self._edit.setTextCursor(cursor)

    def _kept(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _go(self, stop: QTextCursor) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(stop.selectionStart())
        cursor.setPosition(stop.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)
        if stop is self._stops[-1]:
            self.forget()

    def step(self, by: int) -> bool:
        """Go to the next place (`by` 1) or the one before (-1); say whether there was one."""
        caret = self._edit.textCursor()
        if by > 0:
            after = [stop for stop in self._stops if stop.selectionStart() >= caret.selectionEnd()]
            following = [stop for stop in after if stop.selectionEnd() > caret.selectionEnd() or _is(stop)]
            target = next((stop for stop in following if not _same(stop, caret)), None)
        else:
            before = [stop for stop in self._stops if stop.selectionEnd() <= caret.selectionStart()]
            target = next((stop for stop in reversed(before) if not _same(stop, caret)), None)
        if target is None:
            return False
        self._go(target)
        return True

    def open_places(self) -> list[Stretch]:
        """Return the places that are still to be filled."""
        return [
            Stretch(stop.selectionStart(), stop.selectionEnd())
            for stop in self._stops[:-1]
            if stop.selectedText() == _HELD
        ]

    def on_empty_place(self) -> bool:
        """Say whether an empty place is selected: what is typed goes into it."""
        cursor = self._edit.textCursor()
        return any(
            (place.start, place.end) == (cursor.selectionStart(), cursor.selectionEnd())
            for place in self.open_places()
        )

    def follow_caret(self) -> None:
        """Forget the places once the caret has left what was inserted."""
        caret = self._edit.textCursor().position()
        whole = self._whole
        if whole is not None and not whole.selectionStart() <= caret <= whole.selectionEnd():
            self.forget()

    def forget(self) -> None:
        """Let Tab move the focus again."""
        self._stops, self._whole = [], None
        self._edit.viewport().update()


def _is(stop: QTextCursor) -> bool:
    return not stop.hasSelection()


def _same(stop: QTextCursor, caret: QTextCursor) -> bool:
    return (stop.selectionStart(), stop.selectionEnd()) == (caret.selectionStart(), caret.selectionEnd())
