"""An edge of the dependency tree opens the derivation of its derivative, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.fake_engine import FakeAnswer, FakeEngine
from tests.ui.test_canvas_panel import canvas_of
from tutor.canvas.paths import PathsPicture
from tutor.engine import worker
from tutor.gallery import Edge
from tutor.ui.main_window import MainWindow
from tutor.ui.picture_canvas import PictureCanvas
from tutor.ui.presentation import Presentation
from tutor.ui.symbol_strip import LEAST

CHAIN = "f(g, h) = g^2 h + h; g = 3x; h = x^2"
VECTOR = "F(u, v) = (u v, u + v); u = 3x; v = x^2"


class AnsweringEngine(FakeEngine):
    """Answers for real, in this process."""

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> FakeAnswer:
        return FakeAnswer(worker.REQUESTS[name](**arguments))


@pytest.fixture
def answering(qtbot: QtBot) -> MainWindow:
    window = MainWindow(AnsweringEngine(), theme="light", lecture=False)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.settled, timeout=20_000)
    return window


def ask(qtbot: QtBot, window: MainWindow, text: str, detail: str) -> PathsPicture:
    window.explore.derivation.detail.choose(detail)
    window.session.set_detail(detail)
    window.explore.show_problem(text, "chain", None)
    qtbot.waitUntil(lambda: window.settled, timeout=20_000)
    picture = canvas_of(window).picture
    assert isinstance(picture, PathsPicture)
    return picture


def place_of(window: MainWindow, picture: PathsPicture, name: str) -> QPoint:
    edge = next(edge for edge in picture.scene.edges if edge.name == name)
    return spot_of(canvas_of(window), edge)


def spot_of(canvas: PictureCanvas, edge: Edge) -> QPoint:
    picture = canvas.picture
    assert isinstance(picture, PathsPicture)
    box = picture._tree.label_box(edge)
    x, y = picture._tree_axes.transData.transform(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
    ratio = canvas.devicePixelRatioF()
    return QPoint(round(x / ratio), round(canvas.height() - y / ratio))


def opened(window: MainWindow) -> str:
    """Return the line that is being looked at: the step's, or that of the chosen step within it."""
    card = window.explore.derivation.card
    row = card.substeps.chosen_row()
    step = row.step if row is not None and not card.substeps.isHidden() else card.step()
    assert step is not None
    return step.line.text


EDGES = [
    (CHAIN, "brief", "∂f/∂h", "∂f/∂h = "),
    (CHAIN, "standard", "∂f/∂g", "∂f/∂g = "),
    (CHAIN, "standard", "dh/dx", "dh/dx = "),
    (CHAIN, "full", "dg/dx", "dg/dx = "),
    (VECTOR, "standard", "∂f_1/∂v", "∂f_1/∂v = "),
]


def test_a_click_on_an_edge_opens_its_derivation(qtbot: QtBot, answering: MainWindow) -> None:
    for row in EDGES:
        text, detail, edge, line = row
        picture = ask(qtbot, answering, text, detail)
        canvas, place = canvas_of(answering), place_of(answering, picture, edge)
        qtbot.mouseMove(canvas, QPoint(1, 1))
        assert canvas.cursor().shape() != Qt.CursorShape.PointingHandCursor, row
        assert not opened(answering).startswith(line), row
        qtbot.mouseMove(canvas, place)
        assert canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor, row
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        assert opened(answering).startswith(line), row


def test_enter_opens_the_edge_that_the_keys_have_chosen(qtbot: QtBot, answering: MainWindow) -> None:
    picture = ask(qtbot, answering, CHAIN, "standard")
    canvas = canvas_of(answering)
    canvas.setFocus()
    for _edge in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
    name = picture.entered()
    assert "Press Enter" in canvas.accessibleName()
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert opened(answering).startswith(f"{name} = ")
    assert canvas.hasFocus()


def presented(qtbot: QtBot, window: MainWindow) -> tuple[Presentation, PictureCanvas]:
    ask(qtbot, window, CHAIN, "standard")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    shown = window.presentation()
    assert shown is not None
    qtbot.waitExposed(shown)
    canvas = shown.findChild(PictureCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: not canvas.waiting())
    return shown, canvas


def test_an_edge_opens_its_derivation_before_a_room(qtbot: QtBot, answering: MainWindow) -> None:
    shown, canvas = presented(qtbot, answering)
    home = answering.derivation.current_step()
    assert home is not None
    assert isinstance(canvas.picture, PathsPicture)
    edge = next(edge for edge in canvas.picture.scene.edges if edge.name == "dh/dx")
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot_of(canvas, edge))
    assert shown.rule.text().startswith(f"Step {answering.derivation.current} › ")
    assert "h with respect to x" in shown.formula.accessibleName()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert shown.rule.text() == home.title
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_a_clicker_goes_through_an_edge_and_comes_back(qtbot: QtBot, answering: MainWindow) -> None:
    shown, canvas = presented(qtbot, answering)
    number = answering.derivation.current
    qtbot.keyClick(shown, Qt.Key.Key_Tab)
    assert "Press Enter" in canvas.accessibleName()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    lines = []
    while "›" in shown.rule.text():
        lines.append(shown.formula.accessibleName())
        qtbot.keyClick(shown, Qt.Key.Key_PageDown)
    assert len(lines) > 1  # the line, then how it comes about
    assert answering.derivation.current == number
    assert "Press Enter" not in canvas.accessibleName()
    qtbot.keyClick(shown, Qt.Key.Key_Return)  # nothing is chosen now: on to the next step
    assert answering.derivation.current == number + 1


@pytest.mark.parametrize(("height", "shown"), [(800, True), (600, False)])
def test_the_sum_stands_below_the_tree_where_there_is_room(
    qtbot: QtBot, answering: MainWindow, height: int, shown: bool
) -> None:
    answering.resize(1100, height)
    ask(qtbot, answering, "z = u^2 v + v; u = s t; v = s + t^2", "brief")
    panel = answering.canvas_panel
    qtbot.waitUntil(lambda: panel.symbols.isVisible() is shown)
    assert canvas_of(answering).height() >= LEAST
    if shown:
        assert panel.symbols.heading.text() == "One term for each path from z to s"
        assert panel.symbols.formula.natural_size()[0] <= panel.symbols.formula.width()
