"""The window's side of the engine: name a request, and plain data comes back on another thread.

Everything symbolic runs in worker processes; the one in use is kept warm, and so is a spare. What is quick
(the reading of what is typed) has a worker of its own, so that it waits for nothing. A request past its
deadline is killed with its worker, and a worker that dies is replaced and its request repeated once. This
module imports nothing of what answers, and what it needs itself only once it starts, so that a window can
paint first.
"""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from tutor.engine.failures import Answer, Kind, failure

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType

    from tutor.engine.seat import Seat

ANSWERS: Final = "tutor.engine.worker"
SEATS: Final = 2
"""The worker in use, and its warm spare."""
QUICK: Final = 2.0
"""Seconds: a request with no longer deadline is quick, and never waits behind one that is not."""
OVERTIME: Final = 2.0
"""Seconds past its deadline after which a worker is given up that did not even begin (a stopped process)."""
FALSE_STARTS: Final = 5
"""How often a request may find a worker that has just died."""
GRACE: Final = 0.25
"""Seconds an abandoned request may still take before its worker is killed: most end much sooner, and a
worker that lives on is warm."""
TICK: Final = 0.5
"""Seconds between two looks at whether every worker is still there."""
GLANCE: Final = 0.2
"""Seconds between two looks at what is finished, where somebody wants it before the whole answer."""
CALM: Final = 0.3
"""Seconds without any event after which the other workers are started: not beside the first requests, and"""
LATEST: Final = 1.0
"""seconds after which they are started all the same."""
MEMORY_LIMIT: Final = 2 << 30
"""Bytes; a warm worker takes 80 MB."""

Done = Callable[[Answer], None]
Partly = Callable[[tuple[Any, ...]], None]


@dataclass(eq=False, slots=True)
class _Job:
    """One request on its way. Only the engine's thread changes it."""

    name: str
    arguments: dict[str, Any]
    done: Done
    deadline: float
    language: str
    partly: Partly | None = None
    attempts: int = 0
    false_starts: int = 0
    over: bool = False
    seat: Seat | None = None
    end: float = 0.0

    @property
    def quick(self) -> bool:
        return self.deadline <= QUICK


class Ticket:
    """A request that was made. Its methods may be called from any thread."""

    def __init__(self, engine: Engine, job: _Job) -> None:
        self._engine = engine
        self._job = job

    def cancel(self) -> None:
        """Give the request up. Its `done` hears of it ("cancelled") unless it has been answered."""
        self._engine._events.put(("cancel", self._job))

    def progress(self) -> tuple[int, int]:
        """Return how many steps are done, and how many there are; (0, 0) while that is not known."""
        seat = self._job.seat
        return (0, 0) if seat is None else seat.progress


