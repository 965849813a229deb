"""What a picture tells the window around it: its numbers and words, its views, and how it was left."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.board import Focus


@dataclass(frozen=True, slots=True)
class Slider:
    """A parameter to be shown as a slider below the picture. `mark` is a value worth a notch of its own;
    `plays` is 1 where Play runs it upwards, −1 where downwards, 0 where there is nothing to play; `around`
    says that it is an angle, whose end is its beginning; `held` that it is a variable held constant."""

    name: str
    lowest: float
    highest: float
    value: float
    mark: float | None = None
    plays: int = 0
    around: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the views of a picture, as a button above it. `label` is Typst math markup, `words` its
    spoken name. Choices of one `group` exclude each other; without a group it is switched on and off."""

    name: str
    label: str
    words: str
    chosen: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class Stepper:
    """Two buttons that take a picture on and back, and where it is, in words. `back` and `forward` are what
    `Picture.choose` takes for them, "" at the ends."""

    words: str
    back: str
    forward: str


@dataclass(frozen=True, slots=True)
class Readout:
    """The numbers at the point. `formula` is Typst math markup with roles, `words` a plain sentence; `brief`
    is a short form of the formula, for where it finds no room. `said` is the sentence as Typst text, its
    names and numbers typeset; "" where it has none."""

    formula: str
    words: str
    slider: Slider | None = None
    stepper: Stepper | None = None
    brief: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Symbols:
    """The formulas behind a picture, beside it: a line of words above, and Typst math markup at the left and
    the right."""

    heading: str
    formula: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Pose:
    """What a person has moved and chosen in a picture. `placed` is false where the part of the plane in
    sight was moved since the point was."""

    point: tuple[float, ...]
    placed: bool
    focus: Focus
    chosen: tuple[str, ...]
    slider: float | None
    seen_from: tuple[float, ...]
