"""The chain rule written out: the paths named, the parts found and put in, the vectors, the answer."""

from __future__ import annotations

from dataclasses import replace

from tutor.board import Sentence
from tutor.calculus.lines import Line, tidying_lines
from tutor.calculus.questions.gathering import in_one_line
from tutor.calculus.questions.paths import Paths
from tutor.calculus.questions.question import Worked
from tutor.calculus.tidying.transforms import tidied, tidy
from tutor.language import _
from tutor.notation.expression import Equation, Expression, Marked, Named, Symbol, Vector
from tutor.notation.sentence import sentence
from tutor.notation.traversal import depends_on, substitute, symbols, unmarked


class ChainLines:
    """The lines for one input. After `written`, `raw` and `result` are the answer before and after
    tidying."""

    def __init__(self, paths: Paths, detail: str) -> None:
        self.paths = paths
        self.problem = paths.problem
        self.detail = detail
        self.lines: list[Line] = []
        self.raw: Expression = paths.left
        self.result: Expression = paths.left

    def written(self) -> tuple[Line, ...]:
        """Write all the lines."""
        self._name_the_paths()
        self._parts()
        self._put_parts_in()
        if len(self.paths.branches) > 1:
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
                sentence(hint, slots=self.paths.colours),
                left=self.paths.left,
                slots=self.paths.colours,
            )
        )

    def _name_the_paths(self) -> None:
        names = [Symbol(branch.name) for branch in self.paths.branches]
        match names:
            case []:
                why = sentence(
                    _("No path leads from {f} to {x}: nothing changes."),
                    f=Symbol(self.paths.name),
                    x=self._x(),
                )
            case [only]:
                why = sentence(
                    _("One path leads from {f} to {x}, through {g}: multiply the derivatives along it."),
                    slots=self.paths.colours,
                    f=Symbol(self.paths.name),
                    x=self._x(),
                    g=only,
                )
            case [first, second]:
                why = sentence(
                    _(
                        "{x} reaches {f} on two paths, through {g} and through {h}. Multiply the "
                        "derivatives along each path, and add the paths."
                    ),
                    slots=self.paths.colours,
                    f=Symbol(self.paths.name),
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
                    slots=self.paths.colours,
                    f=Symbol(self.paths.name),
                    x=self._x(),
                    count=str(len(names)),
                )
        self._write(
            "chain rule",
            _("Chain rule: one term per path"),
            self.paths.left,
            self.paths.named_sum(tinted=True),
            why,
            _("On how many paths can a change of the input reach the function?"),
        )

    def _x(self) -> Symbol:
        return Symbol(self.paths.variable)

    def _parts(self) -> None:
        outer = [branch.outer for branch in self.paths.branches]
        inner = [branch.inner for branch in self.paths.branches if branch.name != self.paths.variable]
        if self.detail == "full":
            self.lines.extend(line for worked in (*outer, *inner) for line in worked.lines)
            return
        self.lines.extend(map(self._outer_part, outer))
        self.lines.extend(map(self._inner_part, inner))

    def _outer_part(self, worked: Worked) -> Line:
        if len(self.problem.main_variables) > 1:
            return in_one_line(
                worked,
                "partial derivative",
                _("Partial derivative"),
                _(
                    "The outer function has several inputs, so this is a partial derivative: the other inner "
                    "functions are held constant."
                ),
                _("Which letters are held constant while this one moves?"),
            )
        return in_one_line(
            worked,
            "outer derivative",
            _("Outer derivative"),
            _("The outer function, with its input left as a letter."),
            _("What is the derivative of the outer function by its own input?"),
        )

    def _inner_part(self, worked: Worked) -> Line:
        if worked.left.partial:
            why = _("The inner function has several inputs: the others are held constant.")
        else:
            why = _("The inner function has one input, so this is an ordinary derivative, written with d.")
        return in_one_line(
            worked,
            "inner derivative",
            _("Inner derivative"),
            why,
            _("How fast does the inner function change?"),
        )

    def _put_parts_in(self) -> None:
        self._write(
            "put the parts in",
            _("Put the parts in"),
            self.paths.named_sum(tinted=False),
            self.paths.filled_sum(tinted=True),
            sentence(_("Each derivative takes the place of its name."), slots=self.paths.colours),
            _("What has been found for each of the factors?"),
        )

    def _vector_form(self) -> None:
        names = tuple(Symbol(branch.name) for branch in self.paths.branches)
        slopes = tuple(branch.inner.result for branch in self.paths.branches)
        letter = next(each for each in ("v", "w", "r", "p") if each not in self._letters())
        self._write(
            "vector notation",
            _("The same in vector notation: ∇{f} · {v}′").format(f=self.paths.name, v=letter),
            self.paths.filled_sum(tinted=False),
            self.paths.dot_product(),
            sentence(
                _(
                    "The partial derivatives form the gradient {nabla}; with {v}, the inner derivatives "
                    "form {slopes}."
                ),
                slots=self.paths.colours,
                nabla=Marked("derivative", Named("gradient", self.paths.name)),
                v=Equation((Symbol(letter), Vector(names))),
                slopes=Marked("velocity", Equation((Named("velocity", letter), Vector(slopes)))),
            ),
            _("Which vectors have this sum as their dot product?"),
        )
        self._write(
            "dot product",
            _("Expand the dot product"),
            self.paths.dot_product(),
            self.paths.filled_sum(tinted=True),
            sentence(
                _("First entry times first entry, plus second times second, and so on: the paths again."),
                slots=self.paths.colours,
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
        filled = self.paths.filled_sum(tinted=False)
        bodies = {inner.name: self.problem.spelled_out(inner.body) for inner in self.problem.inner}
        used = [name for name in bodies if depends_on(filled, name)]
        if used:
            definitions = [Equation((Symbol(name), bodies[name])) for name in used]
            if len(used) == 1:
                why = sentence(
                    _("The answer is to speak of the input only: put in {g}."),
                    slots=self.paths.colours,
                    g=definitions[0],
                )
            elif len(used) == 2:
                why = sentence(
                    _("The answer is to speak of the input only: put in {g} and {h}."),
                    slots=self.paths.colours,
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
        tidying = [replace(line, left=self.paths.left) for line in tidying_lines(steps, self.paths.colours)]
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
