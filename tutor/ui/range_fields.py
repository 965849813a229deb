"""The ranges of a picture's axes, to be typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tutor.board import Formula
from tutor.gallery import Window
from tutor.language import _
from tutor.ui.formula_view import FormulaView
from tutor.ui.look import Look
from tutor.ui.point_field import read_point, shown_number

WIDTH = 92


class RangeFields(QWidget):
    """A small sheet: "x from … to …, y from … to …". It closes with Escape, or when the focus leaves it."""

    typed = Signal(object)
    """a window"""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("rangeFields")
        QApplication.instance().focusChanged.connect(self._watch)  # type: ignore[union-attr]
        self.hide()
        self.setAccessibleName(_("What the axes show"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        self._title = QLabel(_("What the axes show"))
        column.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        column.addLayout(grid)
        self.fields: list[QLineEdit] = []
        self._names: list[FormulaView] = []
        for row in range(2):
            name = FormulaView(look, 18, display=False)
            name.setMinimumWidth(24)
            self._names.append(name)
            grid.addWidget(name, row, 0)
            for side, word in enumerate((_("from"), _("to"))):
                label = QLabel(word)
                label.setProperty("kind", "caption")
                field = QLineEdit()
                field.setProperty("kind", "range")
                field.setFixedWidth(WIDTH)
                field.returnPressed.connect(self._read)
                field.textEdited.connect(lambda _text: self._say(""))
                grid.addWidget(label, row, 1 + 2 * side)
                grid.addWidget(field, row, 2 + 2 * side)
                self.fields.append(field)
        self._note = QLabel()
        self._note.setProperty("kind", "caption")
        self._note.setWordWrap(True)
        self._note.hide()
        column.addWidget(self._note)

    def show_window(self, names: tuple[str, str], window: Window) -> None:
        """Fill the fields with what is in sight."""
        sentences = (_("{name} from"), _("{name} to"))
        for row, name in enumerate(names):
            markup = name if len(name) == 1 else f'"{name}"'
            self._names[row].set_formula(Formula(name, name, name, markup, name))
            for side, sentence in enumerate(sentences):
                field = self.fields[2 * row + side]
                field.setAccessibleName(sentence.format(name=name))
                field.setText(shown_number(window[2 * row + side]))
        self._say("")
        self.fields[0].setFocus(Qt.FocusReason.PopupFocusReason)
        self.fields[0].selectAll()

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self.adjustSize()

    def _read(self) -> None:
        numbers = [read_point(field.text(), 1) for field in self.fields]
        wrong = next((field for field, number in zip(self.fields, numbers, strict=True) if not number), None)
        if wrong is not None:
            self._say(_("Each end is a number, such as −2 or 1/2."))
            wrong.setFocus()
            return
        left, right, bottom, top = (number[0] for number in numbers if number)
        for field, low, high in ((self.fields[1], left, right), (self.fields[3], bottom, top)):
            if not low < high:
                self._say(_("Each axis ends at a larger number than it begins."))
                field.setFocus()
                return
        self.hide()
        self.typed.emit((left, right, bottom, top))

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("window.lineStrong"), 1))
        painter.setBrush(self._look.colour("window.surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
