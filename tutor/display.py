"""Is there a screen, and can Qt open it? Asked before Qt is, because Qt's own answer is to abort.

Imports no Qt: the folder of Qt's platform plugins is handed in. What only trouble needs is imported in
its functions, because every start-up passes here before it paints.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tutor.language import _

PACKAGES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""The Debian and Ubuntu packages of the libraries that Qt's wheels expect from the system."""

XCB_PACKAGES: Final = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xkb1 libxkbcommon-x11-0"
)


class DisplayError(Exception):
    """There is no way to show a window; the message says what is missing and how to get it."""


def missing_library(error: ImportError | OSError) -> str:
    """Return the sentence for a library that Qt needs and the system does not have."""
    import re

    found = re.search(r"([\w.+-]+\.(?:so[.\d]*|dylib|dll))", str(error), re.IGNORECASE)
    library = found.group(1) if found else str(error)
    package = PACKAGES.get(library)
    if package is None:
        return _(
            "Nabla's window needs {library}, which this system does not have; install it with the system's "
            "package manager, or use `nabla explain`, which needs no window."
        ).format(library=library)
    if package.startswith(("libxcb", "libxkb")):
        package = XCB_PACKAGES if package in XCB_PACKAGES else f"{package} {XCB_PACKAGES}"
    return _(
        "Nabla's window needs {library}, which this system does not have; get it with "
        "`sudo apt install {package}` (Debian, Ubuntu), or use `nabla explain`, which needs no window."
    ).format(library=library, package=package)


def choose_platform(environment: Mapping[str, str], plugins: Path) -> str | None:
    """Return the platform plugin to name to Qt, or None where Qt's own choice is right.

    `plugins` is the folder that holds Qt's `platforms/`.

    Raises:
        DisplayError: if Qt would find none and abort.
    """
    if not sys.platform.startswith("linux"):
        return None
    asked = environment.get("QT_QPA_PLATFORM", "")
    if asked:
        wanted = [option.split(":")[0] for option in asked.split(";") if option]
    else:
        wanted = _offered(environment)
    if not wanted:
        raise DisplayError(
            _(
                "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); start "
                "Nabla from a desktop session, or use `nabla explain`, which needs no display."
            )
        )
    troubles = []
    for platform in wanted:
        trouble = _trouble(platform, environment, plugins)
        if trouble is None:
            return None if asked or platform == wanted[0] else platform
        troubles.append(trouble)
    raise DisplayError(troubles[-1])


def _offered(environment: Mapping[str, str]) -> list[str]:
    """Return the platforms that this session seems to have, in the order in which Qt prefers them."""
    offered = []
    if environment.get("DISPLAY"):
        offered.append("xcb")
    if environment.get("WAYLAND_DISPLAY"):
        offered.insert(0 if environment.get("XDG_SESSION_TYPE") == "wayland" else len(offered), "wayland")
    return offered


def _trouble(platform: str, environment: Mapping[str, str], plugins: Path) -> str | None:
    """Return why a platform cannot be used, or None if it can."""
    import ctypes

    folder = plugins / "platforms"
    # Wayland's is libqwayland.so, and before Qt 6.10 libqwayland-generic.so beside libqwayland-egl.so.
    family = platform.partition("-")[0]
    plugin = next((path for end in ("", "-*") for path in folder.glob(f"libq{family}{end}.so")), None)
    if plugin is None:
        present = sorted(path.name[4:-3] for path in folder.glob("libq*.so"))
        return _(
            "QT_QPA_PLATFORM asks for {platform}, which this Qt does not have (it has: {present}); unset it, "
            "or use `nabla explain`, which needs no window."
        ).format(platform=platform, present=", ".join(present))
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing_library(error)
    if platform == "xcb" and not _x_answers():
        return _(
            "The display {display} does not answer; start Nabla from a desktop session, or use "
            "`nabla explain`, which needs no display."
        ).format(display=environment.get("DISPLAY", "") or '""')
    if platform == "wayland" and not _wayland_answers(environment):
        return _(
            "The Wayland display {display} does not answer; start Nabla from a desktop session, or use "
            "`nabla explain`, which needs no display."
        ).format(display=environment.get("WAYLAND_DISPLAY", "") or '""')
    return None


def _x_answers() -> bool:
    """Say whether the X server of DISPLAY takes a connection. Its library is there: the plugin loaded."""
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    # It stays open: a bare server starts anew when its last client leaves, and Qt would meet it then.
    return bool(xcb.xcb_connection_has_error(connection) == 0)


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    import socket

    name = environment.get("WAYLAND_DISPLAY", "wayland-0")
    path = os.path.join(environment.get("XDG_RUNTIME_DIR", ""), name)  # noqa: PTH118  (an absolute name wins)
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
    return True
