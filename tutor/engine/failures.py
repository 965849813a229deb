"""What became of a request: a value, or why there is none, in a student's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from tutor.language import N_, _

if TYPE_CHECKING:
    from typing import TypeAlias

    from tutor.board import Misreading, QuestionMisfit, Reading, Verdict, Walkthrough
    from tutor.gallery import Gallery

    Value: TypeAlias = Reading | Walkthrough | Gallery | Verdict | Misreading | QuestionMisfit

Kind = Literal["deadline", "crashed", "memory", "failed", "cancelled"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "deadline": (
        N_("This took too long, so Nabla stopped it."),
        N_("Try a smaller power, fewer nested functions, or one variable at a time."),
    ),
    "crashed": (
        N_("The part of Nabla that calculates stopped twice on this, and has been restarted."),
        N_("Everything else is still here. Try a simpler form of the function."),
    ),
    "memory": (
        N_("This needed more memory than Nabla may take, so it was stopped."),
        N_("Try a smaller power, or fewer factors to multiply out."),
    ),
    "failed": (
        N_("Nabla could not work this out. That is a mistake in Nabla, not in what you typed."),
        N_("Try writing the function in another form."),
    ),
    "cancelled": (N_("Stopped."), N_("Nothing was changed.")),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer, in a student's words, and what to try."""

    kind: Kind
    message: str
    hint: str
    after: float | None = None
    """the seconds after which it was stopped, where that is why"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request: `value`, or `failure` and no value."""

    value: Value | None
    failure: Failure | None = None


def failure(kind: Kind, after: float | None = None) -> Failure:
    """Return the failure in the words of the language in use."""
    message, hint = _WORDS[kind]
    return Failure(kind, _(message), _(hint), after)
