"""The graph of operations: values forward, derivatives backward, node by node."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.transforms import Bbox, BboxBase

from tutor.canvas.frame import place_axes, plain_axes
from tutor.canvas.graph_plan import NUMBER, SLOPE, VALUE, GraphPlan
from tutor.canvas.labels import Label
from tutor.canvas.number_tracks import NumberTracks
from tutor.canvas.numbers import number
from tutor.canvas.picture import HIT_RADIUS, Clip, Picture, Point
from tutor.canvas.pictures import picture_of
from tutor.canvas.placing import place_clear
from tutor.canvas.readout import Readout, Stepper, Symbols
from tutor.canvas.wording import equals, latex_name, plain_name, rounded, typst_name, typst_number
from tutor.gallery.graph import GraphScene
from tutor.language import _

TOP = 44.0
"""px for the two headings"""
FARTHEST = 1000.0
"""How large a typed input can be."""
DECIMALS = 4
BACK, FORWARD = "back", "forward"


@picture_of(GraphScene)
class GraphPicture(Picture):
    """What automatic differentiation does: one pass forward, one backward."""

    scene: GraphScene

    def build(self) -> None:
        style, nodes = self.style, self.scene.nodes
        self.values: list[float] = [math.nan] * len(nodes)
        self.slopes: list[float] = [math.nan] * len(nodes)
        """∂f/∂node of every node"""
        self.local: list[float] = [math.nan] * len(self.scene.edges)
        self._moment = 2 * len(nodes) - 1
        """forward through the nodes 0 … n − 1, then backward through n − 1 … 0; at first all is done"""
        self._axes = plain_axes(self.figure, style)
        self._axes.set_axis_off()
        green, ink = style.colour("meaning.derivative"), style.colour("text.primary")
        self._plan = GraphPlan(self._axes, style, self.scene)
        self._tracks = NumberTracks(self._axes, style, self.scene.variables, self.scene.ranges)
        self._lit = FancyBboxPatch(
            (0, 0), 1, 1, boxstyle=f"round,pad=0,rounding_size={style.px(3)}",
            facecolor=style.colour("meaning.changedNow_fill"), edgecolor="none", animated=True, zorder=4,
        )  # fmt: skip
        self._axes.add_patch(self._lit)
        self._write_numbers()
        self._headings = [
            self.figure.text(0, 0, words, color=colour, fontweight="bold", va="top", ha=side)
            for words, colour, side in (
                (_("Values run forward") + " →", ink, "left"),
                ("← " + _("derivatives run back"), green, "right"),
            )
        ]
        self._rule = self.figure.text(
            0, 0, _("Going back, multiply by the number on each edge. Where edges meet, add."),
            color=style.colour("text.secondary"), va="bottom",
        )  # fmt: skip

    def _write_numbers(self) -> None:
        """Make the labels of the numbers; in a narrow picture they are shorter, in a crowded one smaller."""
        style, figure = self.style, self.figure
        green, ink = style.colour("meaning.derivative"), style.colour("text.primary")
        value, slope, local = (self._plan.letters * size for size in (VALUE, SLOPE, NUMBER))
        self._decimals = DECIMALS if self._plan.is_wide else 2
        self._value_labels = [Label(figure, style, ink, value) for _node in self.scene.nodes]
        self._slope_labels = [Label(figure, style, green, slope, veiled=False) for _node in self.scene.nodes]
        self._local_labels = [
            Label(figure, style, self._plan.edge_colour(edge), local) for edge in self.scene.edges
        ]

    def arrange(self, width: float, height: float) -> Iterator[None]:
        px = self.style.px
        place_axes(self._axes, (width, height), 0, 0, width, height)
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        side = px(28 if width > 560 else 14)
        for heading, x in zip(self._headings, (side, width - side), strict=True):
            heading.set_fontsize(min(px(15), 0.029 * width))
            heading.set_position((x / width, 1 - px(18) / height))
        tracks = px(60)
        self._tracks.arrange(side, width - side, px(30))
        self._rule.set_fontsize(px(14))
        long = self._rule.get_window_extent().width * 72.0 / self.figure.dpi
        self._rule.set_fontsize(px(14) * min(1.0, 0.98 * (width - 2 * side) / max(long, 1.0)))
        self._rule.set_position((side / width, (tracks + px(4)) / height))
        yield
        yield from self._plan.arrange(side, width - side, tracks + px(34), height - px(TOP))
        yield
        self._write_numbers()
        self._show_moment()
        for node, slope in zip(self.scene.nodes, self._slope_labels, strict=True):
            slope.say(self._slope_name(node.name))
            slope.typeset()
            yield

    def _slope_name(self, name: str) -> str:
        f, x = latex_name(self.scene.name), latex_name(name)
        d = self._d(name, "d", r"\partial ")
        if self._plan.is_roomy:
            return rf"$\dfrac{{{d} {f}}}{{{d} {x}}} =$"
        return rf"${d} {f}/{d} {x} =$"

    def _d(self, name: str, whole: str, partial: str) -> str:
        """Return the d of df/dx for the only input, that of ∂f/∂a for all others."""
        return whole if self.scene.variables == (name,) else partial

    def symbols(self) -> Symbols | None:
        return Symbols(_("The whole function"), self.scene.whole, self.scene.parts)

    # The point ---------------------------------------------------------------------------------

    @property
    def axes(self) -> Axes:
        return self._axes

    @property
    def point_name(self) -> str:
        return ", ".join(map(plain_name, self.scene.variables))

    @property
    def invitation(self) -> str:
        return _("Drag a value below, or type")

    @property
    def clip(self) -> Clip:
        return ((-FARTHEST, FARTHEST),) * len(self.scene.variables)

    @property
    def anchor(self) -> tuple[float, float]:
        return self._tracks.place(self.point)

    def taken_to(self, x: float, y: float) -> Point:
        point = list(self.point)
        point[self._tracks.active] = self._tracks.value_at(x)
        return tuple(point)

    def hit(self, event_x: float, event_y: float) -> bool:
        place = self._axes.transData.inverted().transform((event_x, event_y))
        return self._tracks.take(self.point, place, self.style.px(HIT_RADIUS))

    def nudge(self, dx: float, dy: float) -> None:
        """Left and right change the value, up and down say which input's."""
        self._tracks.choose_next(-int(math.copysign(1, dy)) if dy else 0)
        point = list(self.point)
        point[self._tracks.active] = round(10 * point[self._tracks.active] + dx) / 10
        self.move_to(point)

    def moving(self) -> Iterable[Artist]:
        return (
            self._lit,
            *self._tracks.moving(),
            *self._local_labels,
            *self._value_labels,
            *self._slope_labels,
        )

    def follow(self) -> None:
        self._compute()
        self._tracks.follow(self.point)
        ratio, box = self.figure.dpi / 72.0, self._axes.bbox
        half = (self._plan.box[1] / 2 + self.style.px(3)) * ratio
        for index, (value, slope) in enumerate(zip(self._value_labels, self._slope_labels, strict=True)):
            x, y = self._plan.places[index] * ratio
            value.say("", rounded(self.values[index], self._decimals))
            value.place(x, y + half, 0.5, 0.0, box)
            slope.say(
                self._slope_name(self.scene.nodes[index].name), rounded(self.slopes[index], self._decimals)
            )
        taken: list[BboxBase] = []
        for spot, local, label in zip(self._plan.spots, self.local, self._local_labels, strict=True):
            label.say("· ", rounded(local, self._decimals))
            taken.append(label.place(spot[0] * ratio, spot[1] * ratio, 0.5, 0.5, box))
        ways = ratio * self._plan.ways
        taken += [Bbox(ratio * frame.get_points()) for frame in self._plan.frames()]
        for index, slope in enumerate(self._slope_labels):
            spots = [(ratio * x, ratio * y, across, up) for x, y, across, up in self._plan.below(index)]
            taken.append(place_clear(slope, spots, ways, taken, box))
        lit = self._slope_labels[self.current] if self.goes_back else self._value_labels[self.current]
        self._lit.set_bounds(*(part / ratio for part in lit.box.bounds))

    def _compute(self) -> None:
        """Run forward through the values, then backward: reverse mode, as in Griewank and Walther,
        Evaluating Derivatives (2008), section 3.2."""
        nodes, edges = self.scene.nodes, self.scene.edges
        self.values = list(self.point)
        for node in nodes[len(self.point) :]:
            self.values.append(number(node.value(*(self.values[each] for each in node.arguments))))
        self.slopes = [0.0] * (len(nodes) - 1) + [1.0]
        for index in range(len(edges) - 1, -1, -1):
            # Edges are in the order of their targets: a target's slope is whole before it is passed on.
            edge = edges[index]
            target = nodes[edge.target]
            arguments = (self.values[each] for each in target.arguments)
            self.local[index] = number(target.locals[edge.position](*arguments))
            self.slopes[edge.source] += self.slopes[edge.target] * self.local[index]
        if not math.isfinite(self.values[-1]):
            self.slopes = [math.nan] * len(nodes)

    # Node by node ------------------------------------------------------------------------------

    @property
    def goes_back(self) -> bool:
        """Whether the derivatives are being computed, and no longer the values."""
        return self._moment >= len(self.scene.nodes)

    @property
    def current(self) -> int:
        """The node that is being computed."""
        count = len(self.scene.nodes)
        return 2 * count - 1 - self._moment if self.goes_back else self._moment

    def choose(self, name: str) -> None:
        change = {BACK: -1, FORWARD: 1}.get(name, 0)
        self._moment = min(max(self._moment + change, 0), 2 * len(self.scene.nodes) - 1)
        with self.style.applied():
            self._show_moment()
            self.follow()
        self.blitter.forget()

    def reset(self) -> None:
        self._moment = 2 * len(self.scene.nodes) - 1
        self.choose("")
        super().reset()

    def _show_moment(self) -> None:
        """Show what is computed so far, and stress what the current node is computed from."""
        current, back = self.current, self.goes_back
        for index, (value, slope) in enumerate(zip(self._value_labels, self._slope_labels, strict=True)):
            value.show(back or index <= current)
            slope.show(back and index >= current)
        for edge, local in zip(self.scene.edges, self._local_labels, strict=True):
            local.show(back and edge.source >= current)
        self._plan.stress(current, self._used())

    def _used(self) -> list[int]:
        """Return the edges through which the current node is computed."""
        return [
            index
            for index, edge in enumerate(self.scene.edges)
            if self.current == (edge.source if self.goes_back else edge.target)
        ]

    # Words -------------------------------------------------------------------------------------

    def describe(self) -> str:
        nodes = self.scene.nodes
        values = ", ".join(
            f"{node.label.text} = {rounded(value, DECIMALS)}"
            for node, value in zip(nodes, self.values, strict=True)
        )
        slopes = ", ".join(
            f"{rounded(self.slopes[index], DECIMALS)} ({plain_name(name)})"
            for index, name in enumerate(self.scene.variables)
        )
        return _(
            "The operations of {f} one after another: {values}. The derivatives of {f}, computed backward: "
            "{slopes}."
        ).format(f=plain_name(self.scene.name), values=values, slopes=slopes)

    def readout(self) -> Readout:
        count = len(self.scene.nodes)
        order = count - self.current if self.goes_back else self.current + 1
        words = _("Back: node {number} of {count}") if self.goes_back else _("Node {number} of {count}")
        stepper = Stepper(
            words.format(number=order, count=count),
            BACK if self._moment > 0 else "",
            FORWARD if self._moment < 2 * count - 1 else "",
        )
        formula = self._sum() if self.goes_back else self._value()
        return Readout(formula, self._in_words(), stepper=stepper)

    def _in_words(self) -> str:
        if not math.isfinite(self.values[-1] + sum(self.slopes)):
            return _("Here the derivative is not defined.")
        if self.goes_back:
            return _("Going back, multiply by the number on each edge. Where edges meet, add.")
        return _("Going forward, each value is computed from those before it.")

    def _value(self) -> str:
        node, value = self.scene.nodes[self.current], self.values[self.current]
        sign = equals(value, decimals=DECIMALS)
        return f"{node.label.typst} {sign} changed({typst_number(value, DECIMALS)})"

    def _sum(self) -> str:
        """Return how the current node's derivative comes about, as Typst math markup."""
        slope, node = self.slopes[self.current], self.scene.nodes[self.current]
        f, x = typst_name(self.scene.name), typst_name(node.name)
        d = self._d(node.name, "d", "partial")
        numbers, terms = [slope], []
        for index in self._used():
            edge = self.scene.edges[index]
            factors = self.slopes[edge.target], self.local[index]
            numbers += factors
            term = f"{typst_number(factors[0], DECIMALS)} dot {_in_brackets(factors[1])}"
            terms.append(f"{edge.slot}({term})" if edge.slot else term)
        left = f"({d} {f})/({d} {x})"
        shown = f"changed({typst_number(slope, DECIMALS)})"
        if not terms:
            return f"{left} = {shown}"
        put_in, added = (equals(*some, decimals=DECIMALS) for some in (numbers[1:], numbers))
        return f"{left} {put_in} {' + '.join(terms)} {added} {shown}"


def _in_brackets(value: float) -> str:
    """Return a factor as Typst math markup, a negative one in brackets."""
    text = typst_number(value, DECIMALS)
    return f"({text})" if value < 0 else text
