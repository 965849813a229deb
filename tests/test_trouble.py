"""What nobody caught is logged and told, from wherever it came, and the window stays."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tutor import reports, trouble
from tutor.reports import Report, report_of, save_report, shortened
from tutor.storage.folders import folders
from tutor.trouble import Trouble
from tutor.watchdog import Watchdog, last_time

ROOT = Path(__file__).parent.parent


def fail() -> None:
    raise ValueError("a mistake of x²")


def fail_in_a_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@pytest.fixture
def told(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Trouble, list[Report]]]:
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))  # to be put back afterwards
    heard: list[Report] = []
    made = Trouble(qapp, tmp_path, heard.append, lambda: "Text: 'x'\n")
    made.watch()
    yield made, heard
    made.deleteLater()


def test_a_thread_s_trouble_is_told_once(
    qtbot: QtBot, told: tuple[Trouble, list[Report]], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    _trouble, heard = told
    fail_in_a_thread()
    fail_in_a_thread()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(20)
    (report,) = heard
    assert "ValueError: a mistake of x²" in report.text
    assert "Text: 'x'" in report.text
    assert report.text.startswith("Nabla ")
    assert not report.again
    assert report.file is not None
    assert report.file.read_text(encoding="utf-8") == report.text
    assert caplog.text.count("Traceback") == 1
    assert "for the 2. time" in caplog.text


def test_a_slot_s_trouble_is_told(qtbot: QtBot, told: tuple[Trouble, list[Report]]) -> None:
    with qtbot.captureExceptions():  # pytest-qt's own hook would hear it first
        _trouble, heard = told
        _trouble.watch()
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: bool(heard))
    assert "ValueError" in heard[0].text


def test_the_same_again_right_after_going_on(qtbot: QtBot, told: tuple[Trouble, list[Report]]) -> None:
    made, heard = told
    for count in (1, 2):
        fail_in_a_thread()
        qtbot.waitUntil(lambda count=count: len(heard) == count)
        made.over()
    assert [report.again for report in heard] == [False, True]


def test_what_is_raised_where_it_stops_nothing_is_only_logged(
    qtbot: QtBot, told: tuple[Trouble, list[Report]], caplog: pytest.LogCaptureFixture
) -> None:
    class Dropped:
        def __del__(self) -> None:
            fail()

    Dropped()
    qtbot.wait(20)
    assert told[1] == []
    assert "a mistake of x²" in caplog.text


def test_a_report_that_cannot_be_written_is_told_all_the_same(
    qtbot: QtBot, told: tuple[Trouble, list[Report]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path, _text: str) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trouble, "save_report", full)
    fail_in_a_thread()
    qtbot.waitUntil(lambda: bool(told[1]))
    assert told[1][0].file is None


# Reports ---------------------------------------------------------------------------------------


def test_a_report_holds_no_personal_path() -> None:
    try:
        folders(Path("/x")).log.joinpath("\0").stat()
    except ValueError as error:
        _doing, text = report_of(error, lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    assert str(Path.home()) not in text
    assert str(ROOT) not in text
    assert 'File "tests/test_trouble.py"' in text
    assert "ZeroDivisionError while taking down" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ROOT}/tutor/ui/look.py", "tutor/ui/look.py"),
        (f"{ROOT}\\tutor\\ui", "tutor/ui"),
        (f"saved in {Path.home() / 'notes'}", f"saved in {Path('~') / 'notes'}"),
        ("nothing of the kind", "nothing of the kind"),
    ],
)
def test_paths_are_shortened(text: str, expected: str) -> None:
    assert shortened(text) == expected


def test_it_says_what_it_was_doing() -> None:
    code = compile("raise ValueError", str(ROOT / "tutor" / "canvas" / "picture.py"), "exec")
    with pytest.raises(ValueError) as raised:  # noqa: PT011  (that it is raised there is all that counts)
        exec(code, {})  # noqa: S102  (a frame in that file)
    assert report_of(raised.value)[0] == "Nabla made a mistake of its own while drawing the picture."


def test_only_the_latest_reports_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "KEPT", 3)
    for number in range(5):
        os.utime(save_report(tmp_path, f"report {number}"), (number, number))
    left = [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()]
    assert sorted(left) == ["report 2", "report 3", "report 4"]


# The log ---------------------------------------------------------------------------------------


def test_the_log_is_in_the_log_folder(tmp_path: Path) -> None:
    handler = trouble.keep_log(tmp_path / "log")
    logging.getLogger("tutor").error("x² cannot be shown")
    trouble.end_log(handler)
    logging.getLogger("tutor").error("too late")
    text = (tmp_path / "log" / "nabla.log").read_text(encoding="utf-8")
    assert "ERROR tutor: x² cannot be shown" in text
    assert "too late" not in text


def test_without_a_log_folder_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    handler = trouble.keep_log(tmp_path / "file" / "log")
    logging.getLogger("tutor").error("nobody reads this")
    trouble.end_log(handler)
    assert isinstance(handler, logging.NullHandler)


# Crash and standstill --------------------------------------------------------------------------

LIFE = """
import faulthandler, sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from tutor.storage.folders import folders
from tutor.watchdog import Watchdog
application = QCoreApplication([])
where = folders(Path(sys.argv[1]))
where.log.mkdir(exist_ok=True)
dog = Watchdog(where, 1, patience=0.3)
def crash():
    faulthandler._sigsegv()
def stand_still():
    end = time.monotonic() + 1.5
    while time.monotonic() < end: pass
    import os; os._exit(9)
def come_back():
    time.sleep(0.8)
    QTimer.singleShot(400, quit)
def quit():
    dog.close()
    application.quit()
QTimer.singleShot(100, globals()[sys.argv[2]])
application.exec()
"""


def live(home: Path, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIFE, str(home), how],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "doing", "where"),
    [
        ("crash", "Nabla stopped suddenly the last time.", "in crash"),
        ("stand_still", "Nabla stood still the last time, and was ended.", "in stand_still"),
    ],
)
def test_the_next_start_hears_of_a_bad_end(tmp_path: Path, how: str, doing: str, where: str) -> None:
    assert live(tmp_path, how).returncode != 0
    report = last_time(folders(tmp_path), 1)
    assert report is not None
    assert report.doing == doing
    assert where in report.text
    assert not report.again
    assert last_time(folders(tmp_path), 1) is None, "it is told once"
    assert last_time(folders(tmp_path), 2) is None
    live(tmp_path, how)
    second = last_time(folders(tmp_path), 1)
    assert second is not None
    assert second.again


def test_a_window_that_comes_to_itself_is_only_logged(tmp_path: Path) -> None:
    done = live(tmp_path, "come_back")
    assert done.returncode == 0, done.stderr
    assert "stood still for more than 0.3 s" in done.stderr
    assert "in come_back" in done.stderr
    assert list((tmp_path / "log").iterdir()) == []


def test_a_good_end_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    Watchdog(folders(tmp_path), 1).close()
    assert list((tmp_path / "log").iterdir()) == []
