"""Sentences that keep what they are made of: ``Told``, so that a map can say them in its own language.

What the packages say by themselves is English text. Where a map says it too, the text has a key and values
beside it, and ``maps.saying`` has the words for the key in each language of maps. Nothing is read back out of
an English sentence.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

__all__ = ["Called", "Country", "Listed", "Metres", "Told", "Toward", "as_said", "in_row", "tell"]


class Told(str):
    """English text with a key that says which sentence it is, and the values in it.

    It is text in every way. What is made of it by joining or cutting is plain text again.

    Attributes:
        key: Which sentence, or part of one, it is.
        values: What is filled in, by name: text in the words of somebody else, or what has words of its own
            in each language: ``Told``, ``Metres``, ``Country``, ``Called``, ``Toward``, numbers, and tuples.

    Examples:
        >>> near = tell("near", "{far} beyond {label}", far=Metres(25_000), label="Gao")
        >>> near, near.key, near.values["label"]
        ('25 km beyond Gao', 'near', 'Gao')
    """

    __slots__ = ("key", "values")

    key: str
    values: dict[str, object]

    def __new__(cls, text: str, key: str, values: dict[str, object]) -> Self:
        """The text with its key and values."""
        made = super().__new__(cls, text)
        made.key, made.values = key, values
        return made

    def __getnewargs__(self) -> tuple[str, str, dict[str, object]]:  # type: ignore[override]
        """What a copy for another process is made of."""
        return str(self), self.key, self.values


class Metres(float):
    """A distance, which each language writes in its own way."""

    __slots__ = ()

    def __str__(self) -> str:
        from geo.words import distance_text

        return distance_text(self)


class Country(str):
    """A country by its alpha-2 code, which each language calls by another name.

    Examples:
        >>> f"{Country('ML')}", Country("ML") == "ML"
        ('Mali', True)
    """

    __slots__ = ()

    def __str__(self) -> str:
        from geo.words import name

        return name(str.__str__(self))


class Called(str):
    """The name of a place, with the place's identifier, by which it has names in other languages.

    Attributes:
        id: The identifier in the gazetteer.
    """

    __slots__ = ("id",)

    id: str

    def __new__(cls, name: str, identifier: str) -> Self:
        """The name with the identifier."""
        made = super().__new__(cls, name)
        made.id = identifier
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """What a copy for another process is made of."""
        return str(self), self.id


class Toward(str):
    """A direction in English words, with its degrees, by which each language has a word for it.

    Attributes:
        azimuth_deg: Degrees clockwise from north.
    """

    __slots__ = ("azimuth_deg",)

    azimuth_deg: float

    def __new__(cls, words: str, azimuth_deg: float) -> Self:
        """The words with the degrees."""
        made = super().__new__(cls, words)
        made.azimuth_deg = azimuth_deg
        return made

    def __getnewargs__(self) -> tuple[str, float]:  # type: ignore[override]
        """What a copy for another process is made of."""
        return str(self), self.azimuth_deg


class Listed(tuple):  # type: ignore[type-arg]  # of anything that ``Told`` holds
    """Several things that a sentence lists."""

    __slots__ = ()

    def __str__(self) -> str:
        from geo.words import listed

        return listed(map(str, self))


def tell(key: str, english: str, **values: object) -> Told:
    """A sentence, or a part of one.

    Args:
        key: Which it is: ``maps/assets/words`` has the same in other languages.
        english: Its words, with ``{...}`` for each value.
        values: What is filled in.

    Examples:
        >>> str(tell("said", "{far} from {country}, for {words!r}", far=Metres(750), country=Country("DZ"),
        ...          words="near"))
        "750 m from Algeria, for 'near'"
    """
    return Told(english.format_map(values), key, values)


def as_said(text: str) -> Told:
    """Text that is in the language of the map already, for a sentence that quotes nobody with it."""
    return Told(text, "as_said", {})


def in_row(parts: Iterable[str], between: str = "; ") -> str:
    """Several sentences or parts of one, one after the other; the only one stays as it is.

    Examples:
        >>> in_row(["a", "b"]), in_row(["a"]), in_row([])
        ('a; b', 'a', '')
    """
    row = tuple(parts)
    if len(row) < 2:
        return row[0] if row else ""
    return Told(between.join(row), "row", {"parts": row, "between": between})
