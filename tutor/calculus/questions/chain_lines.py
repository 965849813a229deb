"""The chain rule written out: the paths named, the parts found and put in, the vectors, the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.board import NO_FOCUS, Focus, Sentence
from tutor.calculus.lines import Line, known_rule, tidying_lines
from tutor.calculus.questions import chain_words
from tutor.calculus.questions.gathering import in_one_line
from tutor.calculus.questions.paths import Arrow, Paths
from tutor.calculus.recall import recall
from tutor.calculus.tidying.transforms import tidied, tidy
from tutor.language import _
from tutor.notation.expression import (
    Derivative,
    Equation,
    Expression,
    Marked,
    Named,
    Symbol,
    Vector,
)
from tutor.notation.sentence import sentence
from tutor.notation.text import text
from tutor.notation.traversal import depends_on, substitute, symbols, unmarked

LETTERS_FOR_VECTORS = ("v", "w", "r", "p", "q", "c")


class ChainLines:
    """The lines for one input. After `written`, `raw` and `result` are the answer before and after
    tidying.

    Args:
        paths: the paths from the function to that input.
        detail: the level of detail.
        shown: the arrows that were worked out for an input before this one.
    """

    def __init__(self, paths: Paths, detail: str, shown: Sequence[Arrow] = ()) -> None:
        self.paths = paths
        self.graph = paths.graph
        self.detail = detail
        self.lines: list[Line] = []
        self.raw: Expression = paths.left
        self.result: Expression = paths.left
        seen = [arrow.name for arrow in shown]
        self._shared = [arrow for arrow in paths.arrows if arrow.name in seen]
        self._new = [arrow for arrow in paths.arrows if arrow.name not in seen]

    def written(self) -> tuple[Line, ...]:
        """Write all the lines."""
        self._name_the_paths()
        self._parts()
        self._put_parts_in()
        if "chain rule" in recall().understood and self.paths.branches:
            self._fold()
            self._finish()
            return tuple(self.lines)
        several = len(self.paths.branches) > 1 and self.paths.has_one_level
        if several and (self.detail == "full" or (self.detail == "standard" and not self._shared)):
            self._vector_form()
        self._finish()
        return tuple(self.lines)

    def _line(
        self,
        rule: str,
        title: str,
        before: Expression,
        after: Expression,
        why: Sentence,
        hint: str,
        focus: Focus = NO_FOCUS,
    ) -> Line:
        colours = self.paths.colours
        if focus == NO_FOCUS:
            focus = Focus(variable=self.paths.variable)
        return Line(
            rule,
            title,
            before,
            after,
            why,
            sentence(hint, slots=colours),
            left=self.paths.left,
            slots=colours,
            focus=focus,
        )

    def _name_the_paths(self) -> None:
        one = len(self.paths.branches) == 1
        line = self._line(
            "chain rule",
            _("Chain rule: multiply along the path") if one else _("Chain rule: one term per path"),
            self.paths.left,
            self.paths.named_sum(tinted=True),
            chain_words.about_the_paths(self.paths),
            chain_words.hint_for_the_paths(self.paths),
        )
        self.lines.append(replace(line, understood=False if self.paths.branches else None))

    def _fold(self) -> None:
        """Put the lines so far into one: the student knows the chain rule."""
        line = self._line(
            "chain rule",
            _("Chain rule"),
            self.paths.left,
            Marked("changed", self.paths.filled_sum(tinted=True)),
            chain_words.about_the_paths(self.paths),
            chain_words.hint_for_the_paths(self.paths),
        )
        self.lines = [replace(known_rule(line, line.title), parts=tuple(self.lines))]

    # The derivatives along the paths --------------------------------------------------------------

    def _parts(self) -> None:
        if self._shared and self.detail != "brief":
            self.lines.append(self._found_above(self._shared))
        if self.detail == "full":
            for arrow in self._new:
                *others, last = arrow.worked.lines
                self.lines += [*others, replace(last, anchors=(*last.anchors, text(arrow.name)))]
        elif self.detail == "brief":
            outer = [arrow for arrow in self._new if arrow.source == self.graph.main]
            inner = [arrow for arrow in self._new if arrow.source != self.graph.main]
            for arrows, title in ((outer, _("Outer derivatives")), (inner, _("Inner derivatives"))):
                if len(arrows) == 1:
                    self.lines.append(self._part(arrows[0]))
                elif arrows:
                    self.lines.append(self._gathered(arrows, title))
        else:
            self.lines.extend(map(self._part, self._new))

    def _part(self, arrow: Arrow) -> Line:
        if arrow.source != self.graph.main:
            rule, title = "inner derivative", _("Inner derivative")
        elif arrow.name.partial:
            rule, title = "partial derivative", _("Partial derivative")
        else:
            rule, title = "outer derivative", _("Outer derivative")
        line = in_one_line(arrow.worked, rule, title, "", chain_words.hint_for_an_arrow(arrow))
        return replace(line, why=chain_words.about_an_arrow(arrow, self.graph))

    def _gathered(self, arrows: Sequence[Arrow], title: str) -> Line:
        """Work out several derivatives in one line, each to be opened."""
        names = Vector(tuple(arrow.name for arrow in arrows))
        line = self._line(
            "derivatives along the paths",
            title,
            names,
            Marked("changed", self._column(arrows)),
            chain_words.about_gathered_arrows(arrows, self.graph),
            chain_words.hint_for_an_arrow(arrows[0]),
        )
        return replace(line, left=names, parts=tuple(map(self._part, arrows)))

    def _found_above(self, arrows: Sequence[Arrow]) -> Line:
        names: Expression = Vector(tuple(arrow.name for arrow in arrows))
        values = self._column(arrows)
        if len(arrows) == 1:
            names, values = arrows[0].name, arrows[0].opening
        line = self._line(
            "found above",
            _("Already found"),
            names,
            values,
            chain_words.about_shared_arrows(arrows, self.paths),
            _("Which of these derivatives are known already?"),
        )
        return replace(line, left=names)

    def _column(self, arrows: Sequence[Arrow]) -> Expression:
        colours = self.graph.colours
        entries: list[Expression] = []
        for arrow in arrows:
            slot = self.graph.slot(arrow.source, arrow.target)
            entries.append(Marked(slot, arrow.opening) if slot in colours.values() else arrow.opening)
        return Vector(tuple(entries))

    def _put_parts_in(self) -> None:
        if not self.paths.branches:
            return
        self.lines.append(
            self._line(
                "put the parts in",
                _("Put the parts in"),
                self.paths.named_sum(tinted=False),
                self.paths.filled_sum(tinted=True),
                chain_words.about_the_parts(self.paths.arrows, self.paths),
                _("What has been found for each of the factors?"),
            )
        )

    # The same as vectors --------------------------------------------------------------------------

    def _vector_form(self) -> None:
        paths = self.paths
        names = tuple(Symbol(branch.names[1]) for branch in paths.branches)
        letter = next((each for each in LETTERS_FOR_VECTORS if each not in self._letters()), "v_0")
        velocity: Expression = Named("velocity", letter)
        title = _("The same in vector notation: ∇{f} · {v}′").format(
            f=chain_words.in_words(paths.name), v=letter
        )
        if len(self.graph.problem.variables) > 1:
            velocity = Derivative(Named("value", letter), paths.variable, True)
            title = _("The same in vector notation: ∇{f} · {velocity}").format(
                f=chain_words.in_words(paths.name), velocity=text(velocity)
            )
        self.lines.append(
            self._line(
                "vector notation",
                title,
                paths.filled_sum(tinted=False),
                paths.dot_product(),
                sentence(
                    _(
                        "The partial derivatives form the gradient {nabla}; with {v}, the inner derivatives "
                        "form {slopes}."
                    ),
                    slots=paths.colours,
                    nabla=Marked("derivative", Named("gradient", paths.name)),
                    v=Equation((Symbol(letter), Vector(names))),
                    slopes=Marked("velocity", Equation((velocity, Vector(paths.inner)))),
                ),
                _("Which vectors have this sum as their dot product?"),
            )
        )
        self.lines.append(
            self._line(
                "dot product",
                _("Expand the dot product"),
                paths.dot_product(),
                paths.filled_sum(tinted=True),
                sentence(
                    _("First entry times first entry, plus second times second, and so on: the paths again."),
                    slots=paths.colours,
                ),
                _("How is a dot product computed?"),
            )
        )

    def _letters(self) -> set[str]:
        graph = self.graph
        return {
            *graph.bodies,
            *(letter for body in graph.bodies.values() for letter in symbols(body)),
            *graph.problem.variables,
        }

    # The answer in the inputs ---------------------------------------------------------------------

    def _finish(self) -> None:
        filled = self.paths.filled_sum(tinted=False)
        placing: list[Line] = []
        for level in range(1, len(self.graph.levels)):
            used = [name for name in self.graph.levels[level] if depends_on(filled, name)]
            if used:
                filled = self._put_in(filled, level, used, placing)
        self.raw = unmarked(filled)
        steps = tidied(self.raw)
        tidying = [
            replace(line, left=self.paths.left, focus=Focus(variable=self.paths.variable))
            for line in tidying_lines(steps, self.paths.colours)
        ]
        if self.detail == "brief":
            self.lines.extend(self._merged(placing, tidying))
        else:
            self.lines += [*placing, *tidying]
        self.result = tidy(self.raw)

    def _put_in(self, filled: Expression, level: int, used: Sequence[str], lines: list[Line]) -> Expression:
        bodies = {name: self.graph.bodies[name] for name in used}
        placed = substitute(filled, {name: Marked("changed", body) for name, body in bodies.items()})
        after = substitute(filled, bodies)
        last = not any(depends_on(after, name) for name in self.graph.inner)
        lines.append(
            self._line(
                "put the inner functions in",
                _("Put the inner functions in"),
                substitute(filled, {name: Marked("before", Symbol(name)) for name in used}),
                placed,
                chain_words.about_putting_in(
                    tuple(bodies.items()), self.graph.problem.variables, self.paths.colours, last
                ),
                _("What do {names} stand for?").format(names=chain_words.listed(used))
                if len(used) > 1
                else _("What does {name} stand for?").format(name=chain_words.in_words(used[0])),
            )
        )
        return after

    def _merged(self, placing: Sequence[Line], tidying: Sequence[Line]) -> list[Line]:
        """Return one line for all that is left to do, the lines themselves inside."""
        lines = (*placing, *tidying)
        if len(lines) < 2:
            return list(lines)
        before, after = unmarked(lines[0].before), Marked("changed", unmarked(lines[-1].after))
        if not placing:
            why = sentence(_("Numbers first, brackets multiplied out, like terms together."))
            rule, title = "tidy", _("Expand and simplify")
        elif not tidying:
            why, rule, title = placing[-1].why, placing[-1].rule, placing[-1].title
        else:
            why = sentence(
                _("Put in what {names} stand for, then multiply out and put like terms together.")
                if len(self._placed_names(placing)) > 1
                else _("Put in what {names} stands for, then multiply out and put like terms together."),
                names=chain_words.listed(self._placed_names(placing)),
            )
            rule, title = "tidy", _("Put the inner functions in and simplify")
        merged = self._line(rule, title, before, after, why, lines[0].hint.text)
        return [replace(merged, hint=lines[0].hint, parts=lines)]

    def _placed_names(self, placing: Sequence[Line]) -> list[str]:
        """Return the inner functions that the lines put in."""
        found = {name for line in placing for name in symbols(line.before)}
        return [name for level in self.graph.levels[1:] for name in level if name in found]
