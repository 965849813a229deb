"""How worker processes are started.

Where the system can do it safely (Linux), they are forked from one server that has imported what they need:
a worker is then there in milliseconds, also one that replaces another, and they share that memory. The server
ends by itself when the window does. Elsewhere each worker is a fresh process that imports for itself.
"""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing.context import BaseContext
from typing import Final

PRELOADED: Final = "tutor.engine.preloaded"


def context() -> BaseContext:
    """Return the way to start a worker on this system."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([PRELOADED])
    return forking


def begin() -> None:
    """Start the server, where there is one, so that it imports while the window is being made."""
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()
