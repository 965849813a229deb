"""The chain rule: the tree above; below it what happens along one input, as a map, lines or a graph."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from tutor.board import Focus
from tutor.canvas.along import Along
from tutor.canvas.frame import place_axes, plain_axes
from tutor.canvas.number_lines import NumberLines
from tutor.canvas.numbers import round_step
from tutor.canvas.path_graph import PathGraph
from tutor.canvas.path_map import PathMap
from tutor.canvas.picture import Clip, Picture, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.readout import Choice, Readout, Slider, Symbols
from tutor.canvas.saying import Saying, saying
from tutor.canvas.tree import Look, Tree
from tutor.canvas.wording import plain_name, rounded, typst_name
from tutor.gallery import Edge, PathsScene, Way
from tutor.language import _, paragraph

TREE_SHARE = 0.4
TREE_HEIGHT = 250.0
ALONG, GRAPH, TERMS = "along", "graph", "terms"
"""What can be below the tree."""


@picture_of(PathsScene)
class PathsPicture(Picture):
    """One colour for a branch: its edges, its axis, its term. The point is the place of all inputs; one of
    them moves, and when another is changed the lower part is made anew."""

    scene: PathsScene

    def build(self) -> Iterator[None]:
        self._index = self.scene.first
        self._view = self._first_view
        self._selected: Edge | None = None
        yield from self._make()

    @property
    def _first_view(self) -> str:
        """With several inputs no one path tells the whole: there the sum stands below the tree."""
        return TERMS if len(self.scene.inputs) > 1 and self._has_terms else ALONG

    @property
    def _has_terms(self) -> bool:
        return bool(self.way.sums) and len(self.scene.tree[0]) == 1

    def _make(self) -> Iterator[None]:
        style, scene, way = self.style, self.scene, self.way
        self._tree_axes = plain_axes(self.figure, style)
        self._tree_axes.set_axis_off()
        self._tree = Tree(self._tree_axes, style, scene.tree, scene.edges)
        yield
        self._ring = FancyBboxPatch(
            (0, 0), 1, 1, boxstyle="round,pad=0", fill=False, edgecolor=style.colour("plot.dragPoint"),
            linewidth=style.px(2), animated=True, zorder=6, visible=False,
        )  # fmt: skip
        self.along = Along(way, dict(zip(scene.inputs, self.point, strict=True)))
        self.below: PathMap | NumberLines | PathGraph | None = None
        if self._view == TERMS and self._has_terms:
            return
        if self._view == GRAPH:
            self.below = PathGraph(self.figure, style, scene.inputs, self.along)
        elif way.contour is not None:
            self.below = PathMap(self.figure, style, scene.inputs, self.along, way.contour)
        elif way.quantities:
            self.below = NumberLines(self.figure, style, scene.edges, self.along)

    def _remake(self) -> None:
        """Make everything anew: another input moves, or another is held, or the view is another one."""
        self.figure.clear()
        with self.style.applied():
            for _pause in self._make():
                pass
            self._size = (0.0, 0.0, 0.0)
            self.fit()

    @property
    def way(self) -> Way:
        """The derivative that the lower part is about."""
        return self.scene.ways[self._index]

    def arrange(self, width: float, height: float) -> Iterator[None]:
        tree_height = height if self.below is None else self._tree_height(height)
        place_axes(self._tree_axes, (width, height), 0, height - tree_height, width, tree_height)
        self._tree_room = (width, tree_height)
        yield from self._tree.lay_out(*self._tree_room)
        if self.below is not None:
            self.below.arrange((width, height), height - tree_height)

    def _tree_height(self, height: float) -> float:
        """Return the room for the tree above the rest; many, crossing and long edges need more."""
        column = {name: index for index, names in enumerate(self.scene.tree) for name in names}
        sizes = [len(names) for names in self.scene.tree]
        crossed = any(min(pair) > 1 for pair in pairwise(sizes))
        long = sum(column[edge.target] - column[edge.source] > 1 for edge in self.scene.edges) > 1
        share, most = (0.5, 300.0) if crossed or long or max(sizes) > 2 else (TREE_SHARE, TREE_HEIGHT)
        return min(share * height, self.style.px(most))

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._tree_axes if self.below is None else self.below.axes

    @property
    def point_name(self) -> str:
        inputs = [plain_name(name) for name in self.scene.inputs]
        return inputs[0] if len(inputs) == 1 else f"({', '.join(inputs)})"

    @property
    def invitation(self) -> str:
        return _("Same colour, same branch")

    @property
    def clip(self) -> Clip:
        ranges = {way.variable: way.range for way in reversed(self.scene.ways)}
        return tuple(ranges.get(name, (value, value)) for name, value in zip(
            self.scene.inputs, self.scene.start, strict=True
        ))  # fmt: skip

    @property
    def moved(self) -> float:
        """The value of the input that moves."""
        return self.point[self._moving_index]

    @property
    def _moving_index(self) -> int:
        return self.scene.inputs.index(self.way.variable)

    def _with(self, value: float) -> Point:
        """Return the point with another value of the input that moves."""
        return tuple(value if index == self._moving_index else old for index, old in enumerate(self.point))

    @property
    def anchor(self) -> tuple[float, float]:
        return (math.nan, math.nan) if self.below is None else self.below.anchor(self.moved)

    def taken_to(self, x: float, y: float) -> Point:
        return self.point if self.below is None else self._with(self.below.taken_to(x, y))

    def slide(self, value: float) -> None:
        self.move_to(self._with(value))

    def nudge(self, dx: float, dy: float) -> None:
        if dx:
            low, high = self.way.range
            step = round_step((high - low) / 60.0)
            self.slide(round(self.moved / step + dx) * step)
        if dy:
            self.select(-1 if dy > 0 else 1)

    def moving(self) -> Iterable[Artist]:
        yield self._ring
        if self.below is not None:
            yield from self.below.moving()

    def follow(self) -> None:
        if not self.along.holds(dict(zip(self.scene.inputs, self.point, strict=True))):
            self._remake()
        elif self.below is not None:
            self.below.follow(self.moved)

    # What is chosen ----------------------------------------------------------------------------

    def choices(self) -> tuple[Choice, ...]:
        if len(self.scene.tree[0]) > 1:
            return self._components()
        ways = self.scene.ways if len(self.scene.ways) > 1 else ()
        derivatives = tuple(
            Choice(str(index), _derivative(way, "slash"), _spoken(way), index == self._index, "way")
            for index, way in enumerate(ways)
        )
        if self.way.whole is None:
            return derivatives
        first = (_("Path"), _("The path over the level curves"))
        if self.way.contour is None:
            first = (_("Steps"), _("What a small step does, on number lines"))
        words = _("Terms"), _("One term for each path, worked out")
        terms = Choice(TERMS, f'"{words[0]}"', words[1], self._view == TERMS, "view")
        whole = f"{typst_name(self.way.output)}({typst_name(self.way.variable)})"
        return (
            *derivatives,
            *((terms,) if self._has_terms else ()),
            Choice(ALONG, f'"{first[0]}"', first[1], self._view == ALONG, "view"),
            Choice(GRAPH, whole, _("The whole function, with its slope"), self._view == GRAPH, "view"),
        )

    def _components(self) -> tuple[Choice, ...]:
        """Return the components of a vector; which input moves is left to the steps, beside so many tabs."""
        first = {way.output: index for index, way in reversed(list(enumerate(self.scene.ways)))}
        return tuple(
            Choice(
                str(first[name]),
                typst_name(name),
                _("Component {f}").format(f=plain_name(name)),
                name == self.way.output,
                "way",
            )
            for name in self.scene.tree[0]
            if name in first
        )

    def choose(self, name: str) -> None:
        if name in (ALONG, GRAPH, TERMS):
            self._view = name
        else:
            self._index = self._with_input(int(name))
        self._remake()

    def _with_input(self, index: int) -> int:
        """Return the way of another component for the input that moves now, where there is one."""
        wanted = self.scene.ways[index]
        if wanted.output == self.way.output:
            return index
        same = [i for i, way in enumerate(self.scene.ways) if way.output == wanted.output]
        return next((i for i in same if self.scene.ways[i].variable == self.way.variable), index)

    def set_focus(self, focus: Focus) -> None:
        index = self._meant(focus)
        self.focus = focus
        if index != self._index:
            self._index = index
            self._remake()
        super().set_focus(focus)

    def _meant(self, focus: Focus) -> int:
        """Return the way that a step speaks of, the present one where it speaks of none."""
        outputs = self.scene.tree[0]
        row = focus.row is not None and focus.row < len(outputs)
        output = outputs[focus.row or 0] if row else self.way.output
        variable = focus.variable if focus.variable in self.scene.inputs else self.way.variable
        wanted = [(way.output, way.variable) for way in self.scene.ways]
        return wanted.index((output, variable)) if (output, variable) in wanted else self._index

    def reset(self) -> None:
        self._view = self._first_view
        self._selected = None
        self._point = tuple(self.scene.start)
        self._remake()

    def stress(self) -> None:
        branch = self._branch
        target = self.focus.variable if branch is not None else None
        self._tree.draw(*self._tree_room, Look(self.way.output, self.way.variable, branch, target))
        self._show_selected()

    @property
    def _branch(self) -> str | None:
        names = {edge.target for edge in self.scene.edges if edge.source in self.scene.tree[0]}
        names |= {name for column in self.scene.tree[1:-1] for name in column}
        if self.focus.branch is None and self.focus.row is not None and self.focus.variable in names:
            return self.focus.variable if self.focus.variable not in self.scene.inputs else None
        return self.focus.branch if self.focus.branch in names else None

    # Edges to press ----------------------------------------------------------------------------

    def pressed(self, event_x: float, event_y: float) -> str:
        if not self._tree_axes.bbox.contains(event_x, event_y):
            return ""
        x, y = self._tree_axes.transData.inverted().transform((event_x, event_y))
        edge = self._tree.edge_at(float(x), float(y))
        return edge.name if edge is not None else ""

    def entered(self) -> str:
        return self._selected.name if self._selected is not None else ""

    def select(self, step: int) -> bool:
        """Go to the next or the previous edge, in the order in which the tree is read."""
        edges = self.scene.edges
        if not step:
            self._selected = None
        elif edges:
            old = edges.index(self._selected) if self._selected is not None else (-1 if step > 0 else 0)
            self._selected = edges[(old + step) % len(edges)]
        self._show_selected()
        return bool(edges)

    def _show_selected(self) -> None:
        self._ring.set_visible(self._selected is not None)
        if self._ring not in self._tree_axes.patches:  # the tree clears its axes before it is drawn
            self._tree_axes.add_patch(self._ring)
        if self._selected is not None:
            box = self._tree.label_box(self._selected).padded(self.style.px(4))
            self._ring.set_bounds(*box.bounds)
            self._ring.set_boxstyle("round", pad=0, rounding_size=self.style.px(6))

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        words = _("The paths from {f} to {x}: {edges}.").format(
            f=plain_name(self.way.output), x=plain_name(self.way.variable), edges=self._tree.words()
        )
        if self._selected is not None:
            chosen = _("Chosen: {derivative}. Press Enter for its derivation.").format(
                derivative=self._selected.label.speech or self._selected.label.text
            )
            words = paragraph(words, chosen)
        if self.below is None and self._view != TERMS:
            return words
        if self.below is None or isinstance(self.below, NumberLines):
            return paragraph(words, self._speed().text)
        return paragraph(words, self.below.in_words(self.moved))

    def readout(self) -> Readout:
        way, x = self.way, self.moved
        slider = Slider(way.variable, *way.range, x, plays=1)
        name = _derivative(way, "bar")
        if not self.along.gradient(x):
            return Readout(name, _("One term for each path; the terms are added up."), slider)
        if not math.isfinite(self.along.rate(x)):
            return Readout(name, _("Here the derivative is not defined."), slider)
        said = self._speed()
        if len(self.scene.ways) > 1:
            return Readout(f"{name} = {self.along.sum(x, self._branch)}", said.text, slider, said=said.typst)
        terms = self.along.product(x) if way.contour is not None else self.along.sum(x, self._branch)
        return Readout(
            f"{terms} = {name}",
            said.text,
            slider,
            brief=f"{name} = {self.along.sum(x, self._branch)}",
            said=said.typst,
        )

    def symbols(self) -> Symbols | None:
        if self.below is not None or not self._has_terms:
            return None
        heading = _("One term for each path from {f} to {x}").format(
            f=plain_name(self.way.output), x=plain_name(self.way.variable)
        )
        return Symbols(heading, self.way.sum_for(self._branch))

    def _speed(self) -> Saying:
        names = {
            "x": plain_name(self.way.variable),
            "value": rounded(self.moved),
            "f": plain_name(self.way.output),
            "rate": rounded(self.along.rate(self.moved)),
        }
        if not math.isfinite(self.along.rate(self.moved)):
            return saying(_("Here the derivative is not defined."), names)
        held = [
            f"{plain_name(name)} = {rounded(value)}"
            for name, value in zip(self.scene.inputs, self.point, strict=True)
            if name != self.way.variable
        ]
        if held:
            words = _("At {x} = {value} and {held}, {f} changes {rate} times as fast as {x}.")
            return saying(words, names | {"held": ", ".join(held)})
        return saying(_("At {x} = {value}, {f} changes {rate} times as fast as {x}."), names)


def _derivative(way: Way, form: str) -> str:
    """Return the name of a way's derivative as Typst math markup, with a fraction bar or a slash."""
    d = "partial" if way.partial else "d"
    f, x = typst_name(way.output), typst_name(way.variable)
    return rf"{d} {f}\/{d} {x}" if form == "slash" else f"({d} {f})/({d} {x})"


def _spoken(way: Way) -> str:
    words = _("Derivative of {f} with respect to {x}")
    return words.format(f=plain_name(way.output), x=plain_name(way.variable))
