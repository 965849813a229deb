"""Before a room: the derivation of one derivative, gone through and left again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.board import Step, Walkthrough


@dataclass(frozen=True, slots=True)
class Detour:
    """Steps that were opened from step `home` of a walkthrough, and the one being looked at."""

    home: int
    steps: tuple[Step, ...]
    index: int = 0

    @property
    def step(self) -> Step:
        """The step being looked at."""
        return self.steps[self.index]

    def moved(self, by: int) -> Detour | None:
        """Return the detour so many steps on; None where it has been left at one of its ends. A very large
        number means the end itself."""
        index = self.index + by
        if abs(by) > len(self.steps):
            index = min(max(index, 0), len(self.steps) - 1)
        return replace(self, index=index) if 0 <= index < len(self.steps) else None


def detour(walkthrough: Walkthrough, home: int, name: str) -> Detour | None:
    """Return the way through what works out a derivative, e.g. "∂f/∂g": its line first, then how. None where
    the walkthrough does not work it out."""
    found = next(filter(None, (working_out(name, step) for step in walkthrough.steps)), None)
    return Detour(home, tuple(_in_order(found))) if found is not None else None


def working_out(name: str, step: Step) -> Step | None:
    """Return the first of a step and the steps within it whose line begins with a name and "="."""
    if step.line.text.startswith(f"{name} = "):
        return step
    return next(filter(None, (working_out(name, part) for part in step.steps)), None)


def _in_order(step: Step) -> Iterator[Step]:
    yield step
    for part in step.steps:
        yield from _in_order(part)
