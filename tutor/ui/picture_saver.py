"""Saving the picture in front: the menu, the file, and how far a film has come."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from tutor.language import N_, _
from tutor.storage.writing import write
from tutor.ui.bridge import Bridge
from tutor.ui.busy import Advance
from tutor.ui.buttons import word_button
from tutor.ui.foot_line import FootLine
from tutor.ui.look import Look

if TYPE_CHECKING:
    from tutor.ui.picture_canvas import PictureCanvas

CHANNEL: Final = "picture_file"
LONGEST: Final = 180.0
"""Seconds of work after which a film is given up."""
STILL: Final = ("png", "svg", "pdf")
FILES: Final = {
    "png": N_("Picture (PNG)"),
    "svg": N_("Drawing (SVG)"),
    "pdf": N_("Page (PDF)"),
    "gif": N_("Animation (GIF)"),
    "mp4": N_("Film (MP4)"),
}
_POLL = 100
_SHOWN = 5000
"""Milliseconds for which it is said that a file was saved."""

AskPath = Callable[[QWidget, str, str, str], str]
"""Asks a person for a file: given the parent, a title, a first path and a filter; "" where they gave up."""


def ask_path(parent: QWidget, title: str, first: str, kinds: str) -> str:
    """Ask with the platform's own dialog."""
    return QFileDialog.getSaveFileName(parent, title, first, kinds)[0]


def why_not(error: OSError) -> str:
    """Say in one sentence why a file could not be written."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("Not saved: there is no permission to write in that folder.")
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _("Not saved: the disk is full.")
    if error.errno == errno.ENOENT:
        return _("Not saved: that folder does not exist.")
    return _("Not saved: {reason}").format(reason=error.strerror or str(error))


class PictureSaver(FootLine):
    """How far the saving of a picture is, with Cancel, and what became of it."""

    def __init__(self, look: Look, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._bridge = bridge
        self.canvas: PictureCanvas | None = None
        self.ask_path: AskPath = ask_path
        self.setObjectName("pictureSaver")
        row = self.row
        self.bar = Advance(look)
        self.bar.setRange(0, 100)
        self.bar.setMinimumWidth(120)
        row.addWidget(self.bar, 1)
        self.cancel = word_button(_("Cancel"), self.give_up, "link")
        row.addWidget(self.cancel)
        row.addStretch(0)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._show_progress)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.timeout.connect(self.hide)

    def kinds(self) -> list[str]:
        """Return as what the picture in front can be saved."""
        picture = self.canvas.picture if self.canvas is not None else None
        if picture is None:
            return []
        slider = picture.readout().slider
        films = ["gif"] if slider is not None and slider.plays else []
        if films and shutil.which("ffmpeg"):
            films.append("mp4")
        return [*STILL, *films]

    def menu(self, parent: QWidget) -> QMenu:
        """Return what can be done with the picture in front."""
        menu = QMenu(parent)
        menu.addAction(_("Copy picture")).triggered.connect(lambda _checked=False: self.copy())
        menu.addSeparator()
        for kind in self.kinds():
            action = menu.addAction(_("Save as {kind}…").format(kind=_(FILES[kind])))
            action.triggered.connect(lambda _checked=False, kind=kind: self.save(kind))
            if kind == STILL[0]:
                # Shown only: the panel's own shortcut answers the keys.
                action.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        return menu

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if self.canvas is not None:
            QGuiApplication.clipboard().setImage(self.canvas.grab().toImage())
            self._say(_("The picture is on the clipboard."))

    def save(self, kind: str = "png") -> None:
        """Ask for a file, and write the picture into it."""
        if kind not in self.kinds():
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        first = str(Path(folder or Path.home(), f"nabla.{kind}"))
        chosen = self.ask_path(self, _("Save the picture"), first, f"{_(FILES[kind])} (*.{kind})")
        if not chosen:
            return
        file = Path(chosen)
        if file.suffix.lower() != f".{kind}":
            file = file.with_name(f"{file.name}.{kind}")
        self._order(kind, file)

    def _order(self, kind: str, file: Path) -> None:
        canvas = self.canvas
        assert canvas is not None
        assert canvas.picture is not None
        asked = {
            "kind": kind,
            "scene": canvas.picture.scene,
            "pose": canvas.picture.pose(),
            "theme": self._look.theme.name,
            "size": (float(canvas.width()), float(canvas.height())),
            "scale": canvas.scale,
        }
        self._gone.stop()
        self.words.setText(_("Saving {file}").format(file=file.name))
        self.bar.setValue(0)
        for widget in (self.bar, self.cancel):
            widget.show()
        self.appear()
        self._poll.start()
        self._bridge.ask(CHANNEL, CHANNEL, asked, lambda reply: self._came(reply, file), LONGEST)

    def _show_progress(self) -> None:
        work = self._bridge.work(CHANNEL)
        if work is not None and work.total:
            self.bar.setValue(round(100 * work.done / work.total))

    def give_up(self) -> None:
        """Stop saving; no file is written."""
        self._bridge.cancel(CHANNEL)
        self._say(_("Nothing was saved."))

    def give_up_in_sight(self) -> bool:
        """Stop saving; say whether anything was being saved."""
        saving = self._poll.isActive()
        if saving:
            self.give_up()
        return saving

    def _came(self, reply: Any, file: Path) -> None:
        if reply.failure is not None:
            self._say(reply.failure.message)
            return
        try:
            write(file, reply.value)
        except OSError as error:
            self._say(why_not(error))
        else:
            self._say(_("Saved as {file}").format(file=file.name))

    def _say(self, words: str) -> None:
        self._poll.stop()
        self.bar.hide()
        self.cancel.hide()
        self.words.setText(words)
        self.setAccessibleName(words)
        self.appear()
        self._gone.start(_SHOWN)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.give_up_in_sight():
            super().keyPressEvent(event)
