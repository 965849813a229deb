"""When brackets and multiplication signs are needed: one table for every printer.

Two ways of writing differ: *linear* (a fraction is `a/b`, a power `a^b`: text for typing, SymPy) and
typeset (a fraction has its bar, an exponent is raised, so both hold their parts together).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tutor.notation.expression import (
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    DotProduct,
    Equation,
    Expression,
    FunctionDerivative,
    Integral,
    Limit,
    Marked,
    Matrix,
    Named,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.functions import SPECIAL
from tutor.notation.style import style_in_use

SQUARED_BY_NAME = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin arccos arctan arccot arcsec arccsc".split()
)
"""Functions whose powers are typeset sin² x."""

KNOWN_FUNCTIONS = (
    SQUARED_BY_NAME
    | frozenset(
        "ln log exp abs arsinh arcosh artanh arcoth arsech arcsch "
        "arcsinh arccosh arctanh arccoth arcsech arccsch asinh acosh atanh".split()
    )
    | SPECIAL.keys()
)
"""Functions with a name of their own; any other is the student's, e.g. g in g(x)."""

HELD_TOGETHER = (SPECIAL.keys() - {"loggamma"}) | {"abs"}
"""Known functions that are typeset as one piece, Γ(x), |x|: an exponent can follow."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
"""Greek letters by name, as students type them."""


COMPOSED = "∘"
"""In the name of a composite: F∘G is F after G."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A name taken apart: `x_1` and `x1` are the letter x with the index 1."""

    base: str
    index: str = ""

    @property
    def glyph(self) -> str:
        """The base as one character where it is one: x, θ; else the word itself: kb."""
        return GREEK.get(self.base, self.base)


@lru_cache(maxsize=1024)
def letter(name: str) -> Letter:
    """Take a name apart into its letter (or word) and its index."""
    found = re.fullmatch(r"([^\W\d_]+)(?:_(\w+)|(\d+))", name)
    return Letter(found[1], found[2] or found[3]) if found else Letter(name)


def bare(expression: Expression) -> Expression:
    """Return the expression without the roles around it (those inside stay)."""
    while isinstance(expression, Marked):
        expression = expression.expression
    return expression


def names_function(derivative: Derivative) -> bool:
    """Say whether what is differentiated is a function by its name, written ∂f/∂x; of a letter, d/dx
    stands before it as an operator: ∂/∂x (y)."""
    operand = bare(derivative.operand)
    return isinstance(operand, Named) and operand.kind == "value"


def differentiations(derivative: Derivative) -> tuple[str, tuple[tuple[str, int], ...]] | None:
    """Return the name of a function and the letters it is differentiated by, with their orders, as
    written from left to right: ∂³f/∂x²∂y gives ("f", (("x", 2), ("y", 1))). None for other operands."""
    letters: list[tuple[str, int]] = []
    node: Expression = derivative
    while isinstance(node, Derivative) and node.partial == derivative.partial:
        times = node.order
        if letters and letters[-1][0] == node.variable:
            times += letters.pop()[1]
        letters.append((node.variable, times))
        node = bare(node.operand)
    if isinstance(node, Named) and node.kind == "value":
        return node.name, tuple(letters)
    return None


def is_primed(derivative: Derivative) -> bool:
    """Say whether the style in use writes it with a prime, (x²)′: derivatives by the one input are."""
    return not derivative.partial and style_in_use().derivative == "lagrange"


def primed(expression: Expression) -> Expression:
    """Return df/dx as f′(x) where the style in use writes it so; anything else as it is."""
    if not isinstance(expression, Derivative) or not is_primed(expression):
        return expression
    found = differentiations(expression)
    if found is None or len(found[1]) > 1:
        return expression
    function, ((variable, order),) = found
    return FunctionDerivative(function, (order,), (Symbol(variable),))


def without_sign(term: Expression) -> tuple[bool, Expression]:
    """Return whether the term is subtracted, and what is: (True, x) for -x, also with a role around."""
    if isinstance(term, Negative):
        return True, term.operand
    if isinstance(term, Marked):
        negative, operand = without_sign(term.expression)
        return negative, Marked(term.role, operand) if negative else term
    return False, term


def opens_with_minus(expression: Expression) -> bool:
    """Say whether the first thing written is a minus sign."""
    node = bare(expression)
    return isinstance(node, Negative) or (isinstance(node, Product) and opens_with_minus(node.factors[0]))


_NEVER_IN_BRACKETS = frozenset({Symbol, Number, Constant})
_ONLY_IN_POWERS = frozenset({Call, Power, Root})
"""What stands in brackets, if at all, only as a part of a power: most parts are of these two sorts."""

_STATEMENTS = frozenset({Equation, Comparison, Cases})


