"""Writing a file so that at every moment either the old one is there or the new one, whole."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_STALE = 3600.0
"""Seconds after which a file that was never finished belongs to nobody."""

_WAITS = (0.02, 0.05, 0.1, 0.2) if os.name == "nt" else ()
"""Seconds to wait, one after another, while another program on Windows holds the old file open."""


def write(file: Path, content: bytes) -> None:
    """Replace a file's content in one step, on the disk before this returns.

    Raises:
        OSError: if it cannot be written; the old file is then as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with unfinished.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        _replace(unfinished, file)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    _sync_folder(file.parent)


def _replace(new: Path, file: Path) -> None:
    for pause in _WAITS:
        try:
            new.replace(file)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    new.replace(file)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk as well; Windows does this by itself and opens no folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def set_aside(file: Path, why: str) -> Path:
    """Give a file a dated name beside its own, e.g. `session-2026-11-23-143207-unreadable.json`; return it.

    Raises:
        OSError: if it cannot be renamed; it is then where it was.
    """
    dated = f"{file.stem}-{time.strftime('%Y-%m-%d-%H%M%S')}-{why}"
    for count in range(1, 1000):
        aside = file.with_name(f"{dated}{f'-{count}' if count > 1 else ''}{file.suffix}")
        if not aside.exists():
            file.rename(aside)
            return aside
    raise FileExistsError(f"{dated}{file.suffix}")


def clear_unfinished(folder: Path) -> None:
    """Remove what an ended program began to write and did not finish."""
    with contextlib.suppress(OSError):
        for left in folder.glob("*.json.*.new"):
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink()