class Engine:
    """The front door. `request` may be called from any thread; it never blocks.

    `on_start` is called once, on the engine's thread, when the first worker is warm. Requests made
    before `start` wait for it. All decisions are taken on one thread, which reads one queue of events.
    The first worker takes its first request before it has tried itself out, which is the sooner answer; with
    `warm` false every one does. The others are started once the first requests are answered. Of `seats`
    workers one more is started for quick requests as soon as there is one, unless there is to be only one.
    """

    def __init__(
        self,
        on_start: Callable[[], None] | None = None,
        *,
        language: str = "en",
        answers: str = ANSWERS,
        seats: int = SEATS,
        warm: bool = True,
        memory_limit: int | None = MEMORY_LIMIT,
    ) -> None:
        self.language = language
        """The language of the answers to requests made from now on."""
        self._on_start = on_start
        self._number_of_seats = seats
        self._settings = (answers, warm, memory_limit)
        self._events: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._waiting: list[_Job] = []
        self._seats: dict[Seat, _Job | None] = {}
        self._abandoned: dict[Seat, float] = {}
        self._quick_seat: Seat | None = None
        self._quick_wanted = False
        self._grows = False
        """whether the other workers may be started"""
        self._warm_since = math.inf
        self._last_event = 0.0

    def start(self) -> None:
        """Start the first worker, and once that is warm its spare; returns at once."""
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
            self._thread.start()

    def request(
        self,
        name: str,
        arguments: Mapping[str, Any],
        done: Done,
        *,
        deadline: float,
        partly: Partly | None = None,
    ) -> Ticket:
        """Ask for `name` with plain arguments; `done` is called once, on the engine's thread.

        The requests are those of `tutor.engine.worker`, e.g. "read" with a `text`. `deadline` is in seconds
        of work, waiting for a worker not counted. `partly` is called before that, on the same thread, with
        what is finished so far: each time with the pieces that have come since (after a worker's death they
        come again from the first). After `close`, nothing is called any more.
        """
        job = _Job(name, dict(arguments), done, deadline, self.language, partly)
        self._events.put(("request", job))
        return Ticket(self, job)

    def workers(self) -> tuple[int, ...]:
        """Return the process ids of the workers that are warm."""
        return tuple(seat.pid for seat in tuple(self._seats) if seat.pid)

    def close(self, timeout: float = 2.0) -> None:
        """End every process and wait for it, `timeout` seconds at most. No `done` is called any more."""
        self._closed = True
        self._events.put(("close", None))
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Everything below runs on the engine's thread.

    def _run(self) -> None:
        self._open_seat(first=True)
        while True:
            try:
                what, subject = self._events.get(timeout=self._patience())
            except queue.Empty:
                what, subject = "tick", None
                calm = time.monotonic() - self._last_event >= CALM
                self._grows = self._grows or (calm and self._warm_since < math.inf)
            else:
                self._last_event = time.monotonic()
            if self._closed:
                break
            match what:
                case "request":
                    self._quick_wanted = self._quick_wanted or subject.quick
                    self._waiting.append(subject)
                case "cancel":
                    self._give_up(subject)
                case "settled":
                    self._take(*subject)
                case "tick":
                    self._watch_memory()
                    for seat in self._seats:
                        self._hand_over(seat)
            self._look_after_seats()
            self._dispatch()
            self._grow()
        for seat in self._seats:
            seat.close()

    def _patience(self) -> float:
        """Return the seconds until something is due that no event announces."""
        ends = [end - time.monotonic() for end in self._abandoned.values()]
        wanted = any(job is not None and job.partly is not None for job in self._seats.values())
        look = GLANCE if wanted else TICK if self._grows else CALM
        return max(0.0, min([look, *ends]))

    def _open_seat(self, quick: bool = False, first: bool = False) -> Seat:
        from tutor.engine.seat import Seat, Settings

        seat = Seat(
            Settings(*self._settings, quick, first),
            lambda seat, future: self._events.put(("settled", (seat, future))),
        )
        self._seats[seat] = None
        seat.open()
        return seat

    def _give_up(self, job: _Job) -> None:
        if job.over:
            return
        if job in self._waiting:
            self._waiting.remove(job)
        for seat, its_job in self._seats.items():
            if its_job is job:
                self._hand_over(seat)
                self._abandoned[seat] = time.monotonic() + GRACE
        self._finish(job, Answer(None, failure("cancelled")))

    def _look_after_seats(self) -> None:
        now = time.monotonic()
        for seat, end in tuple(self._abandoned.items()):
            if now >= end:
                del self._abandoned[seat]
                self._seats[seat] = None
                seat.replace()
        for seat, job in self._seats.items():
            if job is not None and now >= job.end:
                self._stop(seat, "deadline")
            seat.look()
        if self._waiting and all(seat.hopeless for seat in self._seats):
            for job in tuple(self._waiting):
                self._waiting.remove(job)
                self._finish(job, Answer(None, failure("crashed")))

    def _watch_memory(self) -> None:
        for seat in self._seats:
            if seat.overgrown():
                self._stop(seat, "memory")

    def _stop(self, seat: Seat, kind: Kind) -> None:
        """Kill a worker that went beyond its bounds, and say so."""
        self._hand_over(seat)
        job, self._seats[seat] = self._seats[seat], None
        self._abandoned.pop(seat, None)
        seat.replace()
        if job is not None and not job.over:
            after = job.deadline if kind == "deadline" else None
            self._finish(job, Answer(None, failure(kind, after)))

    def _dispatch(self) -> None:
        for job in sorted(self._waiting, key=lambda job: not job.quick):
            seat = self._free_seat(job)
            if seat is not None:
                self._waiting.remove(job)
                job.attempts += 1
                job.seat = seat
                job.end = time.monotonic() + job.deadline + OVERTIME
                self._seats[seat] = job
                seat.work(job.name, job.arguments, job.language, job.deadline)

    def _free_seat(self, job: _Job) -> Seat | None:
        """Return an idle seat: for what is quick its own first, for anything else never that."""
        free = [seat for seat in self._seats if seat.idle]
        if self._quick_seat in free and job.quick:
            return self._quick_seat
        return next((seat for seat in free if seat is not self._quick_seat), None)

    def _take(self, seat: Seat, future: Future[Any]) -> None:
        if future.exception() is not None:
            self._hand_over(seat)
        outcome = seat.settle(future)
        if outcome is None:
            if seat.idle:
                self._warm_since = min(self._warm_since, time.monotonic())
                self._greet()
            return
        job, self._seats[seat] = self._seats[seat], None
        self._abandoned.pop(seat, None)
        if job is None or job.over:
            return
        job.seat = None
        match outcome.kind:
            case "value":
                self._finish(job, Answer(outcome.value))
            case "unbegun" if job.false_starts < FALSE_STARTS:
                job.attempts -= 1
                job.false_starts += 1
                self._waiting.insert(0, job)
            case "lost" if job.attempts < 2:
                self._waiting.insert(0, job)
            case "lost" | "unbegun":
                self._finish(job, Answer(None, failure("crashed")))
            case "deadline":
                self._finish(job, Answer(None, failure("deadline", job.deadline)))
            case kind:
                self._finish(job, Answer(None, failure(kind)))

    def _hand_over(self, seat: Seat) -> None:
        """Give what a worker has finished to who waits for it."""
        job = self._seats[seat]
        if job is None or job.over or job.partly is None or self._closed:
            return
        pieces = seat.pieces()
        if pieces:
            self._call(job, job.partly, pieces)

    def _greet(self) -> None:
        if self._on_start is not None:
            on_start, self._on_start = self._on_start, None
            on_start()

    def _grow(self) -> None:
        """Start a worker that is missing once the others are warm: two at once would hold each other up."""
        if any(seat.pid is None for seat in self._seats):
            return
        urgent = any(job.quick for job in self._waiting)
        if not (self._grows or urgent or time.monotonic() > self._warm_since + LATEST):
            return
        self._grows = True
        several = self._number_of_seats > 1
        if several and self._quick_wanted and self._quick_seat is None:
            self._quick_seat = self._open_seat(quick=True)
        elif len(self._seats) < self._number_of_seats + (self._quick_seat is not None):
            self._open_seat()

    def _finish(self, job: _Job, answer: Answer) -> None:
        job.over = True
        if self._closed:
            return
        self._call(job, job.done, answer)

    def _call(self, job: _Job, receiver: Callable[[Any], None], what: Any) -> None:
        try:
            receiver(what)
        except Exception:  # whoever asked has a mistake; the engine goes on for the others
            from logging import getLogger

            getLogger(__name__).exception("the receiver of %r failed", job.name)
