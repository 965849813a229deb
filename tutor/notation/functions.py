"""The table of special functions: how each is typed, how many inputs it takes, how it is printed.

What a function means is in `tutor.calculus.special_functions`; to add one is to add a row here and there.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.language import N_

UNLIMITED = 20
"""the most arguments of a function that takes any number of them"""


@dataclass(frozen=True, slots=True)
class SpecialFunction:
    """A function by its name in the tree, which can be typed; `spellings` can be typed as well.

    It takes from `least` to `most` arguments. `latex` and `typst` are its sign; `index` says where its
    first argument stands: "" with the others in brackets, "below" as in J_n(x), "raised" as in ψ⁽ⁿ⁾(x).
    `sympy` is its name there; `spoken` its name in words.
    """

    name: str
    least: int
    most: int
    spellings: tuple[str, ...]
    latex: str
    typst: str
    index: str
    sympy: str
    spoken: str


def _operator(name: str) -> tuple[str, str]:
    return rf"\operatorname{{{name}}}", f'op("{name}")'


_ROWS: tuple[tuple[str, int, int, str, tuple[str, str], str, str, str], ...] = (
    ("max", 2, UNLIMITED, "Max maximum MAX", (r"\max", "max"), "", "Max", N_("the maximum")),
    ("min", 2, UNLIMITED, "Min minimum MIN", (r"\min", "min"), "", "Min", N_("the minimum")),
    ("floor", 1, 1, "Floor", (r"\lfloor", "floor"), "", "floor", N_("the floor")),
    ("ceil", 1, 1, "ceiling Ceiling", (r"\lceil", "ceil"), "", "ceiling", N_("the ceiling")),
    ("sign", 1, 1, "sgn Sign", _operator("sign"), "", "sign", N_("the sign")),
    ("atan2", 2, 2, "arctan2", _operator("atan2"), "", "atan2", N_("the two-argument arc tangent")),
    ("sinc", 1, 1, "", _operator("sinc"), "", "sinc", N_("the cardinal sine")),
    ("erf", 1, 1, "Erf", _operator("erf"), "", "erf", N_("the error function")),
    ("erfc", 1, 1, "Erfc", _operator("erfc"), "", "erfc", N_("the complementary error function")),
    ("erfi", 1, 1, "Erfi", _operator("erfi"), "", "erfi", N_("the imaginary error function")),
    ("gamma", 1, 2, "Gamma GAMMA Γ", (r"\Gamma", "Γ"), "", "gamma", N_("the gamma function")),
    (
        "loggamma",
        1,
        1,
        "lgamma LogGamma",
        (r"\ln \Gamma", "ln Γ"),
        "",
        "loggamma",
        N_("the logarithm of the gamma function"),
    ),
    ("digamma", 1, 1, "", (r"\psi", "ψ"), "", "digamma", N_("the digamma function")),
    (
        "polygamma",
        2,
        2,
        "PolyGamma",
        (r"\psi", "ψ"),
        "raised",
        "polygamma",
        N_("the polygamma function"),
    ),
    (
        "uppergamma",
        2,
        2,
        "",
        (r"\Gamma", "Γ"),
        "",
        "uppergamma",
        N_("the upper incomplete gamma function"),
    ),
    (
        "lowergamma",
        2,
        2,
        "",
        (r"\gamma", "γ"),
        "",
        "lowergamma",
        N_("the lower incomplete gamma function"),
    ),
    ("zeta", 1, 1, "Zeta", (r"\zeta", "ζ"), "", "zeta", N_("the zeta function")),
    ("besselj", 2, 2, "BesselJ", ("J", "J"), "below", "besselj", N_("the Bessel function J")),
    ("bessely", 2, 2, "BesselY", ("Y", "Y"), "below", "bessely", N_("the Bessel function Y")),
    ("besseli", 2, 2, "BesselI", ("I", "I"), "below", "besseli", N_("the Bessel function I")),
    ("besselk", 2, 2, "BesselK", ("K", "K"), "below", "besselk", N_("the Bessel function K")),
    ("airyai", 1, 1, "AiryAi", _operator("Ai"), "", "airyai", N_("the Airy function Ai")),
    ("airybi", 1, 1, "AiryBi", _operator("Bi"), "", "airybi", N_("the Airy function Bi")),
    ("lambertw", 1, 1, "LambertW ProductLog", ("W", "W"), "", "LambertW", N_("the Lambert W function")),
    ("Ei", 1, 1, "", _operator("Ei"), "", "Ei", N_("the exponential integral")),
    ("li", 1, 1, "Li", _operator("li"), "", "li", N_("the logarithmic integral")),
    ("Si", 1, 1, "", _operator("Si"), "", "Si", N_("the sine integral")),
    ("Ci", 1, 1, "", _operator("Ci"), "", "Ci", N_("the cosine integral")),
    ("Shi", 1, 1, "", _operator("Shi"), "", "Shi", N_("the hyperbolic sine integral")),
    ("Chi", 1, 1, "", _operator("Chi"), "", "Chi", N_("the hyperbolic cosine integral")),
    ("fresnels", 1, 1, "FresnelS", _operator("S"), "", "fresnels", N_("the Fresnel integral S")),
    ("fresnelc", 1, 1, "FresnelC", _operator("C"), "", "fresnelc", N_("the Fresnel integral C")),
    ("polylog", 2, 2, "PolyLog", _operator("Li"), "below", "polylog", N_("the polylogarithm")),
)

SPECIAL: dict[str, SpecialFunction] = {
    name: SpecialFunction(name, least, most, tuple(spellings.split()), *signs, index, sympy, spoken)
    for name, least, most, spellings, signs, index, sympy, spoken in _ROWS
}

SPELLINGS: dict[str, str] = {
    typed: row.name for row in SPECIAL.values() for typed in (row.name, *row.spellings)
}
"""what is typed -> the name in the tree"""

ONLY_WITH_BRACKETS = frozenset("li Li Chi gamma Gamma Γ zeta Zeta".split())
"""functions only where a bracket follows: otherwise letters, by themselves or multiplied"""
