"""A matrix whose rows are gradients, worked out row by row: the Jacobian, and the Hessian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutor.board import Focus, Sentence
from tutor.calculus.lines import Line, Slots
from tutor.calculus.questions.question import slots_for, slots_varying
from tutor.calculus.working import work_out
from tutor.language import _
from tutor.notation.expression import Derivative, Equation, Expression, Marked, Matrix, Symbol
from tutor.notation.sentence import sentence

Row = tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """One component: its name on the board (f₁, or ∂f/∂x), its name in titles, and its formula."""

    name: Expression
    called: str
    body: Expression


class RowsOfGradients:
    """The matrix `left`, whose row i is the gradient of `outputs[i]` over `variables`.

    `names` is the matrix of the derivatives by name; after `written`, `rows` and `raw_rows` are the
    entries tidied and as they came out.
    """

    def __init__(
        self,
        left: Expression,
        outputs: Sequence[Output],
        variables: Sequence[str],
        inputs: Sequence[str],
        taken: Iterable[str],
        detail: str,
    ) -> None:
        self.left = left
        self.outputs = outputs
        self.variables = tuple(variables)
        self.inputs = tuple(inputs)
        self.taken = tuple(taken)
        self.detail = detail
        self.slots = slots_for(inputs)
        self.rows: list[Row] = [tuple(self._named(output, name) for name in variables) for output in outputs]
        self.raw_rows = list(self.rows)
        self.names = Matrix(tuple(self.rows))

    def _named(self, output: Output, variable: str) -> Derivative:
        return Derivative(output.name, variable, len(self.inputs) > 1)

    def written(self) -> tuple[Line, ...]:
        """Write one line a row; at full detail the lines of its entries come before it."""
        lines: list[Line] = []
        for index in range(len(self.outputs)):
            line = self._row(index)
            if self.detail == "full":
                lines.extend(line.parts)
            lines.append(line)
        return tuple(lines)

    def _row(self, index: int) -> Line:
        output = self.outputs[index]
        worked = [
            work_out(
                self._named(output, variable),
                output.body,
                slots_varying(self.slots, variable),
                "standard" if self.detail == "brief" else self.detail,
                held=tuple(other for other in self.inputs if other != variable),
                taken=(*self.taken, *self.inputs),
                focus=Focus(variable=variable, row=index),
            )
            for variable in self.variables
        ]
        before = self._matrix(index, "before")
        self.rows[index] = tuple(one.result for one in worked)
        self.raw_rows[index] = tuple(one.raw for one in worked)
        return Line(
            "gradient of a row",
            _("Row {number}: the gradient of {name}").format(number=index + 1, name=output.called),
            before,
            self._matrix(index, "row"),
            _row_sentence(index + 1, Equation((output.name, output.body)), self.variables, self.slots),
            sentence(
                _("Which function does this row belong to? Differentiate it by each input."), slots=self.slots
            ),
            left=self.left,
            slots=self.slots,
            focus=Focus(row=index),
            parts=tuple(each for one in worked for each in one.lines),
        )

    def _matrix(self, focused: int, role: str) -> Matrix:
        return Matrix(
            tuple(
                tuple(Marked(role, entry) for entry in row) if index == focused else row
                for index, row in enumerate(self.rows)
            )
        )


def _row_sentence(number: int, definition: Equation, variables: tuple[str, ...], slots: Slots) -> Sentence:
    inputs = dict(zip(("x", "y", "z"), map(Symbol, variables), strict=False))
    match len(variables):
        case 1:
            words = _("Row {number} holds the derivative of {definition} with respect to {x}.")
        case 2:
            words = _(
                "Row {number} is the gradient of {definition}: its partial derivatives with respect to {x} "
                "and {y}."
            )
        case 3:
            words = _(
                "Row {number} is the gradient of {definition}: its partial derivatives with respect to {x}, "
                "{y} and {z}."
            )
        case _:
            words = _(
                "Row {number} is the gradient of {definition}: its partial derivatives, one for each input."
            )
    return sentence(words, slots=slots, number=str(number), definition=definition, **inputs)
