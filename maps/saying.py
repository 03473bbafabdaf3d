"""What is told of places and borders, said in the language of a map: ``Saying``."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Self

from geo.points import LonLat
from geo.told import Called, Country, Listed, Metres, Told, Toward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazetteer.candidate import Candidate
    from gazetteer.index import Index
    from gazetteer.place import Place
    from maps.wording import Words

__all__ = ["Saying", "isolated"]

# First strong isolate, and the end of it (Unicode Standard Annex 9): what stands between is laid out by its
# own direction, and turns nothing round it.
_ISOLATE, _END = "\u2068", "\u2069"
_DECIMALS = 3
# What stands between parts in a row.
_BETWEEN = {"; ": "row_then", "; or ": "row_or", ", ": "row_and", " ": "row_next"}


class Saying:
    r"""Says what is told in one language.

    Args:
        say: The words of the language.
        index: Where places have their names in it; the English names stay if None.

    Examples:
        >>> import gazetteer
        >>> from maps.wording import words
        >>> from gazetteer.lookups import index_of
        >>> index, kidal = index_of(gazetteer.open()), gazetteer.locate("50 km north of Kidal")
        >>> Saying(words("fr"), index).said(kidal.area.basis)[:42]
        'depuis Kidal : 45\xa0km à 55\xa0km au nord (à 45'
        >>> Saying(words("en"), index).said(kidal.reason)[:45]
        'Kidal (city, Kidal, ML), with confidence 0.93'
    """

    def __init__(self, say: Words, index: Index | None = None) -> None:
        self.words = say
        self._index = index
        self._kinds: tuple[tuple[type, Callable[[Any], str]], ...] = (
            (Told, self.said),
            (Metres, say.distance),
            (Country, lambda code: say.country(str.__str__(code))),
            (Called, lambda called: self._name(called.id, str(called))),
            (Toward, lambda toward: say.compass(toward.azimuth_deg, 16)),
            (Listed, lambda parts: say.listed(map(self._value_said, parts))),
            (LonLat, lambda point: say.coordinates(point, _DECIMALS)),
            (str, self.quoted),
        )

    def said(self, text: str) -> str:
        """A text in the language of the map; what nobody has told in parts stays as it is."""
        if not isinstance(text, Told) or not self.words.told or text.key == "as_said":
            return str(text)
        if text.key == "row":
            return self._row(text.values["parts"], text.values["between"])  # type: ignore[arg-type]
        if text.key == "place":
            return self._place(text.values["place"])  # type: ignore[arg-type]
        pattern: str = self.words.told[text.key]
        return pattern.format_map({key: self._value(value) for key, value in text.values.items()})

    def quoted(self, text: str) -> str:
        """The words of somebody else, which turn nothing round them."""
        return isolated(text, right_to_left=self.words.right_to_left)

    def _value(self, value: object) -> object:
        """A value as a pattern takes it."""
        if isinstance(value, int | float) and not isinstance(value, Metres):
            return _Number(value, self.words)
        return self._value_said(value)

    def _value_said(self, value: object) -> str:
        for kind, said in self._kinds:
            if isinstance(value, kind):
                return said(value)
        return str(value)

    def _row(self, parts: Iterable[str], between: str) -> str:
        joined: str = self.words.told[_BETWEEN[between]]
        return joined.join(map(self.said, parts))

    def _place(self, place: Place) -> str:
        """A place with what holds it and its kind."""
        pattern: str = self.words.told["place"]
        return pattern.format(place=self.place(place), kind=self.kind(place.kind))

    def place(self, place: Place) -> str:
        """A place with what holds it, in the language of the map as far as it has names in that."""
        from maps.naming import local_name

        if self._index is None:
            return self.quoted(place.name)
        name = local_name(place, self._index, self.words.language)
        # Of a name with what holds it, either may be in other letters: as parts of the sentence both stand
        # in its order. A name alone, such as a coordinate, keeps its own.
        return name if self.words.describe("comma") in name else self.quoted(name)

    def named(self, candidate: Candidate) -> str:
        """The place that was found, as readers are told of it."""
        from maps.naming import place_name

        # English names are those that were matched.
        return self.place(candidate.place) if self.words.told else place_name(candidate)

    def kind(self, kind: str) -> str:
        """A kind of place."""
        told = self.words.told
        said: str = told.get(f"kind_{kind}", told["kind_other"])
        return said

    def _name(self, identifier: str, name: str) -> str:
        from gazetteer.languages import name_in

        if self._index is None or self._index.by_id(identifier) is None:
            return self.quoted(name)
        found = name_in(self._index, identifier, self.words.language)
        return self.quoted(name if found is None or found.by == "primary" else found.spelling)


class _Number(float):
    """A number that a pattern writes in the way of the language."""

    __slots__ = ("_words", "_written")

    _words: Words
    _written: float

    def __new__(cls, value: float, say: Words) -> Self:
        made = super().__new__(cls, value)
        # A whole number stays one: it has no decimals to write.
        made._written, made._words = value, say
        return made

    def __format__(self, how: str) -> str:
        return self._words.digits(format(self._written, how)) if how else self._words.number(self._written)


def isolated(text: str, *, right_to_left: bool) -> str:
    """Text that runs the other way than the text round it, or may, with signs that keep that to itself.

    Args:
        text: The words of somebody else.
        right_to_left: Whether the text round it runs from right to left.

    Examples:
        >>> isolated("near Gao", right_to_left=False), len(isolated("near Gao", right_to_left=True))
        ('near Gao', 10)
    """
    if not text or text.isdecimal():
        return text
    turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    if right_to_left:
        plain = turned and not any(unicodedata.bidirectional(char) == "L" for char in text)
    else:
        plain = not turned
    return text if plain else f"{_ISOLATE}{text}{_END}"
