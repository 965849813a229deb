r"""Expression → LaTeX, e.g. `\frac{\partial f}{\partial x} = 2 x y`.

Only plain commands are used, so that matplotlib's mathtext can draw every scalar formula too.
"""

from __future__ import annotations

import re

from tutor.language import _
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
from tutor.notation.precedence import (
    COMPOSED,
    GREEK,
    KNOWN_FUNCTIONS,
    Letter,
    bare,
    differentiations,
    is_primed,
    is_simple_argument,
    is_squared_function,
    letter,
    names_function,
    needs_brackets,
    needs_sign,
    primed,
    without_sign,
)
from tutor.notation.style import cached_in_style, style_in_use
from tutor.notation.text import number

_COMMANDS = frozenset("sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan ln log exp".split())
RELATIONS = {"<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq", "=": "=", "!=": r"\neq"}
_LATIN_LIKE = {"omicron": "o"}


@cached_in_style
def latex(expression: Expression) -> str:
    """Return the expression as LaTeX for maths mode; roles are left out."""
    match expression:
        case Marked(_, inner):
            return latex(inner)
        case Number():
            return number(expression)
        case Constant(name):
            return {"e": "e", "pi": r"\pi"}[name]
        case Symbol(name):
            return latex_symbol(name)
        case Sum(terms):
            return _sum(expression, terms)
        case Negative():
            return "-" + _part(expression, 0)
        case Product(factors):
            written = _part(expression, 0)
            for index in range(1, len(factors)):
                sign = r" \cdot " if needs_sign(expression, index, linear=False) else " "
                written += sign + _part(expression, index)
            return written
        case Quotient(numerator, denominator):
            return rf"\frac{{{latex(numerator)}}}{{{latex(denominator)}}}"
        case Power(base, exponent):
            raised = f"^{{{latex(exponent)}}}"
            inner = bare(base)
            if is_squared_function(expression) and isinstance(inner, Call):
                return _function(inner.function) + raised + _argument(inner.arguments)
            return _part(expression, 0) + raised
        case Root(radicand, index):
            return rf"\sqrt{'' if index == 2 else f'[{index}]'}{{{latex(radicand)}}}"
        case Call(function, arguments):
            return _call(function, arguments)
        case Derivative():
            return _derivative(expression)
        case FunctionDerivative():
            return _function_derivative(expression)
        case Integral(_integrand, variable, lower, upper):
            bounds = rf"\int_{{{latex(lower)}}}^{{{latex(upper)}}}"
            return rf"{bounds} {_part(expression, 0)} \, d{latex_symbol(variable)}"
        case Limit(_operand, variable, target):
            return rf"\lim_{{{latex_symbol(variable)} \to {latex(target)}}} {_part(expression, 0)}"
        case Comparison(left, relation, right):
            return f"{latex(left)} {RELATIONS[relation]} {latex(right)}"
        case Cases(values, conditions):
            words = [latex(condition) for condition in conditions] + [rf"\text{{{_('otherwise')}}}"]
            lines = (f"{latex(value)} & {when}" for value, when in zip(values, words, strict=False))
            return r"\begin{cases}" + r" \\ ".join(lines) + r"\end{cases}"
        case Vector(entries):
            return _matrix(tuple((entry,) for entry in entries))
        case Matrix(rows):
            return _matrix(rows)
        case DotProduct():
            return rf"{_part(expression, 0)} \cdot {_part(expression, 1)}"
        case Named(kind, name):
            return _named(kind, name)
        case Equation(sides):
            return " = ".join(map(latex, sides))
    raise TypeError(f"no LaTeX for {type(expression).__name__}")


def latex_symbol(name: str) -> str:
    r"""Return a name as LaTeX: x, \theta, x_{1}, \mathrm{kb}."""
    if COMPOSED in name:
        return r" \circ ".join(map(latex_symbol, name.split(COMPOSED)))
    parts = letter(name)
    return _word(parts.base) + (f"_{{{_word(parts.index)}}}" if parts.index else "")


def _word(word: str) -> str:
    if word in GREEK:
        return _LATIN_LIKE.get(word, f"\\{word}")
    if len(word) == 1 and word.isalpha() or word.isdigit():
        return word
    escaped = re.sub(r"[^\w]|_", lambda found: rf"\{found[0]}" if found[0] in "_#$%&{}" else " ", word)
    return rf"\mathrm{{{escaped}}}"


def _part(parent: Expression, index: int) -> str:
    written = latex(parent.parts[index])
    return _bracketed(written) if needs_brackets(parent, index, linear=False) else written


def _bracketed(written: str) -> str:
    return rf"\left({written}\right)"


