"""Many texts typed into one real window: neither the window nor its workers grow."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.ui.test_hostile import at_rest, put
from tutor.engine.client import Engine
from tutor.ui.main_window import MainWindow
from tutor.ui.sweeping import Sweeping

GROWTH = 1.10
TEXTS = 1000
WARM = 100
"""Texts after which everything that is made once has been made."""


def text(number: int) -> str:
    """Return a short text, another for each number; each twentieth is a function of two inputs."""
    if number % 20 == 0:
        return f"x^2 y+{number}y"
    if number % 20 == 10:
        return f"f(g)=g^2;g={number}t"
    if number % 7 == 3:
        return f"{number}*+x"  # that cannot be read
    return ("{}sin({}x)", "x^{1}+{0}x", "{}e^({}x)", "ln(x)/{}")[number % 4].format(number, number % 9 + 2)


def resident(pid: int) -> int:
    return int(psutil.Process(pid).memory_info().rss)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as made:
        yield made


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_thousand_texts_in_one_window(qtbot: QtBot, engine: Engine) -> None:
    window = MainWindow(engine, theme="light")
    qtbot.addWidget(window)
    sweeping = Sweeping(window)
    window.show()
    window.activateWindow()
    at_rest(qtbot, window)
    mine: dict[int, int] = {}
    workers: dict[int, int] = {}
    children: dict[int, int] = {}
    for number in range(1, TEXTS + 1):
        put(qtbot, window, text(number))
        at_rest(qtbot, window)
        if number % WARM == 0:
            mine[number] = resident(psutil.Process().pid)
            # On a busy computer a worker that was given up may have been replaced since.
            workers[number] = max(map(resident, engine.workers()), default=0)
            children[number] = len(window.findChildren(QObject))
            figures = (mine[number] >> 20, workers[number] >> 20, children[number])
            print(number, "texts: MB of window, MB of largest worker, children:", *figures, flush=True)
    sweeping.close()
    for figure in (mine, workers, children):
        assert figure[TEXTS] <= GROWTH * figure[WARM], figure
