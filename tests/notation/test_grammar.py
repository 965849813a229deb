"""The grammar's table, kept on disk: the same as lark's own parser, whatever has become of the file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tutor.notation import grammar
from tutor.notation.grammar import Parser, made_of, table

ARITHMETIC = """
?start: sum
?sum: product | sum PLUS product -> added
?product: NUMBER | product TIMES NUMBER -> multiplied
%declare PLUS TIMES NUMBER
"""

LISTS = """
start: [MINUS] NUMBER (_COMMA NUMBER)*
%declare NUMBER MINUS _COMMA
"""


class Word(str):
    """A token: its kind, and itself."""

    __slots__ = ("type",)

    def __new__(cls, kind: str, text: str) -> Word:
        made = super().__new__(cls, text)
        made.type = kind
        return made


def words(text: str) -> list[Word]:
    kinds = {"+": "PLUS", "*": "TIMES", "-": "MINUS", ",": "_COMMA"}
    return [Word(kinds.get(word, "NUMBER"), word) for word in text.split()]


class Adding:
    def added(self, left: object, _sign: str, right: object) -> tuple[object, ...]:
        return ("+", left, right)

    def multiplied(self, left: object, _sign: str, right: object) -> tuple[object, ...]:
        return ("*", left, right)

    def start(self, *items: object) -> tuple[object, ...]:
        return items


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "1"),
        ("1 + 2 * 3", ("+", "1", ("*", "2", "3"))),
        ("1 * 2 + 3", ("+", ("*", "1", "2"), "3")),
        ("1 + 2 + 3", ("+", ("+", "1", "2"), "3")),
    ],
)
def test_value(text: str, value: object) -> None:
    assert Parser(made_of(ARITHMETIC), Adding()).parse(words(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", (None, "1")), ("- 1", ("-", "1")), ("1 , 2 , 3", (None, "1", "2", "3"))],
)
def test_missing_and_repeated_parts(text: str, value: object) -> None:
    assert Parser(made_of(LISTS), Adding()).parse(words(text)) == value


@pytest.mark.parametrize(("text", "index"), [("+ 1", 0), ("1 2", 1), ("1 + * 2", 2), ("1 +", 2), ("", 0)])
def test_unexpected(text: str, index: int) -> None:
    with pytest.raises(grammar.Unexpected) as caught:
        Parser(made_of(ARITHMETIC), Adding()).parse(words(text))
    assert caught.value.index == index


def assert_whole(made: grammar.Table) -> None:
    assert Parser(made, Adding()).parse(words("1 + 2 * 3")) == ("+", "1", ("*", "2", "3"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "arithmetic.lark").write_text(ARITHMETIC, encoding="utf-8")
    monkeypatch.setattr(grammar, "GRAMMAR", tmp_path / "arithmetic.lark")
    monkeypatch.setenv("NABLA_HOME", str(tmp_path))
    assert_whole(table())
    return tmp_path / "cache" / "grammar.json"


def refused(_grammar: str) -> grammar.Table:
    raise AssertionError("made again")


def test_it_is_made_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "made_of", refused)
    assert_whole(table())


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b"added", b"addde"),
        lambda whole: b"\xff\xfe" + whole,
        lambda whole: b"{}",
    ],
)
def test_a_damaged_one_is_made_anew(
    kept: Path, damage: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write_bytes(damage(kept.read_bytes()))
    assert_whole(table())
    monkeypatch.setattr(grammar, "made_of", refused)
    assert_whole(table())


def test_one_of_another_grammar_is_made_anew(kept: Path) -> None:
    grammar.GRAMMAR.write_text(LISTS, encoding="utf-8")
    assert Parser(table(), Adding()).parse(words("1 , 2")) == (None, "1", "2")


def test_several_at_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.unlink()
    with ThreadPoolExecutor(4) as pool:
        for made in pool.map(lambda _: table(), range(8)):
            assert_whole(made)
    monkeypatch.setattr(grammar, "made_of", refused)
    assert_whole(table())


def test_without_a_folder_to_write_in(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABLA_HOME", str(kept))  # a file
    assert_whole(table())
