"""An exception that nobody caught is logged and said, from whichever thread, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tutor import trouble


def boxes(application: QApplication) -> list[QMessageBox]:
    return [box for box in application.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


def fail() -> None:
    raise ValueError("a mistake in a thread")


def test_trouble_in_a_thread_is_said_once(
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for module in (sys, threading):  # to be put back afterwards
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    trouble.watch(qapp)
    for _ in range(2):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: bool(boxes(qapp)))
    qapp.processEvents()
    (box,) = boxes(qapp)
    assert "ValueError: a mistake in a thread" in box.detailedText()
    assert not box.isModal()
    assert caplog.text.count("ValueError: a mistake in a thread") == 2
    box.close()


def test_the_log_is_in_the_persons_log_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("tutor")
    monkeypatch.setattr(trouble, "user_log_path", lambda *_names, **_settings: tmp_path)
    before = list(logger.handlers)
    trouble.keep_log()
    (handler,) = [handler for handler in logger.handlers if handler not in before]
    logger.error("x² cannot be shown")
    handler.close()
    logger.removeHandler(handler)
    assert "ERROR tutor: x² cannot be shown" in (tmp_path / "nabla.log").read_text(encoding="utf-8")


def test_without_a_log_folder_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object, **_settings: object) -> Path:
        raise PermissionError

    logger = logging.getLogger("tutor")
    monkeypatch.setattr(trouble, "user_log_path", refuse)
    before = list(logger.handlers)
    trouble.keep_log()
    (handler,) = [handler for handler in logger.handlers if handler not in before]
    logger.removeHandler(handler)
    assert isinstance(handler, logging.NullHandler)
