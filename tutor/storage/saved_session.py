"""Where a person was: enough to put the window back as it stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tutor.language import N_
from tutor.storage.decoding import Bounds
from tutor.storage.kept_file import Format


@dataclass(frozen=True, slots=True)
class SavedSession:
    """`text` is what was typed and `readable` the last of it that could be read; `step` counts from 1;
    `scene` is the title of the picture in front, if a person chose it, `point` is where P was, and `place`
    is Qt's own account (base64) of where the window was on the screens."""

    text: str
    cursor: Annotated[int, Bounds(0, 1_000_000)] = 0
    readable: str = ""
    ask: str | None = None
    wrt: str | None = None
    method: str | None = None
    step: Annotated[int, Bounds(0, 100_000)] = 1
    face: Literal["explore", "practice"] = "explore"
    lecture: bool = True
    scene: str | None = None
    point: tuple[float, ...] = ()
    history: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    place: str = ""


SESSION_FILE = Format(
    "session",
    SavedSession,
    version=1,
    unreadable=N_("What you were working on could not be read. The file is kept as {aside}."),
    newer=N_("What you were working on was saved by a newer Nabla. The file is kept as {aside}."),
    stuck=N_("The file {file} in {folder} can be neither read nor replaced. Your work will not be saved."),
)
