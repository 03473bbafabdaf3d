"""What a reporter wants of single labels, found by their text, or by the id or number of their incident."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from maps.errors import MapsError
from maps.render.static.page import LabelOverride
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maps.document import MapDocument

__all__ = ["UnknownLabelError", "Wishes", "check"]

_NONE = LabelOverride()


class UnknownLabelError(MapsError, LookupError):
    """An override of a label that the map does not have."""


class Wishes:
    """The overrides of a page.

    Args:
        overrides: By text of a label (with its kind before it where two share a text, as in ``river Niger``),
            or by id, number or title of an incident.

    Examples:
        >>> Wishes({"river Niger": LabelOverride(hide=True)}).of("river Niger", "Niger").hide
        True
    """

    def __init__(self, overrides: Mapping[str, LabelOverride]) -> None:
        self._overrides = overrides

    def of(self, *names: str) -> LabelOverride:
        """What is wanted of a label that goes by these names."""
        return next((self._overrides[name] for name in names if name in self._overrides), _NONE)


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
    for key in keys:
        if key not in known:
            raise UnknownLabelError(f"no label {key!r} on the map; {_nearest(key, known)}")


def _nearest(key: str, known: list[str]) -> str:
    by_fold = {name.casefold(): name for name in reversed(known)}
    near = get_close_matches(key.casefold(), by_fold, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(repr(by_fold[name]) for name in near)}?"
    return "name it by its text, or by the id or number of its incident"
