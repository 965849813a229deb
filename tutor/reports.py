"""What a report of trouble says: the program and its surroundings, what it was doing, and where it broke.

Personal paths are shortened: `/home/ada/nabla/tutor/ui/look.py` is `tutor/ui/look.py`.
"""

from __future__ import annotations

import platform
import re
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import tutor
from tutor.language import N_, _
from tutor.storage.writing import write

KEPT = 20
"""So many reports are kept in the log folder."""

_PLACES = (
    ("tutor/canvas/", N_("Nabla made a mistake of its own while drawing the picture.")),
    ("tutor/ui/picture_canvas", N_("Nabla made a mistake of its own while drawing the picture.")),
    ("tutor/typeset", N_("Nabla made a mistake of its own while typesetting a formula.")),
    ("tutor/ui/typesetting", N_("Nabla made a mistake of its own while typesetting a formula.")),
    ("tutor/ui/edit", N_("Nabla made a mistake of its own while following what is typed.")),
    ("tutor/storage/", N_("Nabla made a mistake of its own while saving.")),
    ("tutor/ui/keeping", N_("Nabla made a mistake of its own while saving.")),
    ("tutor/ui/practice", N_("Nabla made a mistake of its own in the practice.")),
    ("tutor/engine/", N_("Nabla made a mistake of its own while answering a question.")),
    ("tutor/ui/derivation", N_("Nabla made a mistake of its own while showing the derivation.")),
)


@dataclass(frozen=True, slots=True)
class Report:
    """`doing` is a sentence for the person, `text` the whole report, `file` its copy in the log folder,
    `again` says that going on leads to the same mistake again."""

    doing: str
    text: str
    file: Path | None = None
    again: bool = False


def report_of(error: BaseException, context: Callable[[], str] = lambda: "") -> tuple[str, str]:
    """Return what Nabla was doing, as a sentence, and the report of an exception."""
    trace = shortened("".join(traceback.format_exception(error)))
    places = re.findall(r'File "(tutor/[^"]+)"', trace)
    doing = next(
        (_(words) for place in reversed(places) for start, words in _PLACES if place.startswith(start)),
        _("Nabla made a mistake of its own."),
    )
    return doing, f"{surroundings()}\n{_context(context)}\n{trace}"


def _context(context: Callable[[], str]) -> str:
    try:
        return context()
    except Exception as error:  # noqa: BLE001  (the report of a mistake must not fail over another one)
        return f"({type(error).__name__} while taking down what was being done)\n"


def surroundings() -> str:
    """Return the program's version and what it runs on, in one line."""
    toolkit = sys.modules.get("PySide6")
    return (
        f"Nabla {tutor.__version__}, Python {platform.python_version()}, "
        f"PySide6 {getattr(toolkit, '__version__', '?')}, {platform.system()}"
    )


def shortened(text: str) -> str:
    """Return a text without the personal beginnings of its paths."""
    here = Path(tutor.__file__).resolve().parent.parent
    folders = {str(here), *(str(Path(entry)) for entry in sys.path if entry), sys.prefix, sys.base_prefix}
    for folder in sorted(folders, key=len, reverse=True):
        if len(folder) > 1:
            text = text.replace(folder + "\\", "").replace(folder + "/", "")
    home = str(Path.home())
    if len(home) > 1:
        text = text.replace(home, "~")
    return text.replace("tutor\\", "tutor/")


def save_report(folder: Path, text: str, kind: str = "") -> Path:
    """Write a report under a dated name into a folder, keep the latest few, and return its path.

    Raises:
        OSError: if it cannot be written.
    """
    dated = time.strftime("%Y-%m-%d-%H%M%S")
    for count in range(1, 1000):
        file = folder / f"report-{dated}{f'-{kind}' if kind else ''}{f'-{count}' if count > 1 else ''}.txt"
        if not file.exists():
            break
    write(file, text.encode("utf-8", "replace"))
    for old in sorted(folder.glob("report-*.txt"), key=lambda each: each.stat().st_mtime_ns)[:-KEPT]:
        old.unlink()
    return file
