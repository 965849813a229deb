"""Implicit differentiation written out: both sides differentiated, the equation solved for dy/dx.

How it is proved. While both sides are differentiated, y is a function by its name, y(x); numbers then take
another function of known formula in its place, with a value and a slope that have nothing to do with the
equation, so these lines hold for every function y(x). The lines after that, the equation for dy/dx and its
solution, are computed at points of the plane: each lies on a curve F(x, y) = F(x₀, y₀) beside the one
asked about, for which the two sides differ by a constant and so have the same derivatives. The slope of
that curve is taken from numerical derivatives of F alone, not from a rule of Nabla's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sympy

from tutor.board import NOTHING_TO_SAY, Sentence
from tutor.calculus.lines import Line, marked_difference, tidying_lines, with_left
from tutor.calculus.meaning import Meaning
from tutor.calculus.model import ModelError, from_sympy, letter, to_sympy
from tutor.calculus.questions.question import Answered, QuestionError, derivative_of, slots_for, slots_varying
from tutor.calculus.tidying.transforms import tidied, tidy
from tutor.calculus.verification import Later
from tutor.calculus.working import Worked, work_out
from tutor.language import _
from tutor.notation.expression import (
    ONE,
    ZERO,
    Call,
    Derivative,
    Equation,
    Expression,
    FunctionDerivative,
    Marked,
    Named,
    Negative,
    Product,
    Quotient,
    Symbol,
)
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import depends_on, rebuild, substitute, symbols, unmarked


class ImplicitLines:
    """The lines for one derivative."""

    def __init__(
        self, problem: Problem, dependent: str, inputs: tuple[str, ...], variable: str, detail: str
    ) -> None:
        assert problem.equation is not None
        self.problem = problem
        self.detail = detail
        self.dependent, self.inputs, self.variable = dependent, inputs, variable
        self.sides = problem.equation.sides[:2]
        self.partial = len(inputs) > 1
        self.name = derivative_of(dependent, variable, self.partial)
        self.called = Call(dependent, tuple(map(Symbol, inputs)))
        self.slope = FunctionDerivative(
            dependent, tuple(int(name == variable) for name in inputs), self.called.arguments
        )
        self.slots = slots_varying(slots_for((*inputs, dependent)), variable) | {
            dependent: slots_for((*inputs, dependent))[dependent]
        }
        self.lines: list[Line] = []

    def answered(self) -> Answered:
        if not any(depends_on(side, self.dependent) for side in self.sides):
            raise QuestionError(
                _("{y} does not occur in the equation.").format(y=self.dependent),
                _("Write an equation with both letters in it."),
            )
        for side in self.sides:
            if depends_on(side, self.dependent):
                self.lines.append(self._as_a_function(side))
        left, right = (self._differentiated(side) for side in self.sides)
        self.lines.append(self._both_sides(left, right))
        result, raw = self._solved(left, right)
        main = self.problem.main
        return Answered(
            (self.variable,),
            tuple(self.lines),
            self.name,
            result,
            raw,
            Later(self._sympy),
            Meaning({main.name: main.body}, {main.name: self.problem.main_variables}),
            (main.body,),
            self.slots,
            self._by_formula(),
        )

    def _as_a_function(self, side: Expression) -> Line:
        return Line(
            "a function of the other letter",
            _("{y} is a function of {x}").format(y=self.dependent, x=", ".join(self.inputs)),
            substitute(side, {self.dependent: Marked("before", Symbol(self.dependent))}),
            substitute(side, {self.dependent: Marked("changed", self.called)}),
            sentence(
                _(
                    "Where the equation holds, {y} changes when {x} does: it is a function, written {called} "
                    "for now."
                ),
                slots=self.slots,
                y=Symbol(self.dependent),
                x=Symbol(self.variable),
                called=self.called,
            ),
            sentence(_("Which letter depends on the other?"), slots=self.slots),
            left=side,
            slots=self.slots,
            at={self.dependent: self.called},
        )

    def _differentiated(self, side: Expression) -> Expression:
        """Differentiate one side; return its derivative in y and dy/dx."""
        body = substitute(side, {self.dependent: self.called})
        left = Derivative(body, self.variable, self.partial)
        worked: Worked = work_out(
            left,
            body,
            self.slots,
            self.detail,
            held=tuple(name for name in self.inputs if name != self.variable),
            taken=(self.problem.main.name, *self.problem.main_variables),
        )
        self.lines.extend(worked.lines)
        written = rebuild(worked.result, self._in_short)
        if written != worked.result:
            self.lines.append(self._written_in_short(left, worked.result, written))
        return written

    def _in_short(self, node: Expression) -> Expression:
        if node == self.slope:
            return self.name
        return Symbol(self.dependent) if node == self.called else node

    def _written_in_short(self, left: Expression, before: Expression, after: Expression) -> Line:
        return Line(
            "short names again",
            _("Write it in short again"),
            *marked_difference(before, after),
            sentence(
                _("{y} again for {called}, and {derivative} for its derivative."),
                slots=self.slots,
                y=Symbol(self.dependent),
                called=self.called,
                derivative=self.name,
            ),
            sentence(_("What stands for the slope that is wanted?"), slots=self.slots),
            left=left,
            slots=self.slots,
            at={self.dependent: self.called},
            letters={self.dependent: self.called},
        )

    @property
    def _on_the_level_curve(self) -> Mapping[str, Expression]:
        """What dy/dx is on the curve F = constant through a point: a line with the slope −F_x/F_y."""
        body = self.problem.main.body
        used = {self.dependent, *self.inputs, *symbols(body), self.problem.main.name}
        slope = next(name for name in ("m", "p", "q", "m_1") if name not in used)
        return {
            self.dependent: Product((Symbol(slope), Symbol(self.variable))),
            slope: Quotient(
                Negative(Derivative(body, self.variable, True)), Derivative(body, self.dependent, True)
            ),
        }

    def _equation(
        self,
        rule: str,
        title: str,
        left: Expression,
        right: Expression,
        why: Sentence,
        hint: str,
        condition: Sentence = NOTHING_TO_SAY,
    ) -> Line:
        return Line(
            rule,
            title,
            left,
            right,
            why,
            sentence(hint, slots=self.slots),
            left=left,
            slots=self.slots,
            letters=self._on_the_level_curve,
            condition=condition,
        )

    def _both_sides(self, left: Expression, right: Expression) -> Line:
        return self._equation(
            "both sides",
            _("Both sides change alike"),
            left,
            Marked("changed", right),
            sentence(
                _("The two sides are equal all along the curve, so their derivatives are equal as well."),
                slots=self.slots,
            ),
            _("The two sides are always equal: what about their derivatives?"),
        )

    def _solved(self, left: Expression, right: Expression) -> tuple[Expression, Expression]:
        """Collect the terms with dy/dx and divide; return the result, tidied and as it came out."""
        factor, rest = self._collected(left, right)
        collected = tidy(self.name if factor == ONE else Product((factor, self.name)))
        if (unmarked(left), unmarked(right)) != (collected, rest):
            self.lines.append(
                self._equation(
                    "collect the slope",
                    _("Collect the terms with {derivative}").format(derivative=formula(self.name).text),
                    collected,
                    Marked("changed", rest),
                    sentence(
                        _("What has {derivative} in it goes to the left, all the rest to the right."),
                        slots=self.slots,
                        derivative=self.name,
                    ),
                    _("Which terms have the slope in them?"),
                )
            )
        if factor == ONE:
            return rest, rest
        raw = Quotient(rest, factor)
        condition = sentence(_("This holds where {factor} is not 0."), slots=self.slots, factor=factor)
        self.lines.append(
            self._equation(
                "divide",
                _("Divide by what stands before it"),
                self.name,
                Marked("changed", raw),
                sentence(
                    _("Divided by {factor}, {derivative} stands alone."),
                    slots=self.slots,
                    factor=factor,
                    derivative=self.name,
                ),
                _("Which factor keeps the slope from standing alone?"),
                condition if symbols(factor) else NOTHING_TO_SAY,
            )
        )
        steps = tidied(raw)
        self.lines += with_left(tidying_lines(steps, self.slots), self.name)
        result = steps[-1].after if steps else raw
        self.lines += self._cancelled(result)
        return unmarked(self.lines[-1].after), raw

    def _collected(self, left: Expression, right: Expression) -> tuple[Expression, Expression]:
        """Return A and B of A · dy/dx = B."""
        slope = sympy.Dummy(real=True)
        marker = Symbol("slope")
        stand_in = {letter(marker.name): slope}

        def in_sympy(side: Expression) -> Any:
            marked = rebuild(unmarked(side), lambda node: marker if node == self.name else node)
            return to_sympy(marked).subs(stand_in)

        try:
            difference = in_sympy(left) - in_sympy(right)
            factor = sympy.diff(difference, slope)
            return tidy(from_sympy(factor)), tidy(from_sympy(-difference.subs(slope, 0)))
        except ModelError:
            raise QuestionError(
                _("Nabla cannot solve this equation for {derivative}.").format(
                    derivative=formula(self.name).text
                ),
                _("Try a simpler equation."),
            ) from None

    def _cancelled(self, result: Expression) -> Iterator[Line]:
        """Cancel a common factor that only algebra sees, where that makes it shorter."""
        value = to_sympy(result)
        shorter = sympy.cancel(value)
        if sympy.count_ops(shorter) >= sympy.count_ops(value):
            return
        yield Line(
            "cancel",
            _("Cancel the common factor"),
            Marked("before", result),
            Marked("changed", tidy(from_sympy(shorter))),
            sentence(
                _("The numerator and the denominator have a factor in common: it cancels."), slots=self.slots
            ),
            sentence(_("Is there a factor both above and below?"), slots=self.slots),
            left=self.name,
            slots=self.slots,
        )

    def _by_formula(self) -> Sentence:
        """The same by dy/dx = −F_x/F_y."""
        body = self.problem.main.body
        above, below = (derivative_of("F", name, True) for name in (self.variable, self.dependent))
        try:
            values = [
                from_sympy(sympy.diff(to_sympy(body), letter(name)))
                for name in (self.variable, self.dependent)
            ]
        except ModelError:
            return NOTHING_TO_SAY
        return sentence(
            _("The same by a formula: with {F}, {derivative}."),
            F=Equation((Named("value", "F"), body)),
            derivative=Equation(
                (
                    self.name,
                    Negative(Quotient(above, below)),
                    Negative(Quotient(values[0], values[1])) if values[0] != ZERO else ZERO,
                )
            ),
        )

    def _sympy(self) -> Any:
        try:
            body = to_sympy(self.problem.main.body)
        except ModelError:
            return None
        return -sympy.diff(body, letter(self.variable)) / sympy.diff(body, letter(self.dependent))
