"""Where Nabla keeps its files: the folders that the system has for such things, or one that is named."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME = "NABLA_HOME"
"""Environment variable: one folder for everything, in place of the system's own."""


@dataclass(frozen=True, slots=True)
class Folders:
    """`settings` is what a person chose, `state` where they were, `data` what they made, `log` what broke,
    `cache` what can be made again. None of them need exist."""

    settings: Path
    state: Path
    data: Path
    log: Path
    cache: Path

    def traces(self, window: int) -> tuple[Path, Path]:
        """Return where a crash and a standstill leave their stacks, by the window's number."""
        return self.log / f"crash-{window}.txt", self.log / f"stall-{window}.txt"


def folders(home: Path | None = None) -> Folders:
    """Return Nabla's folders: those under `home`, else under $NABLA_HOME, else the person's own."""
    named = str(home) if home is not None else os.environ.get(HOME, "")
    if named:
        base = Path(named)
        return Folders(base, base, base, base / "log", base / "cache")
    from platformdirs import PlatformDirs

    own = PlatformDirs("nabla", appauthor=False)
    return Folders(
        own.user_config_path, own.user_state_path, own.user_data_path, own.user_log_path, own.user_cache_path
    )
