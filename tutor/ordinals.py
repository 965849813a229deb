"""Ordinal numbers in the language in use, for the orders of derivatives: "17th", "第17阶"."""

from __future__ import annotations

from tutor.language import pgettext


def ordinal(number: int) -> str:
    """Return a whole number as it stands before "derivative": 1st, 2nd, 3rd, 4th, 11th, 21st."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    # Translators: the order of a derivative, as in "the 21st derivative"; the ending goes by the last digit
    pattern = {
        1: pgettext("order of a derivative", "{number}st"),
        2: pgettext("order of a derivative", "{number}nd"),
        3: pgettext("order of a derivative", "{number}rd"),
    }.get(last) or pgettext("order of a derivative", "{number}th")
    return pattern.format(number=number)
