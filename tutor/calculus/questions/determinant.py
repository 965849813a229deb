"""The determinant of a square Jacobian matrix: by how much F stretches areas or volumes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import sympy

from tutor.board import Question
from tutor.calculus.lines import Line, Slots, tidying_lines, with_left
from tutor.calculus.model import ModelError, from_sympy, to_sympy
from tutor.calculus.questions.jacobian import JacobianQuestion
from tutor.calculus.questions.question import Answered, QuestionError, label, question
from tutor.calculus.tidying.transforms import tidied, tidy
from tutor.calculus.verification import Later
from tutor.language import _
from tutor.notation.expression import (
    ZERO,
    Expression,
    Marked,
    Matrix,
    Named,
    Negative,
    Product,
    Sum,
    Vector,
)
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import unmarked

LARGEST = 4
"""A determinant of five rows has 120 terms: no board has room for them."""

Rows = Sequence[Sequence[Expression]]


@question("determinant")
class DeterminantQuestion:
    """det J_F of as many functions as inputs."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if problem.inner or not isinstance(problem.main.body, Vector):
            return
        if 2 <= len(problem.main.body.entries) == len(problem.main_variables) <= LARGEST:
            name = formula(Named("determinant", problem.main.name))
            yield Question(
                "determinant",
                None,
                label("det J", r"\det J", "det J", name.speech),
                _("Determinant of the Jacobian matrix of {F}").format(F=problem.main.name),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        if problem.inner:
            raise QuestionError(
                _("The determinant is worked out for functions of the inputs themselves."),
                _("Put the inner functions in first."),
            )
        jacobian = JacobianQuestion().answer(problem, wrt, detail)
        assert isinstance(jacobian.result, Matrix)
        rows = jacobian.result.rows
        if len(rows) != len(rows[0]):
            raise QuestionError(
                _("Only a square matrix has a determinant; this one is {rows} by {columns}.").format(
                    rows=len(rows), columns=len(rows[0])
                ),
                _("Give as many functions as there are inputs."),
            )
        if len(rows) > LARGEST:
            raise QuestionError(
                _("Nabla writes out determinants up to {size} by {size}.").format(size=LARGEST),
                _("Ask for the Jacobian matrix itself."),
            )
        left = Named("determinant", problem.main.name)
        raw = expanded(rows)
        lines = [
            *_first(jacobian, detail),
            *with_left(_written(left, rows, raw, jacobian.slots), left),
        ]
        return replace(
            jacobian,
            lines=tuple(lines),
            left=left,
            result=unmarked(lines[-1].after),
            raw=raw,
            expected=Later(lambda: _sympy(jacobian.expected)),
        )


def _sympy(expected: Any) -> Any:
    matrix = expected.compute() if isinstance(expected, Later) else expected
    return None if matrix is None else matrix.det(method="berkowitz")


def _first(jacobian: Answered, detail: str) -> list[Line]:
    """Return the Jacobian's lines: all of them at full detail, otherwise one with the others inside."""
    if detail == "full":
        return list(jacobian.lines)
    first = jacobian.lines[0]
    return [
        replace(
            first,
            rule="jacobian first",
            title=_("The Jacobian first"),
            after=Marked("changed", jacobian.result),
            parts=jacobian.lines,
        )
    ]


def best_row(rows: Rows) -> int:
    """Return the row with the most zeros, the first of several."""
    zeros = [sum(entry == ZERO for entry in row) for row in rows]
    return zeros.index(max(zeros))


def expanded(rows: Rows) -> Expression:
    """Return the determinant written out: ad − bc, and larger ones along the row with the most zeros."""
    if len(rows) == 1:
        return rows[0][0]
    if len(rows) == 2:
        (a, b), (c, d) = rows
        return Sum((Product((a, d)), Negative(Product((b, c)))))
    at = best_row(rows)
    terms: list[Expression] = []
    for column, entry in enumerate(rows[at]):
        if entry == ZERO:
            continue
        smaller = [[*row[:column], *row[column + 1 :]] for index, row in enumerate(rows) if index != at]
        term = Product((entry, expanded(smaller)))
        terms.append(Negative(term) if (at + column) % 2 else term)
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _written(left: Expression, rows: Rows, raw: Expression, slots: Slots) -> Iterator[Line]:
    if len(rows) == 2:
        title = _("Determinant of a 2 × 2 matrix")
        why = sentence(_("Top left times bottom right, minus top right times bottom left."), slots=slots)
    else:
        title = _("Expand the determinant along a row")
        why = sentence(
            _(
                "Along row {number}, each entry that is not zero is multiplied by the determinant that is "
                "left without its row and column; the signs alternate."
            ),
            slots=slots,
            number=str(best_row(rows) + 1),
        )
    yield Line(
        "determinant",
        title,
        left,
        Marked("changed", raw),
        why,
        sentence(_("How is a determinant of this size computed?"), slots=slots),
        slots=slots,
    )
    steps = tidied(raw)
    yield from tidying_lines(steps, slots)
    result = steps[-1].after if steps else raw
    shorter = _shorter(result)
    if shorter is not None:
        yield Line(
            "identity",
            _("Put squares of sine and cosine together"),
            Marked("before", result),
            Marked("changed", shorter),
            sentence(_("What is common is taken out, and sin² + cos² of the same angle is 1."), slots=slots),
            sentence(_("Does sin² + cos² of one angle occur?"), slots=slots),
            slots=slots,
        )


def _shorter(result: Expression) -> Expression | None:
    """Return the form that trigonometric identities give, where it is shorter."""
    try:
        value = to_sympy(result)
        if not value.has(sympy.sin, sympy.cos):
            return None
        other = sympy.trigsimp(value)
        if sympy.count_ops(other) >= sympy.count_ops(value):
            return None
        return tidy(from_sympy(other))
    except ModelError:
        return None
