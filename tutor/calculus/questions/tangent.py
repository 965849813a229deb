"""The tangent line of a function of one input, and the tangent plane of a function of two, at a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy

from tutor.board import Question, Sentence
from tutor.calculus.lines import Line, Slots, tidying_lines, with_left
from tutor.calculus.meaning import Meaning
from tutor.calculus.model import ModelError, letter, to_sympy
from tutor.calculus.questions.points import checked_point, default_point, exact_value, value_lines
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    checked_variables,
    derivative_of,
    label,
    question,
    slots_for,
    slots_varying,
)
from tutor.calculus.tidying.transforms import arranged, tidied
from tutor.calculus.verification import Later
from tutor.calculus.working import Worked, work_out
from tutor.language import _
from tutor.notation.expression import (
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
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import substitute, symbols, unmarked

MOST_INPUTS = 2


@question("tangent")
class TangentQuestion:
    """y = f(a) + f′(a)(x − a), or z = f(a, b) + f_x(a, b)(x − a) + f_y(a, b)(y − b)."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if problem.inner or problem.main.is_vector or problem.equation is not None:
            return
        if 1 <= len(problem.main_variables) <= MOST_INPUTS:
            line = len(problem.main_variables) == 1
            words = _("Tangent") if line else _("Plane")
            title = _("Tangent line of {f} at a point") if line else _("Tangent plane of {f} at a point")
            yield Question(
                "tangent",
                None,
                label(words, rf"\text{{{words}}}", f'"{words}"', words),
                title.format(f=problem.main.name),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        return self.answer_at(problem, wrt, detail, {})

    def answer_at(
        self, problem: Problem, wrt: tuple[str, ...], detail: str, point: Mapping[str, Expression]
    ) -> Answered:
        if problem.main.is_vector:
            raise QuestionError(
                _("A vector of functions has no single tangent."), _("Ask about one component at a time.")
            )
        checked_point(problem, point)
        body = problem.spelled_out(problem.main.body)
        inputs = problem.variables if problem.inner else problem.main_variables
        variables = checked_variables(problem, wrt, inputs)
        if not 1 <= len(variables) <= MOST_INPUTS or set(variables) != set(inputs):
            raise QuestionError(
                _("A tangent needs one input (a line) or two (a plane); here there are {count}.").format(
                    count=len(inputs)
                ),
                _("Say which letters are inputs, for example f(x) = a x^2."),
            )
        return _Tangent(problem, body, inputs, detail, point).answered()


@dataclass(frozen=True, slots=True)
class _Contact:
    """Where the tangent touches: the point, the height there, the slope along each input."""

    point: Mapping[str, Expression]
    height: Expression
    slopes: Mapping[str, Expression]


class _Tangent:
    """The lines of one tangent."""

    def __init__(
        self,
        problem: Problem,
        body: Expression,
        inputs: tuple[str, ...],
        detail: str,
        given: Mapping[str, Expression],
    ) -> None:
        self.name = problem.main.name
        self.body = body
        self.inputs = inputs
        self.detail = detail
        self.slots: Slots = slots_for(inputs)
        self.parameters = {name: value for name, value in given.items() if name not in inputs}
        self.opening = self._with_parameters()
        self.worked = {name: self._derivative(name) for name in inputs}
        wanted = {name: given[name] for name in inputs if name in given}
        self.chosen = [name for name in inputs if name not in given]
        self.contact = default_point(wanted, inputs, self._touching)
        self.arguments = tuple(self.contact.point[name] for name in inputs)
        self.height = self._letter_for_the_height()
        self.at = Call(self.name, self.arguments)

    def _derivative(self, name: str) -> Worked:
        several = len(self.inputs) > 1
        return work_out(
            derivative_of(self.name, name, several),
            self.body,
            slots_varying(self.slots, name),
            self.detail,
            held=tuple(other for other in self.inputs if other != name),
            taken=(self.name, *self.inputs),
        )

    def _touching(self, point: Mapping[str, Expression]) -> _Contact:
        return _Contact(
            point,
            exact_value(self.body, point),
            {name: exact_value(self.worked[name].result, point) for name in self.inputs},
        )

    def _with_parameters(self) -> tuple[Line, ...]:
        """Put in what letters other than the inputs stand for: a x² becomes 3x²."""
        used = {name: value for name, value in self.parameters.items() if name in symbols(self.body)}
        if not used:
            return ()
        before = self.body
        after = substitute(before, {name: Marked("changed", value) for name, value in used.items()})
        self.body = unmarked(after)
        return (
            Line(
                "put the values in",
                _("Put the values in"),
                before,
                after,
                sentence(_("These letters are numbers here; the inputs stay letters."), slots=self.slots),
                sentence(_("Which number does each letter stand for?"), slots=self.slots),
                left=Named("value", self.name),
                slots=self.slots,
                at=used,
            ),
        )

    def _letter_for_the_height(self) -> str:
        taken = {self.name, *self.inputs, *symbols(self.body)}
        wanted = ("y", "T") if len(self.inputs) == 1 else ("z", "T")
        return next((name for name in wanted if name not in taken), "L")

    def _slope_name(self, name: str) -> Expression:
        if len(self.inputs) == 1:
            return FunctionDerivative(self.name, (1,), self.arguments)
        return Call(f"{self.name}_{name}", self.arguments)

    def answered(self) -> Answered:
        lines = [*self.opening, *(line for worked in self.worked.values() for line in worked.lines)]
        for name in self.inputs:
            lines += self._value(
                self._slope_name(name),
                self.worked[name].result,
                self.contact.slopes[name],
                sentence(
                    _("The slope of the tangent is the value of {derivative} at {point}."),
                    slots=self.slots,
                    derivative=self.worked[name].left,
                    point=self._point(),
                ),
            )
        lines += self._value(
            self.at,
            self.body,
            self.contact.height,
            sentence(
                _("The tangent touches the graph of {f} at {point}: find the height there."),
                slots=self.slots,
                f=Symbol(self.name),
                point=self._point(),
            ),
        )
        lines.append(self._formula())
        lines += self._filled_in()
        left = Symbol(self.height)
        raw = unmarked(self._filled())
        return Answered(
            self.inputs,
            tuple(lines),
            left,
            self._linear(),
            raw,
            Later(self._sympy),
            Meaning(
                {
                    self.name: self.body,
                    self.height: self._named(),
                    **{f"{self.name}_{name}": Derivative(self.body, name, True) for name in self.inputs},
                },
                {self.name: self.inputs, **{f"{self.name}_{name}": self.inputs for name in self.inputs}},
            ),
            (self.body,),
            self.slots,
            notes=(self._chosen_words(),) if self.chosen else (),
        )

    def _point(self) -> Expression:
        values = tuple(Equation((Symbol(name), self.contact.point[name])) for name in self.inputs)
        return values[0] if len(values) == 1 else Vector(values)

    def _chosen_words(self) -> str:
        values = [formula(Equation((Symbol(name), self.contact.point[name]))).text for name in self.chosen]
        return _("No value was given for {letters}, so Nabla took {values}.").format(
            letters=", ".join(self.chosen), values=", ".join(values)
        )

    def _value(
        self, left: Expression, body: Expression, exact: Expression, why: Sentence
    ) -> tuple[Line, ...]:
        """The lines f(1) = 1² = 1."""
        values = self.contact.point.items()
        placed = substitute(body, {name: Marked("changed", value) for name, value in values})
        return value_lines(left, placed, exact, why, left=left, slots=self.slots)

    def _steps_away(self, name: str) -> Expression:
        """x − a"""
        return Sum((Symbol(name), Negative(self.contact.point[name])))

    def _named(self) -> Expression:
        """f(a) + f′(a)(x − a)"""
        rises = (Product((self._slope_name(name), self._steps_away(name))) for name in self.inputs)
        return Sum((self.at, *rises))

    def _filled(self) -> Expression:
        rises = (
            Product((Marked("changed", self.contact.slopes[name]), self._steps_away(name)))
            for name in self.inputs
        )
        return Sum((Marked("changed", self.contact.height), *rises))

    def _linear(self) -> Expression:
        """m x + b, exactly."""
        slopes = self.contact.slopes
        terms = [Product((slopes[name], Symbol(name))) for name in self.inputs if slopes[name] != ZERO]
        away = (Negative(Product((slopes[name], self.contact.point[name]))) for name in self.inputs)
        constant = exact_value(Sum((self.contact.height, *away)), {})
        every = (*terms, constant) if constant != ZERO or not terms else tuple(terms)
        return arranged(every[0] if len(every) == 1 else Sum(every))

    def _formula(self) -> Line:
        left = Symbol(self.height)
        if len(self.inputs) == 1:
            why = sentence(
                _(
                    "Start at the height {height} and rise with the slope {slope} for each step of {x} away "
                    "from {a}."
                ),
                slots=self.slots,
                height=self.at,
                slope=self._slope_name(self.inputs[0]),
                x=Symbol(self.inputs[0]),
                a=self.arguments[0],
            )
            title = _("The tangent line")
        else:
            x, y = self.inputs
            why = sentence(
                _(
                    "Start at the height {height}; along {x} the plane rises with {along_x} (short for "
                    "{dx} there), along {y} with {along_y}."
                ),
                slots=self.slots,
                height=self.at,
                x=Symbol(x),
                y=Symbol(y),
                along_x=self._slope_name(x),
                along_y=self._slope_name(y),
                dx=self.worked[x].left,
            )
            title = _("The tangent plane")
        return Line(
            "tangent",
            title,
            left,
            Marked("changed", self._named()),
            why,
            sentence(_("Which point does it go through, and with which slope?"), slots=self.slots),
            left=left,
            slots=self.slots,
        )

    def _filled_in(self) -> Iterator[Line]:
        left = Symbol(self.height)
        filled = self._filled()
        yield Line(
            "fill in",
            _("Fill in the height and the slope"),
            self._named(),
            filled,
            sentence(_("Each value that was found takes the place of its name."), slots=self.slots),
            sentence(_("What has been found for the height, and for the slope?"), slots=self.slots),
            left=left,
            slots=self.slots,
        )
        steps = tidied(unmarked(filled))
        current = steps[-1].after if steps else unmarked(filled)
        linear = self._linear()
        last = Line(
            "linear form",
            _("Write it as a linear function"),
            current,
            Marked("changed", linear),
            sentence(_("Each letter with its slope first, then the numbers together."), slots=self.slots),
            sentence(_("Which terms have a letter, and which are only numbers?"), slots=self.slots),
            slots=self.slots,
        )
        lines = list(tidying_lines(steps, self.slots)) if self.detail != "brief" else []
        if current != linear:
            lines.append(last)
        if self.detail == "brief" and unmarked(filled) != linear:
            inside = (*tidying_lines(steps, self.slots), *lines)
            lines = [replace(last, before=unmarked(filled), parts=with_left(inside, left))]
        yield from with_left(lines, left)

    def _sympy(self) -> Any:
        try:
            values = {letter(name): to_sympy(value) for name, value in self.contact.point.items()}
            body = to_sympy(self.body)
        except ModelError:
            return None
        rises = (sympy.diff(body, x).subs(values) * (x - a) for x, a in values.items())
        return body.subs(values) + sympy.Add(*rises)
