"""What a student asked: definitions, and perhaps an explicit question."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.notation.expression import Equation, Expression, Matrix, Vector
from tutor.notation.traversal import substitute, symbols


@dataclass(frozen=True, slots=True)
class Definition:
    """`name(parameters) = body`; parameters is None where no argument list was typed.

    A bare expression `x^2` is Definition("f", None, …, named=False): f is only what Nabla calls it.
    """

    name: str
    parameters: tuple[str, ...] | None
    body: Expression
    named: bool = True

    @property
    def is_vector(self) -> bool:
        """Whether its value has entries: a vector, or a matrix."""
        return isinstance(self.body, Vector | Matrix)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question in the text itself: `d/dx …` is Ask("derivative", "x"), `∂/∂x …` Ask("partial", "x"),
    `∇ …` Ask("gradient", None), an equation such as x^2 + y^2 = 25 Ask("implicit").

    `order` is how often to differentiate: 2 for d²/dx². `variables` has one entry per differentiation,
    as written from left to right: ("x", "y") for ∂²/∂x∂y and ("x", "x", "y") for ∂³/∂x²∂y. The last
    one is differentiated by first: ∂²f/∂x∂y is ∂/∂x of ∂f/∂y. `variable` is variables[0].

    `of` is, for an equation, the letter that depends on the others: the y of dy/dx.
    """

    kind: str
    variable: str | None = None
    order: int = 1
    variables: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend to offer: `label` on the button, `text` the whole input with the mend in it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Something typed that has two readings: `text[start:end]` was read as `taken`, and not as `other`
    (both as they could be typed)."""

    start: int
    end: int
    taken: str
    other: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of an input should know, e.g. that `log` was read as the natural one;
    `other` offers the other reading where an input has two, which `ambiguity` tells."""

    message: str
    column: int | None = None
    other: Fix | None = None
    ambiguity: Ambiguity | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A node of an expression, as this very object, and where it was typed: `text[start:end]`."""

    node: Expression
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as read. `main` is the function asked about, `inner` the functions put into it.

    `variables` are the inputs of the whole: for f(g, h) with g = 3x, h = x² that is ("x",), while
    `main_variables` is ("g", "h"). Letters that are neither are parameters, held constant always.

    `at` is the point asked for, letters with their values: (("x", 1), ("y", 2)) for `… at (1, 2)`,
    and the direction of a directional derivative: ("u", [3, 4]) for `…; u = (3, 4)`.
    `equation` is the equation that a text states, x² + y² = 25; `main` is then left − right, a function
    F of all its letters. `spans` say where each term was typed.
    """

    text: str
    main: Definition
    inner: tuple[Definition, ...]
    variables: tuple[str, ...]
    main_variables: tuple[str, ...]
    ask: Ask | None = None
    notes: tuple[Note, ...] = ()
    at: tuple[tuple[str, Expression], ...] = ()
    equation: Equation | None = None
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The letters that are held constant, in order of occurrence."""
        definitions = (self.main, *self.inner)
        inputs = {*self.variables, *self.main_variables, *(inner.name for inner in self.inner)}
        inputs.update(name for definition in definitions for name in definition.parameters or ())
        letters = (name for definition in definitions for name in symbols(definition.body))
        return tuple(dict.fromkeys(name for name in letters if name not in inputs))

    def spelled_out(self, expression: Expression) -> Expression:
        """Put the inner functions in, level by level, until only the inputs are left."""
        bodies = {inner.name: inner.body for inner in self.inner}
        for _level in bodies:
            spelled = substitute(expression, bodies)
            if spelled == expression:
                break
            expression = spelled
        return expression


class NotationError(Exception):
    """The input could not be read.

    `message` is one sentence in a student's words, `column` is 1-based in its line, `line` is
    1-based, `hint` says a way out (may be empty), `fixes` are mends to press. What is wrong is
    `text[start:end]`.
    """

    def __init__(
        self,
        message: str,
        *,
        text: str,
        column: int = 1,
        line: int = 1,
        hint: str = "",
        fixes: tuple[Fix, ...] = (),
        start: int = 0,
        end: int = 0,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.column = column
        self.line = line
        self.hint = hint
        self.fixes = fixes
        self.start = start
        self.end = end

    def caret(self) -> str:
        """Return the offending line with a caret under the place (long lines are cut around it)."""
        lines = self.text.splitlines() or [""]
        shown = lines[min(self.line, len(lines)) - 1].replace("\t", " ")
        column = min(self.column, len(shown) + 1)
        start = max(0, column - 40)
        return f"{shown[start : start + 72]}\n{' ' * (column - 1 - start)}^"
