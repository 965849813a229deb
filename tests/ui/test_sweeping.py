"""Garbage is looked for while the window is at rest, in its thread."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from tutor.ui.sweeping import FEW, MANY, Sweeping, give_large_blocks_back, tell_of_garbage

ROOT = Path(__file__).parents[2]


class Resting(QObject):
    """As much of a window as is asked for its rest."""

    settled_changed = Signal(bool)
    settled = False

    def settle(self, settled: bool) -> None:
        self.settled = settled
        self.settled_changed.emit(settled)


class Loop:
    """An object that holds itself, and as many more objects as are worth a search."""

    def __init__(self) -> None:
        self.itself = self
        self.more: list[list[int]] = [[] for _each in range(FEW + 1000)]


@pytest.fixture
def window() -> Iterator[Resting]:
    before = gc.isenabled()
    made = Resting()
    sweeping = Sweeping(made)  # type: ignore[arg-type]
    made.settle(True)
    yield made
    sweeping.close()
    assert gc.isenabled()
    if not before:
        gc.disable()


def forgotten() -> weakref.ref[Loop]:
    return weakref.ref(Loop())


def test_garbage_is_freed_as_soon_as_the_window_is_at_rest(qtbot: QtBot, window: Resting) -> None:
    window.settle(False)
    loop = forgotten()
    qtbot.wait(700)  # longer than between two looks
    assert loop() is not None, "freed while the window had work to do"
    window.settle(True)
    qtbot.waitUntil(lambda: loop() is None)


def test_what_was_in_use_at_a_search_among_the_new_is_looked_for_at_rest(
    qtbot: QtBot, window: Resting
) -> None:
    window.settle(False)
    used = [Loop()]
    more = [[] for _each in range(MANY)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: gc.get_count()[1] > 0)
    del more
    loop = weakref.ref(used.pop())
    window.settle(True)
    qtbot.waitUntil(lambda: loop() is None)


def test_a_window_that_comes_to_no_rest_is_searched_as_well(qtbot: QtBot, window: Resting) -> None:
    """Its garbage would grow without end: what was in use at the first search is found by the second."""
    window.settle(False)
    gc.collect()
    used = [Loop()]
    loop = weakref.ref(used[0])
    for searched in (1, 0):
        more = [[] for _each in range(MANY + 1000)]  # type: ignore[var-annotated]
        qtbot.waitUntil(lambda searched=searched: gc.get_count()[1] == searched)  # type: ignore[misc]
        used.clear()
        del more
    assert loop() is None


def test_garbage_made_by_a_window_that_rests_is_freed(qtbot: QtBot, window: Resting) -> None:
    loop = forgotten()
    qtbot.waitUntil(lambda: loop() is None)


def test_no_other_thread_frees_what_the_window_left(qtbot: QtBot, window: Resting) -> None:
    window.settle(False)
    loop = forgotten()
    thread = threading.Thread(target=lambda: [[] for _each in range(100_000)])
    thread.start()
    thread.join()
    assert loop() is not None
    window.settle(True)
    qtbot.waitUntil(lambda: loop() is None)


def test_what_was_dropped_is_looked_for_though_nothing_new_was_made(qtbot: QtBot, window: Resting) -> None:
    class Old:
        """Made long ago, and held by itself."""

        def __init__(self) -> None:
            self.itself = self

    old = Old()
    dropped = weakref.ref(old)
    gc.collect()
    del old
    tell_of_garbage()
    qtbot.waitUntil(lambda: dropped() is None)


KEPT = """
import sys
import psutil
from tutor.ui.sweeping import give_large_blocks_back
if sys.argv[1] == "as asked":
    assert give_large_blocks_back()
bytearray(24 << 20)  # the largest so far: from here on glibc would keep whatever is smaller
before = psutil.Process().memory_info().rss
large, between = [], []
for _each in range(40):
    large.append(bytearray(b"1" * (1 << 20)))
    between.append(bytes(100_000))  # what stays in use above each
large.clear()
print((psutil.Process().memory_info().rss - before) >> 20)
"""


@pytest.mark.skipif(not give_large_blocks_back(), reason="only glibc keeps large blocks")
def test_large_blocks_are_given_back() -> None:
    def kept(how: str) -> int:
        command = [sys.executable, "-c", KEPT, how]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        return int(done.stdout)

    assert kept("as asked") < 15 < 30 < kept("as it is")
