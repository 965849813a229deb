"""The files that Nabla keeps: whatever happens to one, reading it goes on, and its bytes stay somewhere."""

from __future__ import annotations

import json
import os
import random
import re
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tutor.storage import writing
from tutor.storage.kept_file import Format
from tutor.storage.saved_session import SESSION_FILE, SavedSession
from tutor.storage.settings import SETTINGS_FILE, Settings
from tutor.storage.writing import clear_unfinished, write

WORK = SavedSession(
    "f(x) = ∂x²\n{ }", cursor=3, readable="x", step=4, point=(0.5, -2.0), history=("x", "«y»")
)
OLD = sorted((Path(__file__).parent / "old").glob("*.json"))
FORMATS: dict[str, Format[Any]] = {"session": SESSION_FILE, "settings": SETTINGS_FILE}


def file_in(folder: Path, written: bytes) -> Path:
    file = folder / "session.json"
    file.write_bytes(written)
    return file


FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(text=st.text(), point=st.lists(FINITE), ask=st.none() | st.text())
@example(text="half a character: \ud835", point=[], ask=None)
def test_what_is_written_is_read(text: str, point: list[float], ask: str | None) -> None:
    session = SavedSession(text, point=tuple(point), ask=ask)
    assert SESSION_FILE.decode(SESSION_FILE.encode(session)) == session


def test_nothing_there_is_nothing_to_say(tmp_path: Path) -> None:
    found = SESSION_FILE.read(tmp_path / "no folder" / "session.json")
    assert (found.content, found.notice, found.writable) == (None, "", True)


def signed(content: str, version: object = 1, name: str = "session") -> bytes:
    """Write a file as another program could that knows the format."""
    checksum = zlib.crc32(content.encode())
    head = f'{{"nabla": "{name}", "version": {version}, "checksum": {checksum},'
    return f'{head}\n"content": {content}}}\n'.encode()


WHOLE = SESSION_FILE.encode(WORK)
DAMAGED = {
    "empty": b"",
    "zeros": bytes(500),
    "not UTF-8": b"\xff\xfe" + WHOLE,
    "not JSON": b"hello",
    "another file": b'{"size": 3}',
    "a list": b"[]",
    "another name": signed('{"text": "x"}', name="settings"),
    "no version": signed('{"text": "x"}', version="null"),
    "version 0": signed('{"text": "x"}', version=0),
    "version true": signed('{"text": "x"}', version="true"),
    "wrong type": signed('{"text": 3}'),
    "wrong step": signed('{"text": "x", "step": -1}'),
    "unknown name": signed('{"text": "x", "colour": "red"}'),
    "nothing in it": signed("null"),
    "not a number": signed('{"text": "x", "point": [NaN]}'),
    "an enormous number": signed('{"text": "x", "cursor": ' + "9" * 5000 + "}"),
    "nested": signed("[" * 100_000),
    "edited": WHOLE.replace(b'"step": 4', b'"step": 5'),
    "too large": b" " * (9 << 20),
    **{f"cut at {share:.0%}": WHOLE[: int(len(WHOLE) * share)] for share in (0.01, 0.3, 0.6, 0.9, 0.99)},
}


@pytest.mark.parametrize("written", DAMAGED.values(), ids=DAMAGED)
def test_damaged_is_set_aside_and_said(tmp_path: Path, written: bytes) -> None:
    file = file_in(tmp_path, written)
    found = SESSION_FILE.read(file)
    assert found.content is None
    assert found.writable
    (aside,) = tmp_path.iterdir()
    assert re.fullmatch(r"session-\d{4}-\d\d-\d\d-\d{6}-unreadable\.json", aside.name)
    assert aside.read_bytes() == written
    assert aside.name in found.notice


def test_any_flipped_byte_is_noticed(tmp_path: Path) -> None:
    chance = random.Random(5)
    for place in chance.sample(range(len(WHOLE)), 60):
        flipped = bytearray(WHOLE)
        flipped[place] ^= 1 << chance.randrange(8)
        found = SESSION_FILE.read(file_in(tmp_path, bytes(flipped)))
        assert found.content in (None, WORK), place
    assert len(list(tmp_path.glob("*unreadable*"))) > 50


def test_a_newer_one_is_kept_for_the_newer_program(tmp_path: Path) -> None:
    written = signed('{"text": "x", "hologram": true}', version=SESSION_FILE.version + 1)
    found = SESSION_FILE.read(file_in(tmp_path, written))
    assert found.content is None
    assert "newer Nabla" in found.notice
    (aside,) = tmp_path.iterdir()
    assert aside.name.endswith("-newer.json")
    assert aside.read_bytes() == written


