"""A formula of which only Typst's markup is there, in the other notations.

What stands below a picture is put together from numbers where it is drawn, so no printer has made it. Typst
says how it is built (it writes presentation MathML), and that tree is written out again.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tutor import typeset
from tutor.board import Formula
from tutor.copying import standalone_typst

_SIGNS: Final = {
    "−": "-", "⋅": r"\cdot", "×": r"\times", "≈": r"\approx", "≤": r"\le", "≥": r"\ge", "≠": r"\ne",
    "→": r"\to", "⟶": r"\longrightarrow", "↦": r"\mapsto", "∇": r"\nabla", "∂": r"\partial", "‖": r"\|",
    "∞": r"\infty", "∫": r"\int", "∑": r"\sum", "′": "'", "°": r"^{\circ}",
    "{": r"\{", "}": r"\}", "%": r"\%",
}  # fmt: skip
_OPERATORS: Final = frozenset(
    "arccos arcsin arctan cos cosh cot coth csc det exp lim ln log max min sec sin sinh tan tanh".split()
)
_TABLES: Final = {"[": "bmatrix", "(": "pmatrix", "{": "cases"}
_OPEN, _CLOSE = "([{|‖⌊", ")]}|‖⌋"
_SPACED: Final = frozenset("=≈<>≤≥≠→⟶+−⋅·×")
"""Signs with a space at each side in running text, between two operands."""
_SUPERSCRIPTS: Final = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?(\*10\*\*-?\d+)?")

Element = ElementTree.Element


def completed(formula: Formula) -> Formula:
    """Return the formula with the notations that it lacks, as far as its markup gives them; a text that only
    repeats what is said aloud is one of them. As SymPy there is what a line comes to where that is numbers,
    for more is not said in the markup.

    Raises:
        TypesettingError: if Typst cannot set the markup.
    """
    if formula.latex or not formula.typst:
        return formula
    tree = ElementTree.fromstring(typeset.mathml(standalone_typst(formula)))
    _note_prefixes(tree)
    written = text(tree) if formula.text == formula.speech else formula.text
    return replace(formula, text=written, latex=latex(tree), sympy=formula.sympy or sympy(tree))


def latex(tree: Element) -> str:
    """Return presentation MathML as LaTeX with amsmath's environments."""
    return " ".join(_written(tree, _LATEX).split())


def text(tree: Element) -> str:
    """Return presentation MathML in one line of plain text for each of its lines."""
    written = _written(tree, _TEXT)
    return "\n".join(" ".join(line.split()) for line in written.split("\n"))


def sympy(tree: Element) -> str:
    """Return what stands after the last = or ≈ as SymPy has it: a number or a matrix of numbers; else ""."""
    parts = list(tree)
    last = max((at + 1 for at, part in enumerate(parts) if (part.text or "") in ("=", "≈")), default=0)
    value = parts[last:]
    if len(value) == 1 and (table := value[0].find("mtable")) is not None:
        rows = [[_number(list(cell)) for cell in row] for row in table]
        entries = [f"[{', '.join(row)}]" if len(row) > 1 else row[0] for row in rows]
        return f"Matrix([{', '.join(entries)}])" if all(map(all, rows)) else ""
    return _number(value)


def _note_prefixes(element: Element) -> None:
    """Note which signs belong to what follows: the minus of −2, as against that of x − 2."""
    before: Element | None = None
    for child in element:
        _note_prefixes(child)
        if child.tag == "mo" and child.text in ("−", "+") and (before is None or before.text in _SPACED):
            child.set("form", "prefix")
        before = child


def _number(parts: Iterable[Element]) -> str:
    """Return the number that these parts write, "" where they write something else."""
    whole = ElementTree.Element("mrow")
    whole.extend(parts)
    shown = _written(whole, _SYMPY).replace(" ", "")
    return shown if _NUMBER.fullmatch(shown) else ""


@dataclass(frozen=True, slots=True)
class _Notation:
    """How each element is written. `sign` writes what stands in a leaf, the others put together what is
    written of an element's children."""

    sign: Callable[[Element], str]
    fraction: Callable[[str, str], str]
    root: Callable[[str, str], str]
    raised: Callable[[str, str], str]
    lowered: Callable[[str, str], str]
    accent: Callable[[str, str], str]
    fenced: Callable[[str, str, str], str]
    table: Callable[[str, list[list[str]]], str]


def _written(element: Element, notation: _Notation) -> str:
    children = list(element)
    parts = [_written(child, notation) for child in children]
    match element.tag:
        case "mi" | "mn" | "mo" | "mtext" | "mspace":
            return notation.sign(element)
        case "mfrac":
            return notation.fraction(*parts)
        case "msqrt":
            return notation.root("".join(parts), "")
        case "mroot":
            return notation.root(*parts)
        case "msup" | "mover" if element.get("accent") != "true":
            return notation.raised(*parts)
        case "mover":
            return notation.accent(*parts)
        case "msub" | "munder":
            return notation.lowered(*parts)
        case "msubsup" | "munderover":
            return notation.raised(notation.lowered(parts[0], parts[1]), parts[2])
        case "mtable":
            rows = [[_written(cell, notation) for cell in row] for row in children]
            return notation.table("", rows)
        case "mrow" if _is_fenced(children):
            opening, closing = children[0].text or "", (children[-1].text or "") * (len(children) > 2)
            if len(children) in (2, 3) and children[1].tag == "mtable":
                rows = [[_written(cell, notation) for cell in row] for row in children[1]]
                return notation.table(opening, rows)
            return notation.fenced(opening, "".join(parts[1:-1]), closing)
    return "".join(parts)


