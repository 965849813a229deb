"""Takes down where a person is in the window, and puts the window back there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject

from tutor.storage.saved_session import SavedSession
from tutor.ui.examples import EXAMPLES

if TYPE_CHECKING:
    from tutor.ui.keeping import Keeping
    from tutor.ui.main_window import MainWindow

FIRST_START = SavedSession(EXAMPLES[0].text, ask=EXAMPLES[0].ask, wrt=EXAMPLES[0].wrt)
"""What someone sees who has never been here."""

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class Restoring(QObject):
    """Puts one window back, then tells the keeping of what changes. What takes its time (the derivation,
    the picture) is put back when it comes; until then the session saved still has it as it was."""

    def __init__(self, window: MainWindow, keeping: Keeping) -> None:
        super().__init__(window)
        self._window = window
        self._keeping = keeping
        self._saved = keeping.session or FIRST_START
        self._derivation_due = True
        self._picture_due = True
        self._canvas_followed = False

    def put_back(self) -> tuple[str, str | None, str | None]:
        """Before the first paint: put back what needs no engine, and return the first text to be read,
        with its question."""
        window, saved = self._window, self._saved
        if saved.place and window.isWindow():
            window.restoreGeometry(QByteArray.fromBase64(saved.place.encode("ascii", "replace")))
        window.editor.set_text(saved.text)
        cursor = window.editor.source.textCursor()
        cursor.setPosition(min(saved.cursor, window.editor.source.document().characterCount() - 1))
        window.editor.source.setTextCursor(cursor)
        if not saved.lecture:
            window.show_lecture(False)
        window.editor.history.set_texts(saved.history)
        window.session.understood = frozenset(saved.understood)
        window.session.recall(saved.method)
        window.explore.await_step(saved.step)
        return saved.readable or saved.text, saved.ask, saved.wrt

    def follow(self) -> None:
        """Once all parts are made: put back what is there by now, and take down every change."""
        window, touch = self._window, self._keeping.touch
        window.session.walkthrough_changed.connect(self._derivation_came)
        window.session.misread.connect(self._misread)
        window.session.failed.connect(self._derivation_came)
        window.session.gallery_changed.connect(self._picture_came)
        window.canvas_panel.changed.connect(self._follow_canvas)
        for signal in (
            window.editor.source.textChanged,
            window.editor.source.cursorPositionChanged,
            window.editor.history.changed,
            window.session.question_changed,
            window.session.walkthrough_changed,
            window.derivation.step_shown,
            window.left.currentChanged,
            window.canvas_panel.changed,
        ):
            signal.connect(lambda *_what: touch())
        window.window().installEventFilter(self)
        if window.session.walkthrough is not None or window.session.misreading is not None:
            self._derivation_came()
        if window.session.gallery is not None:
            self._picture_came()
        self._keeping.follow(self.taken)
        window.destroyed.connect(self._keeping.leave)
        touch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._keeping.touch()
        return False

    # What comes later --------------------------------------------------------------------------

    def _misread(self, misreading: object) -> None:
        if misreading is not None:
            self._derivation_came()

    def _derivation_came(self, *_what: object) -> None:
        if not self._derivation_due:
            return
        self._derivation_due = False
        window, saved = self._window, self._saved
        if saved.face == "practice":
            window.show_face("practice")
        if saved.readable and saved.readable != saved.text and window.editor.text() == saved.text:
            # It was in the middle of something: the last line that could be read stays below it.
            window.session.read(saved.text)

    def _picture_came(self) -> None:
        if not self._picture_due:
            return
        self._picture_due = False
        panel = self._window.canvas_panel
        if self._saved.scene in panel.tabs():
            panel.pick(panel.tabs().index(self._saved.scene))
        self._follow_canvas()

    def _follow_canvas(self) -> None:
        canvas = self._window.canvas_panel.canvas
        if canvas is None:
            return
        if not self._canvas_followed:
            self._canvas_followed = True
            canvas.moved.connect(self._keeping.touch)
        if not self._picture_due and self._saved.point:
            point, self._saved = self._saved.point, replace(self._saved, point=())
            canvas.move_to(point)

    # Taking down -------------------------------------------------------------------------------

    def taken(self) -> SavedSession:
        """Return where the person is now."""
        window, saved = self._window, self._saved
        session, panel = window.session, window.canvas_panel
        question, canvas = session.question, panel.canvas
        later, pictured = self._derivation_due, self._picture_due
        return SavedSession(
            text=window.editor.text(),
            cursor=window.editor.source.textCursor().position(),
            readable=session.reading.input if session.reading is not None else saved.readable,
            ask=question.ask if question is not None else saved.ask,
            wrt=question.wrt if question is not None else saved.wrt,
            method=saved.method if later else session.method,
            step=saved.step if later else max(1, window.derivation.current),
            face=saved.face if later else "practice" if window.left.currentIndex() else "explore",
            lecture=window.lecture_shown(),
            scene=saved.scene if pictured else panel.picked(),
            point=canvas.point() if canvas is not None and not pictured else saved.point,
            history=window.editor.history.texts,
            understood=tuple(sorted(session.understood)),
            place=bytes(window.window().saveGeometry().toBase64().data()).decode("ascii"),
        )
