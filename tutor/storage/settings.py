"""The settings. Each is one field below: its name, what it can be, how the panel shows it, its default."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_type_hints

from tutor.language import N_
from tutor.storage.decoding import Bounds
from tutor.storage.folders import Folders
from tutor.storage.kept_file import Format, Found

GROUPS = (N_("Appearance"), N_("Mathematics"), N_("Language"))
_APPEARANCE, _MATHEMATICS, _LANGUAGE = GROUPS


@dataclass(frozen=True)
class Setting:
    """How the panel shows a setting: under a group, with a title and a sentence about it."""

    group: str
    title: str
    hint: str = ""


@dataclass(frozen=True)
class Choice(Setting):
    """One of a few. `labels` are the choices' names in the order of the `Literal`; `samples` are typeset
    beside or instead of them, where there are any (Typst markup); `pictured` shows each as a picture."""

    labels: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    pictured: bool = False


@dataclass(frozen=True)
class Amount(Setting, Bounds):
    """A number on a slider. `unit` is a template with {value}."""

    lowest: float = field(default=0, kw_only=True)
    highest: float = field(default=100, kw_only=True)
    step: int = field(default=1, kw_only=True)
    unit: str = field(default="{value}", kw_only=True)


@dataclass(frozen=True)
class Switch(Setting):
    """On or off; `hint` says what on means."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose. A new field here appears in the panel and in the file."""

    appearance: Annotated[
        Literal["system", "light", "dark", "contrast"],
        Choice(
            _APPEARANCE,
            N_("Colours"),
            labels=(N_("System"), N_("Light"), N_("Dark"), N_("High contrast")),
            pictured=True,
        ),
    ] = "system"
    text_size: Annotated[
        int,
        Amount(_APPEARANCE, N_("Text size"), lowest=80, highest=130, step=5, unit=N_("{value} %")),
    ] = 100
    reduced_motion: Annotated[
        bool, Switch(_APPEARANCE, N_("Reduced motion"), N_("Steps and pictures change without movement"))
    ] = False
    derivative: Annotated[
        Literal["leibniz", "lagrange"],
        Choice(
            _MATHEMATICS,
            N_("Derivative"),
            labels=(N_("Leibniz"), N_("Lagrange")),
            samples=("d f\\/d x", "f' (x)"),
        ),
    ] = "leibniz"
    logarithm: Annotated[
        Literal["ln", "log"],
        Choice(
            _MATHEMATICS,
            N_("Logarithm"),
            N_("Both are read as the natural logarithm"),
            labels=("ln x", "log x"),
            samples=("ln x", "log x"),
        ),
    ] = "ln"
    detail: Annotated[
        Literal["brief", "standard", "full"],
        Choice(_MATHEMATICS, N_("Detail"), labels=(N_("Brief"), N_("Standard"), N_("Every step"))),
    ] = "standard"
    language: Annotated[
        Literal["system", "en", "zh_CN", "en+zh_CN"],
        Choice(
            _LANGUAGE,
            N_("Words"),
            labels=(N_("System"), "English", "简体中文", "En + 中文"),
        ),
    ] = "system"


@cache
def declarations() -> Mapping[str, tuple[Setting, tuple[str, ...]]]:
    """Return each setting's declaration, and for a choice what it can be."""
    found: dict[str, tuple[Setting, tuple[str, ...]]] = {}
    for name, kind in get_type_hints(Settings, include_extras=True).items():
        (setting,) = (each for each in kind.__metadata__ if isinstance(each, Setting))
        found[name] = setting, get_args(kind.__origin__)
    return found


def changed(settings: Settings, name: str, value: Any) -> Settings:
    """Return the settings with one of them changed."""
    return dataclasses.replace(settings, **{name: value})


SETTINGS_FILE = Format(
    "settings",
    Settings,
    version=1,
    unreadable=N_(
        "The settings could not be read, so Nabla starts with its usual ones. The file is kept as {aside}."
    ),
    newer=N_(
        "The settings are from a newer Nabla; this one starts with its usual ones. They are kept as {aside}."
    ),
    stuck=N_(
        "The file {file} in {folder} can be neither read nor replaced. "
        "Changes to the settings last until Nabla closes."
    ),
)

SETTINGS_NAME = "settings.json"


def find_settings(folders: Folders) -> Found[Settings]:
    """Read the settings in their folder."""
    return SETTINGS_FILE.read(folders.settings / SETTINGS_NAME)
