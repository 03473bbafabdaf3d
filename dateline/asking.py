"""What the commands that ask the gazetteer share: which one, in which area, near what, what is told last."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from dateline.terminal import CallError, one_line, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dateline.reading import Asked
    from gazetteer import Gazetteer, Resolution
    from geo.points import BBox

    Ask = Callable[[list[str]], list[Resolution]]

__all__ = [
    "Tally",
    "add_index",
    "add_kind",
    "add_question",
    "add_strict",
    "add_worldview",
    "answered",
    "check_worldview",
    "conditions",
    "opened",
    "question",
]

# More messages than these say no more than their number does.
_MOST_TOLD = 20
# A text in a message is one that its reader recognises, not the whole of it.
_LONGEST_TOLD = 80


def add_index(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which gazetteer to ask."""
    parser.add_argument(
        "--index",
        metavar="FOLDER",
        type=words,
        help="a gazetteer of your own, made by dateline gazetteer build (default: Dateline's)",
    )


def add_question(parser: argparse.ArgumentParser) -> None:
    """Let a command be told what is known beside the name."""
    parser.add_argument(
        "--within",
        metavar="AREA",
        type=words,
        help="only places in this area: a place's name, an ISO code such as ML or ML-8, or W,S,E,N",
    )
    parser.add_argument(
        "--near", metavar="PLACE", type=words, help="prefer places close to this name or coordinate"
    )
    parser.add_argument(
        "--prefer",
        choices=("settlement", "region", "any"),
        default="any",
        help="what a name means that a town and an area have (any: what a reader of news would take it for)",
    )
    parser.add_argument(
        "--bias",
        metavar="AREA",
        type=words,
        action="append",
        help="an area that is likelier than others, such as the country reported from; unlike --within it "
        "rules nothing out (may be given several times)",
    )
    parser.add_argument(
        "--together", action="store_true", help="all are of one document, and tell what the others mean"
    )


def add_kind(parser: argparse.ArgumentParser, which: str) -> None:
    """Let a command be told which kind of places counts."""
    parser.add_argument(
        "--kind",
        type=words,
        help=f"{which} of this kind: city, admin1, admin2, country, natural, region, or a feature class of "
        "GeoNames such as P",
    )


def add_worldview(parser: argparse.ArgumentParser) -> None:
    """Let a command be told whose borders count."""
    parser.add_argument(
        "--worldview",
        default="default",
        metavar="CODE",
        type=words,
        help="whose claims the borders follow that are told: default, ISO, or a country's code",
    )


def check_worldview(code: str) -> None:
    """Refuse a worldview that there is not.

    Raises:
        CallError: If there is no such worldview.
    """
    from geo.bordermap import worldview_number, worldviews
    from geo.errors import UnknownWorldviewError

    try:
        worldview_number(code)
    except UnknownWorldviewError as error:
        raise CallError(
            f"--worldview {code}: there is none such; give one of {', '.join(worldviews())}"
        ) from error


_ADVICE = {
    "within": "give a name such as Mali or 'Kidal region', a code such as ML, MLI or ML-8, or a box W,S,E,N",
    "near": "give a place's name, or a coordinate such as '19.955 N 2.966 E'",
}


def add_strict(parser: argparse.ArgumentParser) -> None:
    """Let a command be told what counts as answered."""
    parser.add_argument("--strict", action="store_true", help="exit with 1 also where an answer is ambiguous")


def opened(folder: str | None) -> Gazetteer:
    """The gazetteer that is asked.

    Raises:
        CallError: If there is no index in the folder.
    """
    import gazetteer
    from gazetteer.errors import IndexNotFoundError

    try:
        return gazetteer.open(folder)
    except IndexNotFoundError as error:
        raise CallError(f"--index {error}") from error


def conditions(options: argparse.Namespace) -> dict[str, object]:
    """What ``add_question`` lets be asked, as ``Gazetteer`` takes it.

    Raises:
        CallError: If the area is a box that is none.
    """
    within = _box(options.within)
    return {"within": within, "near": options.near, "prefer": options.prefer, "bias": options.bias}


def _box(text: str | None) -> str | BBox | None:
    """A box where the text is four numbers, else the text, which is a name or code then.

    Raises:
        CallError: If the numbers are no box.
    """
    from geo.errors import CoordinateError
    from geo.points import BBox

    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return text
    try:
        return BBox(west, south, east, north)
    except CoordinateError as error:
        raise CallError(f"--within {text}: {error} (the order is W,S,E,N)") from error


def question(ask: Callable[..., list[Resolution]], **conditions: object) -> Ask:
    """What asks the gazetteer under the conditions of the call, which are looked at before anything is read.

    Raises:
        CallError: If they cannot be asked for.
    """
    from gazetteer.errors import QueryError

    try:
        ask([], **conditions)
    except QueryError as error:
        raise CallError(_for_a_call(str(error), conditions)) from error
    return functools.partial(ask, **conditions)


def _for_a_call(message: str, conditions: Mapping[str, object]) -> str:
    """What is said of a condition in Python, as one says it of an option."""
    from geo.checks import shortened

    given = [(name, one) for name, value in conditions.items() for one in _each(value)]
    for name, value in given:
        written = f"{name}={shortened(value)}"
        if message.startswith(written):
            rest = message.removeprefix(written)
            why, _, advice = rest.partition("; give a place's name")
            return (
                f"--{name} {value}{why}; {_ADVICE[name]}"
                if advice and name in _ADVICE
                else f"--{name} {value}{rest}"
            )
    return f"--{message}" if message.startswith("bias") else message


def _each(value: object) -> list[str]:
    """The texts that one option gives."""
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def answered(
    batches: Iterable[list[Asked]], ask: Ask, tally: Tally, *, together: bool
) -> Iterator[list[Resolution]]:
    """The answers in batches; what is asked together is one. What is missing is told after its batch."""
    if together:
        batches = [[entry for batch in batches for entry in batch]]
    for batch in batches:
        answers = ask([entry.text for entry in batch])
        yield answers
        for entry, answer in zip(batch, answers, strict=True):
            tally.note(entry, answer)


class Tally:
    """Tells which answers are missing, and knows the exit code.

    Args:
        strict: Ambiguous ones count as missing.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict
        self.missing = 0

    def note(self, asked: Asked, answer: Resolution) -> None:
        """Tell of an answer if it is missing."""
        if answer.place is None:
            self.tell(asked, f"unresolved: {answer.reason}")
        elif self._strict and answer.status == "ambiguous":
            self.tell(asked, f"ambiguous: {answer.reason}")

    def tell(self, asked: Asked, why: str) -> None:
        """Tell that something has no answer."""
        self.missing += 1
        if self.missing > _MOST_TOLD:
            return
        where = f"{asked.where}: " if asked.where else ""
        tell(f"{where}{_short(asked.text) or 'the empty name'}: {why}")

    def end(self) -> int:
        """The exit code, after a word on those that were not told one by one."""
        if self.missing > _MOST_TOLD:
            tell(f"and {self.missing - _MOST_TOLD:,} more without an answer: see the status of each")
        return 1 if self.missing else 0


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST_TOLD else f"{shown[:_LONGEST_TOLD]}..."
