"""The derivative of a function of one input, and the partial derivative of a function of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tutor.board import Focus, Question
from tutor.calculus.meaning import Meaning
from tutor.calculus.questions.gathering import gathered_components
from tutor.calculus.questions.many_orders import BY_NUMBER, LOWER
from tutor.calculus.questions.orders import asked_orders, high_value, higher_button, higher_derivative
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    ask_instead,
    checked_variables,
    derivative_of,
    label,
    name_label,
    question,
    slots_for,
    slots_varying,
)
from tutor.calculus.verification import Later, sympy_derivative
from tutor.calculus.working import work_out
from tutor.language import _
from tutor.notation.expression import Expression, Symbol, Vector
from tutor.notation.formula import formula
from tutor.notation.problem import Problem


def button(name: str, variable: str, partial: bool, ask: str) -> Question:
    """Return the button d/dx or ∂/∂x for the function of that name."""
    letter = formula(Symbol(variable))
    if partial:
        return Question(
            ask,
            variable,
            label(
                f"∂/∂{letter.text}",
                rf"\partial/\partial {letter.latex}",
                rf"partial\/partial {letter.typst}",
                _("partial derivative with respect to {x}").format(x=letter.speech),
            ),
            _("Partial derivative with respect to {x}").format(x=letter.text),
        )
    return Question(
        ask,
        variable,
        name_label(
            derivative_of(name, variable, False),
            label(
                f"d/d{letter.text}",
                f"d/d{letter.latex}",
                rf"d\/d {letter.typst}",
                _("derivative with respect to {x}").format(x=letter.speech),
            ),
        ),
        _("Derivative with respect to {x}").format(x=letter.text),
    )


def one_derivative(problem: Problem, variable: str, partial: bool, detail: str) -> Answered:
    """Differentiate the main function with respect to one letter, all others staying as they are."""
    main = problem.main
    inputs = problem.main_variables
    slots = slots_for(inputs)
    slots.setdefault(variable, "slotA")
    held = tuple(name for name in inputs if name != variable)
    varying = slots_varying(slots, variable)
    left = derivative_of(main.name, variable, partial)
    worked = work_out(
        left,
        main.body,
        varying,
        detail,
        held=held,
        taken=(main.name, *inputs),
        focus=Focus(variable=variable),
    )
    return Answered(
        (variable,),
        worked.lines,
        left,
        worked.result,
        worked.raw,
        Later(lambda: sympy_derivative(main.body, variable)),
        Meaning({main.name: main.body}, {main.name: inputs}),
        (main.body,),
        varying,
    )


@question("derivative")
class DerivativeQuestion:
    """df/dx of a function of one input (of a vector of functions: one component at a time), and its
    derivatives of higher order."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if not problem.inner and len(problem.variables) == 1:
            variable = problem.variables[0]
            yield button(problem.main.name, variable, False, "derivative")
            yield higher_button(problem, (variable, variable), False, "derivative")
        orders = asked_orders(problem, (), ("derivative",))
        if orders and not (len(orders) == 2 and orders == problem.variables * 2):
            if len(orders) >= BY_NUMBER:
                yield higher_button(problem, orders[-LOWER:], len(problem.variables) > 1, "derivative")
            yield higher_button(problem, orders, len(problem.variables) > 1, "derivative")

    def value_at(
        self, problem: Problem, wrt: tuple[str, ...], point: Mapping[str, Expression]
    ) -> Answered | None:
        return high_value(problem, wrt, ("derivative",), point)

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        orders = asked_orders(problem, wrt, ("derivative",))
        if orders:
            several = len({*problem.variables, *orders}) > 1
            return higher_derivative(problem, orders, several, detail)
        if problem.inner and (not wrt or wrt[0] in problem.variables):
            return ask_instead("chain", problem, wrt, detail)
        variables = checked_variables(problem, wrt, problem.main_variables)
        if len(variables) > 1 and not wrt:
            raise QuestionError(
                _("This function has several inputs, so it has several partial derivatives."),
                _("Ask for ∂/∂{x}, or for the gradient.").format(x=variables[0]),
            )
        if problem.main.is_vector:
            return gathered_components(problem, variables[0], detail)
        partial = len({*problem.main_variables, *variables}) > 1
        return one_derivative(problem, variables[0], partial, detail)


@question("partial")
class PartialQuestion:
    """∂f/∂x, every other input held constant; of higher order and mixed as well (∂²f/∂x∂y)."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if len(problem.main_variables) > 1 and not isinstance(problem.main.body, Vector):
            for variable in problem.main_variables:
                yield button(problem.main.name, variable, True, "partial")
        orders = asked_orders(problem, (), ("partial",))
        if orders:
            if len(orders) >= BY_NUMBER:
                yield higher_button(problem, orders[-LOWER:], True, "partial")
            yield higher_button(problem, orders, True, "partial")

    def value_at(
        self, problem: Problem, wrt: tuple[str, ...], point: Mapping[str, Expression]
    ) -> Answered | None:
        return high_value(problem, wrt, ("partial",), point)

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        orders = asked_orders(problem, wrt, ("partial",))
        if orders:
            return higher_derivative(problem, orders, True, detail)
        variables = checked_variables(problem, wrt, problem.main_variables)
        if problem.inner and variables[0] in problem.variables and variables[0] not in problem.main_variables:
            return ask_instead("chain", problem, variables[:1], detail)
        if problem.main.is_vector:
            return gathered_components(problem, variables[0], detail)
        return one_derivative(problem, variables[0], True, detail)
