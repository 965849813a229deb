"""`nabla explain`, its batch, and `nabla check`: the commands that ask the engine.

They go through its front door as the window does, so that no input can hold the command line for ever.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import queue
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, TextIO

from tutor import cli_json, cli_text
from tutor.board import Misreading, NotationStyle, QuestionMisfit, Verdict, Walkthrough
from tutor.cli_codes import DONE, FAILED, UNREADABLE
from tutor.engine.client import Engine
from tutor.engine.failures import Answer, Failure, failure

if not os.environ.get("NABLA_TRACE"):
    # What goes wrong is said in a sentence; a log without a handler would add a traceback.
    logging.getLogger("tutor").addHandler(logging.NullHandler())

DEADLINE: Final = 60.0
"""Seconds for the one problem of a command."""
LINE_DEADLINE: Final = 10.0
"""Seconds for one line of a batch."""
AHEAD: Final = 16
"""Lines of a batch that may be on their way at once."""


def explain(options: argparse.Namespace) -> int:
    """Derive one problem and print it in the format asked for."""
    question = {
        "ask": options.ask,
        "wrt": options.wrt,
        "detail": options.detail,
        "at": options.at,
        "method": options.method,
        "understood": options.understood,
        "notation": _notation(options),
    }
    answer = _ask(options.speech, "explain", {"text": options.problem, **question})
    if isinstance(answer.value, Walkthrough):
        match options.format:
            case "json":
                text = _line(cli_json.walkthrough(answer.value), indent=2)
            case "latex":
                text = cli_text.as_latex(answer.value)
            case _:
                text = cli_text.as_text(answer.value)
        with _sink(options.output) as out:
            out.write(text)
        return DONE
    if options.format == "json":
        with _sink(options.output) as out:
            error = cli_json.error(_trouble(answer))
            out.write(_line(cli_json.failed(options.problem, options.ask, options.wrt, error), indent=2))
    return complain(answer)


def batch(options: argparse.Namespace) -> int:
    """Derive one problem a line; one JSON object a line comes out, in order, as soon as it is there."""
    question = {
        "ask": options.ask,
        "wrt": options.wrt,
        "detail": options.detail,
        "understood": options.understood,
        "notation": _notation(options),
    }
    with (
        _source(options.batch) as lines,
        _sink(options.output) as out,
        Engine(language=options.speech, warm=False) as engine,
    ):
        queue_of_lines = _InOrder(out)
        for number, line in enumerate(lines):
            text = line.rstrip("\r\n")
            queue_of_lines.reserve()
            engine.request(
                "explain",
                {"text": text, **question},
                partial(_answered, queue_of_lines, number, text, options),
                deadline=LINE_DEADLINE,
            )
        queue_of_lines.finish()
    return DONE


def check(options: argparse.Namespace) -> int:
    """Say whether an answer is right: 0 right, 1 wrong, 2 unreadable."""
    arguments = {
        "text": options.problem,
        "ask": options.ask,
        "wrt": options.wrt,
        "answer": options.answer,
        "notation": _notation(options),
    }
    answer = _ask(options.speech, "check", arguments)
    if not isinstance(answer.value, Verdict):
        return complain(answer)
    print(answer.value.message.text, flush=True)
    return DONE if answer.value.right else FAILED


def complain(answer: Answer) -> int:
    """Say on standard error why there is no answer, and return the exit code."""
    trouble = _trouble(answer)
    print(cli_text.complaint(trouble), file=sys.stderr)
    return UNREADABLE if isinstance(trouble, Misreading) else FAILED


def _notation(options: argparse.Namespace) -> NotationStyle:
    return NotationStyle(options.notation, options.logarithm)


def _ask(language: str, name: str, arguments: Mapping[str, Any]) -> Answer:
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    with Engine(language=language, seats=1, warm=False) as engine:
        engine.request(name, arguments, answers.put, deadline=DEADLINE)
        return answers.get()


def _trouble(answer: Answer) -> Misreading | QuestionMisfit | Failure:
    if isinstance(answer.value, Misreading | QuestionMisfit):
        return answer.value
    return answer.failure or failure("failed")


def _answered(out: _InOrder, number: int, text: str, options: argparse.Namespace, answer: Answer) -> None:
    """Turn one answer of a batch into its line."""
    try:
        if isinstance(answer.value, Walkthrough):
            shown = _line(cli_json.walkthrough(answer.value))
        else:
            error = cli_json.error(_trouble(answer))
            shown = _line(cli_json.failed(text, options.ask, options.wrt, error))
    except Exception:  # noqa: BLE001  (one line must not end the run, whatever it brings)
        error = cli_json.error(failure("failed"))
        shown = _line(cli_json.failed(text, options.ask, options.wrt, error))
    out.put(number, shown)


def _line(data: Mapping[str, Any], indent: int | None = None) -> str:
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"


class _InOrder:
    """Writes numbered lines in order, each as soon as those before it are written.

    `reserve` and `finish` belong to the thread that reads, `put` to the engine's.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._next = 0
        self._early: dict[int, str] = {}
        self._room = threading.Semaphore(AHEAD)
        self._error: OSError | None = None

    def reserve(self) -> None:
        """Wait until there is room for one more line on its way.

        Raises:
            OSError: if an earlier line could not be written.
        """
        self._room.acquire()
        if self._error is not None:
            raise self._error

    def put(self, number: int, line: str) -> None:
        self._early[number] = line
        while (line_due := self._early.pop(self._next, None)) is not None:
            self._next += 1
            if self._error is None:
                try:
                    self._out.write(line_due)
                    self._out.flush()
                except OSError as error:
                    self._error = error
            self._room.release()

    def finish(self) -> None:
        """Wait until every line is written.

        Raises:
            OSError: if one could not be.
        """
        for _line_on_its_way in range(AHEAD):
            self._room.acquire()
        if self._error is not None:
            raise self._error


@contextlib.contextmanager
def _source(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    with Path(name).open(encoding="utf-8-sig", errors="replace") as lines:
        yield lines


@contextlib.contextmanager
def _sink(file: Path | None) -> Iterator[TextIO]:
    """Give a place to write: standard output, or a file that appears whole or not at all."""
    if file is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    file = file.resolve()
    if file.exists() and not file.is_file():  # a pipe, a device
        with file.open("w", encoding="utf-8", errors="replace") as out:
            yield out
        return
    partial_file = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with partial_file.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
            yield out
        partial_file.replace(file)
    finally:
        partial_file.unlink(missing_ok=True)
