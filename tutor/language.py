"""The one translation mechanism for window, engine and documents (gettext)."""

from __future__ import annotations

import gettext as _gettext
import logging
import struct
from collections.abc import Callable
from functools import lru_cache, reduce
from typing import TypeVar

from tutor.resources import resource_folder

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_second: _gettext.NullTranslations = _gettext.NullTranslations()
_forget: list[Callable[[], None]] = []

Said = TypeVar("Said")


def use_language(*languages: str) -> None:
    """Choose the language of everything said from now on, e.g. `use_language("zh_CN")`.

    The first language that Nabla has is taken; English is always there, also where a catalogue is damaged.
    "en+zh_CN" is English, with the names of rules in Chinese beside it (`with_second`).
    """
    global _current, _second
    seconds = [second for language in languages if (second := language.partition("+")[2])]
    _current = _translations([language.partition("+")[0] for language in languages])
    _second = _translations(seconds[:1])
    for forget in _forget:
        forget()


def _translations(languages: list[str]) -> _gettext.NullTranslations:
    known: list[str] = []
    for language in map(_catalogue, languages):
        if language.partition("_")[0] == "en":
            break
        known.append(language)
    try:
        return _gettext.translation(
            "nabla", localedir=str(resource_folder() / "locale"), languages=known, fallback=True
        )
    except (OSError, ValueError, struct.error) as error:
        # Words in another language are better than no window.
        logging.getLogger(__name__).warning("the catalogue cannot be read: %s", error)
        return _gettext.NullTranslations()


def cached_in_language(function: Callable[..., Said]) -> Callable[..., Said]:
    """Remember what a function of hashable things says until another language is chosen."""
    remembering = lru_cache(maxsize=8192)(function)
    _forget.append(remembering.cache_clear)
    return remembering


def _catalogue(language: str) -> str:
    """Return the catalogue for a language's name: all of zh, zh-CN, zh_Hans and zh_SG write as zh_CN does."""
    parts = language.replace("-", "_").partition(".")[0].split("_")
    if parts[0].lower() == "zh" and not {"TW", "HK", "MO", "HANT"} & {part.upper() for part in parts}:
        return "zh_CN"
    return "_".join(parts)


def _(message: str) -> str:
    """Translate a whole sentence; placeholders stay named: `_("{x} is held constant")`."""
    return _current.gettext(message) if message else ""  # gettext answers "" with the catalogue's header


def with_second(name: str) -> str:
    """Return a rule's name with that in the second language behind it, where one was chosen: "Product rule
    乘积法则". A name that says more (y is held constant) is long enough by itself."""
    second = _second.gettext(name) if name else name
    return name if second == name else f"{name} {second}"


def pgettext(context: str, message: str) -> str:
    """Translate a word that has several meanings: `pgettext("line", "tangent")`."""
    return _current.pgettext(context, message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that depends on a number."""
    return _current.ngettext(singular, plural, count)


def paragraph(*sentences: str) -> str:
    """Return whole sentences one after the other, as the language in use sets them; "" are left out."""
    # Translators: two whole sentences in a row; some languages put no space between them
    pattern = _("{sentence} {next}")
    said = [each for each in sentences if each]
    return reduce(lambda before, after: pattern.format(sentence=before, next=after), said) if said else ""


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for "translate later")
    """Mark a message for translation where it is declared; `_()` translates it where it is said."""
    return message