def _is_fenced(children: list[Element]) -> bool:
    ends = [child.text or "" for child in (children[0], children[-1])] if len(children) > 1 else []
    if not ends or children[0].tag != "mo" or ends[0] not in _OPEN:
        return False
    return ends[1] in _CLOSE or children[-1].tag == "mtable"


# LaTeX -----------------------------------------------------------------------------------------


def _plain(letters: str) -> str:
    """Return mathematical letters (italic, bold) as those of the keyboard; ∂ is a sign."""
    return "∂" if letters == "𝜕" else unicodedata.normalize("NFKC", letters) if letters != "′" else letters


def _latex_sign(leaf: Element) -> str:
    shown = _plain(leaf.text or "")
    if leaf.tag == "mspace":
        return r"\quad " if leaf.get("width", "").startswith(("1em", "2em")) else r"\ "
    if leaf.tag == "mtext":
        return rf"\text{{{shown}}}"
    if shown in _OPERATORS:
        return rf"\{shown} "
    if shown in _SPACED and leaf.get("form") != "prefix":
        return f" {_SIGNS.get(shown, shown)} "
    if shown in _SIGNS:
        written = _SIGNS[shown]
        return f"{written} " if written[:1] == "\\" else written
    if len(shown) == 1 and unicodedata.name(shown, "").startswith("GREEK"):
        _greek, case, _letter, *name = unicodedata.name(shown).split()
        letter = name[0].lower().replace("lamda", "lambda")
        return rf"\{letter.capitalize() if case == 'CAPITAL' else letter} "
    if len(shown) > 1 and leaf.tag != "mn":
        return rf"\operatorname{{{shown}}}"
    return f"{shown} " if shown == "," else shown


def _latex_table(opening: str, rows: list[list[str]]) -> str:
    name = _TABLES.get(opening, "aligned" if not opening else "matrix")
    inside = r" \\ ".join(" & ".join(cell.strip() for cell in row) for row in rows)
    return rf"\begin{{{name}}} {inside} \end{{{name}}}"


def _latex_fenced(opening: str, inside: str, closing: str) -> str:
    signs: Mapping[str, str] = _SIGNS | {"⌊": r"\lfloor ", "⌋": r"\rfloor "}
    one, other = (signs.get(sign, sign) for sign in (opening, closing))
    return rf"\left{one}{inside.strip()}\right{other}"


def _latex_raised(base: str, exponent: str) -> str:
    return base.rstrip() + (exponent if not exponent.strip("'") else f"^{{{exponent.strip()}}}")


_LATEX: Final = _Notation(
    sign=_latex_sign,
    fraction=lambda over, under: rf"\frac{{{over.strip()}}}{{{under.strip()}}}",
    root=lambda inside, degree: rf"\sqrt{f'[{degree.strip()}]' if degree else ''}{{{inside.strip()}}}",
    raised=_latex_raised,
    lowered=lambda base, index: f"{base.rstrip()}_{{{index.strip()}}}",
    accent=lambda base, sign: rf"\{'vec' if sign == '⃗' else 'hat'}{{{base.strip()}}}",
    fenced=_latex_fenced,
    table=_latex_table,
)


# Running text ----------------------------------------------------------------------------------


def _text_sign(leaf: Element) -> str:
    shown = _plain(leaf.text or "")
    if leaf.tag == "mspace":
        return "  "
    shown = "·" if shown == "⋅" else shown
    if shown in _OPERATORS or shown in _SPACED and leaf.get("form") != "prefix":
        return f" {shown} "
    return f"{shown} " if shown == "," else shown


def _grouped(part: str) -> str:
    """Return a part of a fraction or an exponent in brackets, unless it is one letter or number."""
    part = part.strip()
    return part if re.fullmatch(r"∂?[\w.′]+", part) else f"({part})"


def _text_raised(base: str, exponent: str) -> str:
    exponent = exponent.strip().replace(" ", "")
    if re.fullmatch("′+", exponent):
        return base + exponent
    if re.fullmatch(r"−?\d+", exponent):
        return base + exponent.translate(_SUPERSCRIPTS)
    return f"{base}^{exponent if len(exponent) == 1 else f'({exponent})'}"


def _text_root(inside: str, degree: str) -> str:
    return f"root({inside.strip()}, {degree.strip()})" if degree else f"√{_grouped(inside)}"


def _text_lowered(base: str, index: str) -> str:
    index = index.strip()
    return base + (index.translate(_SUBSCRIPTS) if index.isdigit() else f"_{index}")


def _text_table(opening: str, rows: list[list[str]]) -> str:
    cells = [[cell.strip() for cell in row] for row in rows]
    if not opening:
        return "\n".join(" ".join(row) for row in cells)
    if opening == "{":
        return f"{{{'; '.join(' '.join(row) for row in cells)}}}"
    if len(cells) == 1 or len(cells[0]) == 1:
        return f"[{', '.join(cell for row in cells for cell in row)}]"
    written = [f"[{', '.join(row)}]" for row in cells]
    return f"[{', '.join(written)}]"


_TEXT: Final = _Notation(
    sign=_text_sign,
    fraction=lambda over, under: f"{_grouped(over)}/{_grouped(under)}",
    root=_text_root,
    raised=_text_raised,
    lowered=_text_lowered,
    accent=lambda base, sign: base,
    fenced=lambda opening, inside, closing: f"{opening}{inside.strip()}{closing}",
    table=_text_table,
)

_SYMPY: Final = replace(
    _TEXT,
    sign=lambda leaf: {"−": "-", "⋅": "*"}.get(leaf.text or "", leaf.text or ""),
    raised=lambda base, exponent: f"{base}**{exponent}",
)
