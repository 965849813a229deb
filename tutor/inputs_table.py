"""The table of what can be typed: the help page's part of it.

The file is also what the reading is tested with. Its columns: what is typed (⏎ is a new line); how it is
read, as a tree ("!" where it cannot be); its variables; the column of the note or of the error; part of the
note, or the error's message; the section of the help page that it belongs to (empty: none), perhaps with a
remark's name after a colon; and what it means, typeset and as code for SymPy. It needs neither the grammar
nor sympy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from tutor.language import N_, _
from tutor.resources import resource

TITLES: Final[dict[str, str]] = {
    "products": N_("Numbers, products and fractions"),
    "powers": N_("Powers and roots"),
    "functions": N_("Functions"),
    "letters": N_("Letters"),
    "definitions": N_("Names and several functions"),
    "vectors": N_("Vectors"),
    "questions": N_("Questions"),
    "points": N_("Points"),
    "equations": N_("Equations"),
    "cases": N_("Functions by cases"),
    "integrals": N_("Integrals"),
    "latex": N_("From LaTeX"),
    "elsewhere": N_("From web pages and other programs"),
}
"""the sections of the help page in their order"""

REMARKS: Final[dict[str, str]] = {
    "left": N_("From left to right. For 1 over 2x, type 1/(2x)."),
    "exponent": N_("Only what is right after ^ is raised. For the other reading, type e^(2x)."),
    "e": N_("The letter e is the number e. For a power of ten, type 2*10^3."),
    "exact": N_("Decimals are shown as typed and computed exactly. Write them with a point."),
    "whole": N_("Without brackets, a function takes the whole product after it."),
    "ends": N_("The product ends where another function begins."),
    "inverse": N_("This is the inverse function, not 1 over the sine."),
    "natural": N_("This is the natural logarithm. For another base, type log_2(x) or log(x, 2)."),
    "degrees": N_("A degree is π/180."),
    "bessel": N_("J, Y, I and K with an index are Bessel functions."),
    "unknown": N_("A letter before brackets with an input in them is a function that is not known."),
    "parameters": N_(
        "The letters a, b, c, k, m and n are held constant, unless an argument list names them."
    ),
    "listed": N_("The argument list says which letters are variables."),
    "lines": N_("A line or a semicolon for each."),
    "matrix": N_("A matrix is differentiated entry by entry, by one letter at a time."),
    "units": N_("i, j and k are the unit vectors."),
    "second": N_("The last letter is differentiated by first."),
    "direction": N_("The direction is given beside the function."),
}
"""what is said beside some inputs"""


_WORD = re.compile(r'"([A-Za-z]{3,})"')
"""a word in a formula, which is said in the language in use: "otherwise" """


@dataclass(frozen=True, slots=True)
class Row:
    """One input: what is typed, what it means as maths markup and as code for SymPy, and a remark ("" where
    there is none)."""

    text: str
    meaning: str
    sympy: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the help page, in the language in use."""

    title: str
    rows: tuple[Row, ...]


def sections() -> tuple[Section, ...]:
    """Return the help page's sections in their order."""
    found: dict[str, list[Row]] = {name: [] for name in TITLES}
    for text, _reading, _variables, _column, _message, place, meaning, code in table():
        if place:
            name, _colon, remark = place.partition(":")
            said = _WORD.sub(lambda word: f'"{_(word[1])}"', meaning)
            found[name].append(Row(text, said, code, _(REMARKS[remark]) if remark else ""))
    return tuple(Section(_(TITLES[name]), tuple(rows)) for name, rows in found.items() if rows)


@cache
def table() -> tuple[tuple[str, ...], ...]:
    """Return all rows of the file, with eight columns each."""
    lines = resource("notation", "inputs.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((row[0].replace("⏎", "\n"), *row[1:], *[""] * (8 - len(row))) for row in rows)