def needs_brackets(parent: Expression, index: int, *, linear: bool) -> bool:
    """Say whether part `index` of the parent must stand in brackets to be read as it is meant."""
    part = parent.parts[index]
    kind = type(part)
    if kind is Marked:
        part = bare(part)
        kind = type(part)
    if kind in _NEVER_IN_BRACKETS or (kind in _ONLY_IN_POWERS and not isinstance(parent, Power)):
        return False
    if kind is Derivative:
        part = primed(part)
    if kind in _STATEMENTS:
        if kind is Equation:
            return not isinstance(parent, (Equation, Marked))
        if kind is Comparison:
            return not isinstance(parent, (Cases, Comparison, Marked))
        if not linear:
            return isinstance(parent, (Sum, Negative, Product, Power, DotProduct, Integral))
    match parent:
        case Sum():
            # A term - u is written with its sign, and this is then asked of Negative(u), part 0.
            return isinstance(part, Sum) or (index > 0 and opens_with_minus(part))
        case Negative():
            return isinstance(part, Sum) or opens_with_minus(part)
        case Product():
            if isinstance(part, Quotient):
                return linear
            if isinstance(part, Integral):
                return linear or index + 1 < len(parent.parts)
            return isinstance(part, (Sum, DotProduct)) or (index > 0 and opens_with_minus(part))
        case Quotient() if linear:
            if index == 0:
                return isinstance(
                    part, (Sum, Quotient, DotProduct, Derivative, Integral)
                ) or opens_with_minus(part)
            if isinstance(part, FunctionDerivative):
                return len(part.orders) > 1
            return not isinstance(part, (Number, Symbol, Constant, Power, Call, Root, Cases))
        case Integral():
            return index == 0 and isinstance(part, Sum)
        case Limit():
            return index == 0 and (isinstance(part, Sum) or opens_with_minus(part))
        case Power():
            return _power_needs_brackets(part, index, linear)
        case DotProduct():
            return isinstance(part, (Sum, DotProduct)) or opens_with_minus(part)
    return False


def _power_needs_brackets(part: Expression, index: int, linear: bool) -> bool:
    if index == 1:
        return linear and not isinstance(part, (Number, Symbol, Constant))
    match part:
        case Sum() | Negative() | Product() | Quotient() | Power() | Derivative() | DotProduct():
            return True
        case Integral():
            return True
        case FunctionDerivative(_, orders):
            return len(orders) > 1
        case Root(_, degree):
            # Text has no sign for a fifth root: it is written x^(1/5) there.
            return not linear or degree > 3
        case Call(function):
            # Special functions always have brackets around their arguments, or signs of their own.
            return not linear and function in KNOWN_FUNCTIONS - HELD_TOGETHER
        case Named(kind):
            return kind != "value"
    return False


def is_squared_function(expression: Expression) -> bool:
    """Say whether a power is typeset as sin² x: a trigonometric function to a whole power."""
    match expression:
        case Power(base, Number(value)):
            inner = bare(base)
            return (
                isinstance(inner, Call)
                and inner.function in SQUARED_BY_NAME
                and len(inner.arguments) == 1
                and value.denominator == 1
                and value > 1
            )
    return False


def is_simple_argument(argument: Expression) -> bool:
    """Say whether a function's argument is typeset without brackets: sin x, ln|x|, but sin(x²)."""
    node = bare(argument)
    if isinstance(node, Root) or (isinstance(node, Call) and node.function in {"abs", "floor", "ceil"}):
        return True
    return isinstance(node, (Symbol, Constant)) or (isinstance(node, Number) and node.written is None)


def _starts_with_digit(expression: Expression) -> bool:
    match bare(expression):
        case Number():
            return True
        case Product(factors):
            return _starts_with_digit(factors[0])
        case Root(radicand, index):
            # A root of order 5 is typed as a power.
            return index > 3 and _starts_with_digit(radicand)
        case Power(base) as power:
            return not needs_brackets(power, 0, linear=False) and _starts_with_digit(base)
    return False


def _ends_with_function(expression: Expression) -> bool:
    node = bare(expression)
    if isinstance(node, Negative):
        return _ends_with_function(node.operand)
    if isinstance(node, Call):
        return node.function in KNOWN_FUNCTIONS - HELD_TOGETHER - {"loggamma"}
    return is_squared_function(node)


def _base(expression: Expression) -> Expression:
    return bare(expression.base) if isinstance(expression, Power) else expression


def _is_matrix(expression: Expression) -> bool:
    if isinstance(expression, Named):
        return expression.kind in {"jacobian", "hessian"}
    return isinstance(expression, (Matrix, Vector))


def needs_sign(product: Product, index: int, *, linear: bool) -> bool:
    """Say whether a multiplication sign must stand before factor `index` (from 1): 2gh · 3, x · 2,
    y · d/dx(x²), x · x², J_F · J_G, but 2xy and (x + 1)(x - 1)."""
    left, right = product.factors[index - 1], product.factors[index]
    last, first = primed(bare(left)), primed(bare(right))
    if isinstance(last, Negative):
        last = primed(bare(last.operand))
    if isinstance(last, (Product, Derivative)) or isinstance(first, Derivative):
        return True
    if _is_matrix(first) or (isinstance(_base(last), Symbol) and _base(last) == _base(first)):
        return True
    if needs_brackets(product, index, linear=linear):
        return not linear and (_ends_with_function(left) or opens_with_minus(first))
    if isinstance(first, (Product, Quotient)) or _starts_with_digit(right):
        return True
    if linear:
        return False
    if isinstance(last, Root):
        # √x · y, lest the y be taken under the root.
        plain = isinstance(bare(last.radicand), Number)
        return not plain and isinstance(_base(first), (Symbol, Constant))
    # sin x · y, lest the y be taken into the sine.
    return _ends_with_function(left) and not _ends_with_function(right)
