"""The table of the symbol palette: what each button shows, what it types, and what it is called.

To add a button is to add a row. "□" is a place to fill in; Tab goes from one to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.language import N_

ACROSS = 8
"""Buttons in a row."""


@dataclass(frozen=True, slots=True)
class SymbolKey:
    """A button of the palette: its typeset face (with "#blank" for a place), and what it types."""

    name: str
    face: str
    types: str


@dataclass(frozen=True, slots=True)
class SymbolTab:
    """The buttons that stand together."""

    key: str
    title: str
    symbols: tuple[SymbolKey, ...]


_COMMON = (
    SymbolKey(N_("Square root"), "sqrt(#blank )", "sqrt(□)"),
    SymbolKey(N_("Cube root"), "root(3, #blank )", "cbrt(□)"),
    SymbolKey(N_("Square"), "#blank ^2", "^2"),
    SymbolKey(N_("Power"), "#blank ^(#blank )", "^(□)"),
    SymbolKey(N_("Fraction"), "(#blank )/(#blank )", "(□)/(□)"),
    SymbolKey(N_("Absolute value"), "abs(#blank )", "|□|"),
    SymbolKey(N_("Power of e"), "e^(#blank )", "e^(□)"),
    SymbolKey(N_("Natural logarithm"), "ln", "ln(□)"),
    SymbolKey(N_("Derivative"), "d/(d x)", "d/dx (□)"),
    SymbolKey(N_("Partial derivative"), "partial/(partial x)", "∂/∂x (□)"),
    SymbolKey(N_("Mixed partial derivative"), "partial^2/(partial x partial y)", "∂²/∂x∂y (□)"),
    SymbolKey(N_("Sign of a partial derivative"), "partial", "∂"),
    SymbolKey(N_("Gradient"), "nabla", "∇(□)"),
    SymbolKey(N_("Derivative in a direction"), "D_bold(u)", "D_u (□); u = (□, □)"),
    SymbolKey(N_("Integral"), "integral", "int_0^(□) □ dt"),
    SymbolKey(N_("Prime"), "#sym.prime", "'"),
    SymbolKey(N_("Vector"), "vec(#blank , #blank )", "(□, □)"),
    SymbolKey(N_("Matrix"), 'mat(delim: "[", #blank , #blank ; #blank , #blank )', "[[□, □], [□, □]]"),
    SymbolKey(N_("Function by cases"), "cases(#blank , #blank )", "{□, x < □; □, x >= □}"),
    SymbolKey(N_("Pi"), "pi", "π"),
    SymbolKey(N_("Theta"), "theta", "θ"),
    SymbolKey(N_("Lambda"), "lambda", "λ"),
    SymbolKey(N_("Times"), "dot.op", "·"),
    SymbolKey(N_("At a point"), '#blank "at" P', " at (□, □)"),
)

_GREEK_LETTERS = (
    (N_("Alpha"), "α"), (N_("Beta"), "β"), (N_("Gamma"), "γ"), (N_("Delta"), "δ"),
    (N_("Epsilon"), "ε"), (N_("Zeta"), "ζ"), (N_("Eta"), "η"), (N_("Theta"), "θ"),
    (N_("Iota"), "ι"), (N_("Kappa"), "κ"), (N_("Lambda"), "λ"), (N_("Mu"), "μ"),
    (N_("Nu"), "ν"), (N_("Xi"), "ξ"), (N_("Pi"), "π"), (N_("Rho"), "ρ"),
    (N_("Sigma"), "σ"), (N_("Tau"), "τ"), (N_("Upsilon"), "υ"), (N_("Phi"), "φ"),
    (N_("Chi"), "χ"), (N_("Psi"), "ψ"), (N_("Omega"), "ω"), (N_("Capital omega"), "Ω"),
)  # fmt: skip

_RELATIONS = (
    SymbolKey(N_("Less than"), "lt", " < "),
    SymbolKey(N_("Less than or equal to"), "lt.eq", " ≤ "),
    SymbolKey(N_("Greater than"), "gt", " > "),
    SymbolKey(N_("Greater than or equal to"), "gt.eq", " ≥ "),
    SymbolKey(N_("Equals"), "=", " = "),
    SymbolKey(N_("Value under a condition"), '#blank "if" #blank', "□ if x < □ else □"),
    SymbolKey(N_("Interval as a condition"), "#blank lt x lt #blank", "□ if □ < x < □ else □"),
    SymbolKey(N_("Largest"), "max", "max(□, □)"),
    SymbolKey(N_("Smallest"), "min", "min(□, □)"),
    SymbolKey(N_("Floor"), "floor(#blank )", "floor(□)"),
    SymbolKey(N_("Ceiling"), "ceil(#blank )", "ceil(□)"),
    SymbolKey(N_("Function of two inputs"), "f(x, y)", "f(x, y) = □"),
    SymbolKey(N_("Two functions of two inputs"), "F(x, y)", "F(x, y) = (□, □)"),
    SymbolKey(N_("Function with inner functions"), "f(g, h)", "f(g, h) = □; g = □; h = □"),
)

TABS = (
    SymbolTab("common", N_("Common"), _COMMON),
    SymbolTab("greek", N_("Greek"), tuple(SymbolKey(name, sign, sign) for name, sign in _GREEK_LETTERS)),
    SymbolTab("relations", N_("Relations"), _RELATIONS),
)
"""The palette, tab by tab."""
