"""Ordinal numbers, in both languages."""

from __future__ import annotations

import pytest

from tutor.language import use_language
from tutor.ordinals import ordinal

ENGLISH = {
    1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 10: "10th", 11: "11th", 12: "12th", 13: "13th", 17: "17th",
    20: "20th", 21: "21st", 22: "22nd", 33: "33rd", 40: "40th", 101: "101st", 111: "111th", 112: "112th",
}  # fmt: skip


@pytest.mark.parametrize("number", ENGLISH)
def test_ordinals(number: int) -> None:
    assert ordinal(number) == ENGLISH[number]
    try:
        use_language("zh_CN")
        assert ordinal(number) == f"第{number}阶"
    finally:
        use_language("en")
