"""The editor: what is typed, and below it, typeset, what was understood."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tutor.language import _
from tutor.ui.buttons import IconButton
from tutor.ui.editing.history import History
from tutor.ui.editing.places import offset_of
from tutor.ui.editing.pointing import Pointing
from tutor.ui.editing.recent_button import RecentButton
from tutor.ui.editing.remarks import Remarks
from tutor.ui.editing.source_edit import SourceEdit
from tutor.ui.editing.understood import Understood
from tutor.ui.look import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from tutor.board import Formula, Misreading, Reading, SoFar
    from tutor.ui.editing.completing import Completing
    from tutor.ui.editing.completion import Choice
    from tutor.ui.editing.starting_points import StartingPoints

DEBOUNCE = 120
"""Milliseconds without a key before the text is worked on; its preview does not wait."""

_TO_REMEMBER = 4000
"""Milliseconds that a problem stays before it is one of those typed before."""

_LOW, _LOW_FOR_LATER = 660, 700
"""px of column below which the editor folds: while one line is being looked at for the first time, and
once there are several lines or the steps have moved on."""


class EditorCard(QFrame):
    """The editor over its typeset preview. `typed` carries the text at every change, `edited` once typing
    pauses."""

    typed = Signal(str)
    edited = Signal(str)
    replaced = Signal(str)
    """another whole text was chosen: a letter on its other side, a problem typed before"""
    sketch_wanted = Signal(str, object)
    """the text with a stand-in for what the completion would add, and its Choice"""
    example_wanted = Signal(object)
    pending_changed = Signal()
    palette_wanted = Signal()
    functions_wanted = Signal()
    plain_wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._room = 1000
        self._later = False
        self._misread = False
        self._folded = False
        self._held_open = False
        self._reading: Reading | None = None
        """the last text that could be read"""
        self._in_sight = False
        self._so_far: SoFar | None = None
        self.history = History(self)
        self.setProperty("kind", "editor")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._build_typed()
        self._rule = QFrame()
        self._rule.setProperty("kind", "rule")
        self._rule.setFixedHeight(1)
        self._column.addWidget(self._rule)
        self._build_understood()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE)
        self._timer.timeout.connect(self._emit)
        self._remembering = QTimer(self)
        self._remembering.setSingleShot(True)
        self._remembering.setInterval(_TO_REMEMBER)
        self._remembering.timeout.connect(self.remember)
        self._before = ""
        """the text that was handed on last"""
        self._last = ""
        self._connect()

    def _build_typed(self) -> None:
        self._typed = QWidget()
        row = QHBoxLayout(self._typed)
        row.setContentsMargins(16, 4, 6, 3)
        row.setSpacing(0)
        self.source = SourceEdit(self._look)
        field = QVBoxLayout()
        field.setContentsMargins(0, 7, 0, 4)
        field.addWidget(self.source, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(field, 1)
        self.recent = RecentButton(self._look, self.history)
        self.recent.chosen.connect(self._replace)
        row.addWidget(self.recent, 0, Qt.AlignmentFlag.AlignTop)
        self.symbols = IconButton(
            self._look, "keyboard", _("Symbols (Ctrl+.)"), self.palette_wanted.emit, "quiet"
        )
        row.addWidget(self.symbols, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self._typed)

    def _build_understood(self) -> None:
        self._understood = Understood(self._look, self.focus_editor)
        self.preview, self.kind = self._understood.preview, self._understood.kind
        self._column.addWidget(self._understood)
        self.remarks = Remarks(self._look)
        self.remarks.switched.connect(self._replace)
        self._column.addWidget(self.remarks)

    def _connect(self) -> None:
        source = self.source
        source.textChanged.connect(self._typed_on)
        source.focused.connect(self._focused)
        source.walked.connect(self._walk)
        source.menu_wanted.connect(self._open_menu)
        self._pointing = Pointing(source, self.preview, self._known)
        self._look.changed.connect(self._fit_kind)
        for keys, act in (("Ctrl+.", self.palette_wanted.emit), ("Ctrl+Space", self.complete)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Parts that are made when they are needed -----------------------------------------------------

    @cached_property
    def completing(self) -> Completing:
        from tutor.ui.editing.completing import Completing

        completing = Completing(self._look, self.source, self)
        completing.sketched.connect(self._sketch)
        self.functions_wanted.emit()
        return completing

    @cached_property
    def starting_points(self) -> StartingPoints:
        from tutor.ui.editing.starting_points import StartingPoints

        starting_points = StartingPoints(self._look)
        starting_points.picked.connect(self.example_wanted)
        self._column.insertWidget(self._column.indexOf(self._understood), starting_points)
        return starting_points

    # Text --------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return what is typed."""
        return self.source.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text as if it had been typed, in one step of undo; `edited` is not emitted."""
        self.remember()
        self._timer.stop()
        self._before = self._last = text
        if text != self.text():
            self.source.replace_all(text)
            self._timer.stop()
        self._show_start()
        self.pending_changed.emit()

    def pending(self) -> bool:
        """Say whether something was typed and not yet handed on."""
        return self._timer.isActive()

    def focus_editor(self) -> None:
        """Put the caret into the editor."""
        self._arrange(editing=True)
        self.source.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def insert(self, template: str) -> None:
        """Type a template at the caret, e.g. "sqrt(□)", and go to its first place."""
        self.focus_editor()
        self.source.placeholders.insert(template, self.source.textCursor())

    def paste(self, text: str) -> None:
        """Put words in the place of what is selected."""
        self.focus_editor()
        self.source.textCursor().insertText(text)

    def complete(self) -> None:
        """Offer what the letters before the caret can become, or everything."""
        self.completing.follow(asked=True)

    def _typed_on(self) -> None:
        text = self.text()
        if text == self._last:  # only the colours changed
            return
        self._last = text
        self._show_start()
        self._pointing.end()
        if self.source.hasFocus():
            was_open = self.completing.open
            self.completing.follow()
            if self.completing.open:  # what is read next is what will be chosen
                self._timer.stop()
                self.pending_changed.emit()
                return
            if was_open:  # closing it has handed the text on
                return
        self._hand_on()

    def _hand_on(self) -> None:
        text = self.text()
        if text == self._before:
            self._timer.stop()
        else:
            self._timer.start()
        self.typed.emit(text)
        self.pending_changed.emit()

    def _emit(self) -> None:
        self._before = self.text()
        self.edited.emit(self._before)
        self.pending_changed.emit()

    def _replace(self, text: str) -> None:
        self.set_text(text)
        self.replaced.emit(text)

    def _sketch(self, choice: Choice | None) -> None:
        if choice is None:
            self._hand_on()
            return
        from tutor.ui.editing.sketching import with_stand_in

        self.sketch_wanted.emit(with_stand_in(self.text(), self.source.caret(), choice), choice)

    # History -----------------------------------------------------------------------------------

    def remember(self) -> None:
        """Count what is read now among the problems typed before."""
        self._remembering.stop()
        if self._reading is not None and not self._misread and self._reading.input == self.text():
            self.history.add(self._reading.input)

    def _walk(self, by: int) -> None:
        text = self.history.earlier(self.text()) if by < 0 else self.history.later()
        if text is not None:
            self._remembering.stop()
            self._before = self._last = text
            self.source.replace_all(text)
            self.replaced.emit(text)

    def _open_menu(self, place: QPoint) -> None:
        from tutor.ui.editing.source_menu import source_menu
        from tutor.ui.formula_menu import open_menu

        formula = self._reading.formula if self._reading is not None and not self._misread else None
        open_menu(
            source_menu(self.source, self._look, formula, self.plain_wanted.emit, self.palette_wanted.emit),
            place,
        )

    # What was understood -----------------------------------------------------------------------

    def show_reading(self, reading: Reading) -> None:
        """Show what was understood."""
        self._misread = False
        if reading != self._reading or not self._in_sight or not self.preview.isEnabled():
            self._reading, self._in_sight, self._so_far = reading, True, None
            self.source.set_squiggles(())
            slots = dict(reading.slots)
            self.source.set_slots(slots)
            self.source.set_dots([(each.start, each.end) for each in reading.alternatives])
            self.preview.setEnabled(True)
            self.preview.set_reading(reading)
            self._remembering.start()
        self.kind.setText(reading.kind)
        self.remarks.show_reading(reading)
        self._arrange()

    def show_misreading(self, misreading: Misreading | None) -> None:
        """Mark the place that could not be read; the last preview stays, in grey."""
        self._misread = misreading is not None
        if misreading is not None and self._so_far is not None and self._so_far.input == misreading.input:
            return  # more is known of it already
        if misreading is not None:
            start = misreading.start or offset_of(misreading.input, misreading.line, misreading.column)
            self.source.set_squiggles([(start, max(start, misreading.end), misreading.column)])
            self.source.set_dots(())
            if self._so_far is None:
                self._show_last()
            self.remarks.show_reading(None)
        else:
            self.source.set_squiggles(())
        self.preview.setEnabled(misreading is None)
        self._arrange()

    def _show_last(self) -> None:
        """Show the last text that could be read."""
        if self._reading is not None and not self._in_sight:
            self.preview.set_reading(self._reading)
            self._in_sight = True
        self.kind.setText(_("The last line read"))

    def show_so_far(self, so_far: SoFar | None) -> None:
        """Show what could be read with what is missing as boxes, and mark every mistake."""
        self._so_far = so_far
        if so_far is None:
            self._show_last()
            return
        self._in_sight = False
        self.source.set_squiggles(
            [(each.start, max(each.start, each.end), each.column) for each in so_far.wrong]
        )
        self.source.set_slots(dict(so_far.slots))
        self.preview.set_plain(so_far.formula)
        self.kind.setText(_("Readable so far"))
        self._fit_kind()

    def show_sketch(self, formula: Formula) -> None:
        """Show the formula as it would be with the completion's choice."""
        if self.completing.open:
            self.preview.setEnabled(True)
            self.preview.set_plain(formula)
            self.kind.setText(
                _("with the first choice") if self.completing.at_first else _("with this choice")
            )
            self._in_sight = False
            self.remarks.show_reading(None)
            self._fit_kind()

    def _show_start(self) -> None:
        """Where nothing is typed, show what to begin with."""
        empty = not self.text().strip()
        if empty or "starting_points" in self.__dict__:
            self.starting_points.setVisible(empty)
        if empty:
            self.remarks.show_reading(None)
        self._understood.setVisible(not empty)

    def _known(self) -> bool:
        """Say whether the preview is of what is typed."""
        same = self._reading is not None and self._reading.input == self.text()
        return same and self._in_sight and not self._misread

    # Room --------------------------------------------------------------------------------------

    def set_room(self, height: int) -> None:
        """Where the column below the top is low, show only the typeset line while nobody types."""
        self._room = height
        self._arrange()

    def set_later(self, later: bool) -> None:
        """Say whether the derivation is past its first step."""
        if later != self._later:
            self._later = later
            self._arrange()

    def _focused(self, on: bool) -> None:
        self.update()
        if not on:
            # Later: hiding the editor while the focus leaves it would move the focus on.
            QTimer.singleShot(0, self, self._arrange)

    def hold_open(self, held: bool) -> None:
        """Stay unfolded while something else types into the editor."""
        self._held_open = held
        self._arrange()

    def _arrange(self, editing: bool = False) -> None:
        editing = editing or self._held_open or self.source.hasFocus()
        readable = self.preview.formula() is not None and not self._misread and bool(self.text().strip())
        fresh = self.source.blockCount() == 1 and not self._later
        tight = self._room < (_LOW if fresh else _LOW_FOR_LATER)
        folded = tight and readable and not editing
        self._typed.setVisible(not folded)
        self._rule.setVisible(not folded)
        self._understood.fold(folded)
        self._folded = folded
        self._fit_kind()

    def _fit_kind(self) -> None:
        self._understood.fit(self.width(), self._folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_kind()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focus_editor()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.source.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.colour("window.focusRing"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
            painter.end()
