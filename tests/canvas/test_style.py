"""Which fonts pictures write in, and with which of matplotlib's settings."""

from __future__ import annotations

import matplotlib as mpl
import pytest
from matplotlib import font_manager

from tutor.canvas.style import CHINESE_FONTS, Style, installed_fonts
from tutor.theme import theme

FILES = [
    "fonts/Inter-Regular.otf",
    "fonts/Inter-Thin.otf",
    "fonts/NotoSansCJK-Bold.ttc",
    "fonts/Lato-Regular.ttf",
]


@pytest.mark.parametrize(
    ("known", "added"),
    [
        (["DejaVu Sans"], ["fonts/Inter-Regular.otf", "fonts/NotoSansCJK-Bold.ttc"]),
        (["DejaVu Sans", "Inter"], ["fonts/NotoSansCJK-Bold.ttc"]),
        (["DejaVu Sans", "Inter", "Noto Sans CJK SC"], []),
    ],
)
def test_fonts_that_are_newer_than_matplotlib_s_list_are_found(
    monkeypatch: pytest.MonkeyPatch, known: list[str], added: list[str]
) -> None:
    manager, found = font_manager.fontManager, []
    monkeypatch.setattr(manager, "ttflist", [font_manager.FontEntry(name=name) for name in known])
    monkeypatch.setattr(manager, "addfont", found.append)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: FILES)
    installed_fonts.cache_clear()
    assert installed_fonts(("Inter", "DejaVu Sans", *CHINESE_FONTS)) == tuple(
        name for name in ("Inter", "DejaVu Sans", "Noto Sans CJK SC") if name in known
    )
    assert found == added
    installed_fonts.cache_clear()


def test_settings_hold_inside_and_not_outside() -> None:
    before = dict(mpl.rcParams)
    one, other = Style(theme("dark")), Style(theme("light"), 1.7)
    with mpl.rc_context(one.settings):  # type: ignore[arg-type]
        theirs = dict(mpl.rcParams)
    with one.applied():
        assert dict(mpl.rcParams) == theirs
        with other.applied():
            assert mpl.rcParams["font.size"] == pytest.approx(1.7 * 14)
        assert dict(mpl.rcParams) == theirs
    assert dict(mpl.rcParams) == before
