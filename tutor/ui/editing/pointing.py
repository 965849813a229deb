"""Terms and the places where they were typed: what is pointed at on one side lights up on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tutor.ui.editing.brackets import Change
from tutor.ui.editing.preview import Preview
from tutor.ui.editing.source_edit import SourceEdit

if TYPE_CHECKING:
    from tutor.board import Place


class Pointing(QObject):
    """Follows mouse and caret in the text and in its preview, while `known` says that they are the same."""

    def __init__(self, source: SourceEdit, preview: Preview, known: Callable[[], bool]) -> None:
        super().__init__(source)
        self._source = source
        self._preview = preview
        self._known = known
        source.hovered.connect(self._light_term)
        source.cursorPositionChanged.connect(self._follow_caret)
        source.focused.connect(lambda on: None if on else preview.light(None))
        preview.pointed.connect(self._light_text)
        preview.place_pressed.connect(self._go_to)

    def end(self) -> None:
        """Light nothing: the text is being changed."""
        self._preview.light(None)
        self._source.light(0, 0)

    def _light_text(self, place: Place | None) -> None:
        if place is None or not self._known():
            self._source.light(0, 0)
        else:
            self._source.light(place.start, place.end)

    def _light_term(self, offset: int) -> None:
        lit = self._preview.place_at(offset) if offset >= 0 and self._known() else None
        self._preview.light(lit)

    def _follow_caret(self) -> None:
        """Light the term at the caret, unless the caret is only behind what was typed last."""
        source, caret = self._source, self._source.caret()
        lit = None
        if source.hasFocus() and self._known() and caret < len(source.toPlainText()):
            lit = self._preview.place_at(caret) or self._preview.place_at(caret, caret)
        self._preview.light(lit)

    def _go_to(self, place: Place) -> None:
        if self._known():
            self._source.setFocus()
            self._source.apply(Change(place.start, place.start, "", place.start, place.end))
