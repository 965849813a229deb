"""Questions in Chinese, put into the words that the reader knows: x^2 y 对 x 的偏导数 is
"derivative of x^2 y with respect to x"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_CHINESE: Final = re.compile("[一-鿿]")
_KINDS: Final = {
    "导数": "derivative of", "导函数": "derivative of", "偏导数": "derivative of", "偏导": "derivative of",
    "斜率": "slope of", "梯度": "gradient of", "方向导数": "D_u",
    "雅可比矩阵": "jacobian of", "雅可比": "jacobian of", "黑塞矩阵": "hessian of", "海森矩阵": "hessian of",
    "切线": "tangent to", "切线方程": "tangent to", "切平面": "tangent to", "切平面方程": "tangent to",
}  # fmt: skip
_KIND: Final = "|".join(sorted(_KINDS, key=len, reverse=True))
# What stands between Chinese words ends at the next of them: nothing is ever tried again with less of it, or
# a long run of spaces would be tried in all ways.
_ASKED: Final = re.compile(
    r"(?:对\s*+)?+(?P<of>[^一-鿿]++)"
    r"(?:在\s*+(?:点\s*+)?+(?P<at>[^一-鿿]++)(?:处\s*+)?+)?+"
    r"(?:(?:关于|对)\s*+(?P<by>[A-Za-zθφ][A-Za-z0-9_]*+)\s*+)?+"
    rf"(?:的\s*+(?P<kind>{_KIND})|求偏?导)\s*+[.?]?\s*+"
)
_SAID: Final = re.compile(r"(?:请|设|令|若|已知|函数|求出|求|计算)\s*+(?!偏?导)")
"""words that stand before a definition or a question, and say no more than that it is one"""
_AND: Final = re.compile(r"其中|并且|且|和(?=[^一-鿿=]*+=)")
_PARTS: Final = re.compile(r"[;\n。]|,(?=\s*(?:求|计算|其中))")


def in_signs(text: str, origin: Sequence[int]) -> tuple[str, list[int]]:
    """Return the text with its Chinese questions in English words, and the offset of each character in what
    was typed."""
    if not _CHINESE.search(text):
        return text, list(origin)
    written: list[str] = []
    places: list[int] = []
    for said, at in _statements(text):
        written.append(said)
        places += [origin[min(at + index, len(origin) - 1)] for index in range(len(said))]
    return "".join(written), [*places, origin[-1]]


def _statements(text: str) -> Iterator[tuple[str, int]]:
    """Yield the pieces of the text anew, each with the offset where it stood; words that are put in stand at
    the offset of what they are said for."""
    start = 0
    while start <= len(text):
        found = _PARTS.search(text, start)
        end = found.start() if found else len(text)
        yield from _statement(text[start:end], start)
        if found is None:
            return
        yield ";" if found[0] in ",。" else found[0], found.start()
        start = found.end()


def _statement(said: str, at: int) -> Iterator[tuple[str, int]]:
    blank = _SAID.sub(lambda words: " " * len(words[0]), said)
    blank = _AND.sub(lambda words: ";" + " " * (len(words[0]) - 1), blank)
    asked = _ASKED.fullmatch(blank.strip(" "))
    if asked is None:
        yield blank, at
        return
    at += len(blank) - len(blank.lstrip(" "))
    for sign in f"{_KINDS[asked['kind'] or '导数']} ":
        yield sign, at + asked.start("of")
    yield asked["of"], at + asked.start("of")
    for words, group in ((" with respect to ", "by"), (" at ", "at")):
        if asked[group]:
            for sign in words:
                yield sign, at + asked.start(group)
            yield asked[group], at + asked.start(group)
