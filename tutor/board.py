"""What can be shown: plain frozen data that crosses from the engine to the window.

Nothing here computes. Mathematics arrives printed (`Formula`), words arrive with their mathematics in
place (`Sentence`), pictures arrive as numbers and as `Program`s that a dragged point can run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutor.program import Program

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray

Window = tuple[float, float, float, float]
"""(left, right, bottom, top) of a plot, in the units of its axes."""


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
    """Words with mathematics in them. `typst` is text-mode markup."""

    text: str
    typst: str
    speech: str


NOTHING_TO_SAY = Sentence("", "", "")


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
    for a finished step. `verified` is None where it could not be checked, and `notes` says why."""

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


@dataclass(frozen=True, slots=True)
class Question:
    """A question offered for an input: a button. `wrt` is set for "partial" and where a choice of
    variable matters."""

    ask: str
    wrt: str | None
    label: Formula
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of an input. `kind` is e.g. "Function of x and y"; `slots` gives the role
    ("slotA" …) of each letter; `default` indexes `questions`."""

    input: str
    formula: Formula
    kind: str
    variables: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    default: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mend:
    """A fix to press: the whole input as it would then read."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Misreading:
    """An input that could not be read, in a student's words; `line` and `column` count from 1."""

    input: str
    message: str
    line: int
    column: int
    caret: str
    hint: str
    mends: tuple[Mend, ...] = ()


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
class Walkthrough:
    """A whole derivation at one level of detail. `check` says in words how the result was checked;
    `methods` are the ways to the result, () where there is only this one."""

    reading: Reading
    ask: str
    wrt: tuple[str, ...]
    detail: str
    steps: tuple[Step, ...]
    result: Result
    check: Sentence = NOTHING_TO_SAY
    notes: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a student's answer. `answer` is how it was read."""

    right: bool
    message: Sentence
    answer: Formula


@dataclass(frozen=True, slots=True)
class SlopeScene:
    """y = f(x) with a draggable point and its tangent. `x`, `y`: shape (n,), NaN where f is not real."""

    name: str
    variable: str
    label: Formula
    f: Program
    derivative: Program
    x: Array
    y: Array
    window: Window
    start: float


@dataclass(frozen=True, slots=True)
class ContourScene:
    """Level curves of f with ∇f at a draggable point. `values`: shape (len(y), len(x))."""

    name: str
    variables: tuple[str, str]
    label: Formula
    f: Program
    gradient: tuple[Program, Program]
    x: Array
    y: Array
    values: Array
    levels: tuple[float, ...]
    window: Window
    start: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow of the dependency tree, e.g. from "f" to "g", labelled ∂f/∂g = 2gh."""

    source: str
    target: str
    label: Formula
    slot: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One circle of the dependency tree as a function of the input: its value and its rate of change."""

    name: str
    slot: str
    value: Program
    rate: Program


@dataclass(frozen=True, slots=True)
class PathsScene:
    """The chain rule f(g(x), h(x)): the tree, and the path over the level curves of f.

    `tree` lists the columns of names from left to right, `path` has shape (2, n); the level curves
    are a ContourScene of f over (g, h), and None where f has other than two inner functions.
    `quantities` are the circles that the input reaches, the input first and f last; `outer` are the
    derivatives of f by its own inputs, in the values of `inner` (() where there is no number for them).
    """

    variable: str
    tree: tuple[tuple[str, ...], ...]
    edges: tuple[Edge, ...]
    contour: ContourScene | None
    inner: tuple[Program, ...]
    inner_derivatives: tuple[Program, ...]
    path: Array
    range: tuple[float, float]
    start: float
    quantities: tuple[Quantity, ...] = ()
    outer: tuple[Program, ...] = ()


@dataclass(frozen=True, slots=True)
class MappingScene:
    """F: R² → R² as the image of a grid. `jacobian` is rows of Programs."""

    name: str
    variables: tuple[str, str]
    label: Formula
    f: tuple[Program, Program]
    jacobian: tuple[tuple[Program, Program], tuple[Program, Program]]
    window: Window
    image_window: Window
    start: tuple[float, float]


Scene = SlopeScene | ContourScene | PathsScene | MappingScene


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures that belong to a question, the one to open first; `note` says why there is none."""

    scenes: tuple[Scene, ...] = ()
    titles: tuple[str, ...] = ()
    note: str = ""
    default: int = field(default=0)
