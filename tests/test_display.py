"""What is said of a library or display that is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tutor.display import DisplayError, choose_platform, missing_library


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            "libEGL.so.1: cannot open shared object file: No such file or directory",
            "sudo apt install libegl1`",
        ),
        (
            "libxcb-cursor.so.0: cannot open shared object file",
            "sudo apt install libxcb-cursor0 libxcb-icccm4",
        ),
        ("libxcb.so.1: cannot open shared object file", "sudo apt install libxcb1 libxcb-cursor0"),
        ("libunheard_of.so.3: cannot open shared object file", "needs libunheard_of.so.3"),
        ("DLL load failed while importing QtCore", "needs DLL load failed while importing QtCore"),
    ],
)
def test_a_missing_library_is_named_with_its_package(error: str, said: str) -> None:
    sentence = missing_library(ImportError(error))
    assert said in sentence
    assert "nabla explain" in sentence


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt has one platform, which is always there")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}])
def test_no_way_to_show_a_window(environment: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(DisplayError, match="nabla explain"):
        choose_platform(environment, tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt has one platform, which is always there")
@pytest.mark.parametrize(
    ("environment", "plugin"),
    [
        ({"DISPLAY": ":0"}, "libqxcb.so"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "libqwayland.so"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "libqwayland-generic.so"),
        ({"QT_QPA_PLATFORM": "wayland-egl"}, "libqwayland-egl.so"),
    ],
)
def test_a_plugin_that_does_not_load(environment: dict[str, str], plugin: str, tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / plugin).write_bytes(b"not a library")
    with pytest.raises(DisplayError, match=plugin):
        choose_platform(environment, tmp_path)


def test_an_offscreen_platform_is_taken_as_asked() -> None:
    from PySide6.QtCore import QLibraryInfo

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    assert choose_platform({"QT_QPA_PLATFORM": "offscreen"}, plugins) is None
