"""The chain rule for a vector of functions: the Jacobian matrices are multiplied, J(F∘G) = J_F · J_G."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.board import Focus
from tutor.calculus.lines import Line, Slots, tidying_lines
from tutor.calculus.meaning import Meaning
from tutor.calculus.questions import chain_words
from tutor.calculus.questions.dependencies import Dependencies
from tutor.calculus.questions.gathering import component_names
from tutor.calculus.questions.question import Answered, slots_for
from tutor.calculus.questions.rows import Output, RowsOfGradients
from tutor.calculus.tidying.transforms import tidied, tidy
from tutor.calculus.verification import sympy_jacobian
from tutor.language import _
from tutor.notation.expression import (
    Derivative,
    DotProduct,
    Equation,
    Expression,
    Marked,
    Matrix,
    Named,
    Product,
    Sum,
    Symbol,
    Vector,
)
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence
from tutor.notation.text import name_in_words
from tutor.notation.traversal import depends_on, substitute, symbols, unmarked

LETTERS_FOR_INNER_VECTORS = ("G", "F", "H", "K")


def product_of_jacobians(problem: Problem, variables: tuple[str, ...], detail: str) -> Answered:
    """Answer with J_F · J_G, multiplied out, in terms of the inputs."""
    return Composition(problem, variables, detail).answered()


class Composition:
    """F∘G, where F is the vector asked about and G gathers its inner functions.

    Where the inner functions have several levels, G is spelled out in the inputs at once.
    """

    def __init__(self, problem: Problem, variables: tuple[str, ...], detail: str) -> None:
        assert isinstance(problem.main.body, Vector)
        self.problem = problem
        self.graph = Dependencies(problem)
        self.variables = variables
        self.detail = detail
        self.body = problem.main.body
        self.outer = problem.main.name
        self.between = self.graph.inputs_of(self.outer) or problem.main_variables
        self.inner = self._letter()
        self.inner_bodies = tuple(problem.spelled_out(Symbol(name)) for name in self.between)
        self.whole = f"{self.outer}∘{self.inner}"
        self.left = Named("jacobian", self.whole)
        self.product = Product((Named("jacobian", self.outer), Named("jacobian", self.inner)))
        self.colours = {**slots_for(variables), **slots_for(self.between)}
        self.names = component_names(problem)
        self.lines: list[Line] = []

    def _letter(self) -> str:
        graph = self.graph
        taken = {*graph.bodies, *self.problem.variables, *(
            letter for body in graph.bodies.values() for letter in symbols(body)
        )}  # fmt: skip
        return next((each for each in LETTERS_FOR_INNER_VECTORS if each not in taken), "G_0")

    def answered(self) -> Answered:
        """Write all the lines."""
        self._name_the_product()
        outer = self._rows(
            self.outer,
            [
                Output(Named("value", name), name_in_words(name), entry)
                for name, entry in zip(self.names, self.body.entries, strict=True)
            ],
            self.between,
        )
        inner = self._rows(
            self.inner,
            [
                Output(Named("value", name), name_in_words(name), entry)
                for name, entry in zip(self.between, self.inner_bodies, strict=True)
            ],
            self.variables,
        )
        self._put_matrices_in(outer, inner)
        multiplied = self._multiply(outer, inner)
        raw = self._put_inner_functions_in(multiplied)
        result = self._tidy(raw)
        if self.detail == "brief":
            self._merge_from(4)
        composite = self.problem.spelled_out(self.body)
        assert isinstance(composite, Vector)
        return Answered(
            self.variables,
            tuple(self.lines),
            self.left,
            result,
            raw,
            sympy_jacobian(composite, self.variables),
            self._meaning(composite),
            (composite,),
            self.colours,
            sentence(
                _("Checked: putting {names} in first gives {composite}, with the same Jacobian matrix."),
                names=chain_words.listed([name for name in self.between if name in self.graph.inner]),
                composite=Vector(tuple(map(tidy, composite.entries))),
            ),
        )

    def _meaning(self, composite: Vector) -> Meaning:
        entries = dict(zip(self.names, self.body.entries, strict=True))
        totals: dict[Derivative, Expression] = {}
        for name, entry in entries.items():
            for letter in self.between:
                # Where an input stands in F itself, ∂ holds the inner functions constant.
                totals[Derivative(Named("value", name), letter, len(self.between) > 1)] = entry
                totals[Derivative(entry, letter, True)] = entry
        for name, entry in zip(self.names, composite.entries, strict=True):
            totals |= {self._entry_name(name, letter): entry for letter in self.variables}
        return Meaning(
            {
                **{name: Symbol(name) for name in self.between},
                **self.graph.bodies,
                **entries,
                self.inner: Vector(self.inner_bodies),
                self.whole: composite,
            },
            {self.outer: self.between, self.inner: self.variables, self.whole: self.variables},
            totals=totals,
        )

    def _entry_name(self, output: str, variable: str) -> Derivative:
        several = len(self.problem.variables) > 1 and variable not in self.between
        return Derivative(Named("value", output), variable, several)

    def _line(self, rule: str, title: str, before: Expression, after: Expression, **words: object) -> Line:
        return Line(
            rule,
            title,
            before,
            after,
            left=self.left,
            slots=self.colours,
            **words,  # type: ignore[arg-type]
        )

    # The two matrices -----------------------------------------------------------------------------

    def _name_the_product(self) -> None:
        vector = Equation((Symbol(self.inner), Vector(tuple(map(Symbol, self.between)))))
        self.lines.append(
            self._line(
                "chain rule",
                _("Chain rule: multiply the Jacobian matrices"),
                self.left,
                self.product,
                why=sentence(
                    _(
                        "{inputs} first pass through {G}, then through {F}. A small step does the same, so "
                        "the matrix of {F} is multiplied by the matrix of {vector}."
                    ),
                    slots=self.colours,
                    inputs=chain_words.listed(self.variables),
                    F=Symbol(self.outer),
                    G=Symbol(self.inner),
                    vector=vector,
                ),
                hint=sentence(
                    _("Which of the two vectors of functions acts first, and which second?"),
                    slots=self.colours,
                ),
            )
        )

    def _rows(self, name: str, outputs: Sequence[Output], variables: Sequence[str]) -> Matrix:
        """Write the lines of one Jacobian matrix and return it."""
        left = Named("jacobian", name)
        inputs = self.between if name == self.outer else self.problem.variables
        taken = (*self.graph.bodies, *self.problem.variables, *self.names, self.inner)
        matrix = RowsOfGradients(left, outputs, variables, inputs, taken, self.detail)
        rows = matrix.written()
        result = Matrix(tuple(matrix.rows))
        if self.detail == "brief":
            whole = replace(
                rows[-1],
                rule="jacobian",
                title=_("Jacobian matrix of {F}").format(F=name),
                before=matrix.names,
                after=Marked("changed", result),
                why=sentence(
                    _("Row by row, the gradients of {names}, with respect to {inputs}."),
                    slots=self.colours,
                    names=chain_words.listed([output.called for output in outputs]),
                    inputs=chain_words.listed(variables),
                ),
                focus=Focus(),
                parts=rows,
            )
            self.lines.append(whole)
        else:
            self.lines.extend(rows)
        return result

    def _put_matrices_in(self, outer: Matrix, inner: Matrix) -> None:
        self.lines.append(
            self._line(
                "put the matrices in",
                _("Put the matrices in"),
                self.product,
                Product((Marked("derivative", outer), Marked("velocity", inner))),
                why=sentence(
                    _(
                        "Each matrix takes the place of its name. {F} has {columns} inputs, and {G} as many "
                        "outputs: the sizes fit."
                    )
                    if len(self.between) > 1
                    else _("Each matrix takes the place of its name: {F} has one input, and {G} one output."),
                    slots=self.colours,
                    F=Symbol(self.outer),
                    G=Symbol(self.inner),
                    columns=str(len(self.between)),
                ),
                hint=sentence(_("In which order do the two matrices stand?"), slots=self.colours),
            )
        )

    # Their product --------------------------------------------------------------------------------

    def _multiply(self, outer: Matrix, inner: Matrix) -> Matrix:
        columns = tuple(zip(*inner.rows, strict=True))
        rows = tuple(tuple(_sum_of_products(row, column) for column in columns) for row in outer.rows)
        parts = tuple(
            self._entry(i, j, row, column)
            for i, row in enumerate(outer.rows)
            for j, column in enumerate(columns)
        )
        product = Matrix(rows)
        first = parts[0]
        self.lines.append(
            self._line(
                "matrix product",
                _("Multiply row by column"),
                Product((Marked("derivative", outer), Marked("velocity", inner))),
                Marked("changed", product),
                why=sentence(
                    _("Row {i} times column {j} gives entry ({i}, {j}). In row 1, column 1: {entry}."),
                    slots=self.colours,
                    i="i",
                    j="j",
                    entry=Equation((unmarked(first.before), unmarked(first.after))),
                ),
                hint=sentence(
                    _("Which row and which column make the entry in the upper left corner?"),
                    slots=self.colours,
                ),
                parts=parts if len(parts) > 1 else (),
            )
        )
        return product

    def _entry(self, i: int, j: int, row: Sequence[Expression], column: Sequence[Expression]) -> Line:
        dot = DotProduct(Marked("derivative", Vector(tuple(row))), Marked("velocity", Vector(tuple(column))))
        name = self._entry_name(self.names[i], self.variables[j])
        line = self._line(
            "dot product",
            _("Row {i}, column {j}").format(i=i + 1, j=j + 1),
            dot,
            Marked("changed", _sum_of_products(row, column)),
            why=sentence(
                _(
                    "Row {i} is the gradient of {f}, column {j} holds what {x} does to {names}: their dot "
                    "product is {entry}."
                ),
                slots=self.colours,
                i=str(i + 1),
                j=str(j + 1),
                f=Named("value", self.names[i]),
                x=Symbol(self.variables[j]),
                names=chain_words.listed(self.between),
                entry=name,
            ),
            hint=sentence(_("How is a dot product computed?"), slots=self.colours),
            focus=Focus(row=i, variable=self.variables[j]),
        )
        return replace(line, left=name)

    # The answer in the inputs ---------------------------------------------------------------------

    def _put_inner_functions_in(self, product: Matrix) -> Matrix:
        bodies = {
            name: body
            for name, body in zip(self.between, self.inner_bodies, strict=True)
            if body != Symbol(name) and depends_on(product, name)
        }
        if not bodies:
            return product
        placed = substitute(product, bodies)
        assert isinstance(placed, Matrix)
        self.lines.append(
            self._line(
                "put the inner functions in",
                _("Put the inner functions in"),
                substitute(product, {name: Marked("before", Symbol(name)) for name in bodies}),
                substitute(product, {name: Marked("changed", body) for name, body in bodies.items()}),
                why=chain_words.about_putting_in(
                    tuple(bodies.items()), self.problem.variables, self.colours, last=True
                ),
                hint=sentence(
                    _("Which letters in the matrix are no inputs yet?"),
                    slots=self.colours,
                ),
            )
        )
        return placed

    def _tidy(self, raw: Matrix) -> Matrix:
        names = tuple(self._entry_name(output, letter) for output in self.names for letter in self.variables)
        result, line = entries_tidied(self.left, raw, names, self.colours)
        if line is not None:
            self.lines.append(line)
        assert isinstance(result, Matrix)
        return result

    def _merge_from(self, start: int) -> None:
        """Make one line of those from `start` on: the product, multiplied out and tidied."""
        lines = tuple(self.lines[start:])
        if len(lines) < 2:
            return
        merged = replace(
            lines[0],
            title=_("Multiply row by column and simplify"),
            after=Marked("changed", unmarked(lines[-1].after)),
            parts=lines,
        )
        self.lines[start:] = [merged]


def entries_tidied(
    left: Expression, raw: Expression, names: Sequence[Expression], slots: Slots
) -> tuple[Expression, Line | None]:
    """Return a vector or matrix with every entry tidied, and the line that says so, if anything changed;
    `names` are the left sides of the entries' own lines, in reading order."""
    parts: list[Line] = []
    entries: list[Expression] = []
    for name, entry in zip(names, raw.parts, strict=True):
        steps = tidied(entry)
        parts += [replace(line, left=name) for line in tidying_lines(steps, slots)]
        entries.append(steps[-1].after if steps else entry)
    result = raw.with_parts(tuple(entries))
    if result == raw:
        return raw, None
    line = Line(
        "tidy",
        _("Tidy every entry"),
        raw,
        Marked("changed", result),
        sentence(_("Entry by entry: zeros left out, products put in order, like terms together.")),
        sentence(_("What can be left out or put together in each entry?")),
        left=left,
        slots=slots,
        parts=tuple(parts),
    )
    return result, line


def _sum_of_products(row: Sequence[Expression], column: Sequence[Expression]) -> Expression:
    terms = tuple(Product(pair) for pair in zip(row, column, strict=True))
    return terms[0] if len(terms) == 1 else Sum(terms)
