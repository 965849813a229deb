"""Expression → text that a student could have typed and that Nabla reads back: `x^2 y + y`."""

from __future__ import annotations

import re

from tutor.notation.expression import (
    ONE,
    Call,
    Constant,
    Derivative,
    DotProduct,
    Equation,
    Expression,
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
    integer,
)
from tutor.notation.names import split_word
from tutor.notation.precedence import (
    bare,
    names_function,
    needs_brackets,
    needs_sign,
    without_sign,
)


def text(expression: Expression) -> str:
    """Return the expression as typable text; roles are left out."""
    match expression:
        case Marked(_, inner):
            return text(inner)
        case Number():
            return number(expression)
        case Constant(name) | Symbol(name):
            return name
        case Sum(terms):
            return _sum(expression, terms)
        case Negative():
            return "-" + _part(expression, 0)
        case Product():
            return _product(expression)
        case Quotient():
            return _quotient(expression)
        case Power():
            return f"{_part(expression, 0)}^{_part(expression, 1)}"
        case Root(radicand, 2):
            return f"sqrt({text(radicand)})"
        case Root(radicand, 3):
            return f"cbrt({text(radicand)})"
        case Root(radicand, index):
            return text(Power(radicand, Quotient(ONE, integer(index))))
        case Call(function, arguments):
            return f"{function}({', '.join(map(text, arguments))})"
        case Derivative():
            return _derivative(expression)
        case Vector(entries):
            return f"[{', '.join(map(text, entries))}]"
        case Matrix(rows):
            return f"[{', '.join(text(Vector(row)) for row in rows)}]"
        case DotProduct():
            return f"{_part(expression, 0)} · {_part(expression, 1)}"
        case Named(kind, name):
            signs = {"gradient": f"∇{name}", "jacobian": f"J_{name}", "hessian": f"H_{name}", "value": name}
            return signs.get(kind, f"{name}'")
        case Equation(sides):
            return " = ".join(map(text, sides))
    raise TypeError(f"no text for {type(expression).__name__}")


def number(node: Number) -> str:
    """Return a number as it was typed, else exactly, e.g. "3", "0.5", "1/3"."""
    return node.written or str(node.value)


def _part(parent: Expression, index: int) -> str:
    written = text(parent.parts[index])
    return f"({written})" if needs_brackets(parent, index, linear=True) else written


def _sum(node: Sum, terms: tuple[Expression, ...]) -> str:
    written = _part(node, 0)
    for index, term in enumerate(terms[1:], 1):
        negative, operand = without_sign(term)
        written += f" - {_part(Negative(operand), 0)}" if negative else f" + {_part(node, index)}"
    return written


def _product(node: Product) -> str:
    written = _part(node, 0)
    for index in range(1, len(node.factors)):
        right = _part(node, index)
        if needs_sign(node, index, linear=True):
            written += f" * {right}"
        else:
            written += _gap(node.factors[index - 1], written, node.factors[index], right) + right
    return written


def _gap(left: Expression, before: str, right: Expression, after: str) -> str:
    """Return what stands between two factors that need no sign: nothing in 2xy, a space in x^2 y."""
    last, first = bare(left), bare(right)
    if isinstance(last, Negative):
        last = bare(last.operand)
    if after.startswith("("):
        # x (y + 1) could be read as a function x of y + 1.
        if isinstance(last, Number):
            return ""
        if not before.endswith(")"):
            return " * "
        return " " if isinstance(last, Call | Root | Power) else ""
    if isinstance(first, Power):
        first = bare(first.base)
    if not isinstance(first, (Symbol, Constant)):
        return " "
    if isinstance(last, Number):
        return ""
    if before.endswith(")") and not isinstance(last, Power | Call | Root):
        return ""
    if not isinstance(last, (Symbol, Constant)) or len(last.name) > 1 or len(first.name) > 1:
        return " "
    run = re.findall(r"[^\W\d_]*\Z", before)[0] + first.name
    pieces = split_word(run, (), opens=False)
    return "" if pieces is not None and [piece.name for piece in pieces] == list(run) else " "


def _quotient(node: Quotient) -> str:
    numerator, denominator = _part(node, 0), _part(node, 1)
    if isinstance(bare(node.numerator), Product) and " " in numerator and not numerator.startswith("("):
        numerator = f"({numerator})"
    return f"{numerator}/{denominator}"


def _derivative(node: Derivative) -> str:
    d = "∂" if node.partial else "d"
    order = "" if node.order == 1 else f"^{node.order}"
    below = f"{d}{node.variable}{order}"
    operand = bare(node.operand)
    if isinstance(operand, Named) and names_function(node):
        return f"{d}{order}{' ' if order else ''}{operand.name}/{below}"
    return f"{d}{order}/{below} ({text(operand)})"


def name_in_words(name: str) -> str:
    """Return a name as it stands in running text: "f₁" for f_1."""
    stem, _underscore, index = name.partition("_")
    return stem + "".join(chr(ord("₀") + int(digit)) for digit in index) if index.isdigit() else name
