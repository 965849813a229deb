"""Right or not yet: a student's answer is right when it has the derivative's values."""

from __future__ import annotations

import mpmath

from tutor.board import Sentence, Verdict
from tutor.calculus.numeric import NoValueError, Value, agree, evaluate
from tutor.calculus.questions import QUESTIONS, Answered, QuestionError
from tutor.calculus.reading import reading_of, usual_question
from tutor.calculus.values import answered_at
from tutor.calculus.verification import Verification
from tutor.calculus.walkthrough import letters_of
from tutor.language import _
from tutor.notation.expression import Equation, Expression, Matrix, Symbol, Vector, integer
from tutor.notation.formula import formula
from tutor.notation.problem import NotationError, Problem
from tutor.notation.reading import read_expression
from tutor.notation.sentence import sentence
from tutor.notation.traversal import symbols

SHOWN_DIGITS = 4


def check(problem: Problem, ask: str | None, wrt: tuple[str, ...], answer: str) -> Verdict:
    """Compare a typed answer with the derivative, at random points.

    Raises:
        NotationError: if the answer cannot be read.
        QuestionError: if the question does not fit the problem.
    """
    if ask is None:
        ask, wrt = usual_question(problem, reading_of(problem), wrt)
    if ask not in QUESTIONS:
        raise QuestionError(
            _("There is no question called {ask}.").format(ask=ask),
            _("Choose one of: {choices}.").format(choices=", ".join(QUESTIONS)),
        )
    answered = answered_at(QUESTIONS[ask], problem, wrt, "brief", dict(problem.at))
    known = (*problem.variables, *problem.main_variables, *letters_of(problem, answered))
    typed = right_hand_side(answer, known)
    shown = formula(typed, answered.slots)
    strangers = [name for name in symbols(typed) if name not in known]
    if strangers:
        return Verdict(
            False,
            sentence(_("Not yet. {letter} does not occur in this problem."), letter=Symbol(strangers[0])),
            shown,
        )
    if _shape(typed) != _shape(answered.result):
        return Verdict(False, _shape_words(answered.result), shown)
    return Verdict(*_compared(problem, answered, typed), shown)


def right_hand_side(answer: str, known: tuple[str, ...]) -> Expression:
    """Read the answer; `df/dx = 2x` counts as 2x."""
    left, equals, right = answer.rpartition("=")
    if not equals:
        return read_expression(answer, known)
    try:
        return read_expression(right, known)
    except NotationError as error:
        raise NotationError(
            error.message,
            text=answer,
            column=error.column + len(left) + 1,
            line=error.line,
            hint=error.hint,
        ) from error


def _shape(expression: Expression) -> tuple[int, ...]:
    match expression:
        case Vector(entries):
            return (len(entries),)
        case Matrix(rows):
            return (len(rows), len(rows[0]))
    return ()


def _shape_words(result: Expression) -> Sentence:
    match _shape(result):
        case (count,):
            return sentence(
                _("Not yet. The answer is a vector with {count} entries: write it as [a, b]."),
                count=str(count),
            )
        case (rows, columns):
            return sentence(
                _("Not yet. The answer is a matrix of {rows} by {columns}: write it as [[a, b], [c, d]]."),
                rows=str(rows),
                columns=str(columns),
            )
    return sentence(_("Not yet. The answer is a single expression."))


def _compared(problem: Problem, answered: Answered, typed: Expression) -> tuple[bool, Sentence]:
    letters = letters_of(problem, answered)
    witness = Verification(answered.functions, letters, answered.meaning)
    tried = 0
    for point in witness.points:
        try:
            true = evaluate(answered.result, point, answered.meaning)
        except NoValueError:
            continue
        try:
            yours = evaluate(typed, point, answered.meaning)
        except NoValueError:
            return False, sentence(
                _("Not yet. The function has a derivative where your answer has no value."),
                slots=answered.slots,
            )
        tried += 1
        if not agree(true, yours):
            return False, _difference(problem, answered, typed)
    if not tried:
        return False, sentence(_("Nabla found no point at which to compare your answer."))
    return True, sentence(_("Right. Your answer agrees with the derivative everywhere it was tried."))


def _difference(problem: Problem, answered: Answered, typed: Expression) -> Sentence:
    """Say how they differ at a point that a student can compute in the head."""
    letters = letters_of(problem, answered)
    for number in (1, 2, 3):
        point = {name: mpmath.mpf(number) for name in letters}
        try:
            true = evaluate(answered.result, point, answered.meaning)
            yours = evaluate(typed, point, answered.meaning)
        except NoValueError:
            continue
        if isinstance(true, list) or agree(true, yours) or mpmath.im(true) or mpmath.im(yours):
            continue
        used = {*problem.variables, *problem.main_variables, *symbols(answered.result), *symbols(typed)}
        where = [Equation((Symbol(name), integer(number))) for name in letters if name in used]
        return sentence(
            _("Not yet. At {point} the derivative is {true}, and your answer gives {yours}."),
            slots=answered.slots,
            point=where[0] if len(where) == 1 else Vector(tuple(where)),
            true=_decimal(true),
            yours=_decimal(yours),
        )
    entry = _first_different_entry(answered, typed, letters)
    if entry is not None:
        return sentence(_("Not yet. Entry {number} is different."), number=str(entry))
    return sentence(_("Not yet. Your answer and the derivative have different values."))


def _first_different_entry(answered: Answered, typed: Expression, letters: tuple[str, ...]) -> int | None:
    point = {name: mpmath.mpf("1.37") + index for index, name in enumerate(letters)}
    for number, (true, yours) in enumerate(zip(answered.result.parts, typed.parts, strict=False), 1):
        try:
            if not agree(evaluate(true, point, answered.meaning), evaluate(yours, point, answered.meaning)):
                return number
        except NoValueError:
            return number
    return None


def _decimal(value: Value) -> str:
    text: str = mpmath.nstr(mpmath.re(value), SHOWN_DIGITS, strip_zeros=True)
    return text.removesuffix(".0").replace("-", "−")
