"""The one format of the files that Nabla keeps: JSON with a name, a version and a checksum.

    {"nabla": "session", "version": 2, "checksum": 3735928559, "content": {…}}

A file of an older version is led up to the present one, a step at a time. One that cannot be read, or that
a newer Nabla wrote, is set aside under a dated name, and the person is told; nothing is ever deleted.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from tutor.language import _
from tutor.storage.decoding import DecodingError, decode
from tutor.storage.writing import set_aside

log = logging.getLogger(__name__)

Content = TypeVar("Content")
Migration = Callable[[dict[str, Any]], dict[str, Any]]

LARGEST = 8 << 20
"""Bytes. No file of ours is near it."""


class NewerVersionError(ValueError):
    """A newer Nabla wrote this file."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Content]):
    """What reading a file gave. `content` is None where there is nothing to go by, `notice` is a sentence
    for the person, and `writable` is False where the file must not be replaced."""

    content: Content | None = None
    notice: str = ""
    writable: bool = True


@dataclass(frozen=True)
class Format(Generic[Content]):
    """One kind of file: `name` is also the file's, `kind` a frozen dataclass. `migrations` has, for each
    older version, the function from its content to the next version's. The three sentences tell a person
    that the file could not be read, came from a newer Nabla, or can be neither read nor moved; {file} and
    {aside} are names, {folder} is where they are."""

    name: str
    kind: type[Content]
    version: int
    unreadable: str
    newer: str
    stuck: str
    migrations: Mapping[int, Migration] = field(default_factory=dict)

    def encode(self, content: Content) -> bytes:
        """Return what is to be written."""
        assert dataclasses.is_dataclass(content) and not isinstance(content, type)
        inner = json.dumps(dataclasses.asdict(content), allow_nan=False, indent=1)
        head = f'{{"nabla": "{self.name}", "version": {self.version}, "checksum": {_checksum(inner)},\n'
        return f'{head}"content": {inner}}}\n'.encode()

    def decode(self, written: bytes) -> Content:
        """Return what was written, by this version or an older one.

        Raises:
            NewerVersionError: if a newer version wrote it.
            ValueError: if it is damaged, or something else altogether; the message says where.
        """
        try:
            text = written.decode("utf-8")
            whole = json.loads(text, parse_constant=_refuse)
        except RecursionError as error:
            raise DecodingError("$: nested too deeply") from error
        if not isinstance(whole, dict) or whole.get("nabla") != self.name:
            raise DecodingError(f'$.nabla: not "{self.name}"')
        version = whole.get("version")
        if type(version) is not int or version < 1:
            raise DecodingError(f"$.version: {version!r} is not a version")
        if version > self.version:
            raise NewerVersionError(f"$.version: {version} is newer than {self.version}")
        inner = text.partition('"content": ')[2].rstrip().removesuffix("}")
        if whole.get("checksum") != _checksum(inner):
            raise DecodingError("$.checksum: the content was changed or damaged")
        content = whole.get("content")
        for older in range(version, self.version):
            if not isinstance(content, dict):
                raise DecodingError("$.content: not an object")
            try:
                content = self.migrations[older](content)
            except (KeyError, TypeError, AttributeError) as error:
                raise DecodingError(f"$.content: no content of version {older} ({error!r})") from error
        return decode(self.kind, content, "$.content")

    def read(self, file: Path) -> Found[Content]:
        """Read a file of this kind; what cannot be used is set aside. Never raises."""
        try:
            with file.open("rb") as opened:
                written = opened.read(LARGEST + 1)
            if len(written) > LARGEST:
                raise DecodingError("$: too large")
            return Found(self.decode(written))
        except FileNotFoundError:
            return Found()
        except NewerVersionError as error:
            return self._set_aside(file, "newer", self.newer, error)
        except (OSError, ValueError) as error:
            return self._set_aside(file, "unreadable", self.unreadable, error)

    def _set_aside(self, file: Path, why: str, words: str, error: Exception) -> Found[Content]:
        log.warning("%s: %s", file.name, error)
        try:
            aside = set_aside(file, why)
        except OSError as stuck:
            log.warning("%s cannot be set aside: %s", file.name, stuck)
            said = _(self.stuck).format(file=file.name, folder=tidy_path(file.parent))
            return Found(notice=said, writable=False)
        said = _(words).format(file=file.name, aside=aside.name, folder=tidy_path(aside.parent))
        return Found(notice=said)


def tidy_path(path: Path) -> str:
    """Return a path for people and reports: with ~ for the home folder, which often has a name in it."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def _checksum(inner: str) -> int:
    return zlib.crc32(inner.encode())


def _refuse(constant: str) -> None:
    raise DecodingError(f"$: {constant} is not a number")
