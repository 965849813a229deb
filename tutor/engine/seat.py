"""One worker process, replaced whenever it dies: a pebble pool of exactly one.

One pool each, because workers of one pool share a pipe and a lock, and because pebble gives a pool up when
a worker of it is killed while it rests. A broken pool is thrown away; the other seat does not notice.
"""

from __future__ import annotations

import logging
import multiprocessing
import pickle
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from tutor.engine import door
from tutor.engine.parcel import Parcel, unpack
from tutor.engine.pieces import CAPACITY, Ring, received

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pebble import ProcessPool

log = logging.getLogger(__name__)

WARM_UP: Final = 60.0
"""Seconds a new worker may take to warm up (a cold disk, a virus scanner)."""
REST: Final = 5.0
"""Seconds of rest after `ATTEMPTS` workers in a row that ended while they warmed up."""
ATTEMPTS: Final = 3


_TORN: Final = (pickle.UnpicklingError, ValueError, LookupError, ImportError, OverflowError, MemoryError)
"""What reading a message may end in whose beginning is of a worker that was killed meanwhile, and whose end
is of the next one"""


def load() -> None:
    """Import what starts a worker process; `Seat.open` does it otherwise.

    A torn message breaks the pool, like a dead worker; pebble expects that of some errors only, and its
    thread would end with the others.
    """
    from pebble.pool import process

    expected: tuple[type[BaseException], ...] = getattr(process, "PICKLING_ERRORS", ())
    if expected and not set(_TORN) <= set(expected):
        vars(process)["PICKLING_ERRORS"] = (*expected, *_TORN)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a seat's task. "lost": the worker died at it, or was killed from outside; "unbegun":
    it had died before, while it rested."""

    kind: Literal["value", "deadline", "memory", "failed", "lost", "unbegun"]
    value: Any = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker is told: the module whose REQUESTS answer, whether to try itself out before the first
    of them, its limit of memory in bytes, whether it is for quick requests only, and whether it is the first,
    which somebody waits for."""

    answers: str
    warm: bool
    memory_limit: int | None
    quick: bool = False
    first: bool = False


