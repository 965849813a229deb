"""What the chain rule's steps say, each naming the actual functions and letters."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.board import Sentence
from tutor.calculus.lines import together
from tutor.calculus.questions.dependencies import Dependencies
from tutor.calculus.questions.paths import Arrow, Paths
from tutor.language import _
from tutor.notation.expression import Equation, Expression, Marked, Symbol
from tutor.notation.precedence import letter
from tutor.notation.sentence import sentence
from tutor.notation.text import name_in_words

Definitions = Sequence[tuple[str, Expression]]


def in_words(name: str) -> str:
    """Return a letter as it stands in running text: "θ" for theta, "f₁" for f_1."""
    stem, underscore, index = name.partition("_")
    return name_in_words(f"{letter(stem).glyph}{underscore}{index}")


def listed(names: Sequence[str]) -> str:
    """Return names as they are listed in a sentence: "p, q and r"."""
    shown = [in_words(name) for name in names]
    if len(shown) < 2:
        return "".join(shown)
    # Translators: the end of a list: "p, q" and "r"
    return _("{first} and {second}").format(first=", ".join(shown[:-1]), second=shown[-1])


def about_the_paths(paths: Paths) -> Sentence:
    """Say which paths there are, and what to do with them."""
    ways = paths.branches
    f, x = Symbol(paths.name), Symbol(paths.variable)
    slots = paths.colours
    if not ways:
        return sentence(_("No path leads from {f} to {x}: nothing changes."), slots=slots, f=f, x=x)
    through = [Symbol(way.names[1]) for way in ways if not way.is_direct]
    if len(ways) > 1 and any(way.is_direct for way in ways):
        return together((_direct_and_through(paths, through), _direct_and_whole(paths)))
    if not paths.has_one_level:
        arrow = " → "
        routes = "; ".join(arrow.join(map(in_words, way.names)) for way in ways)
        if len(ways) == 1:
            words = _("One path leads from {f} to {x}: {routes}. Multiply the derivatives along it.")
        else:
            words = _(
                "{count} paths lead from {f} to {x}: {routes}. Multiply the derivatives along each path, "
                "and add the paths."
            )
        return sentence(words, slots=slots, f=f, x=x, routes=routes, count=str(len(ways)))
    match through:
        case []:
            return sentence(
                _("{x} stands in {f} itself, and on no other path: {left} is all there is."),
                slots=slots,
                f=f,
                x=x,
                left=ways[0].arrows[0].name,
            )
        case [only]:
            return sentence(
                _("One path leads from {f} to {x}, through {g}: multiply the derivatives along it."),
                slots=slots,
                f=f,
                x=x,
                g=only,
            )
        case [first, second]:
            return sentence(
                _(
                    "{x} reaches {f} on two paths, through {g} and through {h}. Multiply the "
                    "derivatives along each path, and add the paths."
                ),
                slots=slots,
                f=f,
                x=x,
                g=first,
                h=second,
            )
    return sentence(
        _(
            "{x} reaches {f} on {count} paths, one each through {names}. Multiply the derivatives along "
            "each path, and add the paths."
        ),
        slots=slots,
        f=f,
        x=x,
        count=str(len(ways)),
        names=listed([each.name for each in through]),
    )


def _direct_and_through(paths: Paths, through: Sequence[Symbol]) -> Sentence:
    names = list(dict.fromkeys(each.name for each in through))
    common = {"f": Symbol(paths.name), "x": Symbol(paths.variable)}
    if len(names) == 1:
        return sentence(
            _("{x} reaches {f} directly, as one of its inputs, and through {g}."),
            slots=paths.colours,
            **common,
            g=Symbol(names[0]),
        )
    return sentence(
        _("{x} reaches {f} directly, as one of its inputs, and through {names}."),
        slots=paths.colours,
        **common,
        names=listed(names),
    )


def _direct_and_whole(paths: Paths) -> Sentence:
    """Tell the partial derivative from the derivative of the whole, which are written alike."""
    direct = next(way for way in paths.branches if way.is_direct)
    return sentence(
        _(
            "{partial} counts the direct way alone, with {held} held constant; {whole} counts every way in "
            "which {x} changes {f}."
        ),
        slots=paths.colours,
        partial=direct.arrows[0].name,
        held=_held(direct.arrows[0].held),
        whole=paths.left,
        x=Symbol(paths.variable),
        f=Symbol(paths.name),
    )


def _held(names: Sequence[str]) -> Expression | str:
    """Return a single letter as what is held is written, several as they are listed."""
    return Marked("held", Symbol(names[0])) if len(names) == 1 else listed(names)


def hint_for_the_paths(paths: Paths) -> str:
    """Ask for the paths without saying how many there are."""
    return _("On how many paths can a change of {x} reach {f}?").format(
        x=in_words(paths.variable), f=in_words(paths.name)
    )


def about_an_arrow(arrow: Arrow, graph: Dependencies) -> Sentence:
    """Say what kind of derivative it is, and why."""
    parts: dict[str, Expression | str] = {
        "left": arrow.name,
        "f": Symbol(arrow.source),
        "g": Symbol(arrow.target),
        "held": _held(arrow.held),
    }
    match len(arrow.held):
        case 0 if arrow.name.partial:
            words = _("{f} contains no other letter than {g}, so nothing has to be held constant.")
        case 0:
            words = _("{f} has the one input {g}, so {left} is an ordinary derivative, written with d.")
        case 1:
            parts["held"] = Marked("held", Symbol(arrow.held[0]))
            words = _(
                "{f} has several inputs, so {left} is a partial derivative, written with ∂: only {g} moves, "
                "and {held} is held constant."
            )
        case _:
            words = _(
                "{f} has several inputs, so {left} is a partial derivative, written with ∂: only {g} moves, "
                "and {held} are held constant."
            )
    return sentence(words, slots=graph.colours, **parts)


def hint_for_an_arrow(arrow: Arrow) -> str:
    """Ask about the actual letters."""
    names = {"f": in_words(arrow.source), "g": in_words(arrow.target)}
    if arrow.held:
        return _("While only {g} moves, which letters in {f} count as numbers?").format(**names)
    return _("How fast does {f} change when {g} does?").format(**names)


def about_gathered_arrows(arrows: Sequence[Arrow], graph: Dependencies) -> Sentence:
    """Say what several derivatives in one line have in common."""
    sources = list(dict.fromkeys(arrow.source for arrow in arrows))
    if sources == [graph.main]:
        words = _(
            "{f} is a function of {names}: one of them moves at a time, and what is left is held constant."
        )
        names = listed(graph.inputs_of(graph.main))
        return sentence(words, slots=graph.colours, f=Symbol(graph.main), names=names)
    if any(arrow.name.partial for arrow in arrows):
        words = _("{names} are differentiated by what stands in them: one letter moves at a time.")
    else:
        words = _("{names} have one input each, so these are ordinary derivatives, written with d.")
    if len(sources) == 1:
        words = _("{names} is differentiated by what stands in it: one letter moves at a time.")
    return sentence(words, slots=graph.colours, names=listed(sources))


def about_shared_arrows(arrows: Sequence[Arrow], paths: Paths) -> Sentence:
    """Refer back to derivatives that were worked out for another input."""
    slots, x = paths.colours, Symbol(paths.variable)
    match arrows:
        case [only]:
            return sentence(
                _(
                    "{left} was worked out above. It does not ask which input moves, so it serves for {x} "
                    "too."
                ),
                slots=slots,
                left=only.name,
                x=x,
            )
        case [first, second]:
            return sentence(
                _(
                    "{left} and {right} were worked out above. They do not ask which input moves, so they "
                    "serve for {x} too."
                ),
                slots=slots,
                left=first.name,
                right=second.name,
                x=x,
            )
    return sentence(
        _(
            "These {count} derivatives were worked out above. They do not ask which input moves, so they "
            "serve for {x} too."
        ),
        slots=slots,
        count=str(len(arrows)),
        x=x,
    )


def about_the_parts(arrows: Sequence[Arrow], paths: Paths) -> Sentence:
    """Name one or two of what takes the place of its name."""
    definitions = [Equation((arrow.name, arrow.worked.result)) for arrow in arrows]
    match definitions:
        case []:
            return sentence(_("There is no term at all, so the sum is 0."), slots=paths.colours)
        case [only]:
            return sentence(
                _("The derivative takes the place of its name: {first}."), slots=paths.colours, first=only
            )
        case [first, second]:
            return sentence(
                _("Each derivative takes the place of its name: {first} and {second}."),
                slots=paths.colours,
                first=first,
                second=second,
            )
    return sentence(
        _("Each derivative takes the place of its name, from {first} to {last}."),
        slots=paths.colours,
        first=definitions[0],
        last=definitions[-1],
    )


def about_putting_in(
    definitions: Definitions, inputs: Sequence[str], colours: dict[str, str], last: bool
) -> Sentence:
    """Say what the inner functions stand for; `last` says that only inputs are left then."""
    equations = [Equation((Symbol(name), body)) for name, body in definitions]
    if not last:
        match equations:
            case [_only]:
                words = _("Go one level down: put in {first}.")
            case [_one, _other]:
                words = _("Go one level down: put in {first} and {second}.")
            case _:
                words = _("Go one level down: put in what {names} stand for.")
    else:
        match equations:
            case [_only]:
                words = _("The answer is to speak of {inputs} only: put in {first}.")
            case [_one, _other]:
                words = _("The answer is to speak of {inputs} only: put in {first} and {second}.")
            case _:
                words = _("The answer is to speak of {inputs} only: put in what {names} stand for.")
    return sentence(
        words,
        slots=colours,
        inputs=listed(inputs),
        names=listed([name for name, _body in definitions]),
        first=equations[0],
        second=equations[-1],
    )
