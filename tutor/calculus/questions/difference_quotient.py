"""The difference quotient on the board: its lines from the definition to the limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tutor.board import NOTHING_TO_SAY, Sentence
from tutor.calculus.lines import Line, tidying_lines, with_left
from tutor.calculus.meaning import Meaning
from tutor.calculus.questions.question import (
    Answered,
    derivative_of,
    slots_for,
)
from tutor.calculus.tidying.transforms import tidied
from tutor.calculus.verification import Later, sympy_derivative
from tutor.language import _
from tutor.notation.expression import (
    ONE,
    ZERO,
    Call,
    E,
    Expression,
    Limit,
    Marked,
    Negative,
    Power,
    Quotient,
    Sum,
    Symbol,
)
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import rebuild, substitute, symbols, unmarked, walk


class DifferenceQuotient:
    """The lines for one function: the quotient, the algebra with h, the limit."""

    def __init__(self, problem: Problem, variable: str, detail: str) -> None:
        self.name, self.body = problem.main.name, problem.main.body
        self.variable = variable
        self.detail = detail
        taken = {self.name, variable, *symbols(self.body)}
        self.h = next(name for name in ("h", "k", "d", "t", "h_1") if name not in taken)
        self.slots = {**slots_for(problem.main_variables), self.h: "slotB"}
        self.left = derivative_of(self.name, variable, False)
        self.x, self.moved = Symbol(variable), Sum((Symbol(variable), Symbol(self.h)))
        self.lines: list[Line] = []

    @property
    def current(self) -> Expression:
        """The difference quotient as it stands."""
        return unmarked(self.lines[-1].after)

    def at_moved(self, expression: Expression) -> Expression:
        """Return the expression with x + h for x."""
        return substitute(expression, {self.variable: self.moved})

    @property
    def named(self) -> Expression:
        """(f(x + h) − f(x))/h"""
        rise = Sum((Call(self.name, (self.moved,)), Negative(Call(self.name, (self.x,)))))
        return Quotient(rise, Symbol(self.h))

    def answered(self, way: Way) -> Answered:
        self._definition()
        self._put_in()
        way(self)
        start = 2
        if self.detail == "brief" and len(self.lines) > start + 1:
            self.lines[start:] = [self._algebra_as_one(self.lines[start:])]
        raw = self._limit()
        body = self.body
        return Answered(
            (self.variable,),
            tuple(self.lines),
            self.left,
            unmarked(self.lines[-1].after),
            raw,
            Later(lambda: sympy_derivative(body, self.variable)),
            Meaning({self.name: body}, {self.name: (self.variable,)}),
            (body, self.at_moved(body), Symbol(self.h)),
            self.slots,
            sentence(
                _("Checked: the rules give the same derivative, {result}."),
                slots=self.slots,
                result=unmarked(self.lines[-1].after),
            ),
        )

    def write(
        self, rule: str, title: str, after: Expression, why: str, hint: str, condition: bool = False
    ) -> None:
        """Add a line of algebra with h; nothing where it would change nothing."""
        if self.lines and unmarked(after) == self.current:
            return
        holds: Sentence = NOTHING_TO_SAY
        if condition:
            holds = sentence(
                _("This holds where {h} is not 0; on the way to the limit it never is."),
                slots=self.slots,
                h=Symbol(self.h),
            )
        self.lines.append(
            Line(
                rule,
                title,
                self.current,
                Marked("changed", after),
                sentence(why, slots=self.slots, h=Symbol(self.h), x=self.x),
                sentence(hint, slots=self.slots, h=Symbol(self.h), x=self.x),
                left=self.named,
                slots=self.slots,
                condition=holds,
            )
        )

    def _definition(self) -> None:
        self.lines.append(
            Line(
                "definition",
                _("The definition of the derivative"),
                self.left,
                Limit(self.named, self.h, ZERO),
                sentence(
                    _(
                        "From {x} to {there} the function rises by {rise}. Divided by {h} that is the slope "
                        "of a line through two points; the derivative is what it comes to as {h} goes to 0."
                    ),
                    slots=self.slots,
                    x=self.x,
                    there=self.moved,
                    rise=Sum((Call(self.name, (self.moved,)), Negative(Call(self.name, (self.x,))))),
                    h=Symbol(self.h),
                ),
                sentence(_("What is the slope of the line through two points of the graph?")),
                left=self.left,
                slots=self.slots,
            )
        )

    def _put_in(self) -> None:
        there = Marked("changed", self.at_moved(self.body))
        self.lines.append(
            Line(
                "put the function in",
                _("Put the function in"),
                self.named,
                Quotient(Sum((there, Negative(Marked("changed", self.body)))), Symbol(self.h)),
                sentence(
                    _("In {f} each {x} becomes {there}."),
                    slots=self.slots,
                    f=Call(self.name, (self.x,)),
                    x=self.x,
                    there=self.moved,
                ),
                sentence(_("What is the function's value a little further on?")),
                left=self.named,
                slots=self.slots,
            )
        )

    def _algebra_as_one(self, lines: list[Line]) -> Line:
        return Line(
            "algebra",
            _("Simplify until no division by {h} is left").format(h=self.h),
            lines[0].before,
            lines[-1].after,
            sentence(
                _("With {h} = 0 the quotient would be 0/0, so it is rewritten first."),
                slots=self.slots,
                h=Symbol(self.h),
            ),
            sentence(_("How can the division by {h} be got rid of?"), slots=self.slots, h=Symbol(self.h)),
            left=self.named,
            slots=self.slots,
            condition=next((line.condition for line in lines if line.condition.text), NOTHING_TO_SAY),
            parts=tuple(lines),
        )

    def _limit(self) -> Expression:
        """The last lines: h goes to 0, and what is then left is tidied. Return it before tidying."""
        before = self.current
        standard = self._standard_limits(before)
        if standard is not None:
            after, why = standard
        else:
            after = substitute(before, {self.h: Marked("changed", ZERO)})
            why = sentence(
                _("Nothing is divided by {h} any more, so {h} can become 0."),
                slots=self.slots,
                h=Symbol(self.h),
            )
        self.lines.append(
            Line(
                "limit",
                _("Let {h} go to 0").format(h=self.h),
                Limit(before, self.h, ZERO),
                after,
                why,
                sentence(_("What is left when {h} is 0?"), slots=self.slots, h=Symbol(self.h)),
                left=self.left,
                slots=self.slots,
            )
        )
        raw = unmarked(after)
        self.lines += with_left(tidying_lines(tidied(raw), self.slots), self.left)
        return raw

    def _standard_limits(self, before: Expression) -> tuple[Expression, Sentence] | None:
        """Put 0 for (cos h − 1)/h, and 1 for (sin h)/h and (e^h − 1)/h."""
        found = [
            (quotient, value)
            for quotient, value in standard_limits(Symbol(self.h))
            if _contains(before, quotient)
        ]
        if not found:
            return None
        after = before
        for quotient, value in found:
            after = _replaced(after, quotient, Marked("changed", value))
        first = [Limit(quotient, self.h, ZERO) for quotient, _value in found]
        if len(found) == 1:
            return after, sentence(
                _("A standard limit: {one} is {value}."),
                slots=self.slots,
                one=first[0],
                value=found[0][1],
            )
        return after, sentence(
            _("Two standard limits: {one} is {value}, and {other} is {second}."),
            slots=self.slots,
            one=first[0],
            value=found[0][1],
            other=first[1],
            second=found[1][1],
        )


Way = Callable[[DifferenceQuotient], None]
"""The algebra that takes a difference quotient to a form in which h can become 0."""


def standard_limits(h: Symbol) -> Sequence[tuple[Expression, Expression]]:
    """Return the quotients in h whose limits are quoted, with those limits."""
    return (
        (Quotient(Sum((Call("cos", (h,)), Negative(ONE))), h), ZERO),
        (Quotient(Call("sin", (h,)), h), ONE),
        (Quotient(Sum((Power(E, h), Negative(ONE))), h), ONE),
    )


def _contains(expression: Expression, piece: Expression) -> bool:
    return any(node == piece for node in walk(expression))


def _replaced(expression: Expression, piece: Expression, other: Expression) -> Expression:
    return rebuild(expression, lambda node: other if node == piece else node)
