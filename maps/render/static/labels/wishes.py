"""What a reporter wants of single labels, found by their text, or by the id or number of their incident."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from maps.errors import MapsError
from maps.render.static.page import LabelOverride

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.document import MapDocument

__all__ = ["UnknownLabelError", "Wishes"]

_NONE = LabelOverride()


class UnknownLabelError(MapsError, LookupError):
    """An override of a label that the map does not have."""


class Wishes:
    """The overrides of a page.

    Args:
        overrides: By text of a label (with its kind before it where two share a text, as in ``river Niger``),
            or by id, number or title of an incident.
        document: What the map shows.
        more: Texts of labels that the document does not list, such as those of borders.

    Raises:
        UnknownLabelError: If there is no such label; it names the nearest.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> document = MapDocument("Kidal", None, "en", "A map.", BBox(0, 18, 3, 20))
        >>> Wishes({"Gau": LabelOverride(hide=True)}, document, ["Gao"])
        Traceback (most recent call last):
        maps.render.static.labels.wishes.UnknownLabelError: no label 'Gau' on the map; did you mean 'Gao'?
    """

    def __init__(
        self, overrides: Mapping[str, LabelOverride], document: MapDocument, more: list[str]
    ) -> None:
        self._overrides = overrides
        known = [
            *more,
            *(name for label in document.labels for name in (label.text, f"{label.kind} {label.text}")),
        ]
        known += [name for mark in document.incidents for name in (mark.id, str(mark.number), mark.title)]
        for key in overrides:
            if key not in known:
                raise UnknownLabelError(f"no label {key!r} on the map; {_nearest(key, known)}")

    def of(self, *names: str) -> LabelOverride:
        """What is wanted of a label that goes by these names."""
        return next((self._overrides[name] for name in names if name in self._overrides), _NONE)


def _nearest(key: str, known: list[str]) -> str:
    by_fold = {name.casefold(): name for name in reversed(known)}
    near = get_close_matches(key.casefold(), by_fold, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(repr(by_fold[name]) for name in near)}?"
    return "name it by its text, or by the id or number of its incident"