def test_set_aside_twice_in_a_second(tmp_path: Path) -> None:
    for written in (b"one", b"two", b"three"):
        SESSION_FILE.read(file_in(tmp_path, written))
    assert sorted(aside.read_bytes() for aside in tmp_path.iterdir()) == [b"one", b"three", b"two"]


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "session.json").mkdir()
    found = SESSION_FILE.read(tmp_path / "session.json")
    assert found.notice
    assert found.writable
    assert [aside.is_dir() for aside in tmp_path.iterdir()] == [True]


def test_what_cannot_be_moved_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    found = SESSION_FILE.read(file_in(tmp_path, b"junk"))
    assert not found.writable
    assert "will not be saved" in found.notice
    assert (tmp_path / "session.json").read_bytes() == b"junk"


# Versions --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Third:
    words: tuple[str, ...]
    loud: bool = False


THIRD = Format(
    "greeting", Third, 3, "unreadable {aside}", "newer {aside}", "stuck",
    migrations={
        1: lambda content: {"word": content["greeting"]},
        2: lambda content: {"words": [content["word"]]},
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("version", "content"),
    [(1, '{"greeting": "hi"}'), (2, '{"word": "hi"}'), (3, '{"words": ["hi"], "loud": false}')],
)
def test_older_versions_are_led_up_to_the_present(version: int, content: str) -> None:
    assert THIRD.decode(signed(content, version, "greeting")) == Third(("hi",))


@pytest.mark.parametrize("content", ["{}", "[]", '{"greeting": 3}', '"hi"'])
def test_an_older_version_of_something_else(tmp_path: Path, content: str) -> None:
    found = THIRD.read(file_in(tmp_path, signed(content, 1, "greeting")))
    assert found.content is None
    assert "unreadable" in found.notice


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_every_version_ever_written_can_be_read(file: Path) -> None:
    name, _dash, _version = file.stem.partition("-")
    content = FORMATS[name].decode(file.read_bytes())
    assert content != FORMATS[name].kind(*([""] if name == "session" else [])), "the sample says nothing"


@pytest.mark.parametrize("name", FORMATS)
def test_each_version_has_a_sample_and_a_way_to_the_next(name: str) -> None:
    versions = range(1, FORMATS[name].version + 1)
    assert [f"{name}-{version}" for version in versions] == [
        file.stem for file in OLD if file.stem.startswith(name)
    ]
    assert sorted(FORMATS[name].migrations) == list(versions)[:-1]


# Writing ---------------------------------------------------------------------------------------


class FullError(OSError):
    def __init__(self) -> None:
        super().__init__(28, "No space left on device")


def fail(*_what: object, **_how: object) -> None:
    raise FullError


@pytest.mark.parametrize(
    ("where", "name"), [(os, "fsync"), (Path, "replace"), (Path, "open"), (Path, "mkdir")]
)
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    file = tmp_path / "session.json"
    write(file, WHOLE)
    with monkeypatch.context() as broken:
        broken.setattr(where, name, fail)
        with pytest.raises(FullError):
            write(file, b"new")
    assert [left.name for left in tmp_path.iterdir()] == ["session.json"]
    assert file.read_bytes() == WHOLE
    write(file, b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_quota_that_is_reached_leaves_the_old_file(tmp_path: Path) -> None:
    """The system itself refuses, in the middle of the file."""
    import resource

    file = tmp_path / "session.json"
    write(file, WHOLE)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write(file, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [left.name for left in tmp_path.iterdir()] == ["session.json"]
    assert file.read_bytes() == WHOLE


def test_what_was_never_finished_is_cleared_away_later(tmp_path: Path) -> None:
    begun, recent, other = (tmp_path / name for name in ("a.json.12.new", "b.json.13.new", "c.txt"))
    for file in (begun, recent, other):
        file.write_bytes(b"{")
    os.utime(begun, (0, 0))
    clear_unfinished(tmp_path)
    assert sorted(left.name for left in tmp_path.iterdir()) == ["b.json.13.new", "c.txt"]


def test_waits_for_who_holds_the_file_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[Path] = []
    replace: Callable[[Path, Path], Path] = Path.replace

    def busy(new: Path, file: Path) -> Path:
        tries.append(new)
        if len(tries) < 3:
            raise PermissionError(13, "in use")
        return replace(new, file)

    monkeypatch.setattr(writing, "_WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(Path, "replace", busy)
    write(tmp_path / "session.json", b"new")
    assert (tmp_path / "session.json").read_bytes() == b"new"
    assert len(tries) == 3


def test_a_file_is_plain_json() -> None:
    assert json.loads(SETTINGS_FILE.encode(Settings()))["content"]["appearance"] == "system"
