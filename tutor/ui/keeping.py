"""Keeps settings and session on the disk while the window is open, and finds them at the next start.

Two windows at once: the settings are one file, and who writes last wins. Each window has a session file of
its own, `session.json`, `session-2.json` …: the first of them that no other window holds (a lock file says
so, and one that a dead program left behind does not count). So none overwrites another's work, and after a
crash of both, two starts bring both back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from tutor.language import _
from tutor.storage.folders import Folders
from tutor.storage.kept_file import Found, tidy_path
from tutor.storage.saved_session import SESSION_FILE, SavedSession
from tutor.storage.settings import SETTINGS_FILE, SETTINGS_NAME, Settings, changed, find_settings
from tutor.storage.writer import Writer
from tutor.storage.writing import clear_unfinished, set_aside

log = logging.getLogger(__name__)

AUTOSAVE = 300
"""Milliseconds between a change and its writing."""

_MOST_WINDOWS = 16


class Keeping(QObject):
    """The settings in force, the session found, and the writing of both. Without folders nothing is read
    and nothing is written: for pictures and tests."""

    settings_changed = Signal(object, str)
    """the Settings, and the name of the one that changed ("" for all)"""
    noticed = Signal(str)
    """a sentence for the person: something cannot be saved; "" once it can again"""
    _written = Signal(object)

    def __init__(
        self,
        folders: Folders | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders = folders
        self.settings = Settings()
        self.session: SavedSession | None = None
        self.notices: list[str] = []
        """what the person should hear about the files found"""
        self.window_number = 1
        self._lock: QLockFile | None = None
        self._settings_file: Path | None = None
        self._session_file: Path | None = None
        self._take: Callable[[], SavedSession] | None = None
        self._saved: SavedSession | None = None
        self._in_trouble = False
        self._writer = Writer(lambda _file, error: self._written.emit(error))
        self._written.connect(self._hear)  # queued, since it comes from the writer's thread
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE)
        self._timer.timeout.connect(self.save)
        if folders is not None:
            self._take_settings(folders, find_settings(folders))
            self._find_session(folders)

    # Finding -----------------------------------------------------------------------------------

    def _take_settings(self, folders: Folders, found: Found[Settings]) -> None:
        self.settings = found.content or Settings()
        if found.notice:
            self.notices.append(found.notice)
        if found.writable:
            self._settings_file = folders.settings / SETTINGS_NAME

    def _find_session(self, folders: Folders) -> None:
        try:
            folders.state.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            log.warning("no folder for the session: %s", error)
            self._cannot_save(folders.state)
            return
        for number in range(1, _MOST_WINDOWS + 1):
            name = "session" if number == 1 else f"session-{number}"
            lock = QLockFile(str(folders.state / f"{name}.lock"))
            lock.setStaleLockTime(0)  # held for as long as its program lives
            if lock.tryLock(0):
                self._lock, self.window_number = lock, number
                break
            if lock.error() != QLockFile.LockError.LockFailedError:
                self._cannot_save(folders.state)
                return
        else:
            return
        file = folders.state / f"{name}.json"
        if any(trace.is_file() and trace.stat().st_size for trace in folders.traces(number)):
            self._suspect(folders, number, file)
        found = SESSION_FILE.read(file)
        self.session = self._saved = found.content
        if found.notice:
            self.notices.append(found.notice)
        if found.writable:
            self._session_file = file

    def _suspect(self, folders: Folders, number: int, file: Path) -> None:
        """The last end was a bad one. If the one before it was as well, what is in the session may be why:
        put it aside."""
        from tutor.watchdog import ended_before

        try:
            if ended_before(folders, number):
                set_aside(file, "crashed")
        except OSError as error:
            log.warning("the session is tried again: %s", error)

    def _cannot_save(self, folder: Path) -> None:
        self.notices.append(
            _("Nabla cannot write to {folder}, so your work will not be saved.").format(
                folder=tidy_path(folder)
            )
        )

    # Settings ----------------------------------------------------------------------------------

    def change(self, name: str, value: object) -> None:
        """Change one setting, for good."""
        settings = changed(self.settings, name, value)
        if settings != self.settings:
            self._put_settings(settings, name)

    def reset(self) -> None:
        """Take the usual settings."""
        self._put_settings(Settings(), "")

    def _put_settings(self, settings: Settings, name: str) -> None:
        self.settings = settings
        if self._settings_file is not None:
            self._writer.put(self._settings_file, SETTINGS_FILE.encode(settings))
        self.settings_changed.emit(settings, name)

    # Session -----------------------------------------------------------------------------------

    def follow(self, take: Callable[[], SavedSession]) -> None:
        """From now on, `take` says where the person is; call `touch` when that may have changed."""
        self._take = take
        if self._folders is not None:
            clear_unfinished(self._folders.state)
            clear_unfinished(self._folders.settings)

    def touch(self) -> None:
        """Something may have changed: save it soon."""
        if self._session_file is not None and self._take is not None and not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Have the session written, if it is another than before."""
        self._timer.stop()
        if self._session_file is None or self._take is None:
            return
        session = self._take()
        if session != self._saved:
            self._saved = session
            self._writer.put(self._session_file, SESSION_FILE.encode(session))

    @property
    def saves(self) -> bool:
        """Say whether what a person does is being saved."""
        return self._session_file is not None and not self._in_trouble

    def saved_by(self, timeout: float = 2.0) -> bool:
        """Save now, wait until it is on the disk, and say whether it is."""
        self.save()
        return self._session_file is not None and self._writer.flush(timeout) and not self._in_trouble

    def _hear(self, error: OSError | None) -> None:
        if error is not None:
            self._saved = None  # so that the next change is written, whatever it is
        if (error is not None) == self._in_trouble:
            return
        self._in_trouble = error is not None
        reason = (error.strerror or str(error)) if error is not None else ""
        self.noticed.emit(
            _("Your work cannot be saved at the moment: {reason}.").format(reason=reason) if error else ""
        )

    def leave(self) -> None:
        """Nothing is to be saved any more: whom `follow` asks is gone."""
        self._timer.stop()
        self._take = None

    def close(self) -> None:
        """Save for the last time, and leave the session file to the next window."""
        self.save()
        self._writer.flush()
        self.leave()
        if self._lock is not None:
            self._lock.unlock()
