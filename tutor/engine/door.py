"""The worker process's own front door: the only module of the engine that both processes import.

A request arrives by name and is looked up here, so that the window's process never imports what answers it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import os
import signal
import sys
import threading
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import IO, Any

from tutor.language import use_language

GRACE = 3.0
"""Seconds past a deadline after which a worker ends itself, in case nobody is left to end it."""

_silence: IO[str] | None = None
_language: str | None = None


def settle(memory_limit: int | None) -> None:
    """Prepare a new worker process: it can be ended at any moment, it does not outlive its window, and it
    may take at most `memory_limit` bytes of address space where the system can hold it to that."""
    global _silence
    # One thread is enough for formulas, and each thread of a BLAS reserves address space.
    for library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(library, "1")
    # pebble's handler runs Python code, which waits for a long multiplication; the default does not.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for as long as the process)
    _end_with_parent()
    if memory_limit is not None:
        _limit_memory(memory_limit)


def _end_with_parent() -> None:
    """End this process when its parent ends, also when the parent is killed."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, name="parent watch", daemon=True).start()
    if sys.platform == "linux":
        # A thread cannot run during one long multiplication, the kernel can. Elsewhere the deadline of
        # `answer` bounds how long such a worker stays.
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


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


def ready(module: str, warm: bool) -> int:
    """Import what answers, perhaps let it warm up, and return this worker's process id."""
    answers = importlib.import_module(module)
    if warm:
        answers.warm_up()
    return os.getpid()


def answer(module: str, name: str, arguments: dict[str, Any], language: str, deadline: float) -> Any:
    """Answer one request by the function of that name in `module.REQUESTS`.

    Raises:
        KeyError: if there is no such request.
    """
    global _language
    if language != _language:
        use_language(language)
        _language = language
    requests = importlib.import_module(module).REQUESTS
    if _silence is not None:
        # This clock needs no Python thread: it ends a worker whose parent is gone and whose
        # multiplication is not.
        faulthandler.dump_traceback_later(deadline + GRACE, exit=True, file=_silence)
    try:
        return requests[name](**arguments)
    finally:
        faulthandler.cancel_dump_traceback_later()
