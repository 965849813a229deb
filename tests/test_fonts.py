"""What is set with one family looks as it does with all the fonts of the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor import fonts, typeset

WORDS = (
    "The slope of #maths($x^2$) is — “quite” small: ½ ≤ ε₁",
    "Степень и Ελλάδα",
    "偏导数 of #maths($f$)",
    "ไทย",
)
FORMULAS = ('x^2 + alpha dot upright("if ") integral', 'upright("否则") x')


@pytest.mark.parametrize("markup", WORDS)
def test_words_look_as_with_all_fonts(monkeypatch: pytest.MonkeyPatch, markup: str) -> None:
    light = typeset.paragraph(markup, "light", 17, 300)
    monkeypatch.setattr(fonts, "for_words", lambda *_: fonts.ALL)
    typeset._kept.cache_clear()
    assert typeset.paragraph(markup, "light", 17, 300) == light


@pytest.mark.parametrize("markup", FORMULAS)
def test_formulas_look_as_with_all_fonts(monkeypatch: pytest.MonkeyPatch, markup: str) -> None:
    light = typeset.svg(markup, "light", 17)
    monkeypatch.setattr(fonts, "for_formula", lambda *_: fonts.ALL)
    typeset._kept.cache_clear()
    assert typeset.svg(markup, "light", 17) == light


def test_only_what_needs_them_asks_for_all_fonts() -> None:
    assert fonts.for_formula("frac(partial f, partial x) = ∇f′") != fonts.ALL
    assert fonts.for_formula('upright("否则")') == fonts.ALL
    assert fonts.for_words("words", "No Such Font") == fonts.ALL
    assert "dejavu sans" in fonts.families(fonts.INTERFACE) & fonts.families()


def test_a_family_is_found_by_the_names_of_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    light, heavy = tmp_path / "a" / "light", tmp_path / "heavy"
    for folder in (light, heavy):
        folder.mkdir(parents=True)
        (folder / "MyFamily-Bold.otf").write_bytes(b"")
    with (heavy / "Other.ttc").open("wb") as other:
        other.truncate(1 << 30)  # a file that is all hole
    monkeypatch.setattr(fonts, "_system_folders", lambda: [tmp_path, tmp_path / "nothing"])
    assert fonts._folders_of("My Family") == [str(light)]
    assert fonts._folders_of("Unknown") == []
