"""A walkthrough for the terminal, and as LaTeX for a document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from tutor.board import Method, Misreading, QuestionMisfit, Step, Walkthrough
from tutor.engine.failures import Failure
from tutor.language import _, ngettext

WIDTH = 96
_LATEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def as_text(shown: Walkthrough) -> str:
    """Return numbered steps, each with its rule, its line and why; then the answer."""
    # Translators: what an input was read as, e.g. "Function of x: f(x) = x^2"
    read_as = _("{kind}: {formula}").format(kind=shown.reading.kind, formula=shown.reading.formula.text)
    lines = [read_as, ""]
    lines += _steps(shown.steps, "")
    lines.append(_("Answer: {result}").format(result=shown.result.equation.text))
    for said in (shown.result.also, shown.check):
        if said.text:
            lines.append(_indented(said.text, ""))
    if shown.methods:
        lines += [_("Methods:"), *map(_method, shown.methods)]
    for note in dict.fromkeys([*shown.reading.notes, *shown.notes]):
        lines.append(_indented(_("Note: {note}").format(note=note), ""))
    return "\n".join(lines) + "\n"


def _method(method: Method) -> str:
    steps = ngettext("{count} step", "{count} steps", method.steps).format(count=method.steps)
    sign = "*" if method.chosen else " "
    # Translators: one way to an answer in a list, e.g. "* product: Product rule (3 steps)"
    return _("{sign} {name}: {title} ({steps})").format(
        sign=sign, name=method.name, title=method.title, steps=steps
    )


def _steps(steps: Iterable[Step], indent: str) -> Iterator[str]:
    for step in steps:
        yield f"{indent}{step.id}. {step.title}" if "." not in step.id else f"{indent}{step.id} {step.title}"
        inside = indent + "   "
        yield f"{inside}{step.before.text}"
        yield f"{inside}= {step.after.text}"
        for sentence in (step.why, step.condition):
            if sentence.text:
                yield _indented(sentence.text, inside)
        if step.verified is False:
            yield _indented(_("This step could not be confirmed with numbers."), inside)
        yield ""
        if not step.understood:
            yield from _steps(step.steps, inside)


def _indented(text: str, indent: str) -> str:
    return textwrap.fill(
        text,
        max(WIDTH, len(indent) + 40),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_latex(shown: Walkthrough) -> str:
    """Return an `align*` per step with its rule, ready to be put into a document that uses amsmath."""
    parts = [f"\\[ {shown.reading.formula.latex} \\]"]
    parts += _latex_steps(shown.steps)
    parts.append(f"\\[ \\boxed{{{shown.result.equation.latex}}} \\]")
    return "\n\n".join(parts) + "\n"


def _latex_steps(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        title = f"{step.id} {step.title}".translate(_LATEX_ESCAPES)
        yield (
            f"% {step.id} {step.rule}\n"
            f"\\paragraph{{{title}}}\n"
            f"\\begin{{align*}}\n"
            f"  & {step.before.latex} \\\\\n"
            f"  &= {step.after.latex}\n"
            f"\\end{{align*}}"
        )
        yield from _latex_steps(step.steps)


def complaint(trouble: Misreading | QuestionMisfit | Failure) -> str:
    """Return what went wrong, with a caret under the place where there is one."""
    lines = [trouble.message]
    if isinstance(trouble, Misreading) and trouble.caret:
        lines += textwrap.indent(trouble.caret, "    ").splitlines()
    if trouble.hint:
        lines.append(trouble.hint)
    if isinstance(trouble, Misreading):
        lines += [_("Perhaps: {text}").format(text=mend.text) for mend in trouble.mends]
    return "\n".join(lines)
