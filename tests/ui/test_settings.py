"""The settings: made of their declarations, changed by mouse and keys, in force at once, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Literal, get_origin

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QSlider, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import seen
from tests.ui.fake_engine import FakeEngine
from tutor.board import NotationStyle
from tutor.storage.folders import folders
from tutor.storage.settings import GROUPS, Choice, Settings, declarations, find_settings
from tutor.theme import theme
from tutor.ui.keeping import Keeping
from tutor.ui.look import text_scale
from tutor.ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, engine: FakeEngine, tmp_path: Path) -> Iterator[MainWindow]:
    keeping = Keeping(folders(tmp_path))
    keeping.change("appearance", "light")
    made = MainWindow(engine, keeping=keeping)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.settled, timeout=10_000)
    yield made
    made.close()
    made.look.set("light", 100, False)


def press(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Press the control with this accessible name."""
    (button,) = (
        each
        for each in window.settings.findChildren(QAbstractButton)
        if each.accessibleName() == name and each.isVisible()
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)


# Declarations ----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_each_is_declared_whole(field: object) -> None:
    setting, values = declarations()[field.name]  # type: ignore[attr-defined]
    assert setting.group in GROUPS
    assert setting.title
    if isinstance(setting, Choice):
        assert field.default in values  # type: ignore[attr-defined]
        assert len(setting.labels) == len(values)
        assert len(setting.samples) in (0, len(values))
    else:
        assert get_origin(field.type) is not Literal  # type: ignore[attr-defined]


def test_the_panel_has_a_control_for_each(window: MainWindow) -> None:
    window.toggle_settings()
    text = seen(window.settings)
    for setting, _values in declarations().values():
        assert setting.title in text
    assert list(window.settings.controls) == [field.name for field in fields(Settings)]


# Coming and going ------------------------------------------------------------------------------


def test_opens_and_closes_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.isVisible()
    assert not window.canvas_panel.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Colours: Light"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.settings.isVisible()
    assert window.canvas_panel.isVisible()
    assert window.top_bar.settings.hasFocus()


def test_opens_by_the_gear_and_closes_by_done(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.top_bar.settings, Qt.MouseButton.LeftButton)
    assert window.settings.isVisible()
    press(qtbot, window, "Done")
    assert not window.settings.isVisible()


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, window: MainWindow) -> None:
    window.toggle_settings()
    controls = [
        widget
        for widget in window.settings.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QSlider) and widget.isVisible()
    ]
    assert [widget for widget in controls if not widget.accessibleName()] == []
    reached: set[QWidget] = set()
    for _count in range(100):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    one_of_a_group = {button for button in controls if getattr(button, "group", lambda: None)() is not None}
    assert set(controls) - reached - one_of_a_group == set()


# Taking effect ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "palette"), [("Dark", "dark"), ("High contrast", "contrast")])
def test_colours(qtbot: QtBot, window: MainWindow, name: str, palette: str) -> None:
    window.toggle_settings()
    press(qtbot, window, f"Colours: {name}")
    assert window.look.name == palette
    background = window.grab().toImage().pixelColor(5, 5).name()
    assert background == theme(palette).colour("window.surface").lower()


def test_the_moon_is_the_same_setting(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.top_bar.theme, Qt.MouseButton.LeftButton)
    assert window.keeping.settings.appearance == "dark"


def test_text_size_makes_text_larger_and_nothing_is_cut(qtbot: QtBot, window: MainWindow) -> None:
    before = window.derivation.transport.next.sizeHint().width()
    window.toggle_settings()
    slider = window.settings.findChild(QSlider)
    assert slider is not None
    slider.setFocus()
    for _count in range(6):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert window.keeping.settings.text_size == 130
    assert text_scale() == 1.3
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)
    assert window.derivation.transport.next.sizeHint().width() > before * 1.1
    for button in window.derivation.detail.findChildren(QAbstractButton):
        assert button.width() >= button.sizeHint().width()


