"""The palette of symbols: buttons that type for you."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tutor.language import _
from tutor.ui import typesetting
from tutor.ui.buttons import IconButton
from tutor.ui.editing.placeholders import EMPTY
from tutor.ui.editing.symbols import ACROSS, TABS, SymbolKey
from tutor.ui.look import Look, mono_family, ui_font
from tutor.ui.segmented import Segmented

_FACE = 18
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -ACROSS, Qt.Key.Key_Down: ACROSS}


class SymbolButton(QAbstractButton):
    """One symbol; the arrow keys go to its neighbours."""

    looked_at = Signal(object)
    """the SymbolKey under the mouse or the focus, None where that ends"""
    moved = Signal(int)

    def __init__(self, look: Look, symbol: SymbolKey) -> None:
        super().__init__()
        self._look = look
        self.symbol = symbol
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_(symbol.name))
        self.setToolTip(_(symbol.name))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(51, 48)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = self._look, self.underMouse() or self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("action.base" if on else "window.lineStrong"), 1))
        painter.setBrush(look.colour("action.tint" if on else "window.surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        face = typesetting.formula(self.symbol.face, look, _FACE, "text.primary") if look.typesets else None
        if face is None:
            painter.setFont(ui_font(15))
            painter.setPen(look.colour("text.primary"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.symbol.types.strip()[:4])
        else:
            width, height = face.size.width(), face.size.height()
            scale = min(1.0, (self.width() - 8) / width, (self.height() - 2) / height)
            width, height = width * scale, height * scale
            place = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            face.renderer.render(painter, place)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in _ARROWS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is not None:
            self.moved.emit(by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked_at.emit(self.symbol)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked_at.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked_at.emit(self.symbol)


class SymbolPalette(QFrame):
    """The tabs of symbols; what the one looked at types is said below."""

    picked = Signal(str)
    """the template that a person chose"""
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(_("Symbols"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        title = QLabel(_("Symbols"))
        title.setProperty("kind", "strong")
        title.setContentsMargins(4, 0, 0, 0)
        head.addWidget(title, 1)
        self.tabs = Segmented(_("Symbols"), [(tab.key, _(tab.title)) for tab in TABS])
        self.tabs.choose(TABS[0].key)
        self.tabs.chosen.connect(self.show_tab)
        head.addWidget(self.tabs)
        head.addWidget(IconButton(look, "close", _("Close the symbols"), self.closed.emit, "quiet"))
        column.addLayout(head)
        self._pages = QStackedWidget()
        self._buttons: dict[str, list[SymbolButton]] = {}
        for tab in TABS:
            self._pages.addWidget(self._page(look, tab.key, tab.symbols))
        column.addWidget(self._pages)
        self.says = QLabel()
        self.says.setProperty("kind", "caption")
        self.says.setTextFormat(Qt.TextFormat.RichText)
        self.says.setContentsMargins(4, 0, 4, 0)
        column.addWidget(self.says)
        self._say(None)
        self.hide()

    def _page(self, look: Look, key: str, symbols: tuple[SymbolKey, ...]) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        buttons = []
        for index, symbol in enumerate(symbols):
            button = SymbolButton(look, symbol)
            button.clicked.connect(lambda _checked=False, symbol=symbol: self.picked.emit(symbol.types))
            button.looked_at.connect(self._say)
            button.moved.connect(lambda by, key=key, index=index: self._move(key, index + by))
            grid.addWidget(button, index // ACROSS, index % ACROSS)
            buttons.append(button)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self._buttons[key] = buttons
        return page

    def buttons(self) -> list[SymbolButton]:
        """Return the buttons of the tab in sight."""
        return self._buttons[TABS[self._pages.currentIndex()].key]

    def show_tab(self, key: str) -> None:
        """Show another tab."""
        self.tabs.choose(key)
        self._pages.setCurrentIndex([tab.key for tab in TABS].index(key))

    def _move(self, key: str, index: int) -> None:
        buttons = self._buttons[key]
        if 0 <= index < len(buttons):
            buttons[index].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say(self, symbol: SymbolKey | None) -> None:
        if symbol is None:
            self.says.setText(_("Choose a symbol; Tab then moves between its boxes."))
            return
        typed = symbol.types.strip().replace(EMPTY, " ").replace("&", "&amp;").replace("<", "&lt;")
        code = f"<span style=\"font-family: '{mono_family()}'; white-space: pre\">{typed}</span>"
        words = _("{symbol} types {text}").format(symbol=_(symbol.name), text=code)
        self.says.setText(words)
