"""The worker process's own front door: the only module of the engine that both processes import.

A request arrives by name and is looked up here, so that the window's process never imports what answers it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import inspect
import os
import signal
import threading
import types
import typing
from collections.abc import Callable, Mapping, MutableSequence, Sequence
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import IO, Any

from tutor import progress
from tutor.engine.parcel import Parcel, pack
from tutor.engine.pieces import Ring, Sender
from tutor.language import use_language

GRACE = 3.0
"""Seconds past a deadline after which a worker ends itself, in case nobody is left to end it."""

PATIENCE = 5
"""How much a worker for long work gives way to others."""
HURRIED = 3
"""Requests that the first worker answers before it gives way: somebody waits for the first derivation."""
FORGET = 20
"""Requests after which a worker empties its caches."""

_answered = 0
_patient = False
_silence: IO[str] | None = None
_language: str | None = None
_sender: Sender | None = None


def settle(memory_limit: int | None, steps: MutableSequence[int], ring: tuple[Any, Any]) -> None:
    """Prepare a new worker process: it can be ended at any moment, it does not outlive its window, and it
    may take at most `memory_limit` bytes of address space where the system can hold it to that. What it
    reports of its progress it writes to `steps` (done, total), and what it has finished to the arrays of
    `ring`, which it shares with the window."""
    global _silence, _sender
    # One thread is enough for formulas, and each thread of a BLAS reserves address space.
    for library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(library, "1")
    # pebble's handler runs Python code, which waits for a long multiplication; the default does not.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for as long as the process)
    _end_with_parent()
    if memory_limit is not None:
        _limit_memory(memory_limit)

    def write(done: int, total: int) -> None:
        steps[0], steps[1] = done, total

    _sender = Sender(Ring(*ring))
    progress.listen(write, _sender.add)


def _end_with_parent() -> None:
    """End this process when its parent ends, also when the parent is killed."""
    parent = parent_process()
    if parent is None:
        return

    if os.name == "posix":
        # A thread cannot run during one long multiplication. The system can: it signals that the other end
        # of this pipe was closed, and unhandled that ends a process. On Windows the deadline of `answer`
        # bounds how long such a worker stays.
        import fcntl

        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, name="parent watch", daemon=True).start()


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):  # macOS names the limit but does not hold it
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def ready(module: str, warm: bool, patient: bool) -> int:
    """Import all that answers need, perhaps let it warm up, and return this worker's process id. A patient
    worker that warms up gives way to others from the first: nobody waits for it yet."""
    global _patient
    _patient = patient
    if warm:
        _give_way()
    answers = importlib.import_module(module)
    answers.load()  # here, where no deadline runs: on a cold disk it takes seconds
    if warm:
        answers.warm_up()
    return os.getpid()


def _give_way() -> None:
    """Leave the processor to the window and to what is typed."""
    global _patient
    if _patient and os.name == "nt":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    elif _patient:
        os.nice(PATIENCE)
    _patient = False


def answer(module: str, name: str, arguments: dict[str, Any], language: str, deadline: float) -> Parcel:
    """Answer one request by the function of that name in `module.REQUESTS`, packed for its way.

    Raises:
        KeyError: if there is no such request.
        TypeError: if it does not take these arguments.
    """
    global _language, _answered
    if language != _language:
        use_language(language)
        _language = language
    answers = importlib.import_module(module)
    function = answers.REQUESTS[name]
    check_arguments(function, arguments)
    progress.report(0, 0)
    if _sender is not None:
        _sender.begin()
    if _silence is not None:
        # This clock needs no Python thread: it ends a worker whose parent is gone and whose
        # multiplication is not.
        faulthandler.dump_traceback_later(deadline + GRACE, exit=True, file=_silence)
    try:
        return pack(function(**arguments))
    finally:
        _answered += 1
        if _answered == HURRIED:
            _give_way()
        if _answered % FORGET == 0:
            answers.forget()
        faulthandler.cancel_dump_traceback_later()


def check_arguments(function: Callable[..., Any], arguments: Mapping[str, Any]) -> None:
    """Make sure that a function takes these arguments, by their names and by its annotations.

    Raises:
        TypeError: if it does not.
    """
    inspect.signature(function).bind(**arguments)
    hints = typing.get_type_hints(function)
    for name, value in arguments.items():
        if not _fits(value, hints.get(name, Any)):
            raise TypeError(f"{name} should be {hints[name]}, and is a {type(value).__name__}")


def _fits(value: Any, hint: Any) -> bool:
    """Say whether a value is of a type written as `str`, `X | None`, `Sequence[X]` or `Mapping[X, Y]`."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return True
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, part) for part in parts)
    if origin is Mapping:
        keys, values = parts
        return isinstance(value, Mapping) and all(
            _fits(key, keys) and _fits(each, values) for key, each in value.items()
        )
    if origin is Sequence:
        return isinstance(value, list | tuple) and all(_fits(each, parts[0]) for each in value)
    # An integer will do for a float, True not for an integer.
    if isinstance(value, bool) or hint is bool:
        return type(value) is hint
    return isinstance(value, int | float) if hint is float else isinstance(value, hint)
