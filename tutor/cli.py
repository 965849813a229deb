"""The command line: the window, and the same abilities without one (exit codes: `tutor.cli_codes`).

Every start of the window passes here, so what only options need is imported where there are any.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tutor.cli_codes import FAILED
from tutor.language import _, use_language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `nabla` with these arguments (those of the process if None) and return its exit code."""
    _speak_utf8()
    given = list(arguments) if arguments is not None else _typed()
    language = _language_of(given)
    use_language(language)
    try:
        return _run(given, language)
    except BrokenPipeError:
        # Whoever read this has closed it (`nabla … | head`): not an error, and nothing more to flush to.
        from contextlib import suppress

        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return complain(_("Stopped."))
    except OSError as error:
        return complain(
            _("{file}: {reason}").format(file=error.filename or "nabla", reason=error.strerror or error)
        )


def _run(given: Sequence[str], language: str) -> int:
    if not given:
        return open_window()
    from tutor.cli_options import parse

    try:
        options = parse(given)
    except SystemExit as end:  # argparse's own way to end after --help, --version or a mistake
        return int(end.code or 0)
    options.speech = language
    return int(options.run(options))


def _speak_utf8() -> None:
    """Make all three streams UTF-8, also in a Windows console and under LANG=C."""
    from io import TextIOWrapper

    for stream, encoding, errors in (
        (sys.stdin, "utf-8-sig", "replace"),
        (sys.stdout, "utf-8", "replace"),
        (sys.stderr, "utf-8", "backslashreplace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors=errors)


def _typed() -> list[str]:
    """Return what was typed after the command, as UTF-8 whatever the locale says."""
    return [os.fsencode(argument).decode("utf-8", "surrogateescape") for argument in sys.argv[1:]]


def _language_of(arguments: Sequence[str]) -> str:
    """Return the language asked for: by --language, else by the environment."""
    if arguments:
        from tutor.cli_options import language_of

        chosen = language_of(arguments)
        if chosen:
            return chosen
    return language_of_the_system() or "en"


def language_of_the_system() -> str:
    """Return the language that the environment, or else Windows, asks for; "" where neither does."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "").split(":")[0].split(".")[0]
        if value:
            return "en" if value in ("C", "POSIX") else value
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


def open_window(language: str | None = None) -> int:
    """Open the window, in a language if one is asked for; return the exit code once it is closed."""
    from tutor.app import run
    from tutor.display import DisplayError

    try:
        return run(language, language_of_the_system() or None)
    except DisplayError as error:
        return complain(str(error))


def complain(message: str) -> int:
    """Say what is wrong, and return the exit code for it."""
    print(message, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    raise SystemExit(main())
