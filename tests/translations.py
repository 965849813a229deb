"""The translations: `python -m tests.translations` after a change of words.

It collects what Nabla says into nabla.pot, carries that into each language's nabla.po (new messages empty, to
be translated there by hand; those no longer said are dropped) and compiles the nabla.mo that Nabla reads.
Nothing in the files depends on when or where this is run.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGES: Final = ("zh_CN",)
KEYWORDS: Final = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

_ROOT = Path(__file__).resolve().parent.parent
_LOCALE = _ROOT / "resources" / "locale"
TEMPLATE: Final = _LOCALE / "nabla.pot"


class PlainCatalog(Catalog):
    """A catalogue whose header names no date, person or tool, so that files change only with their words."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        headers = [
            ("Project-Id-Version", "Nabla"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]
        if self.locale is not None:
            headers += [("Language", str(self.locale_identifier)), ("Plural-Forms", self.plural_forms)]
        return headers


def po_file(language: str) -> Path:
    """Return where the translation into a language is written by hand."""
    return _LOCALE / language / "LC_MESSAGES" / "nabla.po"


def extracted() -> Catalog:
    """Return everything that Nabla says, from its source."""
    catalog = _empty(None)
    found = extract_from_dir(
        _ROOT / "tutor",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, message, comments, context in found:
        catalog.add(message, None, [(f"tutor/{file}", line)], auto_comments=comments, context=context)
    return catalog


def read(file: Path, language: str | None = None) -> Catalog:
    """Return the catalogue in a .po or .pot file."""
    with file.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def messages(catalog: Catalog) -> list[Message]:
    """Return the messages of a catalogue without its header."""
    return [message for message in catalog if message.id]


def updated(language: str, template: Catalog) -> Catalog:
    """Return the template with all the translations that the language's .po has for it."""
    catalog = _empty(language)
    file = po_file(language)
    known = read(file, language) if file.exists() else catalog
    for message in messages(template):
        before = known.get(message.id, message.context)
        catalog.add(
            message.id,
            before.string if before is not None else None,
            message.locations,
            flags=before.flags & {"fuzzy"} if before is not None else (),
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before is not None else (),
            context=message.context,
        )
    return catalog


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as a .po file: by source file, without line numbers, unwrapped."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_by_file=True, include_lineno=False)
    return out.getvalue()


def compiled(language: str) -> bytes:
    """Return what a language's .po compiles to."""
    catalog = _empty(language)
    for message in messages(read(po_file(language), language)):
        catalog.add(message.id, message.string, flags=message.flags, context=message.context)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _empty(language: str | None) -> Catalog:
    return PlainCatalog(locale=language, header_comment="# What Nabla says.", charset="utf-8", fuzzy=False)


def main() -> int:
    """Bring all files up to date, say what is left to translate, and return 1 if anything is."""
    template = extracted()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(template))
    left = 0
    for language in LANGUAGES:
        catalog = updated(language, template)
        file = po_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(catalog))
        file.with_suffix(".mo").write_bytes(compiled(language))
        for message in messages(catalog):
            if message.fuzzy or not message.string or not all(message.string):
                left += 1
                print(f"{language}: {message.id!r} is not translated yet", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main())
