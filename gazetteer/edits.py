"""How far two spellings are apart: in edits, as people count them, and in cost, as misspelling goes.

An edit is a letter left out, put in, or exchanged, or two neighbours swapped (the distance called optimal
string alignment). The cost of an edit is 1 or, where hands, ears and transliterations often differ, what
``COSTS`` says. Both compare search keys that ``gazetteer.names.fold`` made.
"""
# ruff: noqa: RUF001  letters of several scripts are the subject of this module

from __future__ import annotations

import itertools

from gazetteer.articles import without_article
from gazetteer.kept import Kept
from gazetteer.skeleton import SCRIPTS, VOWEL, has_letters

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from typing import Final

__all__ = [
    "COSTS",
    "EXCHANGE_COST",
    "LONE_COST",
    "article_cost",
    "cost",
    "distance",
    "is_akin",
    "most_cost",
    "most_edits",
    "starts_otherwise",
]

#: What an edit costs that is not a full one.
COSTS: Final = {
    "doubled": 0.2,  # a letter beside its like, or beside one of its class: ss and s, ck and k
    "silent": 0.3,  # h after a letter: gh and g, kh and k; the Cyrillic signs; Arabic heh and ain
    "affricate": 0.3,  # the first letter of dj, dz, tch, ts
    "vowel beside a vowel": 0.3,  # ou and u, ee and e
    "last vowel": 0.4,  # a final e, a, o
    "vowel": 0.6,  # any other vowel put in or left out
    "first letter": 1.0,  # whatever it is: names are seldom mistaken in their first letter
    "same sound": 0.3,  # i, y and e; o, u and w; letters of one class: c, k and q
    "near sound": 0.5,  # letters that languages write for each other: s and c (sh, ch), j and g, v and w
    "vowel for vowel": 0.5,  # any other
    "swapped": 0.7,  # two neighbours
    "article": 0.4,  # al or el before the name, or as it is spoken: ar-Raqqah
    "other article": 0.2,  # one of these for another
    "full": 1.0,  # any other edit
}

# Pairs beyond the classes of letters.
_SAME: Final = "iy ie ye ou uw ow иы иі ие еэ оу юу яа ву"
_NEAR: Final = (
    "sc jg jy jz jd vw vb fp pb dt gk td mn lr hk гх жз шс шж чц чш цс бп дт зц бв شس خح هح قغ گج غج ضظ دت بف"
)
_AFFRICATES: Final = frozenset(("dj", "dz", "dg", "tc", "ts", "дж", "дз", "тс"))

# The highest cost and distance of an answer by the length of the question; longer ones as the last.
_MOST_COST: Final = (0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 1.3, 1.5, 1.7, 2.0)
_MOST_EDITS: Final = (0, 0, 0, 0, 1, 2, 2, 3, 3, 3, 3, 4)

# Hebrew and Arabic letters follow each other in Unicode; names of so many letters count as one longer.
_ABJADS: Final = ("\u05d0", "\u06d5")
_LEAST_ABJAD: Final = 4

_VOWELS: Final = frozenset("".join(script.vowels for script in SCRIPTS) + VOWEL)
_SILENT: Final = frozenset("".join(script.silent for script in SCRIPTS))
_CLASS: Final = {
    letter: letters[0] for script in SCRIPTS for letters in script.consonants.split() for letter in letters
}


def _exchange_table() -> dict[tuple[str, str], float]:
    table = {}
    for pairs, price in ((_NEAR, COSTS["near sound"]), (_SAME, COSTS["same sound"])):
        for pair in pairs.split():
            table[pair[0], pair[1]] = table[pair[1], pair[0]] = price
    return table


_EXCHANGES: Final = _exchange_table()


def most_cost(key: str) -> float:
    """The highest cost that a near name may have to count as one, by the length of the key asked for.

    Keys of up to three letters have no near names: too many others are one edit away. Where no letter sounds
    like another one, as in Chinese, one edit is allowed as soon as four letters are there.

    Examples:
        >>> most_cost("gao"), most_cost("kidal"), most_cost("ouagadougou")
        (0.0, 1.0, 2.0)
        >>> most_cost("كيدل")
        1.0
    """
    most = _MOST_COST[min(_weight(key), len(_MOST_COST) - 1)]
    return most if has_letters(key) else min(2 * most, max(1.0, most))


def most_edits(key: str) -> int:
    """The highest distance that a near name may have, by the length of the key asked for.

    Examples:
        >>> most_edits("kidl"), most_edits("kidal"), most_edits("ouagadougou")
        (1, 2, 4)
    """
    return _MOST_EDITS[min(_weight(key), len(_MOST_EDITS) - 1)]


def _weight(key: str) -> int:
    """How many letters a key counts as: one written without its short vowels says more than its length."""
    return len(key) + (len(key) >= _LEAST_ABJAD and _ABJADS[0] <= key[0] <= _ABJADS[1])