def _sum(node: Sum, terms: tuple[Expression, ...]) -> str:
    written = _part(node, 0)
    for index, term in enumerate(terms[1:], 1):
        negative, operand = without_sign(term)
        written += f" - {_part(Negative(operand), 0)}" if negative else f" + {_part(node, index)}"
    return written


def _function(name: str) -> str:
    if name == "ln":
        name = style_in_use().logarithm
    return f"\\{name}" if name in _COMMANDS else rf"\operatorname{{{name}}}"


def _argument(arguments: tuple[Expression, ...]) -> str:
    if len(arguments) == 1 and is_simple_argument(arguments[0]):
        return " " + latex(arguments[0])
    return _bracketed(", ".join(map(latex, arguments)))


def _call(function: str, arguments: tuple[Expression, ...]) -> str:
    if function == "abs":
        return rf"\left|{latex(arguments[0])}\right|"
    if function in SPECIAL:
        return _special(function, arguments)
    if function == "log" and len(arguments) == 2:
        return rf"\log_{{{latex(arguments[1])}}}" + _argument(arguments[:1])
    if function in KNOWN_FUNCTIONS:
        return _function(function) + _argument(arguments)
    return latex_symbol(function) + _bracketed(", ".join(map(latex, arguments)))


def _special(function: str, arguments: tuple[Expression, ...]) -> str:
    row = SPECIAL[function]
    if function in {"floor", "ceil"}:
        return rf"\left{row.latex} {latex(arguments[0])}\right\r{row.latex[2:]}"
    head = row.latex.replace(r"\ln", _function("ln"))
    if row.index:
        first, *rest = arguments
        arguments = tuple(rest)
        raised = row.index == "raised"
        head += f"^{{({latex(first)})}}" if raised else f"_{{{latex(first)}}}"
    return head + _bracketed(", ".join(map(latex, arguments)))


def _primes(order: int) -> str:
    return "'" * order if order < 4 else f"^{{({order})}}"


def _function_derivative(node: FunctionDerivative) -> str:
    name = latex_symbol(node.function)
    if len(node.orders) == 1:
        head = name + _primes(node.orders[0])
    else:
        powers = ("" if order == 1 else f"^{{{order}}}" for order in node.orders)
        signs = (rf"\partial_{{{index}}}{power}" for index, power in enumerate(powers, 1)
                 if node.orders[index - 1])  # fmt: skip
        head = f"{' '.join(signs)} {name}"
    return head + _bracketed(", ".join(map(latex, node.arguments)))


def _derivative(node: Derivative) -> str:
    if is_primed(node):
        called = primed(node)
        return latex(called) if called is not node else _bracketed(latex(node.operand)) + _primes(node.order)
    d = r"\partial " if node.partial else "d"
    order = "" if node.order == 1 else f"^{{{node.order}}}"
    above = f"{d.strip()}{order}" if order else d
    below = f"{d}{latex_symbol(node.variable)}{order}"
    operand = bare(node.operand)
    if isinstance(operand, Named) and names_function(node):
        return rf"\frac{{{above}{' ' if order else ''}{latex_symbol(operand.name)}}}{{{below}}}"
    mixed = differentiations(node)
    if mixed is not None:
        name, letters = mixed
        total = sum(times for _letter, times in letters)
        each = (latex_symbol(letter) + (f"^{{{times}}}" if times > 1 else "") for letter, times in letters)
        below = r" \, ".join(f"{d}{letter}" for letter in each)
        return rf"\frac{{{d.strip()}^{{{total}}} {latex_symbol(name)}}}{{{below}}}"
    return rf"\frac{{{above.strip()}}}{{{below}}}{_bracketed(latex(operand))}"


def _matrix(rows: tuple[tuple[Expression, ...], ...]) -> str:
    body = r" \\ ".join(" & ".join(map(latex, row)) for row in rows)
    return rf"\begin{{bmatrix}}{body}\end{{bmatrix}}"


def _named(kind: str, name: str) -> str:
    called = latex_symbol(name)
    match kind:
        case "gradient":
            return rf"\nabla {called}"
        case "jacobian":
            return f"J_{{{called}}}"
        case "hessian":
            return f"H_{{{called}}}"
        case "velocity":
            parts: Letter = letter(name)
            return rf"\mathbf{{{parts.base}}}'"
        case "value":
            return called
        case "vector":
            return rf"\mathbf{{{called}}}"
        case "norm":
            return rf"\|\mathbf{{{called}}}\|"
        case "unit":
            return rf"\frac{{\mathbf{{{called}}}}}{{\|\mathbf{{{called}}}\|}}"
        case "determinant":
            return rf"\det J_{{{called}}}"
        case "directional":
            return rf"D_{{\mathbf{{u}}}} {called}"
    return f"{called}'"
