"""The catalogues are complete and up to date, and Nabla speaks them.

After a change of words: `python -m tests.translations`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from tests import translations
from tutor import app, cli, language
from tutor.board import Walkthrough
from tutor.calculus import explain
from tutor.language import _, paragraph, use_language
from tutor.notation.reading import read
from tutor.resources import resource, resource_folder

TUTOR = Path(translations.__file__).parent.parent / "tutor"
ENDS = {".": "。", "?": "？", "…": "…", ":": "："}
ENGLISH_WHY = "The terms are added, so each one is differentiated on its own with respect to x."


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


def keys(catalog: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in translations.messages(catalog)}


def translated(language: str) -> list[tuple[str, str]]:
    """Return (English, translation) for every message, and for each form of those that have a plural."""
    pairs = []
    for message in translations.messages(translations.read(translations.po_file(language), language)):
        if isinstance(message.id, str):
            pairs.append((message.id, message.string))
        else:
            pairs += [(message.id[-1], form) for form in message.string]
    return pairs


def walkthrough(text: str) -> Walkthrough:
    return explain(read(text), "partial", ("x",))


def test_the_template_has_every_message() -> None:
    said, kept = translations.extracted(), translations.read(translations.TEMPLATE)
    assert keys(said) == keys(kept), "run `python -m tests.translations`"


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    catalog = translations.read(translations.po_file(language), language)
    assert keys(catalog) == keys(translations.read(translations.TEMPLATE)), (
        "run `python -m tests.translations`"
    )
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert [said for said, words in translated(language) if not words.strip()] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_translations_have_the_same_places(language: str) -> None:
    def places(words: str) -> list[tuple[str | None, ...]]:
        parts = {(name, layout, how) for _words, name, layout, how in Formatter().parse(words) if name}
        return sorted({*parts, *((old,) for old in re.findall(r"%(?:\(\w+\))?[srd]", words))}, key=str)

    wrong = [(said, words) for said, words in translated(language) if places(said) != places(words)]
    assert wrong == []


def test_chinese_sentences_end_as_chinese_does() -> None:
    sentences = [(said, words) for said, words in translated("zh_CN") if said[-1] in ENDS]
    assert [(said, words) for said, words in sentences if words[-1] != ENDS[said[-1]]] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_nabla_reads_is_compiled_from_the_translation(language: str) -> None:
    compiled = resource("locale", language, "LC_MESSAGES", "nabla.mo").read_bytes()
    assert compiled == translations.compiled(language), "run `python -m tests.translations`"


def test_files_do_not_depend_on_when_and_where_they_are_written() -> None:
    template = translations.extracted()
    assert translations.written(template) == translations.written(translations.extracted())
    assert not {"Date", "Generated-By", "POT-"} & set(translations.written(template).decode().split('"'))
    assert str(TUTOR.parent).encode() not in translations.written(template)


@pytest.mark.parametrize(
    ("language", "title", "why"),
    [
        ("zh_CN", "求和法则", "各项相加，所以逐项对 x 求导。"),
        ("en", "Sum rule", ENGLISH_WHY),
        ("xx", "Sum rule", ENGLISH_WHY),
    ],
)
def test_derivations_speak_the_language_in_use(language: str, title: str, why: str) -> None:
    use_language(language)
    first = walkthrough("f(x, y) = x^2 y + y").steps[0]
    assert (first.title, first.why.text) == (title, why)
    use_language("en")
    assert walkthrough("f(x, y) = x^2 y + y").steps[0].title == "Sum rule"


@pytest.mark.parametrize(
    ("text", "title", "why"),
    [
        (
            "x^2 + y",
            "幂法则与常数法则",
            "x^2 的指数 2 移到前面作因子，指数减一。y 视为常数，所以它对 x 的导数是 0。",
        ),
        ("x^3 y", "常数因子：y 视为常数", "这里只有 x 在变。y 与 x 无关，是 x^3 y 的常数因子，提到前面。"),
        ("x e^x y", "乘积法则", "这里 u = x，v = e^x，两者都与 x 有关。轮流求导：u′ v + u v′。"),
    ],
)
def test_sentences_stand_together_without_a_space(text: str, title: str, why: str) -> None:
    use_language("zh_CN")
    steps = [each for step in walkthrough(text).steps for each in (step, *step.steps)]
    assert (title, why) in [(step.title, step.why.text) for step in steps]


@pytest.mark.parametrize(
    ("language", "sentences", "words"),
    [
        ("en", ["One.", "Two.", "Three."], "One. Two. Three."),
        ("zh_CN", ["一。", "二。", "三。"], "一。二。三。"),
        ("en", ["", "One.", ""], "One."),
        ("en", [], ""),
    ],
)
def test_a_paragraph_is_set_as_its_language_does(language: str, sentences: list[str], words: str) -> None:
    use_language(language)
    assert paragraph(*sentences) == words


def test_speech_is_in_the_language_in_use() -> None:
    use_language("zh_CN")
    assert walkthrough("f(x, y) = x^2 y + y").reading.formula.speech == "f x, y 等于 x 的平方 y 加 y"
    assert _("Next step") == "下一步"


def test_rules_have_their_chinese_names_beside_english_words() -> None:
    use_language("en+zh_CN")
    walkthrough = explain(read("x^2 y + y"), "partial", ("x",), detail="standard")
    titles = [step.title for step in walkthrough.steps]
    assert titles[0] == "Sum rule 求和法则"
    assert titles[1] == "Constant multiple: y is held constant"
    assert walkthrough.steps[0].why.text.startswith("The terms are added")
    assert _("Next step") == "Next step"
    use_language("zh_CN")
    assert explain(read("x + x^2"), "derivative", ("x",), detail="standard").steps[0].title == "求和法则"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ([], {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        (["--language", "zh_CN"], {"LANG": "en_GB.UTF-8"}, "zh_CN"),
        ([], {"LANG": "C"}, "en"),
    ],
)
def test_the_window_speaks_what_the_command_line_speaks(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], language: str
) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    asked: list[Any] = []
    monkeypatch.setattr(app, "run", lambda name, usual: asked.append(name or usual) or 0)
    assert cli.main(arguments) == 0
    assert asked == [language]
    assert _("Sum rule") == {"zh_CN": "求和法则", "en": "Sum rule"}[language]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["用法：nabla ", "位置参数:", "选项:", "显示这份帮助后退出", "显示版本后退出"]),
        (["snapshot", "x", "-o", "x.png", "--step", "two"], ["参数 --step：'two' 不是有效的 int 值"]),
        (["explain", "--answers"], ["无法识别的参数：--answers"]),
    ],
)
def test_the_options_own_words_are_translated(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: list[str]
) -> None:
    cli.main(["--language", "zh_CN", *arguments])
    said = "".join(capsys.readouterr())
    assert [each for each in words if each not in said] == []


def test_messages_are_never_glued_from_pieces() -> None:
    """What is added to a part of a sentence cannot be put in another place in another language."""
    glued = []
    for file in TUTOR.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            pieces: list[ast.expr] = []
            if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
                pieces = [node.left, node.right]
            elif isinstance(node, ast.JoinedStr):
                pieces = [
                    each.value if isinstance(each, ast.FormattedValue) else each for each in node.values
                ]
            if any(map(_is_part_of_a_sentence, pieces)) and not any(map(_is_ornament, pieces)):
                glued.append(f"{file.name}: {ast.unparse(node)}")
    assert glued == []


def _said(node: ast.AST) -> str | None:
    """Return the message that `_("…")` or `_("…").format(…)` says."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        node = node.func.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
        return str(node.args[0].value) if isinstance(node.args[0], ast.Constant) else ""
    return None


