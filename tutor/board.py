"""What can be shown: plain frozen data that crosses from the engine to the window.

Nothing here computes. Mathematics arrives printed (`Formula`), words arrive with their mathematics in
place (`Sentence`). Pictures are in `tutor.gallery`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Formula:
    """One piece of mathematics in every notation. `typst` is math-mode markup with roles (see
    `tutor.typeset`), `sympy` can be pasted into SymPy, `speech` is read aloud."""

    text: str
    latex: str
    sympy: str
    typst: str
    speech: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with mathematics in them. `typst` is text-mode markup; `formulas` are the pieces of mathematics
    in it, in their order, so that each can be copied by itself."""

    text: str
    typst: str
    speech: str
    formulas: tuple[Formula, ...] = field(default=(), compare=False)


NOTHING_TO_SAY = Sentence("", "", "")


@dataclass(frozen=True, slots=True)
class NotationStyle:
    """How formulas are written: the derivative of a function of one input as df/dx or as f′(x), the
    natural logarithm as ln or as log."""

    derivative: Literal["leibniz", "lagrange"] = "leibniz"
    logarithm: Literal["ln", "log"] = "ln"


@dataclass(frozen=True, slots=True)
class Focus:
    """What the picture should stress while a step is shown."""

    variable: str | None = None
    """the input being varied: at ∂/∂x, "x" """
    branch: str | None = None
    """the inner function whose path is spoken of"""
    row: int | None = None
    """the Jacobian row, from 0"""


NO_FOCUS = Focus()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a walkthrough. `before` and `after` are whole lines; `card` is the large typeset
    form (what this step changed is boxed, where it came from is underlined), `line` the small form
    for a finished step. `verified` is None where it could not be checked, and `notes` says why.
    `understood` says whether the step's rule is done in one line because the student knows it; None where
    the step applies no rule that could be known."""

    id: str
    rule: str
    title: str
    before: Formula
    after: Formula
    card: Formula
    line: Formula
    why: Sentence
    hint: Sentence
    verified: bool | None
    focus: Focus = NO_FOCUS
    condition: Sentence = NOTHING_TO_SAY
    notes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    understood: bool | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question offered for an input: a button. `wrt` is set for "partial" and where a choice of
    variable matters."""

    ask: str
    wrt: str | None
    label: Formula
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """A term of the formula and where it was typed: `input[start:end]`.

    `id` is the term's in the links of `Reading.preview` ("place:0.1"); the places inside it have ids that
    go on from it: "0.1.0", "0.1.1".
    """

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something typed that has two readings: `input[start:end]` was read as `taken`, and `text` is the
    whole input such that it is read as `other`; `label` says so in words."""

    start: int
    end: int
    taken: Formula
    other: Formula
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Switch:
    """A letter that can change sides: `variable` says whether it is one now (else a parameter, held
    constant), and `text` is the whole input with an argument list such that it is the other."""

    letter: str
    variable: bool
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of an input. `kind` is e.g. "Function of x and y"; `slots` gives the role
    ("slotA" …) of each letter; `default` indexes `questions`, and `asked` says that the input itself asks it.

    `parameters` are the letters held constant; `switches` are the letters that can become variables, or
    parameters. `preview` is the formula's markup with a link to each of `places`.
    """

    input: str
    formula: Formula
    kind: str
    variables: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    default: int
    asked: bool = False
    notes: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    switches: tuple[Switch, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    places: tuple[Place, ...] = ()
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """A fix to press: the whole input as it would then read."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Misreading:
    """An input that could not be read, in a student's words; `line` and `column` count from 1.

    What is wrong is `input[start:end]`; at a place where something is missing, both are the same.
    """

    input: str
    message: str
    line: int
    column: int
    caret: str
    hint: str
    mends: tuple[Mend, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class SoFar:
    """What can be read of an input that cannot be read whole: `formula` has empty boxes where something is
    missing, `wrong` lists what is wrong from left to right, `slots` are the letters' roles."""

    input: str
    formula: Formula
    wrong: tuple[Misreading, ...]
    slots: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionMisfit:
    """A question that does not fit what was typed (∂/∂z of a function of x and y), in a student's words."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Form:
    """The answer in another form that people expect: `name` "factored", "expanded" or "one fraction";
    `sentence` says it in words."""

    name: str
    sentence: Sentence
    formula: Formula


@dataclass(frozen=True, slots=True)
class Method:
    """A way to the answer: `name` is what `explain` takes, `steps` is how many lines it has at this level
    of detail, `chosen` says whether it is the one shown."""

    name: str
    title: str
    steps: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The answer. `entries` is () for a scalar, Formulas for a vector, tuples of Formulas (rows) for a
    matrix. `raw` is the answer before tidying. `equation` is typeset as left side = answer. `forms` are
    equal to it, and `also` says so in words."""

    formula: Formula
    raw: Formula
    equation: Formula
    entries: tuple[Formula, ...] | tuple[tuple[Formula, ...], ...] = ()
    forms: tuple[Form, ...] = ()
    also: Sentence = NOTHING_TO_SAY


@dataclass(frozen=True, slots=True)
class WayOut:
    """A question to ask in the place of one that takes too long: `kind` "lower" (a lower order) or "point"
    (a number instead of a formula). `title` and `words` say what it is and what to expect, `label` is on
    its button; `at` gives letters values."""

    kind: Literal["lower", "point"]
    title: str
    words: str
    label: str
    question: Question
    at: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What is to say of a derivation of which only the first steps are there. `total` is how many steps
    it is to have, 0 where that is not known; `why` says why it takes long, `ways` what to ask instead;
    `order` is the order of the last derivative, where each step is one order higher than the one before."""

    total: int = 0
    why: str = ""
    ways: tuple[WayOut, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """A whole derivation at one level of detail. `check` says in words how the result was checked;
    `methods` are the ways to the result, () where there is only this one. `unfinished` is None unless
    these are the first steps only, and `result` is that of no question yet."""

    reading: Reading
    ask: str
    wrt: tuple[str, ...]
    detail: str
    steps: tuple[Step, ...]
    result: Result
    check: Sentence = NOTHING_TO_SAY
    notes: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    unfinished: Unfinished | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a student's answer. `answer` is how it was read."""

    right: bool
    message: Sentence
    answer: Formula


@dataclass(frozen=True, slots=True)
class KnownFunction:
    """A function that can be typed, for those who choose one while they type.

    `template` is what is typed, with "□" for each argument; `shown` is the same typeset, with "#missing"
    for each. `about` says what it is, and for which x; `derivative` is that of the function of x.
    """

    name: str
    template: str
    shown: str
    about: Sentence
    derivative: Formula | None
