"""The chain rule with several inner functions: one term for each path from the function to the input.

df/dx = ∂f/∂g · dg/dx + ∂f/∂h · dh/dx, with ∂ where a function has several inputs and d where it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import sympy

from tutor.board import Focus, Question, Sentence
from tutor.calculus.lines import Line, tidying_lines
from tutor.calculus.numeric import Meaning
from tutor.calculus.questions.gathering import in_one_line
from tutor.calculus.questions.question import (
    Answered,
    QuestionError,
    Worked,
    checked_variables,
    derivative_of,
    label,
    question,
    slots_for,
    slots_varying,
    work_out,
)
from tutor.calculus.tidying.transforms import tidied, tidy
from tutor.calculus.verification import sympy_derivative
from tutor.language import _
from tutor.notation.expression import (
    ZERO,
    Derivative,
    DotProduct,
    Equation,
    Expression,
    Marked,
    Named,
    Product,
    Sum,
    Symbol,
    Vector,
    depends_on,
    substitute,
    symbols,
    unmarked,
)
from tutor.notation.formula import formula
from tutor.notation.problem import Problem
from tutor.notation.sentence import sentence


@dataclass(frozen=True, slots=True)
class Branch:
    """One path: through the inner function `name` with formula `body` (for an input of the main
    function that is itself the input asked for, the inner derivative is 1)."""

    name: str
    body: Expression
    slot: str
    outer_name: Derivative
    inner_name: Derivative
    outer: Worked
    inner: Worked


def spelled_out(problem: Problem, expression: Expression) -> Expression:
    """Put the inner functions in, level by level, until only the inputs are left."""
    bodies = {inner.name: inner.body for inner in problem.inner}
    for _level in range(len(bodies)):
        spelled = substitute(expression, bodies)
        if spelled == expression:
            break
        expression = spelled
    return expression


@dataclass
class _Chain:
    """The chain rule for one input."""

    problem: Problem
    variable: str
    detail: str
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        main = self.problem.main
        self.name = main.name
        self.left = derivative_of(main.name, self.variable, len(self.problem.variables) > 1)
        self.colours = slots_for(self.problem.main_variables)
        taken = (main.name, *self.problem.main_variables, *self.problem.variables)
        self.branches = [
            self._branch(name, index, taken)
            for index, name in enumerate(self.problem.main_variables)
            if depends_on(spelled_out(self.problem, Symbol(name)), self.variable)
        ]

    def _branch(self, name: str, index: int, taken: Sequence[str]) -> Branch:
        problem = self.problem
        bodies = {inner.name: inner.body for inner in problem.inner}
        several = len(problem.main_variables) > 1
        body = spelled_out(problem, bodies[name]) if name in bodies else Symbol(name)
        inputs = [letter for letter in symbols(body) if letter in problem.variables]
        outer_name = derivative_of(self.name, name, several)
        inner_name = derivative_of(name, self.variable, len(inputs) > 1)
        detail = "full" if self.detail == "full" else "standard"
        focus = Focus(variable=name, branch=name)
        outer = work_out(
            outer_name,
            problem.main.body,
            slots_varying(self.colours, name),
            detail,
            held=[other for other in problem.main_variables if other != name],
            taken=taken,
            focus=focus,
        )
        inner = work_out(
            inner_name,
            body,
            {self.variable: self.colours[name]}
            | {other: "held" for other in inputs if other != self.variable},
            detail,
            held=[other for other in inputs if other != self.variable],
            taken=taken,
            focus=Focus(branch=name),
        )
        return Branch(name, body, self.colours[name], outer_name, inner_name, outer, inner)

    def _coloured(self, branch: Branch, expression: Expression, tinted: bool = False) -> Expression:
        coloured = Marked(branch.slot, expression)
        return Marked(f"{branch.slot}_tint", coloured) if tinted else coloured

    def _sum(self, terms: Iterable[Expression]) -> Expression:
        all_terms = tuple(terms)
        if not all_terms:
            return ZERO
        return all_terms[0] if len(all_terms) == 1 else Sum(all_terms)

    def named_sum(self, tinted: bool) -> Expression:
        """∂f/∂g · dg/dx + ∂f/∂h · dh/dx"""
        return self._sum(
            self._coloured(
                branch,
                branch.outer_name
                if branch.name == self.variable
                else Product((branch.outer_name, branch.inner_name)),
                tinted,
            )
            for branch in self.branches
        )

    def filled_sum(self, tinted: bool) -> Expression:
        """2gh · 3 + (g² + 1) · 2x"""
        return self._sum(
            self._coloured(
                branch,
                branch.outer.result
                if branch.name == self.variable
                else Product((branch.outer.result, branch.inner.result)),
                tinted,
            )
            for branch in self.branches
        )

    def dot_product(self) -> Expression:
        """[2gh, g² + 1] · [3, 2x]"""
        return DotProduct(
            Marked("derivative", Vector(tuple(branch.outer.result for branch in self.branches))),
            Marked("velocity", Vector(tuple(branch.inner.result for branch in self.branches))),
        )

    def walk(self) -> tuple[Line, ...]:
        """Write all the lines."""
        self._name_the_paths()
        self._parts()
        self._put_parts_in()
        if len(self.branches) > 1:
            self._vector_form()
        self._put_inner_functions_in()
        return tuple(self.lines)

    def _write(
        self, rule: str, title: str, before: Expression, after: Expression, why: Sentence, hint: str
    ) -> None:
        self.lines.append(
            Line(
                rule,
                title,
                before,
                after,
                why,
                sentence(hint, slots=self.colours),
                left=self.left,
                slots=self.colours,
            )
        )

    def _name_the_paths(self) -> None:
        names = [Symbol(branch.name) for branch in self.branches]
        match names:
            case []:
                why = sentence(
                    _("No path leads from {f} to {x}: nothing changes."), f=Symbol(self.name), x=self._x()
                )
            case [only]:
                why = sentence(
                    _("One path leads from {f} to {x}, through {g}: multiply the derivatives along it."),
                    slots=self.colours,
                    f=Symbol(self.name),
                    x=self._x(),
                    g=only,
                )
            case [first, second]:
                why = sentence(
                    _(
                        "{x} reaches {f} on two paths, through {g} and through {h}. Multiply the "
                        "derivatives along each path, and add the paths."
                    ),
                    slots=self.colours,
                    f=Symbol(self.name),
                    x=self._x(),
                    g=first,
                    h=second,
                )
            case _:
                why = sentence(
                    _(
                        "{x} reaches {f} on {count} paths, one through each inner function. Multiply the "
                        "derivatives along each path, and add the paths."
                    ),
                    slots=self.colours,
                    f=Symbol(self.name),
                    x=self._x(),
                    count=str(len(names)),
                )
        self._write(
            "chain rule",
            _("Chain rule: one term per path"),
            self.left,
            self.named_sum(tinted=True),
            why,
            _("On how many paths can a change of the input reach the function?"),
        )

    def _x(self) -> Symbol:
        return Symbol(self.variable)

    def _parts(self) -> None:
        outer = [branch.outer for branch in self.branches]
        inner = [branch.inner for branch in self.branches if branch.name != self.variable]
        if self.detail == "full":
            self.lines.extend(line for worked in (*outer, *inner) for line in worked.lines)
            return
        for worked in outer:
            self.lines.append(self._part(worked, self._outer_words(worked)))
        for worked in inner:
            self.lines.append(self._part(worked, self._inner_words(worked)))

    def _part(self, worked: Worked, words: tuple[str, str, str, str]) -> Line:
        rule, title, why, hint = words
        return in_one_line(worked, rule, title, why, hint, worked.lines[0].slots)

    def _outer_words(self, worked: Worked) -> tuple[str, str, str, str]:
        several = len(self.problem.main_variables) > 1
        return (
            "partial derivative" if several else "outer derivative",
            _part_title(worked, several),
            _(
                "The outer function has several inputs, so this is a partial derivative: the other inner "
                "functions are held constant."
            )
            if several
            else _("The outer function, with its input left as a letter."),
            _("Which letters are held constant while this one moves?")
            if several
            else _("What is the derivative of the outer function by its own input?"),
        )

    def _inner_words(self, worked: Worked) -> tuple[str, str, str, str]:
        left = worked.lines[0].left
        partial = isinstance(left, Derivative) and left.partial
        return (
            "inner derivative",
            _part_title(worked, partial),
            _("The inner function has several inputs: the others are held constant.")
            if partial
            else _("The inner function has one input, so this is an ordinary derivative, written with d."),
            _("How fast does the inner function change?"),
        )

    def _put_parts_in(self) -> None:
        self._write(
            "put the parts in",
            _("Put the parts in"),
            self.named_sum(tinted=False),
            self.filled_sum(tinted=True),
            sentence(_("Each derivative takes the place of its name."), slots=self.colours),
            _("What has been found for each of the factors?"),
        )

    def _vector_form(self) -> None:
        names = tuple(Symbol(branch.name) for branch in self.branches)
        slopes = tuple(branch.inner.result for branch in self.branches)
        letter = next(each for each in ("v", "w", "r", "p") if each not in self._letters())
        self._write(
            "vector notation",
            _("The same in vector notation: ∇{f} · {v}′").format(f=self.name, v=letter),
            self.filled_sum(tinted=False),
            self.dot_product(),
            sentence(
                _(
                    "The partial derivatives form the gradient {nabla}; with {v}, the inner derivatives "
                    "form {slopes}."
                ),
                slots=self.colours,
                nabla=Marked("derivative", Named("gradient", self.name)),
                v=Equation((Symbol(letter), Vector(names))),
                slopes=Marked("velocity", Equation((Named("velocity", letter), Vector(slopes)))),
            ),
            _("Which vectors have this sum as their dot product?"),
        )
        self._write(
            "dot product",
            _("Expand the dot product"),
            self.dot_product(),
            self.filled_sum(tinted=True),
            sentence(
                _("First entry times first entry, plus second times second, and so on: the paths again."),
                slots=self.colours,
            ),
            _("How is a dot product computed?"),
        )

    def _letters(self) -> set[str]:
        problem = self.problem
        bodies = (problem.main.body, *(inner.body for inner in problem.inner))
        return {
            problem.main.name,
            *(letter for body in bodies for letter in symbols(body)),
            *problem.variables,
        }

    def _put_inner_functions_in(self) -> None:
        filled = self.filled_sum(tinted=False)
        bodies = {inner.name: spelled_out(self.problem, inner.body) for inner in self.problem.inner}
        used = [name for name in bodies if depends_on(filled, name)]
        if used:
            definitions = [Equation((Symbol(name), bodies[name])) for name in used]
            if len(used) == 1:
                why = sentence(
                    _("The answer is to speak of the input only: put in {g}."),
                    slots=self.colours,
                    g=definitions[0],
                )
            elif len(used) == 2:
                why = sentence(
                    _("The answer is to speak of the input only: put in {g} and {h}."),
                    slots=self.colours,
                    g=definitions[0],
                    h=definitions[1],
                )
            else:
                why = sentence(
                    _("The answer is to speak of the input only: put in what each inner function stands for.")
                )
            placed = substitute(filled, {name: Marked("changed", bodies[name]) for name in used})
            before = substitute(filled, {name: Marked("before", Symbol(name)) for name in used})
            self._write(
                "put the inner functions in",
                _("Put the inner functions in"),
                before,
                placed,
                why,
                _("What do the inner functions stand for?"),
            )
            filled = substitute(filled, bodies)
        self.raw = unmarked(filled)
        steps = tidied(self.raw)
        tidying = [replace(line, left=self.left) for line in tidying_lines(steps, self.colours)]
        if self.detail == "brief" and len(tidying) > 1:
            last = tidying[-1]
            tidying = [
                replace(
                    last,
                    rule="tidy",
                    title=_("Expand and simplify"),
                    before=self.raw,
                    after=Marked("changed", unmarked(last.after)),
                    why=sentence(_("Numbers first, brackets multiplied out, like terms together.")),
                    parts=tuple(tidying),
                )
            ]
        self.lines.extend(tidying)
        self.result = tidy(self.raw)


def _part_title(worked: Worked, partial: bool) -> str:
    left = worked.lines[0].left
    assert isinstance(left, Derivative) and isinstance(left.operand, Named)
    name, variable = (formula(Symbol(each)).text for each in (left.operand.name, left.variable))
    if partial:
        return _("Partial derivative of {f} with respect to {x}").format(f=name, x=variable)
    return _("Derivative of {f} with respect to {x}").format(f=name, x=variable)


@question("chain")
class ChainQuestion:
    """df/dx of f(g(x), h(x)); with several inputs, one derivative for each (∂z/∂s and ∂z/∂t)."""

    def offers(self, problem: Problem) -> Iterable[Question]:
        if not problem.inner or problem.main.is_vector:
            return
        several = len(problem.variables) > 1
        for variable in problem.variables:
            f, x = (formula(Symbol(name)) for name in (problem.main.name, variable))
            sign, typst_sign, latex_sign = ("∂", "partial", r"\partial ") if several else ("d", "d", "d")
            yield Question(
                "chain",
                variable,
                label(
                    f"{sign}{f.text}/{sign}{x.text}",
                    f"{latex_sign}{f.latex}/{latex_sign}{x.latex}",
                    rf"{typst_sign} {f.typst}\/{typst_sign} {x.typst}",
                    formula(derivative_of(problem.main.name, variable, several)).speech,
                ),
                _("Chain rule: derivative with respect to {x}").format(x=x.text),
            )

    def answer(self, problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
        if not problem.inner:
            return _without_inner_functions(problem, wrt, detail)
        if problem.main.is_vector:
            raise QuestionError(
                _("The chain rule for a vector of functions is not offered yet."),
                _("Ask about one component at a time."),
            )
        for name in wrt:
            if name not in problem.variables:
                raise QuestionError(
                    _("{name} is not an input of the inner functions.").format(name=name),
                    _("The inputs are {names}.").format(names=", ".join(problem.variables)),
                )
        variables = checked_variables(problem, wrt, problem.variables)
        chains = [_Chain(problem, variable, detail) for variable in variables]
        lines = tuple(line for chain in chains for line in chain.walk())
        composite = spelled_out(problem, problem.main.body)
        bodies = {inner.name: inner.body for inner in problem.inner}
        totals = {chain.left: composite for chain in chains}
        meaning = Meaning(
            {problem.main.name: problem.main.body, **bodies},
            {problem.main.name: problem.main_variables},
            totals=totals,
        )
        expected = [sympy_derivative(composite, variable) for variable in variables]
        first = chains[0]
        check = sentence(
            _("Checked: putting the inner functions in first gives {composite}, with the same derivative."),
            composite=tidy(composite),
        )
        if len(chains) == 1:
            return Answered(
                variables,
                lines,
                first.left,
                first.result,
                first.raw,
                expected[0],
                meaning,
                (composite,),
                first.colours,
                check,
            )
        return Answered(
            variables,
            lines,
            Vector(tuple(chain.left for chain in chains)),
            Vector(tuple(chain.result for chain in chains)),
            Vector(tuple(chain.raw for chain in chains)),
            sympy.Matrix(expected),
            meaning,
            (composite,),
            first.colours,
            check,
        )


def _without_inner_functions(problem: Problem, wrt: tuple[str, ...], detail: str) -> Answered:
    """A composite typed in one line, such as sin(x²): its walkthrough names the inner function."""
    if len(problem.main_variables) == 1 or wrt:
        from tutor.calculus.questions.derivative import DerivativeQuestion

        return DerivativeQuestion().answer(problem, wrt, detail)
    raise QuestionError(
        _("There are no inner functions here."),
        _("Give them after the function, for example: {example}.").format(
            example="f(g, h) = g^2 h + h; g = 3x; h = x^2"
        ),
    )
