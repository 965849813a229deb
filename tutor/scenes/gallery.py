"""Which pictures belong to a question, and the table of those who make them."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from tutor.calculus.model import ModelError
from tutor.gallery import Gallery, Scene, Window
from tutor.language import N_, _
from tutor.notation.expression import Expression, Matrix, Vector
from tutor.notation.problem import Problem
from tutor.notation.traversal import indices_of, symbols
from tutor.scenes.compile import NotComputable, TooSlow, compiled
from tutor.scenes.effort import effort


@dataclass(frozen=True, slots=True)
class Situation:
    """A question, as the scenes see it. `window` is the part of the plane to show, None for the one that
    suits the function."""

    problem: Problem
    ask: str
    wrt: tuple[str, ...]
    window: Window | None = None

    @property
    def composite(self) -> Expression:
        """The main function with every inner function put into it."""
        return self.problem.spelled_out(self.problem.main.body)

    @property
    def through_paths(self) -> bool:
        """Whether the question is about the whole, through the inner functions."""
        return bool(self.problem.inner) and self.ask in ("chain", "derivative", "jacobian", "substitute")

    @property
    def function(self) -> Expression:
        """The function to draw: the whole at a chain rule, else the main one in its own inputs."""
        return self.composite if self.through_paths else self.problem.main.body

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs of `function`."""
        return self.problem.variables if self.through_paths else self.problem.main_variables

    @property
    def point(self) -> tuple[float, ...] | None:
        """Where the problem itself says to look, None where it does not say."""
        given = dict(self.problem.at)
        if not self.inputs or any(name not in given for name in self.inputs):
            return None
        values = tuple(float(compiled(given[name], ())()) for name in self.inputs)
        return values if all(map(math.isfinite, values)) else None

    @property
    def rows(self) -> tuple[tuple[str, Expression], ...]:
        """The outputs with their names: ("f", …), or ("f_1", …), ("f_2", …) of a vector or matrix."""
        name, body = self.problem.main.name, self.function
        if not isinstance(body, Vector | Matrix):
            return ((name, body),)
        indices = zip(indices_of(body), body.parts, strict=True)
        return tuple((f"{name.lower()}_{index}", entry) for index, entry in indices)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The letters that are no inputs: constants of the student's."""
        return tuple(name for name in symbols(self.composite) if name not in self.problem.variables)


Offer = Callable[[Situation], Iterable[tuple[str, Scene]]]

OFFERS: list[tuple[int, Offer, Collection[str]]] = []
AT_WINDOW: dict[str, Offer] = {}
"""Who makes scenes of a kind (the name of its class) at any window."""


def scene_for(
    place: int, opens: Collection[str] = (), at_window: type[Scene] | None = None
) -> Callable[[Offer], Offer]:
    """Register a maker of scenes: given a situation it yields (title, scene) for all it can draw
    of it, perhaps none. Scenes are shown in the order of `place`; the questions in `opens` open with
    this one in front. `at_window` is the kind of scene that it makes at the situation's window."""

    def register(offer: Offer) -> Offer:
        OFFERS.append((place, offer, opens))
        if at_window is not None:
            AT_WINDOW[at_window.__name__] = offer
        OFFERS.sort(key=lambda entry: entry[0])
        return offer

    return register


def gallery(problem: Problem, ask: str, wrt: tuple[str, ...] = (), coarse: bool = False) -> Gallery:
    """Return the pictures for a question; where there is none, the note says why. Never raises for
    a problem that was read. `coarse` ones of a slow function come soon, and have the frames of the fine ones.
    """
    with effort(coarse) as spent:
        made = _gallery(Situation(problem, ask, wrt))
    return replace(made, coarse=spent.short)


def _gallery(situation: Situation) -> Gallery:
    titles: list[str] = []
    scenes: list[Scene] = []
    unable = ""
    default: int | None = None
    for _place, offer, opens in OFFERS:
        try:
            for title, scene in offer(situation):
                if default is None and situation.ask in opens:
                    default = len(scenes)
                titles.append(title)
                scenes.append(scene)
        except TooSlow:
            unable = TOO_SLOW
        except (NotComputable, ModelError):
            unable = unable or NO_NUMBERS
    return Gallery(tuple(scenes), tuple(titles), note_for(situation, bool(scenes), unable), default or 0)


def scene_at(
    problem: Problem,
    ask: str,
    wrt: tuple[str, ...],
    kind: str,
    title: str,
    window: Window,
    coarse: bool = False,
) -> Gallery:
    """Return one picture of a question's gallery, by its class and its title, at another window; an empty
    gallery where there is none."""
    found: Scene | None = None
    with effort(coarse) as spent:
        try:
            offered = AT_WINDOW[kind](Situation(problem, ask, wrt, window))
            found = next((scene for name, scene in offered if name == title), None)
        except (NotComputable, ModelError):
            pass
    return Gallery((found,), (title,), coarse=spent.short) if found is not None else Gallery()


NO_NUMBERS = N_("There is no picture: this function has no numbers that could be drawn.")
TOO_SLOW = N_(
    "There is no picture: each value of the slope takes long to compute here, and a picture needs thousands."
)
TOO_MANY = N_("There is no picture: a function of {count} variables does not fit on a flat page.")
NO_PICTURE = N_("There is no picture for this kind of function yet.")


def note_for(situation: Situation, drawn: bool, unable: str) -> str:
    """Return what the student should know about the pictures, "" where nothing. `unable` says why there are
    none that could have been."""
    if not drawn:
        if unable:
            return _(unable)
        if len(situation.inputs) > 2:
            return _(TOO_MANY).format(count=len(situation.inputs))
        return _(NO_PICTURE)
    parameters = situation.parameters
    if len(parameters) == 1:
        return _("In the picture {letter} counts as 1.").format(letter=parameters[0])
    if parameters:
        return _("In the picture each of {letters} counts as 1.").format(letters=", ".join(parameters))
    return ""
