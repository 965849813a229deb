"""Expression → text that a student could have typed and that Nabla reads back: `x^2 y + y`."""

from __future__ import annotations

import re

from tutor.notation.expression import (
    ONE,
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
    integer,
)
from tutor.notation.names import split_word
from tutor.notation.precedence import (
    COMPOSED,
    bare,
    differentiations,
    is_primed,
    names_function,
    needs_brackets,
    needs_sign,
    primed,
    without_sign,
)
from tutor.notation.style import cached_in_style, style_in_use
from tutor.notation.traversal import walk


@cached_in_style
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
            name = style_in_use().logarithm if function == "ln" else function
            return f"{name}({', '.join(map(text, arguments))})"
        case Derivative():
            return _derivative(expression)
        case FunctionDerivative(function, orders, arguments):
            return f"{_primed(function, orders)}({', '.join(map(text, arguments))})"
        case Integral(_, variable, lower, upper):
            return f"int_{_bound(lower)}^{_bound(upper)} {_integrand(expression)} d{variable}"
        case Limit(_, variable, target):
            return f"lim_({variable}→{text(target)}) {_part(expression, 0)}"
        case Comparison(left, relation, right):
            return f"{text(left)} {relation} {text(right)}"
        case Cases(values, conditions):
            pieces = [f"{text(v)}, {text(c)}" for v, c in zip(values, conditions, strict=False)]
            pieces += [f"{text(v)}, otherwise" for v in values[len(conditions) :]]
            return f"{{{'; '.join(pieces)}}}"
        case Vector(entries):
            return f"[{', '.join(map(text, entries))}]"
        case Matrix(rows):
            return f"[{', '.join(text(Vector(row)) for row in rows)}]"
        case DotProduct():
            return f"{_part(expression, 0)} · {_part(expression, 1)}"
        case Named(kind, name):
            called = f"({name})" if COMPOSED in name else name
            signs = {
                "gradient": f"∇{name}",
                "jacobian": f"J_{called}",
                "hessian": f"H_{called}",
                "value": name,
            }
            signs |= {"vector": name, "norm": f"‖{name}‖", "unit": f"{name}/‖{name}‖"}
            signs |= {"directional": f"D_u {name}", "determinant": f"det J_{called}"}
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
    last, first = primed(bare(left)), primed(bare(right))
    if isinstance(last, Negative):
        last = bare(last.operand)
    if after.startswith("("):
        # x (y + 1) could be read as a function x of y + 1.
        if isinstance(last, Number):
            return ""
        if not before.endswith(")"):
            return " * "
        return " " if isinstance(last, Call | Root | Power | FunctionDerivative) else ""
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
    if run == "at":
        return " "  # lest what follows be taken for a point
    pieces = split_word(run, (), opens=False)
    return "" if pieces is not None and [piece.name for piece in pieces] == list(run) else " "


def _quotient(node: Quotient) -> str:
    numerator, denominator = _part(node, 0), _part(node, 1)
    if isinstance(bare(node.numerator), Product) and " " in numerator and not numerator.startswith("("):
        numerator = f"({numerator})"
    return f"{numerator}/{denominator}"


def _primed(function: str, orders: tuple[int, ...]) -> str:
    """Return f′ as it is typed; for several inputs, ∂₁f is the derivative by the first of them."""
    if len(orders) == 1:
        return function + "'" * orders[0]
    signs = (f"∂{_lowered(index)}" * order for index, order in enumerate(orders, 1))
    return "".join(signs) + function


def _lowered(number: int) -> str:
    return "".join(chr(ord("₀") + int(digit)) for digit in str(number))


def _integrand(node: Integral) -> str:
    """Return the integrand, in brackets where a letter d in it would be taken for the d of dx."""
    written = _part(node, 0)
    has_d = any(isinstance(part, Symbol) and part.name[0] == "d" for part in walk(node.integrand))
    return f"({written})" if has_d and not isinstance(bare(node.integrand), Sum) else written


def _bound(bound: Expression) -> str:
    node = bare(bound)
    plain = isinstance(node, Number | Constant) or isinstance(node, Symbol) and len(node.name) == 1
    return text(node) if plain else f"({text(node)})"


def _derivative(node: Derivative) -> str:
    if is_primed(node):
        called = primed(node)
        return text(called) if called is not node else f"({text(node.operand)})" + "'" * node.order
    d = "∂" if node.partial else "d"
    order = "" if node.order == 1 else f"^{node.order}"
    below = f"{d}{node.variable}{order}"
    operand = bare(node.operand)
    if isinstance(operand, Named) and names_function(node):
        return f"{d}{order}{' ' if order else ''}{operand.name}/{below}"
    mixed = differentiations(node)
    if mixed is not None:
        name, letters = mixed
        below = "".join(f"{d}{letter}" + (f"^{times}" if times > 1 else "") for letter, times in letters)
        return f"{d}^{sum(times for _letter, times in letters)} {name}/{below}"
    return f"{d}{order}/{below} ({text(operand)})"


def name_in_words(name: str) -> str:
    """Return a name as it stands in running text: "f₁" for f_1."""
    stem, _underscore, index = name.partition("_")
    return stem + _lowered(int(index)) if index.isdigit() else name
