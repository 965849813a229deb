"""A heading: words in bold with the mathematics that they speak of, on one base line."""

from __future__ import annotations

import re

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from tutor.canvas.labels import Label
from tutor.canvas.style import Style

SIZE = 15.0
MATHEMATICS = 1.13
"""times the size of the words"""
SPACE, HELD_SPACE, CLOSE = -0.1, 0.2, -0.2
"""between the pieces, of the size of the words: they bring some of their own"""
Piece = tuple[str, str]
"""mathtext, and digits after it: as `Label.say` takes them"""


class Heading:
    """Its place is in logical px of the figure, from the lower left corner."""

    def __init__(self, figure: Figure, style: Style, *, held: bool = False) -> None:
        """Make an empty heading; with `held`, its mathematics is of what is held constant."""
        self._figure, self._style, self._held = figure, style, held
        self._size = SIZE
        self._labels: list[Label] = []
        self._shown = True
        self._said: tuple[str, dict[str, Piece]] = ("", {})
        self._place = (0.0, 0.0)

    def say(self, sentence: str, **pieces: Piece) -> None:
        """Write a sentence with its {placeholders} filled with mathematics."""
        said = (sentence, pieces)
        if said == self._said:
            return
        anew = sentence != self._said[0]
        self._said = said
        if anew:
            self._make()
        for label, part in zip(self._labels, self._parts(), strict=True):
            label.say(*part)
        self.place(*self._place)

    @property
    def text(self) -> str:
        """What it says, the mathematics as mathtext."""
        sentence, pieces = self._said
        return sentence.format(**{name: "".join(piece) for name, piece in pieces.items()})

    def _parts(self) -> list[Piece]:
        sentence, pieces = self._said
        parts = re.split(r"\{(\w+)\}", sentence)
        return [
            (part.strip(), "") if index % 2 == 0 else pieces[part]
            for index, part in enumerate(parts)
            if index % 2 or part.strip()
        ]

    def _make(self) -> None:
        ink, grey = (self._style.colour(key) for key in ("text.primary", "meaning.heldConstant_text"))
        words, mathematics = self._size, MATHEMATICS * self._size
        self._labels = [
            Label(self._figure, self._style, grey if self._held else ink, mathematics, held=self._held)
            if math.startswith("$") or digits
            else Label(self._figure, self._style, ink, words, veiled=False, weight="bold")
            for math, digits in self._parts()
        ]
        for label in self._labels:
            label.follows = False
        self.show(self._shown)

    @property
    def _gaps(self) -> list[float]:
        """px between each piece and the next one: a comma stands close to what is before it."""
        usual, close = (
            self._style.px(share * self._size) for share in (HELD_SPACE if self._held else SPACE, CLOSE)
        )
        return [close if label.text[:1] in ",，;；.。" else usual for label in self._labels[1:]]

    @property
    def width(self) -> float:
        """px that it takes up at its full size"""
        ratio = self._figure.dpi / 72.0
        return sum(label.size[0] for label in self._labels) / ratio + sum(self._gaps)

    def fit(self, room: float) -> None:
        """Write it as large as `room` px allow."""
        largest = self.width * SIZE / self._size
        size = SIZE * min(1.0, room / max(largest, 1.0))
        if abs(size - self._size) > 0.01:
            self._size = size
            self._make()
            for label, part in zip(self._labels, self._parts(), strict=True):
                label.say(*part)

    def place(self, x: float, y: float) -> None:
        """Put its lower left end there; `y` is its base line."""
        self._place = (x, y)
        ratio = self._figure.dpi / 72.0
        across = x * ratio
        for label, gap in zip(self._labels, [*self._gaps, 0.0], strict=False):
            label.place(across, y * ratio - label.depth, 0.0, 0.0)
            across += label.size[0] + gap * ratio

    @property
    def box(self) -> Bbox:
        """Its extent in pixels of the canvas."""
        return Bbox.union([label.box for label in self._labels])

    def show(self, visible: bool) -> None:
        """Show or hide it."""
        self._shown = visible
        for label in self._labels:
            label.show(visible)

    @property
    def artists(self) -> tuple[Label, ...]:
        """What is to be painted for it."""
        return tuple(self._labels)
