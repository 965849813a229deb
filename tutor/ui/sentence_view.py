"""A paragraph with mathematics in it, wrapped at the width it is given."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tutor.board import NOTHING_TO_SAY, Sentence
from tutor.ui import typesetting
from tutor.ui.formula_menu import copy_text, open_menu, sentence_menu
from tutor.ui.look import Look, ui_font
from tutor.ui.typesetting import Order

_AT_FIRST = 440
"""px of width before there is any"""
_NEAR = 24
"""px between two widths at which words are about as high"""
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


class SentenceView(QWidget):
    """Paints a `Sentence`; where it cannot be typeset, its plain text."""

    def __init__(
        self, look: Look, size: int = 16, *, colour: str = "text.primary", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._size = size
        self._colour = colour
        self._sentence = NOTHING_TO_SAY
        self._height: tuple[int, int] | None = None
        """the width that it had lately, and how high it was there"""
        self._wrapped: tuple[int, typesetting.Typeset | None] | None = None
        """the width for which it was typeset lately, and what came of it"""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._again)

    def set_sentence(self, sentence: Sentence) -> None:
        """Show a sentence; an empty one takes no room."""
        self._sentence = sentence
        self.setAccessibleName(sentence.speech or sentence.text)
        # The Tab key stops where there is mathematics to copy.
        stops = Qt.FocusPolicy.TabFocus if sentence.formulas else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(stops)
        if self.parentWidget() is not None:  # without one, showing it would open a window
            self.setVisible(bool(sentence.text))
        self._again()

    def orders(self, sentence: Sentence) -> tuple[Order, ...]:
        """Return what showing a sentence would have typeset, at the width there is now."""
        if not (self._look.typesets and sentence.typst and self.testAttribute(Qt.WidgetAttribute.WA_Resized)):
            return ()
        return (
            typesetting.paragraph_order(sentence.typst, self._look, self._size, self.width(), self._colour),
        )

    def sentence(self) -> Sentence:
        """Return what is shown."""
        return self._sentence

    def set_size(self, size: int) -> None:
        """Set the size of the letters, in px."""
        self._size = size
        self._again()

    def _again(self) -> None:
        self._height = self._wrapped = None
        self.updateGeometry()
        self.update()

    def _typeset(self, width: int) -> typesetting.Typeset | None:
        if not self._look.typesets or not self._sentence.typst or width < 20:
            return None
        # A scroll bar that goes leaves a little more room than the lines need: they stay as they are.
        if self._wrapped is None or not 0 <= width - self._wrapped[0] <= _NEAR:
            markup = self._sentence.typst
            made = typesetting.paragraph(markup, self._look, self._size, width, self._colour)
            self._wrapped = width, made
        return self._wrapped[1]

    def sizeHint(self) -> QSize:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            # Its width is still to come: nothing is typeset for this one.
            return QSize(_AT_FIRST, self._height_in_words(_AT_FIRST))
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._size)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # A layout also asks for the width that a long formula beside this would like, and will not have, and
        # for those that it would have with a scroll bar and without: if it gets one of them, it asks again.
        likely = width <= 2 * max(self.width(), _AT_FIRST)
        known = self._height
        if known is not None and width != self.width() and abs(width - known[0]) <= _NEAR:
            return known[1]
        typeset = self._typeset(width) if likely else None
        height = self._height_in_words(width) if typeset is None else int(typeset.size.height()) + 1
        if width == self.width():
            self._height = width, height
        return height

    def _height_in_words(self, width: int) -> int:
        """Return the height of the plain words."""
        metrics = QFontMetrics(ui_font(self._size))
        return metrics.boundingRect(QRect(0, 0, max(width, 20), 10_000), _WRAP, self._sentence.text).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # layouts keep the height hint of another width

    def _place(self, typeset: typesetting.Typeset) -> QRectF:
        """Return where the typeset sentence is painted."""
        size = typeset.size * min(1.0, self.width() / max(typeset.size.width(), 1.0))
        return QRectF(0, max(0.0, (self.height() - size.height()) / 2), size.width(), size.height())

    def formula_at(self, position: QPointF) -> int | None:
        """Return the number of the formula in the sentence, from 0, at a place of the widget."""
        typeset = self._typeset(self.width())
        if typeset is None:
            return None
        place = self._place(typeset)
        inside = (position - place.topLeft()) / (place.width() / max(typeset.size.width(), 1e-9))
        numbers = (int(number) for number, room in typeset.links if room.contains(inside))
        return next((number for number in numbers if number < len(self._sentence.formulas)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        typeset = self._typeset(self.width())
        if typeset is not None:
            typeset.renderer.render(painter, self._place(typeset))
        else:
            painter.setFont(ui_font(self._size))
            painter.setPen(self._look.colour(self._colour))
            lost = max(0, self.height() - self._height_in_words(self.width())) // 2
            painter.drawText(self.rect().adjusted(0, lost, 0, 0), _WRAP, self._sentence.text)
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._sentence.text:
            pointed = event.reason() != QContextMenuEvent.Reason.Keyboard
            at = self.formula_at(QPointF(event.pos())) if pointed else None
            open_menu(sentence_menu(self._sentence, self._look, self, at), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self._sentence.text)
        else:
            super().keyPressEvent(event)
