"""What a reporter wants of single labels, found by their text, or by the id or number of their incident."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maps.errors import MapsError
from maps.render.static.page import LabelOverride
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maps.document import MapDocument
    from maps.render.static.drawing import Box

__all__ = ["LabelPlaceError", "UnknownLabelError", "Wishes", "check", "check_inside"]

_NONE = LabelOverride()


class UnknownLabelError(MapsError, LookupError):
    """An override of a label that the map does not have."""


class LabelPlaceError(MapsError, ValueError):
    """A place for a label that is not on the map."""


class Wishes:
    """The overrides of a page.

    Args:
        overrides: By text of a label (with its kind before it where two share a text, as in ``river Niger``),
            or by id, number or title of an incident; in capitals too, as countries are printed.

    Examples:
        >>> Wishes({"river Niger": LabelOverride(hide=True)}).of("river Niger", "Niger").hide
        True
        >>> Wishes({"MALI": LabelOverride(hide=True)}).of("country Mali", "Mali").hide
        True
    """

    def __init__(self, overrides: Mapping[str, LabelOverride]) -> None:
        folded = {name.casefold(): override for name, override in overrides.items()}
        self._overrides = {**folded, **overrides}

    def of(self, *names: str) -> LabelOverride:
        """What is wanted of a label that goes by these names."""
        ways = (*names, *(name.casefold() for name in names))
        return next((self._overrides[name] for name in ways if name in self._overrides), _NONE)


def check(overrides: Iterable[str], *documents: MapDocument) -> None:
    """Raise if an override is for no label.

    Args:
        overrides: Their keys.
        documents: What the map shows, with the labels of each page that it may be on.

    Raises:
        UnknownLabelError: If there is no such label; it names the nearest.

    Examples:
        >>> from geo import BBox, LonLat
        >>> from maps.document import Label, MapDocument
        >>> gao = Label("Gao", LonLat(-0.04, 16.27), "city", 80)
        >>> check(["Gau"], MapDocument("Mali", None, "en", "A map.", BBox(-5, 15, 3, 20), labels=(gao,)))
        Traceback (most recent call last):
        maps.render.static.labels.wishes.UnknownLabelError: no label 'Gau' on the map; did you mean 'Gao'?
    """
    keys = list(overrides)
    if not keys:
        return
    known: list[str] = []
    for document in documents:
        say = words(document.language)
        for border in document.borders:
            known += [border.label, say.say("border_of", name=border.label)]
        for mark in document.incidents:
            known += [mark.id, str(mark.number), mark.title]
        for label in document.labels:
            known += [label.text, f"{label.kind} {label.text}"]
    folded = {name.casefold() for name in known}
    for key in keys:
        if key.casefold() not in folded:
            raise UnknownLabelError(f"no label {key!r} on the map; {_nearest(key, known)}")


def check_inside(name: str, wish: LabelOverride, boxes: Sequence[Box], frame: Box) -> None:
    """Raise if a label would not stand on the map where the reporter wants it.

    Args:
        name: What the label is called.
        wish: What is wanted of it.
        boxes: What it would cover.
        frame: The map.

    Raises:
        LabelPlaceError: If it would leave the map; it says what does not.

    Examples:
        >>> from maps.render.static.drawing import Box
        >>> there = LabelOverride(offset=(500, 0))
        >>> check_inside("Gao", there, [Box(520, 90, 560, 100)], Box(0, 0, 300, 200))
        Traceback (most recent call last):
        maps.render.static.labels.wishes.LabelPlaceError: label 'Gao' with offset 500,0 would leave the map;
        what fits is RIGHT -20 to 240 and DOWN -90 to 100
    """
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    if left >= frame.left and top >= frame.top and right <= frame.right and bottom <= frame.bottom:
        return
    across, down = wish.offset or (0.0, 0.0)
    wanted = f"with offset {across:g},{down:g}" if wish.offset else f"on the side {wish.anchor}"
    if right - left > frame.width or bottom - top > frame.height:
        raise LabelPlaceError(f"label {name!r} is larger than the map; give it a shorter text, or hide it")
    raise LabelPlaceError(
        f"label {name!r} {wanted} would leave the map; what fits is "
        f"RIGHT {math.ceil(across + frame.left - left)} to {math.floor(across + frame.right - right)} and "
        f"DOWN {math.ceil(down + frame.top - top)} to {math.floor(down + frame.bottom - bottom)}"
    )


def _nearest(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    by_fold = {name.casefold(): name for name in reversed(known)}
    near = get_close_matches(key.casefold(), by_fold, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(repr(by_fold[name]) for name in near)}?"
    return "name it by its text, or by the id or number of its incident"