def distance(one: str, other: str) -> int:
    """Edits between two keys.

    Examples:
        >>> distance("kidall", "kidal"), distance("bamkao", "bamako"), distance("timbuctoo", "timbuktu")
        (1, 1, 3)
    """
    # All cells of a column of the usual table at once, as bits of whole numbers: Hyyrö, "A bit-vector
    # algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of Computing 10 (2003).
    if not one:
        return len(other)
    places: dict[str, int] = _PLACES[one]
    full, last = (1 << len(one)) - 1, 1 << len(one) - 1
    edits, more, less, diagonal, before = len(one), full, 0, 0, 0
    for letter in other:
        match = places.get(letter, 0)
        swapped = (~diagonal & match) << 1 & before
        diagonal = (match & more) + more ^ more | match | less | swapped
        rises, falls = less | ~(diagonal | more), diagonal & more
        if rises & last:
            edits += 1
        elif falls & last:
            edits -= 1
        rises = rises << 1 | 1
        more = (falls << 1 | ~(diagonal | rises)) & full
        less = diagonal & rises & full
        before = match
    return edits


def _places(word: str) -> dict[str, int]:
    """For each letter the places where it stands, as bits."""
    places: dict[str, int] = {}
    for at, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << at
    return places


_PLACES = Kept(_places, most=16)


def _alike(one: str, other: str) -> tuple[int, int]:
    """How many letters two words begin with alike, and how many of the others they end with alike."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    shorter -= start
    end = 0
    while end < shorter and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def cost(one: str, other: str, most: float = 9.0) -> float:
    """What the edits between two keys cost together, where the cheapest way from one to the other is taken.

    Args:
        one: A key.
        other: Another key.
        most: Where the cost is higher than this, the answer is some number above it.

    Examples:
        >>> cost("kidall", "kidal"), cost("aguelhoc", "aguelhok"), cost("timbuctoo", "timbuktu")
        (0.2, 0.3, 0.8)
        >>> cost("kidal", "kdial"), cost("mopti", "mopsi")
        (0.7, 1.0)
    """
    start, end = _alike(one, other)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    adds = _lone_costs(other, start, len(other) - end)
    drops = _lone_costs(one, start, len(one) - end)
    if not left or not right:
        return round(sum(adds) + sum(drops), 2)
    row = [0.0, *itertools.accumulate(adds)]
    before: list[float] = []
    previous = ""
    for letter, drop in zip(left, drops, strict=True):
        last, before = before, row
        prices, diagonal = EXCHANGE_COST[letter], before[0]
        price = diagonal + drop
        row = [price]
        for at, beside in enumerate(right, 1):
            price += adds[at - 1]
            exchanged = diagonal + prices[beside]
            diagonal = before[at]
            if exchanged < price:  # noqa: PLR1730 - the innermost loop: min would take twice as long
                price = exchanged
            if diagonal + drop < price:  # noqa: PLR1730
                price = diagonal + drop
            if previous == beside and at > 1 and letter == right[at - 2]:
                price = min(price, last[at - 2] + _SWAPPED)
            row.append(price)
        if min(row) > most and min(before) > most:  # the row before counts: two letters may be swapped
            return min(row)
        previous = letter
    return round(row[-1], 2)


def article_cost(one: str, other: str, most: float = 9.0) -> float:
    """``cost`` where one key may have an article that the other has not, or another article.

    Examples:
        >>> article_cost("hudaydah", "alhudaydah"), article_cost("alraqqah", "arraqqah")
        (0.4, 0.2)
    """
    price = cost(one, other, most)
    bare_one, bare_other = without_article(one), without_article(other)
    article = _article_price(one, bare_one, other, bare_other)
    if price and article:
        price = min(price, round(article + cost(bare_one, bare_other, most), 2))
    return price


def _article_price(one: str, bare_one: str, other: str, bare_other: str) -> float:
    """What it costs that keys have other articles, by what they are without; 0 where neither has one."""
    if bare_one == one:
        return COSTS["article"] if bare_other != other else 0.0
    return COSTS["other article"] if bare_other != other else COSTS["article"]


def starts_otherwise(key: str, other: str) -> bool:
    """Whether two keys begin with letters that nobody writes for each other.

    Examples:
        >>> starts_otherwise("kadiyivka", "nadiyivka"), starts_otherwise("qaim", "alkaim")
        (True, False)
    """
    first, second = without_article(key)[:1], without_article(other)[:1]
    return first != second and EXCHANGE_COST[first][second] >= COSTS["full"]


def is_akin(key: str, usual: str) -> bool:
    """Whether a key is another spelling of the key of the usual name of its place, or of a part of that.

    Indexes are built with the answers: a change here or in the costs needs a new one.

    Examples:
        >>> is_akin("timbuctoo", "timbuktu"), is_akin("boughessa", "boghassa"), is_akin("hamas", "hamm")
        (True, True, False)
        >>> is_akin("hudaydah", "alhudaydah"), is_akin("arraqqah", "raqqah")
        (True, True)
    """
    most = most_cost(key)
    beyond = most + _ROUNDED
    # A part has no letter that the whole has not, and of two names that mean nothing alike most end here.
    if _costs_more(key, usual, beyond):
        bare = without_article(key)
        if bare == key or _costs_more(bare, usual, beyond):
            return False
    parts = {usual, usual[: len(key)], usual[-len(key) :]}
    return any(_is_near(key, part, most) or _is_near_but_for_article(key, part, most) for part in parts)


def _is_near(key: str, other: str, most: float) -> bool:
    """Whether two keys cost at most this."""
    beyond = most + _ROUNDED
    return (
        not _costs_more(other, key, beyond)
        and not _costs_more(key, other, beyond)
        and cost(key, other, beyond) <= most
    )


def _is_near_but_for_article(key: str, other: str, most: float) -> bool:
    bare_key, bare_other = without_article(key), without_article(other)
    article = _article_price(key, bare_key, other, bare_other)
    return article > 0 and _is_near(bare_key, bare_other, round(most - article, 2))


def _costs_more(word: str, other: str, most: float) -> bool:
    """Whether the letters that a word has and the other has not cost more than this by themselves.

    Each must be left out or exchanged, at least for the letter that sounds most like it. This is told ten
    times sooner than ``cost``, and what it lets pass may still cost more.
    """
    padded, least = f" {word} ", 0.0
    for at, letter in enumerate(word):
        if letter not in other:
            price = LONE_COST[padded[at : at + 3]]
            if price > _SAME_SOUND:
                same, near = _SOUNDING_LIKE[letter]
                if not same.isdisjoint(other):
                    price = _SAME_SOUND
                elif price > _NEAR_SOUND and not near.isdisjoint(other):
                    price = _NEAR_SOUND
            least += price
            if least > most:
                return True
    return False


class _Exchanges(dict[str, float]):
    """What it costs to put a letter for others, each worked out when it is first asked for."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter

    def __missing__(self, other: str) -> float:
        price = self[other] = _exchange(self._letter, other)
        return price


