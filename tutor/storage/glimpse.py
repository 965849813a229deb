"""What the first paint needs of the files kept, read at a glance: unchecked, and importing next to nothing.

`tutor.ui.keeping` reads the same files with care right after that paint; whatever is wrong with them is its
business, and here the usual is shown.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tutor.storage.folders import Folders


class Glimpse:
    """How the window looked. `text` is None where nothing is kept; `place` is Qt's account of where the
    window was; `text_size` is in percent."""

    def __init__(self, settings: dict[str, Any], session: dict[str, Any]) -> None:
        self.language = _kept(settings, "language", "system")
        self.appearance = _kept(settings, "appearance", "system")
        self.text_size = min(300, max(50, _kept(settings, "text_size", 100)))
        self.take(session)

    def take(self, session: dict[str, Any]) -> None:
        """Take another session than the one that was looked at."""
        self.text: str | None = _kept(session, "text", "") if session else None
        self.cursor = max(0, _kept(session, "cursor", 0))
        self.ask = _kept(session, "ask", "")
        self.place = _kept(session, "place", "")
        self.lecture = _kept(session, "lecture", True)


def glimpse(where: Folders) -> Glimpse:
    """Look at the settings and at the session of the first window."""
    return Glimpse(_content(where.settings / "settings.json"), _content(where.state / "session.json"))


def sure(where: Folders) -> bool:
    """Say whether the session of the first window will be taken: no window has it, none has died with it."""
    return not (where.state / "session.lock").exists()


def _content(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_bytes())["content"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _kept(content: dict[str, Any], name: str, usual: Any) -> Any:
    """Return a value of the kind it should be."""
    value = content.get(name, usual)
    return value if type(value) is type(usual) else usual
