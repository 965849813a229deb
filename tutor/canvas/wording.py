"""Numbers and names as they are written in a picture, in its labels and in its readout."""

from __future__ import annotations

import math
import re

MINUS = "\N{MINUS SIGN}"
RAISED = str.maketrans(f"0123456789{MINUS}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau"
    " upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)


def rounded(value: float, decimals: int = 2) -> str:
    """Return a number for reading: two decimals, three figures where it is small, a true minus.

    2.0 is "2", −1.0806 is "−1.08", 0.00123 is "0.00123", 1234567 is "1.23·10⁶", NaN is "–".
    """
    mantissa, times, exponent = _parts(value, decimals)
    return mantissa + times + exponent.translate(RAISED)


def _parts(value: float, decimals: int) -> tuple[str, str, str]:
    """Return "1.23", "·10", "6" of 1234567; "", "10", "6" of a million; and "2", "", "" of 2."""
    mantissa, _, exponent = _figures(value, decimals).partition("e")
    if exponent and mantissa.removeprefix(MINUS) == "1":
        return mantissa.removesuffix("1"), "10", exponent
    return mantissa, "·10" if exponent else "", exponent


def _figures(value: float, decimals: int) -> str:
    """Return a number with the figures to be shown, and its power of ten behind an e."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    if size < 1e-9:
        return "0"
    if size >= 1e5 or size < 1e-3:
        mantissa, exponent = f"{value:.2e}".split("e")
        text = f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
    else:
        if size < 0.1:
            decimals = 2 - math.floor(math.log10(size))
        elif size >= 1000:
            decimals = 0
        text = f"{value:.{decimals}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def is_exact(value: float, decimals: int = 2) -> bool:
    """Say whether what `rounded` shows is the number itself."""
    shown = _figures(value, decimals).replace(MINUS, "-")
    return shown != "–" and math.isclose(float(shown), value, rel_tol=1e-9, abs_tol=1e-12)


def typst_number(value: float, decimals: int = 2) -> str:
    """Return a rounded number as Typst math markup, "not defined" quoted for NaN."""
    mantissa, times, exponent = _parts(value, decimals)
    if mantissa == "–":
        return '"–"'
    return f"{mantissa}{times.replace('·', ' dot ')}^({exponent})" if exponent else mantissa


def latex_number(value: float, decimals: int = 2) -> str:
    """Return a rounded number for mathtext, without dollar signs."""
    mantissa, times, exponent = _parts(value, decimals)
    if not exponent:
        return mantissa.replace(MINUS, "-")
    power = f"{times}^{{{exponent}}}".replace("·", r" \cdot ")
    return (mantissa + power).replace(MINUS, "-")


def equals(*values: float, decimals: int = 2) -> str:
    """Return the Typst sign between an expression and its shown value: = or ≈."""
    return "=" if all(is_exact(value, decimals) for value in values) else "approx"


def split_name(name: str) -> tuple[str, str]:
    """Split "x_1", "x₁" or "theta" into a stem and an index ("" where there is none)."""
    name = re.sub("[₀-₉]+", lambda m: "_" + "".join(str(ord(c) - 0x2080) for c in m.group()), name)
    primes = len(name) - len(name.rstrip("'"))
    stem, _, index = name.rstrip("'").partition("_")
    return stem + "'" * primes, index


def latex_name(name: str) -> str:
    """Return a variable's or function's name for mathtext, without dollar signs."""
    stem, index = split_name(name)
    bare = stem.rstrip("'")
    if bare in GREEK:
        shown = f"\\{bare}" if bare != "omicron" else "o"
    else:
        shown = bare if len(bare) <= 1 else rf"\mathrm{{{bare}}}"
    shown += "'" * (len(stem) - len(bare))
    return f"{shown}_{{{index}}}" if index else shown


def typst_name(name: str) -> str:
    """Return a variable's or function's name as Typst math markup."""
    stem, index = split_name(name)
    bare = stem.rstrip("'")
    shown = bare if len(bare) <= 1 or bare in GREEK else f'"{bare}"'
    shown += "'" * (len(stem) - len(bare))
    return f'{shown}_("{index}")' if index and not index.isdigit() else f"{shown}_{index}" if index else shown


def plain_name(name: str) -> str:
    """Return a name as read in running text: "x_1" becomes "x₁"."""
    stem, index = split_name(name)
    digits = "".join(chr(0x2080 + int(c)) for c in index) if index.isdigit() else f"_{index}" * bool(index)
    return stem + digits


def typst_column(entries: list[str], roles: tuple[str, ...]) -> str:
    """Return a column vector whose entries carry roles, as Typst math markup."""
    shown = (f"{role}({entry})" for role, entry in zip(roles, entries, strict=False))
    return f'vec(delim: "[", {", ".join(shown)})'


def typst_row(entries: list[str], roles: tuple[str, ...]) -> str:
    """Return a row vector whose entries carry roles: lower than a column of three or more."""
    shown = (f"{role}({entry})" for role, entry in zip(roles, entries, strict=True))
    return f'mat(delim: "[", {", ".join(shown)})'


def typst_matrix(
    rows: list[list[str]], roles: tuple[str, ...] = ("slotA", "slotB", "slotC"), lit: int | None = None
) -> str:
    """Return a matrix whose columns carry roles, as Typst math markup; the row `lit` is on a tint."""
    if lit is not None:
        cells = [[f"${role}({entry})$," for role, entry in zip(roles, row, strict=False)] for row in rows]
        return f"#tinted_rows(({lit},),{','.join(f'({chr(0).join(row)})' for row in cells)})".replace(
            chr(0), ""
        )
    shown = (", ".join(f"{role}({entry})" for role, entry in zip(roles, row, strict=False)) for row in rows)
    return f'mat(delim: "[", {" ; ".join(shown)})'
