"""The problems typed before, the latest first, and the walk through them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

KEPT = 50
"""So many problems are remembered."""


class History(QObject):
    """Remembers problems; `texts` and `set_texts` are what a session file keeps."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self._at = -1
        self._draft = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The problems, the latest first."""
        return self._texts

    def set_texts(self, texts: Sequence[str]) -> None:
        """Remember these, the latest first, e.g. those of the session before."""
        self._texts = tuple(dict.fromkeys(text for text in texts if text.strip()))[:KEPT]
        self._at = -1
        self.changed.emit()

    def add(self, text: str) -> None:
        """Remember a problem that could be read; the same one again only moves to the front."""
        if self._at >= 0 and text == self._texts[self._at]:
            return  # looked at on the walk: the order stays until something is typed
        if not text.strip() or (self._texts and self._texts[0] == text):
            self._at = -1
            return
        self.set_texts((text, *self._texts))

    def earlier(self, shown: str) -> str | None:
        """Return the problem before the one shown; None at the end."""
        if self._at < 0:
            self._draft = shown
        for at in range(self._at + 1, len(self._texts)):
            if self._texts[at] != shown:
                self._at = at
                return self._texts[at]
        return None

    def later(self) -> str | None:
        """Return the problem after the one shown, at last what was being typed; None where there is none."""
        if self._at < 0:
            return None
        self._at -= 1
        return self._texts[self._at] if self._at >= 0 else self._draft
