"""The command line's options and commands; a start without any does without this."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import tutor
from tutor.cli import complain, language_of_the_system, open_window
from tutor.cli_codes import DONE, FAILED
from tutor.language import N_, _

DETAILS: Final = ("brief", "standard", "full")

PARSER_WORDS: Final = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""what argparse says itself, as it looks it up"""


def language_of(arguments: Sequence[str]) -> str | None:
    """Return the language asked for by --language, before the parser speaks it."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--language")
    try:
        chosen: str | None = early.parse_known_args(arguments)[0].language
    except argparse.ArgumentError:
        return None
    return chosen


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; `run` among them is the function that does what was asked.

    Raises:
        SystemExit: after --help, --version or a mistake, as argparse does.
    """
    return _parser().parse_args(_with_minus_signs(arguments))


def _with_minus_signs(arguments: Sequence[str]) -> list[str]:
    """Return the arguments so that argparse takes `-x^2` for a problem or an answer, not for options."""
    options: list[str] = []
    problems: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            problems += rest
        elif argument == "--answer":
            answer = next(rest, None)
            options.append(argument if answer is None else f"--answer={answer}")
        elif len(argument) > 1 and argument[0] == "-" and argument[1] not in "-o" and argument != "-h":
            problems.append(argument)
        else:
            options.append(argument)
    return [*options, "--", *problems] if problems else options


class _Parser(argparse.ArgumentParser):
    """A parser that wants options written out, and keeps exit code 2 for what could not be read."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end with 1."""
        self.print_usage(sys.stderr)
        self.exit(FAILED, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    argparse._ = _  # type: ignore[attr-defined]  # its own words, in the language in use too
    parser = _Parser(
        prog="nabla",
        description=_("A calculus tutor. Without a command it opens its window."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"nabla {tutor.__version__}",
        help=_("show the version and exit"),
    )
    parser.add_argument("--language", metavar="NAME", help=_("the language to speak, such as en or zh_CN"))
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(metavar=_("COMMAND"), parser_class=_Parser)

    explain = commands.add_parser("explain", help=_("walk through a derivative step by step"))
    explain.add_argument("problem", nargs="?", help=_("what to differentiate, such as 'f(x, y) = x^2 y + y'"))
    _question(explain)
    _notation(explain)
    explain.add_argument("--at", metavar="x=1,y=1", type=_point, help=_("also evaluate the answer there"))
    explain.add_argument("--detail", choices=DETAILS, default="standard", help=_("how small the steps are"))
    explain.add_argument(
        "--method", metavar="NAME", help=_("the way to take, where the answer names several under Methods")
    )
    explain.add_argument(
        "--understood",
        metavar="RULE,RULE",
        type=_rules,
        default=(),
        help=_("rules that you know, such as 'product rule,chain rule': each is done in one line"),
    )
    explain.add_argument("--format", choices=("text", "json", "latex"), default="text")
    explain.add_argument("-o", "--output", metavar="FILE", type=Path, help=_("write to a file instead"))
    explain.add_argument(
        "--batch",
        metavar="FILE",
        help=_("one problem a line ('-': standard input), one JSON object a line out"),
    )
    explain.set_defaults(run=_explain)

    check = commands.add_parser("check", help=_("say whether an answer is right"))
    check.add_argument("problem")
    check.add_argument("--answer", metavar="TEXT", required=True)
    _question(check)
    _notation(check)
    check.set_defaults(run=_check)

    snapshot = commands.add_parser("snapshot", help=_("save a picture of the window; needs no display"))
    snapshot.add_argument("problem")
    snapshot.add_argument("-o", "--output", metavar="FILE.png", type=Path, required=True)
    _question(snapshot)
    snapshot.add_argument("--theme", choices=("light", "dark"), default="light")
    snapshot.add_argument("--size", metavar="1280x800", type=_size, default=(1280, 800))
    snapshot.add_argument("--step", metavar="N", type=int, help=_("the step to show, counted from 1"))
    snapshot.add_argument("--scene", metavar="NAME", help=_("the picture to open, e.g. slice"))
    snapshot.set_defaults(run=_snapshot)

    for command in (explain, check, snapshot):
        command.add_argument("--language", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def _question(command: argparse.ArgumentParser) -> None:
    command.add_argument("--ask", metavar="ASK", help=_("what to ask of it; if missing, what fits it best"))
    command.add_argument("--wrt", metavar="VAR", type=_names, default=(), help=_("with respect to what"))


def _notation(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--notation",
        choices=("leibniz", "lagrange"),
        default="leibniz",
        help=_("how to write derivatives: df/dx or f'(x)"),
    )
    command.add_argument(
        "--logarithm", choices=("ln", "log"), default="ln", help=_("how to write the natural logarithm")
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _rules(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _point(text: str) -> dict[str, str]:
    outside_brackets = r",(?![^(\[]*[)\]])"  # u=(3,4) is one value
    pairs = [pair.partition("=") for pair in re.split(outside_brackets, text)]
    if any(not (name.strip() and equals and value.strip()) for name, equals, value in pairs):
        raise argparse.ArgumentTypeError(_("a point is written like x=1,y=1/2"))
    return {name.strip(): value.strip() for name, _equals, value in pairs}


def _size(text: str) -> tuple[int, int]:
    width, _x, height = text.lower().partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise argparse.ArgumentTypeError(_("a size is written like 1280x800"))
    size = int(width), int(height)
    if not all(100 <= length <= 10_000 for length in size):
        raise argparse.ArgumentTypeError(_("a size is between 100x100 and 10000x10000"))
    return size


def _window(options: argparse.Namespace) -> int:
    return open_window(options.language)


def _snapshot(options: argparse.Namespace) -> int:
    from tutor import cli_ask
    from tutor.app import Snapshot, SnapshotError, UnansweredError, snapshot
    from tutor.display import DisplayError

    try:
        snapshot(
            Snapshot(
                problem=options.problem,
                file=options.output,
                theme=options.theme,
                size=options.size,
                step=options.step,
                scene=options.scene,
                ask=options.ask,
                wrt=options.wrt,
            ),
            options.language or language_of_the_system() or None,
        )
    except (DisplayError, SnapshotError) as error:
        return complain(str(error))
    except UnansweredError as error:
        return cli_ask.complain(error.answer)
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from tutor import cli_ask

    if (options.problem is None) == (options.batch is None):
        return complain(_("Give one problem, or a file of problems with --batch."))
    if options.problem is not None:
        return cli_ask.explain(options)
    if options.at is not None:
        return complain(_("--at is for one problem, not for a batch."))
    if options.method is not None:
        return complain(_("--method is for one problem, not for a batch."))
    return cli_ask.batch(options)


def _check(options: argparse.Namespace) -> int:
    from tutor import cli_ask

    return cli_ask.check(options)
