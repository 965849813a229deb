"""The fonts that Typst sets with.

To search the system for fonts takes a tenth of a second and more, most of it for those of thousands of
Chinese characters, and no other thread goes on meanwhile. Words in Latin, Greek or Cyrillic letters, and
formulas, need one family, found by the names of its files, and what Typst and matplotlib bring along.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tutor.theme import measures

if TYPE_CHECKING:
    from typst import Fonts

INTERFACE: Final[str] = measures()["font"]["ui"][0]
"""The family of the interface, where it is installed"""
ALL: Final = ""
"""In the place of a family: all fonts of the system."""
_LIGHT: Final = 24 << 20
"""Bytes of fonts in a folder that is read as a whole"""
_DEEP: Final = 4
"""Levels of folders below the system's folder of fonts"""
_ENDINGS: Final = (".ttf", ".otf", ".ttc", ".otc")
_FOREIGN: Final = re.compile("[^\\x00-\u052f\u1e00-\u2bff\U0001d400-\U0001d7ff]")
"""Characters that are neither Latin, Greek or Cyrillic, nor signs of mathematics"""


def for_formula(markup: str) -> str:
    """Return which `fonts` a formula needs: `ALL`, or those of a family."""
    return ALL if _FOREIGN.search(markup) else INTERFACE


def for_words(markup: str, family: str) -> str:
    """Return the same for words that are to be set in a family."""
    return ALL if _FOREIGN.search(markup) or family.lower() not in families(family) else family


@cache
def families(family: str = ALL) -> frozenset[str]:
    """Return the families that there are among `fonts`, in lower case."""
    return frozenset(name.lower() for name in fonts(family).families())


@cache
def fonts(family: str = ALL) -> Fonts:
    """Return the fonts that Typst and matplotlib bring along, and those of a family if it is found quickly;
    or with them `ALL` of the system."""
    import typst

    if family == ALL:
        return typst.Fonts(font_paths=_brought_along())
    return typst.Fonts(include_system_fonts=False, font_paths=[*_brought_along(), *_folders_of(family)])


def _brought_along() -> list[str]:
    """Return matplotlib's folder of fonts, so that DejaVu Sans is always there (matplotlib itself is
    not imported)."""
    package = importlib.util.find_spec("matplotlib")
    if package is None or package.origin is None:
        return []
    folder = Path(package.origin).parent / "mpl-data" / "fonts" / "ttf"
    return [str(folder)] if folder.is_dir() else []


def _folders_of(family: str) -> list[str]:
    """Return the folders with files that are called like a family; those with too much else are left out."""
    start = family.replace(" ", "").lower()
    return [
        str(files[0].parent)
        for folder in _system_folders()
        for files in _fonts_in(folder, _DEEP)
        if any(file.name.lower().replace(" ", "").startswith(start) for file in files)
        and sum(map(_size, files)) <= _LIGHT
    ]


def _fonts_in(folder: Path, deep: int) -> Iterator[list[Path]]:
    """Yield the files of fonts in a folder, and in each folder in it, where there are any."""
    try:
        found = sorted(folder.iterdir())
    except OSError:  # not there, or not to be read: then Typst does not find it either
        return
    if files := [file for file in found if file.suffix.lower() in _ENDINGS]:
        yield files
    for each in found:
        if deep and not each.suffix and each.is_dir():
            yield from _fonts_in(each, deep - 1)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # a link to nowhere
        return 0


def _system_folders() -> list[Path]:
    """Return where the system and the person keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home))
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            local / "Microsoft" / "Windows" / "Fonts",
        ]
    if sys.platform == "darwin":
        return [home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
