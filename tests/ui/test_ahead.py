"""What an answer shows is typeset on the side before it is delivered, and what may follow soon after."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from tests.ui import board_data
from tests.ui.fake_engine import FakeEngine
from tutor.ui import typesetting
from tutor.ui.ahead import Ahead
from tutor.ui.bridge import Bridge
from tutor.ui.look import Look
from tutor.ui.main_window import MainWindow
from tutor.ui.typesetting import Order, formula_order


@pytest.fixture
def set_by(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """By markup, the thread that typeset it; nothing is kept from other tests."""
    found: dict[str, str] = {}
    drawn = typesetting.drawn

    def noted(order: Order) -> bytes | None:
        found[order.markup] = threading.current_thread().name.partition("_")[0]
        return drawn(order)

    typesetting._cache.clear()
    monkeypatch.setattr(typesetting, "drawn", noted)
    yield found
    typesetting._cache.clear()


ASIDE = "typesetting ahead"


def test_the_first_step_is_typeset_before_the_window_has_it(
    qtbot: QtBot, window: MainWindow, set_by: dict[str, str]
) -> None:
    window.show_problem("x^2 + 1")
    qtbot.waitUntil(lambda: window.settled)
    card = window.derivation.card
    for view in (card.formula, window.editor.preview):
        assert view.formula() is not None
        assert set_by[view._markup()] == ASIDE
    assert set_by[card.why.sentence().typst] == ASIDE


def test_what_follows_is_typeset_while_the_student_reads(
    qtbot: QtBot, window: MainWindow, set_by: dict[str, str]
) -> None:
    window.show_problem("x^2 + 1")
    qtbot.waitUntil(lambda: window.settled)
    walkthrough = window.session.walkthrough
    assert walkthrough is not None
    following = walkthrough.steps[1]
    to_come = window.derivation.orders_to_come()
    assert to_come
    qtbot.waitUntil(lambda: all(map(typesetting.is_kept, to_come)))
    window.derivation.go_to(2)
    assert set_by[following.card.typst] == set_by[following.why.typst] == ASIDE
    assert set_by[walkthrough.result.equation.typst] == ASIDE


def test_the_thread_leaves_qt_alone(
    qtbot: QtBot, window: MainWindow, set_by: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it could hold Python's lock and wait for one of Qt's, and the window the other way round."""
    makers: set[str] = set()

    class Renderer(QSvgRenderer):
        def __init__(self, svg: QByteArray) -> None:
            makers.add(threading.current_thread().name)
            super().__init__(svg)

    monkeypatch.setattr(typesetting, "QSvgRenderer", Renderer)
    window.show_problem("x^2 + 1")
    qtbot.waitUntil(lambda: window.settled)
    qtbot.waitUntil(lambda: all(map(typesetting.is_kept, window.derivation.orders_to_come())))
    assert ASIDE in set_by.values()
    assert makers == {"MainThread"}


def test_what_cannot_be_typeset_is_delivered_all_the_same(qtbot: QtBot, engine: FakeEngine) -> None:
    bridge, heard = Bridge(engine), []
    look = Look("light")
    bridge.prepare("read", lambda _value: [formula_order("#nonsense(", look, 20, "text.primary")])
    bridge.ask("typing", "read", {"text": "x"}, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert not bridge.under_way()


def test_a_mistake_of_ours_is_met_by_whoever_shows_it(qtbot: QtBot) -> None:
    """It is not lost with the thread: nothing is kept, so the window typesets it, and meets it too."""

    def broken() -> bytes:
        raise ZeroDivisionError

    order = Order(("broken",), "x", broken)
    ahead, called = Ahead(), []
    ahead.typeset([order], lambda: called.append(True))
    qtbot.waitUntil(lambda: bool(called))
    assert not typesetting.is_kept(order)


def test_the_latest_wins_also_while_an_answer_is_typeset(qtbot: QtBot, engine: FakeEngine) -> None:
    bridge, begun, go_on = Bridge(engine), threading.Event(), threading.Event()
    heard: list[str] = []

    def slow() -> bytes:
        begun.set()
        go_on.wait(10)
        return b""

    bridge.prepare("read", lambda value: [Order((value.input,), "x", slow)])
    bridge.ask("typing", "read", {"text": "first"}, lambda reply: heard.append(reply.value.input))
    qtbot.waitUntil(begun.is_set)
    assert bridge.under_way("typing")
    bridge.ask("typing", "read", {"text": "second"}, lambda reply: heard.append(reply.value.input))
    go_on.set()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(20)
    assert heard == ["second"]


def test_the_exercise_is_typeset_when_practice_is_opened(
    qtbot: QtBot, window: MainWindow, set_by: dict[str, str]
) -> None:
    window.show_problem("x^3")
    qtbot.waitUntil(lambda: window.settled)
    practice = window.practice
    assert practice.heading.text()
    shown = practice.exercise.formula()
    assert shown is None or shown != board_data.reading("x^3").formula
    window.show_face("practice")
    assert practice.exercise.formula() == board_data.reading("x^3").formula
    window.show_problem("x^2 + 1")
    qtbot.waitUntil(lambda: window.settled)
    assert practice.exercise.formula() == board_data.reading("x^2 + 1").formula