class Seat:
    """A place for one task at a time.

    Its methods belong to one thread, the engine's. `notify` is called with each finished future on a
    thread of the pool's, and should bring it back to `settle` on the engine's thread.
    """

    def __init__(self, settings: Settings, notify: Callable[[Seat, Future[Any]], None]) -> None:
        self.pid: int | None = None
        """The process id of the worker; None while there is no warm one."""
        self._settings = settings
        self._notify = notify
        self._pool: ProcessPool | None = None
        self._task: Future[Any] | None = None
        self._false_starts = 0
        self._rest_until = 0.0
        self._leaving: list[threading.Thread] = []
        self._steps: Sequence[int] = (0, 0)
        self._ring: Ring | None = None

    @property
    def progress(self) -> tuple[int, int]:
        """How many steps of the task are done, and how many there are; (0, 0) while that is not known."""
        done, total = self._steps
        return min(done, total), total

    def pieces(self) -> tuple[Any, ...]:
        """Return what the worker has finished of its task since the last time."""
        return () if self._ring is None else received(self._ring)

    @property
    def idle(self) -> bool:
        """Whether the worker is warm and free."""
        return self.pid is not None and self._task is None

    @property
    def hopeless(self) -> bool:
        """Whether its workers keep ending before they are warm (a damaged installation)."""
        return self._false_starts >= ATTEMPTS

    def open(self) -> None:
        """Start the worker process; it is `idle` once its first future has been settled."""
        # Imported here, on the engine's thread: the window paints meanwhile.
        from pebble import CONSTS, ProcessPool

        load()
        CONSTS.term_timeout = 0.3
        context = multiprocessing.get_context("spawn")
        self._steps = context.RawArray("l", 2)  # memory that both processes see: no message can be lost
        shared = (context.RawArray("B", CAPACITY), context.RawArray("q", 2))
        self._ring = Ring(*shared)
        self._pool = ProcessPool(
            max_workers=1,
            initializer=door.settle,
            initargs=(self._settings.memory_limit, self._steps, shared),
            context=context,
        )
        self._warm()

    def work(self, name: str, arguments: dict[str, Any], language: str, deadline: float) -> None:
        """Give the idle worker a request."""
        module = self._settings.answers
        self.pieces()  # of the task before: nobody waits for them
        self._schedule(door.answer, module, name, arguments, language, deadline, timeout=deadline)

    def settle(self, future: Future[Any]) -> Outcome | None:
        """Take note of a finished future, and see that there is a worker again.

        Returns None if that was the end of a warm-up, or of a task that had been given up.
        """
        if future is not self._task:
            return None
        self._task = None
        warming = self.pid is None
        outcome = _outcome(future)
        if warming:
            self._false_starts = 0 if outcome.kind in ("value", "failed") else self._false_starts + 1
        match outcome.kind:
            case "value" if warming:
                self.pid = outcome.value
            case "failed" if warming:
                # It runs, though it could not warm up: each request will say for itself what is wrong.
                log.error("the worker could not warm up", exc_info=future.exception())
                self.pid = 0
            case "deadline":
                self._warm()  # pebble has killed the worker and begun another
            case "lost" | "unbegun" | "memory":
                self.replace()
        return None if warming else outcome

    def replace(self) -> None:
        """Kill the worker with whatever it does, and begin another one (later, if that is hopeless)."""
        self._discard()
        if self.hopeless:
            self._rest_until = time.monotonic() + REST
        else:
            self.open()

    def look(self) -> None:
        """Notice a worker that died while it rested, or the end of a rest."""
        if self._pool is not None and not self._pool.active:
            if self._task is None:
                self.replace()
            elif not self._task.done():  # or else its end is on its way to `settle`
                self._task = None
                self._refuse(RuntimeError("the pool ended without its task"))
        elif self._pool is None and time.monotonic() >= self._rest_until:
            self.open()

    def overgrown(self) -> bool:
        """Whether the worker takes more memory than it may: macOS and Windows hold no process to that."""
        if self._task is None or not self.pid or self._settings.memory_limit is None:
            return False
        from psutil import Error, Process

        try:
            taken = Process(self.pid).memory_info().rss
        except Error:  # it has just ended
            return False
        return bool(taken > self._settings.memory_limit)

    def close(self) -> None:
        """End the worker, now, and wait until it has ended."""
        self._discard()
        for thread in self._leaving:
            thread.join()

    def _warm(self) -> None:
        self.pid = None
        settings = self._settings
        warm = settings.warm and not settings.first
        patient = settings.warm and not settings.quick
        self._schedule(door.ready, settings.answers, warm, patient, timeout=WARM_UP)

    def _schedule(self, function: Callable[..., Any], *arguments: Any, timeout: float) -> None:
        assert self._pool is not None
        try:
            self._task = self._pool.schedule(function, args=arguments, timeout=timeout)
        except RuntimeError as error:  # the worker died since the last look
            self._refuse(error)
        else:
            self._task.add_done_callback(lambda future: self._notify(self, future))

    def _refuse(self, error: RuntimeError) -> None:
        """Have the task end with an error of the pool's."""
        self._task = Future()
        self._task.set_exception(error)
        self._notify(self, self._task)

    def _discard(self) -> None:
        pool, self._pool, self._task, self.pid = self._pool, None, None, None
        self._leaving = [thread for thread in self._leaving if thread.is_alive()]
        if pool is not None:
            thread = threading.Thread(target=_end, args=(pool,), name="engine's farewell", daemon=True)
            thread.start()
            self._leaving.append(thread)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves its result out
    pool.join()


def _outcome(future: Future[Any]) -> Outcome:
    from pebble import ProcessExpired

    error = future.exception()
    match error:
        case None:
            value = future.result()
            return Outcome("value", unpack(value) if isinstance(value, Parcel) else value)
        case TimeoutError():
            return Outcome("deadline")
        case MemoryError():
            return Outcome("memory")
        case ProcessExpired():
            return Outcome("lost")
        case RuntimeError() if _is_pools_own(error):
            return Outcome("unbegun")
    log.error("a request failed in the worker", exc_info=error)
    return Outcome("failed")


def _is_pools_own(error: RuntimeError) -> bool:
    """Tell the pool's RuntimeErrors (broken, not active) from those of a request, which bring their
    worker's traceback."""
    return not hasattr(error, "traceback")
