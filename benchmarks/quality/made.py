"""Questions that are made, not found: slips in labelled names and names of towns, and names that are lacking.

They stand beside the labelled cases because few of those are misspelled. All are made from seeds, so that
every run asks the same. What is learned from them is how slips of this making are answered: people's own
slips and spellings are the labelled cases whose note says so.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.quality.cases import Case
from gazetteer.lookups import index_of
from gazetteer.name_shard import RECORD_MASK
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer import Gazetteer
    from gazetteer.index import Index

__all__ = ["CONFLICT", "Without", "lacking", "misspell", "of_cases", "of_towns"]

_VOWELS = "aeiou"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# How often each slip is made: letters left out, doubled and swapped are most of what hands do (Damerau 1964
# has four fifths in four kinds of one letter), vowels are what ears mistake.
_SLIPS = {"leave out": 5, "double": 4, "swap": 4, "vowel": 4, "beside": 2, "put in": 1}
_FEWEST_LETTERS, _LONG = 5, 9
CONFLICT = frozenset(
    [
        "ML",
        "BF",
        "NE",
        "TD",
        "SD",
        "SS",
        "ET",
        "SO",
        "NG",
        "CM",
        "CF",
        "CD",
        "MZ",
        "LY",
        "DZ",
        "SY",
        "IQ",
        "YE",
        "LB",
        "PS",
        "AF",
        "PK",
        "MM",
        "UA",
        "HT",
        "CO",
    ]
)
_TOWN_M = 25_000.0
_LEAST_TOWN = 5_000


def misspell(name: str, seed: str) -> str:
    """A name with one slip, or two where it is long and the seed says so; the first letter stays.

    Examples:
        >>> misspell("Ouagadougou", "1"), misspell("Kidal", "2")
        ('Ougadougou', 'Kidla')
    """
    dice = random.Random(seed)  # noqa: S311 - the same slips in every run
    times = 2 if len(name) >= _LONG and dice.random() < 0.25 else 1
    slipped = name
    while slipped == name:
        for _ in range(times):
            slipped = _slip(slipped, dice)
    return slipped


def _slip(name: str, dice: random.Random) -> str:  # noqa: PLR0911 - one for each kind
    kind = dice.choices(list(_SLIPS), weights=list(_SLIPS.values()))[0]
    places = [at for at in range(1, len(name)) if name[at].isascii() and name[at].islower()]
    vowels = [at for at in places if name[at] in _VOWELS]
    pairs = [at for at in places if at + 1 in places]
    if kind == "vowel" and vowels:
        at = dice.choice(vowels)
        return name[:at] + dice.choice(_VOWELS.replace(name[at], "")) + name[at + 1 :]
    if kind == "swap" and pairs:
        at = dice.choice(pairs)
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if not places:
        return name + dice.choice(_VOWELS)
    at = dice.choice(places)
    if kind == "leave out":
        return name[:at] + name[at + 1 :]
    if kind == "double":
        # What is double already loses one of the two.
        return name[:at] + name[at + 1 :] if name[at] == name[at - 1] else name[:at] + name[at] + name[at:]
    if kind == "beside":
        return name[:at] + _beside(name[at], dice) + name[at + 1 :]
    return name[:at] + dice.choice("aeinorstl") + name[at:]


def _beside(letter: str, dice: random.Random) -> str:
    """A letter that is beside this one on a keyboard."""
    row = next(row for row in _ROWS if letter in row)
    at = row.index(letter)
    return dice.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])


def of_cases(cases: Iterable[Case]) -> Iterator[Case]:
    """Each labelled name in Latin letters, misspelled once."""
    for case in cases:
        letters = sum(letter.isalpha() and letter < "\u0250" for letter in case.name)
        plain = letters >= _FEWEST_LETTERS and letters == sum(map(str.isalpha, case.name))
        if plain and not (case.nil or case.slip or case.alone == "other" or "," in case.name):
            name = misspell(case.name, case.case)
            yield case._replace(case=f"{case.case}-slip", name=name, group="made", slip=True)


def of_towns(places: Gazetteer, count: int = 500) -> Iterator[Case]:
    """Names of towns from everywhere that are understood as they stand, each misspelled once."""
    dice = random.Random("towns")  # noqa: S311 - the same towns in every run
    index = index_of(places)
    while count:
        record = dice.randrange(len(index))
        facts = index.record(record)
        if facts.kind != "city" or (facts.population or 0) < _LEAST_TOWN:
            continue
        place = index.place(record)
        if len(place.name) < _FEWEST_LETTERS or places.resolve(place.name).place != place:
            continue
        count -= 1
        name = misspell(place.name, place.id)
        kinds, countries = frozenset({"city", "admin1", "admin2"}), frozenset({place.country or ""})
        town = f"town-{place.id}"
        yield Case(town, town, name, place.point, _TOWN_M, kinds, countries, "same", "made", slip=True)


class Without:
    """An index that lacks one place, under all its names."""

    def __init__(self, index: Index, record: int) -> None:
        self._index = index
        self._record = record

    def postings(self, key: str) -> tuple[int, ...]:
        """As the index has them, but for that place."""
        found = self._index.postings(key)
        return tuple(posting for posting in found if posting & RECORD_MASK != self._record)

    def __len__(self) -> int:
        """As the index."""
        return len(self._index)

    def __getattr__(self, name: str) -> object:
        """As the index."""
        return getattr(self._index, name)


def lacking(index: Index, count: int = 400) -> Iterator[tuple[Case, int]]:
    """Names that only one place bears, with its record: where the index lacks it, none is right.

    As many again are of the countries that reports of conflict are from, where lists lack most.
    """
    yield from _lacking(index, count, "lacking", frozenset())
    yield from _lacking(index, count, "lacking in conflict", CONFLICT)


def _lacking(index: Index, count: int, seed: str, countries: frozenset[str]) -> Iterator[tuple[Case, int]]:
    dice = random.Random(seed)  # noqa: S311 - as above
    nil = frozenset({"nil"})
    while count:
        record = dice.randrange(len(index))
        facts = index.record(record)
        if facts.kind != "city" or (countries and facts.country not in countries):
            continue
        name = index.names(record)[0].spelling
        key = fold(name)
        if len(key) < _FEWEST_LETTERS or len(index.postings(key)) != 1:
            continue
        count -= 1
        town = f"lacking-{index.id(record)}"
        yield Case(town, town, name, None, 0.0, nil, frozenset(), "same", "made"), record
