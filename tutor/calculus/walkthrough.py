"""Answers printed and proved: from lines of trees to the board's plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tutor import progress
from tutor.board import (
    Form,
    Formula,
    Method,
    Reading,
    Result,
    Sentence,
    Step,
    Unfinished,
    Walkthrough,
)
from tutor.calculus.forms import other_forms
from tutor.calculus.lines import DETAILS, LINK, PART, Line, linked, together
from tutor.calculus.methods import ByMethod, by_method
from tutor.calculus.questions import QUESTIONS, Answered, QuestionError
from tutor.calculus.questions.question import question_letters
from tutor.calculus.reading import reading_of, usual_question
from tutor.calculus.recall import Recall, UnknownRuleError, recalling, understood_rules
from tutor.calculus.unfolding import unfolding
from tutor.calculus.values import answered_at
from tutor.calculus.verification import Verification
from tutor.language import _, with_second
from tutor.notation.expression import Expression, Marked, Matrix, Vector
from tutor.notation.formula import equated, formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.traversal import rebuild, symbols, unmarked
from tutor.notation.typst import typst, typst_aligned


def explain(
    problem: Problem,
    ask: str | None = None,
    wrt: tuple[str, ...] = (),
    detail: str = "standard",
    at: Mapping[str, Expression] | None = None,
    *,
    method: str | None = None,
    understood: Iterable[str] = (),
    prove: bool = True,
) -> Walkthrough:
    """Answer a question about a problem, every step explained and verified.

    Args:
        problem: what was read.
        ask: a key of `QUESTIONS`; None takes the one in the text, or the one most people would ask.
        wrt: the letters to differentiate with respect to; () leaves the choice to the question.
        detail: "brief", "standard" or "full".
        at: values of letters, to evaluate the result there as further steps.
        method: the way to the answer (a `Method.name`); None takes the one a good teacher takes.
        understood: names of rules that the student knows: each is done in one line.
        prove: whether to verify the steps (without, each says `verified: None`) and to look for other
            methods and forms: a board can be shown before all that.

    Raises:
        QuestionError: if the question does not fit the problem.
    """
    if detail not in DETAILS:
        raise QuestionError(
            _("There is no level of detail called {detail}.").format(detail=detail),
            _("Choose one of: {choices}.").format(choices=", ".join(DETAILS)),
        )
    reading = reading_of(problem)
    if ask is None:
        ask, letters = usual_question(problem, reading, wrt)
        # Unless one input is named, the chain rule answers for all of them.
        if problem.ask is not None or ask != "chain":
            wrt = letters
    if ask not in QUESTIONS:
        raise QuestionError(
            _("There is no question called {ask}.").format(ask=ask),
            _("Choose one of: {choices}.").format(choices=", ".join(QUESTIONS)),
        )
    if not wrt and problem.ask is not None and problem.ask.kind == ask:
        wrt = question_letters(problem.ask)
    kind = by_method(ask, method)
    try:
        known = understood_rules(understood)
    except UnknownRuleError as error:
        raise QuestionError(error.message, error.hint) from error
    printer = _Printer(problem, reading, ask, detail, prove)
    with recalling(Recall(known)), unfolding(printer.unfold):
        answered = answered_at(kind, problem, wrt, detail, {**dict(problem.at), **(at or {})})
    shown = printer.walkthrough(answered)
    witness = printer.witness
    if witness is None:
        return shown
    methods: tuple[Method, ...] = ()
    # What comes line by line takes long enough: the other ways would each take as long again.
    if isinstance(kind, ByMethod) and printer.unfolded is None:
        with recalling(Recall(known)):
            methods = kind.methods()
    forms = _forms(answered, witness)
    also = together(form.sentence for form in forms)
    return replace(shown, methods=methods, result=replace(shown.result, forms=forms, also=also))


def _forms(answered: Answered, witness: Verification) -> tuple[Form, ...]:
    """Return the other forms of the result that numbers agree with."""
    return tuple(
        Form(
            form.name,
            sentence(_(form.words), slots=answered.slots, form=form.expression),
            formula(form.expression, answered.slots),
        )
        for form in other_forms(answered.result)
        if witness.step(answered.result, form.expression, {})
    )


def letters_of(problem: Problem, answered: Answered) -> tuple[str, ...]:
    """Return the letters that have no formula of their own: inputs and parameters."""
    bodies = (*answered.meaning.bodies.values(), *answered.functions)
    named = {problem.main.name, *(inner.name for inner in problem.inner)}
    found = dict.fromkeys(name for body in bodies for name in symbols(body))
    return tuple(
        name for name in {**dict.fromkeys(answered.wrt), **found} if name not in named or name in answered.wrt
    )


def _places(lines: Sequence[Line], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the anchors of lines with the ids of their steps."""
    for index, line in enumerate(lines, 1):
        number = f"{above}{index}"
        for anchor in line.anchors:
            yield anchor, number
        yield from _places(line.parts, f"{number}.")


def _count(lines: Sequence[Line]) -> int:
    """Return how many steps lines have, with the steps inside them."""
    return sum(1 + _count(line.parts) for line in lines)


@lru_cache(maxsize=8192)
def _has_links(expression: Expression) -> bool:
    if unmarked(expression) is expression:
        return False
    if isinstance(expression, Marked) and expression.role.startswith(LINK):
        return True
    return any(map(_has_links, expression.parts))