class _ExchangesOf(dict[str, _Exchanges]):
    def __missing__(self, letter: str) -> _Exchanges:
        exchanges = self[letter] = _Exchanges(letter)
        return exchanges


class _Lone(dict[str, float]):
    def __missing__(self, letters: str) -> float:
        price = self[letters] = _lone(*letters)
        return price


class _Alike(dict[str, tuple[frozenset[str], frozenset[str]]]):
    """For a letter, those that sound the same, and those that cost less than a full edit in its place."""

    def __missing__(self, letter: str) -> tuple[frozenset[str], frozenset[str]]:
        others = {*_CLASS, *_VOWELS, *(other for pair in _EXCHANGES for other in pair)}
        costs = {other: _exchange(letter, other) for other in others}
        same = frozenset(other for other, price in costs.items() if price <= _SAME_SOUND)
        near = frozenset(other for other, price in costs.items() if price < COSTS["full"])
        alike = self[letter] = same, near
        return alike


def _exchange(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    if (letter, other) in _EXCHANGES:
        return _EXCHANGES[letter, other]
    if letter in _VOWELS and other in _VOWELS:
        return COSTS["vowel for vowel"]
    # Two letters that are of no class are both None.
    return COSTS["same sound"] if _CLASS.get(letter, letter) == _CLASS.get(other) else COSTS["full"]


def _lone(previous: str, letter: str, following: str) -> float:
    like = {previous, following, _CLASS.get(previous), _CLASS.get(following)}
    if letter in like or _CLASS.get(letter, letter) in like:
        return COSTS["doubled"]
    if letter + following in _AFFRICATES:
        return COSTS["affricate"]
    if previous == " ":
        return COSTS["first letter"]
    if letter in _VOWELS:
        return COSTS[_vowel(previous, following)]
    return COSTS["silent" if letter in _SILENT else "full"]


def _vowel(previous: str, following: str) -> str:
    if previous in _VOWELS or following in _VOWELS:
        return "vowel beside a vowel"
    return "last vowel" if following == " " else "vowel"


#: The cost of putting the second letter for the first.
EXCHANGE_COST: Final = _ExchangesOf()

#: The cost of the middle letter where the other word does not have it; spaces stand for the ends of the word.
LONE_COST: Final = _Lone()

_SWAPPED: Final = COSTS["swapped"]
# Sums of costs are rounded: what is to be at most so much may be this much more on the way.
_ROUNDED: Final = 0.01
_SAME_SOUND: Final = COSTS["same sound"]
_NEAR_SOUND: Final = min(COSTS["near sound"], COSTS["vowel for vowel"])

_SOUNDING_LIKE: Final = _Alike()


def _lone_costs(word: str, start: int, stop: int) -> list[float]:
    padded = f" {word} "
    return [LONE_COST[padded[at : at + 3]] for at in range(start, stop)]
