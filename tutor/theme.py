"""The two palettes and the measures, as data: window, canvas and paper take their colours from here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from tutor.resources import resource


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette. Groups: window, text, action, meaning, plot; colours are "#RRGGBB" or "rgba(…)"."""

    name: str
    groups: dict[str, dict[str, Any]]

    def colour(self, key: str) -> str:
        """Return a colour by its dotted name, e.g. `colour("meaning.slotA")`.

        Raises:
            KeyError: if the palette has no such colour.
        """
        group, name = key.split(".")
        return str(self.groups[group][name])

    def on(self, ground: str) -> Theme:
        """Return the palette of a picture that lies on another ground than the window's surface, e.g. on
        "window.bg": what is of the surface's colour there is of the ground's."""
        surface, other = self.colour("window.surface"), self.colour(ground)

        def shown(value: Any) -> Any:
            if isinstance(value, list):
                return [shown(each) for each in value]
            return other if value == surface else value

        painted = {
            group: {key: shown(value) for key, value in self.groups[group].items()}
            for group in ("plot", "matplotlib")
        }
        window = self.groups["window"] | {"surface": other}
        return Theme(self.name, self.groups | painted | {"window": window})

    @property
    def matplotlib(self) -> dict[str, Any]:
        """Settings for `matplotlib.rc_context`."""
        return dict(self.groups["matplotlib"])


@cache
def theme(name: str) -> Theme:
    """Return the palette "light" or "dark".

    Raises:
        FileNotFoundError: if there is no such palette.
    """
    data = json.loads(resource("themes", f"{name}.json").read_text(encoding="utf-8"))
    return Theme(data.pop("name"), data)


@cache
def measures() -> dict[str, Any]:
    """Return sizes, spacing, font sizes and strokes (logical px), alike in both palettes."""
    data: dict[str, Any] = json.loads(resource("themes", "measures.json").read_text(encoding="utf-8"))
    return data
