"""The dialog for a mistake of Nabla's own: what happened, that the work is safe, and the report of it."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tutor.language import _
from tutor.reports import Report
from tutor.storage.kept_file import tidy_path
from tutor.storage.writing import write
from tutor.ui.buttons import word_button
from tutor.ui.look import Look
from tutor.ui.marks import Mark
from tutor.ui.theme_style import style_sheet

_WIDTH = 640
_REPORT = 200
"""px of height of the report"""


class Scrim(QWidget):
    """Dims a window while a dialog is over it."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("window.scrim"))
        painter.end()


class ErrorDialog(QDialog):
    """Tells of one mistake. `went_on` when it is closed; `restart` when a person wants Nabla anew."""

    went_on = Signal()
    restart = Signal()

    def __init__(
        self, look: Look, report: Report, work: str | None, window: QWidget, *, past: bool = False
    ) -> None:
        """`work` says what is saved, None that it could not be; `past` is for a report of the last time."""
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._look = look
        self._behind = window
        self._past = past
        self.report = report
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Something went wrong"))
        self.setAccessibleDescription(report.doing)
        self.setFixedWidth(_WIDTH)
        self.setStyleSheet(style_sheet(look))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addLayout(self._head())
        if not past:
            column.addWidget(self._saved(work))
        column.addLayout(self._report_row())
        self.words = QPlainTextEdit(report.text)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("Report"))
        self.words.setProperty("kind", "report")
        self.words.setFixedHeight(_REPORT)
        self.words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.words.hide()
        column.addWidget(self.words)
        column.addWidget(self._privacy())
        column.addSpacing(4)
        column.addLayout(self._buttons())
        self.scrim = Scrim(look, window)
        self.finished.connect(self._leave)

    # Parts -------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Mark(self._look, "alert", "text.secondary", 28), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        heading = QLabel(
            _("What happened the last time") if self._past else _("That did not work, and it was not you")
        )
        heading.setProperty("kind", "heading")
        words.addWidget(heading)
        doing = self.report.doing
        if self.report.again and not self._past:
            doing = _("{doing} It has happened again, so it is better to restart.").format(doing=doing)
        self.doing = QLabel(doing)
        self.doing.setWordWrap(True)
        words.addWidget(self.doing)
        row.addLayout(words, 1)
        return row

    def _saved(self, work: str | None) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "verdict" if work is not None else "amber")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        mark = ("check", "action.base") if work is not None else ("alert", "meaning.yourAnswer_text")
        row.addWidget(Mark(self._look, *mark), 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        strong = QLabel(_("Your work is saved") if work is not None else _("Your work could not be saved"))
        strong.setProperty("kind", "strong")
        words.addWidget(strong)
        detail = QLabel(work if work is not None else _("Copy what you typed before you restart."))
        detail.setTextFormat(Qt.TextFormat.PlainText)
        detail.setWordWrap(True)
        detail.setProperty("kind", "secondary")
        words.addWidget(detail)
        row.addLayout(words, 1)
        if work is not None:
            when = QLabel(time.strftime("%H:%M:%S"))
            when.setProperty("kind", "secondary")
            row.addWidget(when)
        return card

    def _report_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        heading = QLabel(_("Report"))
        heading.setProperty("kind", "strong")
        row.addWidget(heading)
        row.addStretch(1)
        self.show_report = word_button(_("Show report"), self._toggle, "link")
        self.save_as = self._link("save", _("Save as…"), self._save_as)
        self.copy = self._link("copy", _("Copy report"), self._copy)
        for button in (self.show_report, self.save_as, self.copy):
            row.addWidget(button)
        return row

    def _link(self, icon: str, label: str, pressed: object) -> QPushButton:
        assert callable(pressed)
        button = word_button(label, pressed, "link")
        button.setIcon(self._look.icon(icon, "action.base"))
        return button

    def _privacy(self) -> QLabel:
        words = _("Nabla never goes online: nothing leaves this computer unless you paste it somewhere.")
        if self.report.file is not None:
            words += "\n" + _("A copy is in {file}").format(file=tidy_path(self.report.file))
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("kind", "caption")
        return label

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        again = self.report.again and not self._past
        self.restart_button = word_button(
            _("Restart Nabla"), self.restart.emit, "primary" if again else "strong"
        )
        self.go_on = word_button(_("Go on"), self.accept, "strong" if again else "primary")
        self.restart_button.setVisible(not self._past)
        self._first = self.restart_button if again else self.go_on
        row.addWidget(self.restart_button)
        row.addStretch(1)
        row.addWidget(self.go_on)
        return row

    # Doing -------------------------------------------------------------------------------------

    def tell(self) -> None:
        """Show the dialog; the window behind it waits."""
        self.scrim.setGeometry(self._behind.rect())
        self.scrim.show()
        self.scrim.raise_()
        self.open()
        self._centre()
        self._first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _centre(self) -> None:
        self.adjustSize()
        self.move(self._behind.frameGeometry().center() - self.rect().center())

    def _toggle(self) -> None:
        shown = self.words.isHidden()
        self.words.setVisible(shown)
        self.show_report.setText(_("Hide report") if shown else _("Show report"))
        self.show_report.setAccessibleName(self.show_report.text())
        self._centre()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.text)
        self.copy.setText(_("Copied"))
        QTimer.singleShot(2000, self.copy, lambda: self.copy.setText(_("Copy report")))

    def _save_as(self) -> None:
        name = self.report.file.name if self.report.file is not None else "nabla-report.txt"
        file, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), str(Path.home() / name))
        if file:
            try:
                write(Path(file), self.report.text.encode("utf-8", "replace"))
            except OSError as error:
                self.save_as.setText(_("Not saved: {reason}").format(reason=error.strerror or str(error)))

    def _leave(self) -> None:
        self.scrim.hide()
        self.scrim.deleteLater()
        self.went_on.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("window.lineStrong"), 1))
        painter.setBrush(self._look.colour("window.surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 16, 16)
        painter.end()