def test_the_panel_is_as_wide_as_its_room(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1024, 700)
    window.toggle_settings()
    (area,) = window.settings.findChildren(QScrollArea)
    for size in (100, 115, 130):
        window.keeping.change("text_size", size)
        qtbot.waitUntil(lambda: area.widget().width() == area.viewport().width(), timeout=2000)
        right = area.viewport().mapToGlobal(area.viewport().rect().topRight()).x()
        cut = [
            each.accessibleName() or type(each).__name__
            for each in area.widget().findChildren(QWidget)
            if each.isVisible() and each.mapToGlobal(each.rect().topRight()).x() > right
        ]
        assert cut == [], size


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("Derivative: Lagrange", NotationStyle("lagrange", "ln")),
        ("Logarithm: log x", NotationStyle("leibniz", "log")),
    ],
)
def test_notation_reaches_every_request(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, name: str, style: NotationStyle
) -> None:
    window.go_to_step(3)
    window.toggle_settings()
    press(qtbot, window, name)
    for request in ("read", "explain", "scenes"):
        assert engine.last(request)["notation"] == style
    assert window.derivation.current == 3
    press(qtbot, window, "Reset all")
    assert "notation" not in engine.last("explain")


def test_detail_is_one_setting_in_two_places(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    window.toggle_settings()
    press(qtbot, window, "Detail: Brief")
    assert engine.last("explain")["detail"] == "brief"
    assert window.derivation.detail.choice() == "brief"
    qtbot.mouseClick(window.derivation.detail.button("full"), Qt.MouseButton.LeftButton)
    assert window.keeping.settings.detail == "full"


def test_another_language_holds_from_the_next_start(qtbot: QtBot, window: MainWindow) -> None:
    window.toggle_settings()
    press(qtbot, window, "Words: 简体中文")
    assert "started again" in window.settings.hints["language"].text()
    assert window.keeping.settings.language == "zh_CN"


def test_what_is_chosen_is_kept(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.toggle_settings()
    press(qtbot, window, "Reduced motion")
    assert window.look.reduced_motion
    assert window.keeping.saved_by()
    kept = find_settings(folders(tmp_path)).content
    assert kept == Settings(appearance="light", reduced_motion=True)
    press(qtbot, window, "Reset all")
    assert window.keeping.saved_by()
    assert find_settings(folders(tmp_path)).content == Settings()


# High contrast ---------------------------------------------------------------------------------


def brightness(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("window.bg", "window.surface", "window.sunken", "window.segmentTrack", "window.segmentOn",
           "action.tint", "meaning.changedNow_fill", "meaning.heldConstant_fill", "meaning.slotA_tint",
           "meaning.slotB_tint", "meaning.slotC_tint", "meaning.derivative_tint", "meaning.velocity_tint",
           "meaning.yourAnswer_tint", "meaning.derivative_tint_projector")  # fmt: skip
WORDS = ("text.primary", "text.secondary", "text.tertiary", "action.base", "meaning.slotA", "meaning.slotB",
         "meaning.slotC", "meaning.derivative", "meaning.velocity", "meaning.yourAnswer_text",
         "meaning.heldConstant_text", "window.disabledText")  # fmt: skip


@pytest.mark.parametrize("ground", GROUNDS)
def test_high_contrast_is_at_least_seven_to_one(ground: str) -> None:
    palette = theme("contrast")
    low = {word: contrast(palette.colour(word), palette.colour(ground)) for word in WORDS}
    assert {word: ratio for word, ratio in low.items() if ratio < 7 and word != "window.disabledText"} == {}
    assert contrast(palette.colour("action.onAction"), palette.colour("action.base")) >= 7


def test_the_palettes_have_the_same_colours() -> None:
    names = [
        {group: set(theme(name).groups[group]) for group in theme(name).groups}
        for name in ("light", "dark", "contrast")
    ]
    assert names[0] == names[1] == names[2]