def _is_part_of_a_sentence(node: ast.expr) -> bool:
    said = _said(node)
    return said is not None and not said.endswith((".", "?"))


def _is_ornament(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not any(map(str.isalpha, str(node.value)))


def test_messages_are_chosen_when_they_are_said() -> None:
    """`_()` in the body of a module or a class, or as a default, would keep the language of the start."""
    early = [
        f"{file.name}: {ast.unparse(call)}"
        for file in TUTOR.rglob("*.py")
        for call in _run_on_import(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call.func, ast.Name) and _said(call) is not None
    ]
    assert early == []


def _run_on_import(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for part in (*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)):
                yield from (each for each in ast.walk(part) if isinstance(each, ast.Call))
        elif not isinstance(child, ast.Lambda):
            if isinstance(child, ast.Call):
                yield child
            yield from _run_on_import(child)


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.9, None])
def test_a_damaged_catalogue_leaves_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, share: float | None
) -> None:
    where = "locale/zh_CN/LC_MESSAGES/nabla.mo"
    whole = (resource_folder() / where).read_bytes()
    file = tmp_path / where
    file.parent.mkdir(parents=True)
    file.write_bytes(b"junk" * 100 if share is None else whole[: int(len(whole) * share)])
    with monkeypatch.context() as damaged:
        damaged.setattr(language, "resource_folder", lambda: tmp_path)
        use_language("zh_CN")
        assert _("Stopped.") == "Stopped."
    assert "cannot be read" in caplog.text