@dataclass(slots=True)
class _Printer:
    """Prints and proves an answer's lines, each once, and hands over what is finished: the walkthrough
    without its steps first, then step after step."""

    problem: Problem
    reading: Reading
    ask: str
    detail: str
    prove: bool
    witness: Verification | None = None
    places: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    missed: bool = False
    """whether a step lacks a link to a line that was not there yet"""
    done: int = 0
    total: int = 0
    unfolded: Unfinished | None = None

    def unfold(self, answered: Answered, unfinished: Unfinished) -> None:
        """Print the lines that have come."""
        self.unfolded = unfinished
        self._go_on(answered, unfinished)
        progress.report(len(self.steps), unfinished.total)

    def walkthrough(self, answered: Answered) -> Walkthrough:
        """Return the whole answer, printed."""
        if self.missed or any(a is not b for a, b in zip(self.lines, answered.lines, strict=False)):
            self.lines, self.steps, self.places, self.missed = [], [], {}, False
        self.total = 0 if self.unfolded else _count(answered.lines)
        count = len(answered.lines)
        self._go_on(answered, replace(self.unfolded or Unfinished(), total=count))
        steps = self.steps
        proved = None
        if self.witness is not None:
            proved = self.witness.against_sympy(answered.result, answered.expected)
        if self.witness is not None and steps and proved is not True:
            last = steps[-1]
            words = _("The result could not be compared with an independent one.")
            steps[-1] = replace(
                last, verified=proved if last.verified else last.verified, notes=(*last.notes, words)
            )
        return Walkthrough(
            self.reading,
            self.ask,
            answered.wrt,
            self.detail,
            tuple(steps),
            _result(answered),
            answered.check,
            (*self.reading.notes, *answered.notes),
        )

    def _go_on(self, answered: Answered, unfinished: Unfinished) -> None:
        if self.prove and self.witness is None:
            letters = letters_of(self.problem, answered)
            self.witness = Verification(answered.functions, letters, answered.meaning)
        for anchor, number in _places(answered.lines):
            self.places.setdefault(anchor, number)
        if not self.steps:
            blank = Formula("", "", "", "", "")
            progress.hand_over(
                Walkthrough(
                    self.reading,
                    self.ask,
                    answered.wrt,
                    self.detail,
                    (),
                    Result(blank, blank, blank),
                    notes=self.reading.notes,
                    unfinished=unfinished,
                )
            )
        count = len(answered.lines)
        for index, line in enumerate(answered.lines[len(self.steps) :], len(self.steps) + 1):
            step = self.step(line, str(index))
            self.lines.append(line)
            self.steps.append(step)
            # Together: what is said speaks of this step.
            progress.hand_over(step, *((unfinished,) if index == count else ()))

    def step(self, line: Line, number: str) -> Step:
        before, after = unmarked(line.before), unmarked(line.after)
        verified, notes = None, tuple[str, ...]()
        if self.total:
            progress.report(self.done, self.total)
        self.done += 1
        if self.witness is not None:
            verified = self.witness.step(before, after, line.letters, line.at)
            if verified is None:
                notes = (_("This step could not be checked with numbers."),)
        return Step(
            number,
            line.rule,
            with_second(line.title),
            formula(before, line.slots),
            formula(after, line.slots),
            self._card(line, number),
            self._finished(line),
            self._why(line),
            line.hint,
            verified,
            line.focus,
            line.condition,
            notes,
            tuple(self.step(part, f"{number}.{index}") for index, part in enumerate(line.parts, 1)),
            line.understood,
        )

    def _why(self, line: Line) -> Sentence:
        """Say why, or in which step it was shown before."""
        found = [
            sentence(
                _("As in step {number}: {equation}."),
                slots=line.slots,
                number=self.places[anchor],
                equation=equation,
            )
            for anchor, equation in line.as_in
            if anchor in self.places
        ]
        return together(found) if found else line.why

    def _card(self, line: Line, number: str) -> Formula:
        """The large form: left side, the line before, the line after, what changed marked."""
        left, shown = (line.before, []) if line.left is None else (line.left, [line.before])
        if unmarked(line.before) == left:
            shown = []
        sides = [unmarked(side) for side in (left, *shown, line.after)]
        pressable = [self._placed(side, number) for side in (*shown, line.after)]
        markup = typst_aligned(left, tuple(pressable), line.slots)
        if line.aside is not None:
            markup += f" quad quad {typst(line.aside, line.slots)}"
        return equated(*(formula(side, line.slots) for side in sides), typst=markup)

    def _placed(self, expression: Expression, number: str) -> Expression:
        """Turn links to lines into links to the ids of their steps."""

        def place(node: Expression) -> Expression:
            if not isinstance(node, Marked) or not node.role.startswith(LINK):
                return node
            anchor = node.role.removeprefix(LINK)
            if anchor.startswith(PART):
                return linked(node.expression, f"{number}.{anchor.removeprefix(PART)}")
            target = self.places.get(anchor)
            self.missed = self.missed or target is None
            return linked(node.expression, target) if target else node.expression

        return rebuild(expression, place) if _has_links(expression) else expression

    def _finished(self, line: Line) -> Formula:
        """The small form of a step that is done: left side = the line after, nothing held any more."""
        slots = {name: slot for name, slot in line.slots.items() if slot != "held"}
        after = formula(unmarked(line.after), slots)
        return after if line.left is None else equated(formula(line.left, slots), after)


def _result(answered: Answered) -> Result:
    entries: tuple[Formula, ...] | tuple[tuple[Formula, ...], ...] = ()
    match answered.result:
        case Vector(parts):
            entries = tuple(map(formula, parts))
        case Matrix(rows):
            entries = tuple(tuple(map(formula, row)) for row in rows)
    return Result(
        formula(answered.result),
        formula(answered.raw),
        equated(formula(answered.left, answered.slots), formula(answered.result, answered.slots)),
        entries,
    )
