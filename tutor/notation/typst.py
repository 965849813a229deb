"""Expression → Typst maths markup with roles, for `tutor.typeset`.

A role is a function that `tutor.typeset` defines: `#slotA($x$)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tutor.board import NotationStyle
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
    KNOWN_FUNCTIONS,
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
from tutor.notation.style import style_in_use
from tutor.notation.text import number
from tutor.notation.typst_markup import (
    END,
    finished,
    function_markup,
    letter_markup,
    primes,
    quoted,
    without_space,
    word_markup,
)

MOST_REMEMBERED = 8192
"""Pieces of markup kept by each printer."""

ROLES = frozenset(
    "slotA slotB slotC slotA_tint slotB_tint slotC_tint derivative derivative_tint velocity velocity_tint "
    "held changed before row faded yours".split()
)
"""What `Marked.role` may be, besides "link:ID" and "place:ID"."""

_KEEPS_LETTER_COLOURS = frozenset({"changed", "before", "row"})
_FINAL = frozenset({"held", "faded"})
_BOXES = frozenset(role for role in ROLES if role.endswith("_tint")) | {"held", "changed", "before", "row"}

_RELATIONS = {"<": "lt", "<=": "lt.eq", ">": "gt", ">=": "gt.eq", "=": "=", "!=": "eq.not"}

# The style inside a fraction, an exponent and a cell, by the style around it. A box sets its contents
# afresh, so these are said again in it. "outer" and "inner" are one and two fractions deep; which styles
# those are depends on the formula's own (see the preamble in `tutor.typeset`).
_IN_FRACTION = {"": "outer", "outer": "inner", "inline": "script"}
_RAISED = {"": "script", "outer": "script", "inline": "script"}


def typst(expression: Expression, slots: Mapping[str, str]) -> str:
    """Return the expression as maths markup, each letter of `slots` in its role.

    Raises:
        ValueError: if a role is not one of ROLES, "link:ID" or "place:ID".
    """
    return finished(_printer(tuple(slots.items()), _("otherwise"), style_in_use()).print(expression))


def typst_aligned(lhs: Expression, lines: tuple[Expression, ...], slots: Mapping[str, str]) -> str:
    """Return `lhs = line₁`, `= line₂` … aligned on their equals signs."""
    printer = _printer(tuple(slots.items()), _("otherwise"), style_in_use())
    first, *rest = (printer.print(line) for line in lines)
    return finished(f"{printer.print(lhs)}&={first}" + "".join(rf" \ &={line}" for line in rest))


@lru_cache(maxsize=32)
def _printer(slots: tuple[tuple[str, str], ...], otherwise: str, style: NotationStyle) -> _Printer:
    """Return the printer for these slots; one for each style, as it remembers what it has printed."""
    return _Printer(dict(slots), otherwise, style.logarithm)


@dataclass(frozen=True, slots=True)
class _Printer:
    slots: Mapping[str, str]
    otherwise: str
    """the word for the last of the cases"""
    logarithm: str
    """the name of the natural logarithm"""
    coloured: bool = False
    """inside a role that colours everything: letters lose the colours of their own"""
    final: bool = False
    """inside "held" or "faded": no colour at all within"""
    small: bool = False
    """inside a vector or matrix: ∂f/∂x on one line"""
    style: str = ""
    """the style here where it is not the formula's own"""
    printed: dict[Expression, str] = field(default_factory=dict, compare=False)
    """what this printer has printed: the lines of a walkthrough have most of their parts in common"""
    others: dict[tuple[bool, bool, bool, str], _Printer] = field(default_factory=dict, compare=False)
    """the printers for the same slots in other places"""

    def print(self, expression: Expression) -> str:
        written = self.printed.get(expression)
        if written is None:
            written = self._print(expression)
            if len(self.printed) >= MOST_REMEMBERED:
                self.printed.clear()
            self.printed[expression] = written
        return written

    def placed(self, *, coloured: bool, final: bool, small: bool, style: str) -> _Printer:
        """Return the printer for such a place."""
        place = (coloured, final, small, style)
        if place == (self.coloured, self.final, self.small, self.style):
            return self
        if place not in self.others:
            self.others[place] = replace(
                self, coloured=coloured, final=final, small=small, style=style, printed={}
            )
        return self.others[place]

    def _print(self, expression: Expression) -> str:
        match expression:
            case Marked(role, inner):
                return self.marked(role, inner)
            case Number():
                return quoted(number(expression)) if expression.written else number(expression)
            case Constant(name):
                return {"e": "e", "pi": "pi"}[name] + " "
            case Symbol(name):
                return self.symbol(name)
            case Sum(terms):
                return self.sum(expression, terms)
            case Negative():
                return "-" + self.part(expression, 0)
            case Product():
                return self.product(expression)
            case Quotient(numerator, denominator):
                within = self.in_fraction()
                return f"frac({within.storey(numerator)},{within.storey(denominator)})"
            case Power(base, exponent):
                raised = f"^({self.raised().print(exponent)})"
                inner = bare(base)
                if is_squared_function(expression) and isinstance(inner, Call) and inner is base:
                    return self.function(inner.function) + raised + self.argument(inner.arguments)
                return without_space(self.part(expression, 0)) + raised
            case Root(radicand, index):
                inside = self.print(radicand)
                return f"sqrt({inside})" if index == 2 else f"root({index},{inside})"
            case Call(function, arguments):
                return self.call(function, arguments)
            case Derivative():
                return self.derivative(expression)
            case FunctionDerivative():
                return self.function_derivative(expression)
            case Integral():
                return self.integral(expression)
            case Limit(_, variable, target):
                below = self.raised()
                return f"lim_({below.symbol(variable)}->{below.print(target)}) {self.part(expression, 0)}"
            case Comparison(left, relation, right):
                return f"{self.print(left)} {_RELATIONS[relation]} {self.print(right)}"
            case Cases():
                return self.cases(expression)
            case Vector(entries):
                return self.matrix(tuple((entry,) for entry in entries))
            case Matrix(rows):
                return self.matrix(rows)
            case DotProduct():
                return f"{self.part(expression, 0)}dot.op {self.part(expression, 1)}"
            case Named(kind, name):
                return self.named(kind, name)
            case Equation(sides):
                return "=".join(map(self.print, sides))
        raise TypeError(f"no Typst for {type(expression).__name__}")

    def part(self, parent: Expression, index: int) -> str:
        written = self.print(parent.parts[index])
        return f"({written})" if needs_brackets(parent, index, linear=False) else written

    def storey(self, expression: Expression) -> str:
        """Print what is above or below a bar; space around a fraction makes the bar longer than its own."""
        written = self.print(expression)
        return f"med {written} med" if isinstance(bare(expression), Quotient) else written

    def in_fraction(self) -> _Printer:
        return self._styled(_IN_FRACTION.get(self.style, "sscript"))

    def raised(self) -> _Printer:
        return self._styled(_RAISED.get(self.style, "sscript"))

    def _styled(self, style: str) -> _Printer:
        return self.placed(coloured=self.coloured, final=self.final, small=self.small, style=style)

    def marked(self, role: str, inner: Expression) -> str:
        if role.startswith("link:"):
            return f"#link({quoted('step:' + role[5:])},${self.print(inner)}$){END}"
        if role.startswith("place:"):
            return f"#link({quoted(role)},${self.print(inner)}$){END}"
        if role not in ROLES:
            raise ValueError(f"no role {role!r}")
        if self.final:
            return self.print(inner)
        within = self.placed(
            coloured=self.coloured or role not in _KEEPS_LETTER_COLOURS,
            final=role in _FINAL,
            small=self.small,
            style=self.style,
        )
        return self.role(role, within.print(inner))

    def role(self, role: str, body: str) -> str:
        body = body.strip(" ")
        if self.style and role in _BOXES:
            body = f"{self.style}({body})"
        return f"#{role}(${body}$){END}"

    def symbol(self, name: str) -> str:
        role = self.slots.get(name)
        if role is None or self.coloured:
            return letter_markup(name)
        if role not in ROLES:
            raise ValueError(f"no role {role!r}")
        return self.role(role, letter_markup(name))

    def sum(self, node: Sum, terms: tuple[Expression, ...]) -> str:
        written = self.part(node, 0)
        for index, term in enumerate(terms[1:], 1):
            negative, operand = without_sign(term)
            written += "-" + self.part(Negative(operand), 0) if negative else "+" + self.part(node, index)
        return written

    def product(self, node: Product) -> str:
        written = self.part(node, 0)
        for index in range(1, len(node.factors)):
            if needs_sign(node, index, linear=False):
                written += " dot.op "
            elif not written.endswith(END):
                written += " "
            written += self.part(node, index)
        return written

    def function(self, name: str) -> str:
        return function_markup(self.logarithm if name == "ln" else name)

    def argument(self, arguments: tuple[Expression, ...]) -> str:
        if len(arguments) == 1 and is_simple_argument(arguments[0]):
            return " " + self.print(arguments[0])
        return f"({','.join(map(self.print, arguments))})"

    def call(self, function: str, arguments: tuple[Expression, ...]) -> str:
        if function == "abs":
            return f"abs({self.print(arguments[0])})"
        if function in SPECIAL:
            return self.special(function, arguments)
        if function == "log" and len(arguments) == 2:
            return f"log_({self.raised().print(arguments[1])})" + self.argument(arguments[:1])
        if function in KNOWN_FUNCTIONS:
            return self.function(function) + self.argument(arguments)
        return self.symbol(function).rstrip(" ") + f"({','.join(map(self.print, arguments))})"

    def special(self, function: str, arguments: tuple[Expression, ...]) -> str:
        row = SPECIAL[function]
        head = row.typst.replace("ln", self.logarithm)
        if row.index:
            first, *rest = arguments
            arguments = tuple(rest)
            index = self.raised().print(first)
            head += rf"^(\({index}\))" if row.index == "raised" else f"_({index})"
        return f"{head}({','.join(map(self.print, arguments))})"

    def function_derivative(self, node: FunctionDerivative) -> str:
        name = self.symbol(node.function).rstrip(" ")
        if len(node.orders) == 1:
            head = name + primes(node.orders[0])
        else:
            signs = (f"partial_({index})" + (f"^({order})" if order > 1 else "") + " "
                     for index, order in enumerate(node.orders, 1) if order)  # fmt: skip
            head = "".join(signs) + name
        return f"{head}({','.join(map(self.print, node.arguments))})"

    def integral(self, node: Integral) -> str:
        bounds = self.raised()
        signs = f"integral_({bounds.print(node.lower)})^({bounds.print(node.upper)}) "
        # The bound letter is no variable: it has no colour.
        others = {name: role for name, role in self.slots.items() if name != node.variable}
        inside = replace(self, slots=others, printed={}, others={}).part(node, 0)
        return f"{signs}{inside} thin d {letter_markup(node.variable)}"

    def cases(self, node: Cases) -> str:
        inside = self._styled("inline")
        words = [*map(inside.print, node.conditions), quoted(self.otherwise)]
        lines = (
            f"${inside.print(value)} quad&{when}$" for value, when in zip(node.values, words, strict=False)
        )
        return f"#math.cases({','.join(lines)}){END}"

    def derivative(self, node: Derivative) -> str:
        if is_primed(node):
            called = primed(node)
            if called is not node:
                return self.print(called)
            return f"({self.print(node.operand)}){primes(node.order)}"
        d = "partial " if node.partial else "d "
        order = "" if node.order == 1 else f"^{node.order}"
        above = d.rstrip(" ") + order + " "
        within = self if self.small else self.in_fraction()
        # The order stands on ∂ above and on the letter below.
        below = d + without_space(within.symbol(node.variable)) + order
        mixed = None if names_function(node) else differentiations(node)
        if mixed is not None:
            name, letters = mixed
            above = f"{d.rstrip(' ')}^{sum(times for _letter, times in letters)} {within.symbol(name)}"
            below = " ".join(
                d + without_space(within.symbol(letter)) + (f"^{times}" if times > 1 else "")
                for letter, times in letters
            )
            return rf"{above}\/{below}" if self.small else f"frac({above},{below})"
        if not names_function(node):
            return f"frac({above},{below})({self.print(node.operand)})"
        above += within.print(node.operand)
        return rf"{above}\/{below}" if self.small else f"frac({above},{below})"

    def matrix(self, rows: tuple[tuple[Expression, ...], ...]) -> str:
        tinted = [index for index, row in enumerate(rows) if all(_has_role(entry, "row") for entry in row)]
        inside = self.placed(coloured=self.coloured, final=self.final, small=True, style="inline")
        cells = [[inside.print(_without_role(entry) if at in tinted else entry) for entry in row]
                 for at, row in enumerate(rows)]  # fmt: skip
        written = ",".join("(" + "".join(f"${cell}$," for cell in row) + ")" for row in cells)
        if tinted and not self.final:
            return f"#tinted_rows(({''.join(f'{index},' for index in tinted)}),{written}){END}"
        return f'#math.mat(delim:"[",{written}){END}'

    def named(self, kind: str, name: str) -> str:
        match kind:
            case "gradient":
                return f"nabla {letter_markup(name)}"
            case "jacobian":
                return f"J_({letter_markup(name)})"
            case "hessian":
                return f"H_({letter_markup(name)})"
            case "velocity":
                parts = letter(name)
                index = f"_({word_markup(parts.index)})" if parts.index else ""
                return f"bold({word_markup(parts.base)}){index}'"
            case "value":
                return self.symbol(name)
            case "vector":
                return f"bold({letter_markup(name)})"
            case "norm":
                return f"norm(bold({letter_markup(name)}))"
            case "unit":
                return f"frac(bold({letter_markup(name)}),norm(bold({letter_markup(name)})))"
            case "determinant":
                return f"det J_({letter_markup(name)})"
            case "directional":
                return f"D_(bold(u)){letter_markup(name)}"
        return f"{letter_markup(name).rstrip(' ')}'"


def _has_role(entry: Expression, role: str) -> bool:
    return isinstance(entry, Marked) and (entry.role == role or _has_role(entry.expression, role))


def _without_role(entry: Expression) -> Expression:
    """Return an entry of a tinted row without its role "row", which the whole row shows."""
    if not isinstance(entry, Marked):
        return entry
    inner = _without_role(entry.expression)
    return inner if entry.role == "row" else Marked(entry.role, inner)
