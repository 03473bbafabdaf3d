"""Many texts that say one name with what holds it or what it is: "Gao, Mali", "Mopti (Mali)", "Kidal region".

The words round the names of a table are few: each is read once, round a name that nobody bears, by the
grammar of ``gazetteer.readings`` and by that of relations. What both make of it holds for every known name
that stands there, as long as the text is no name as a whole. Other texts are left to those who read each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.dates import is_date
from gazetteer.found import SIGNS
from gazetteer.locality.lexicon import STARTER
from gazetteer.mention import MAX_NAME_LENGTH, Mention
from gazetteer.name_shard import TELLING
from gazetteer.names import SHORTENED, fold, variants
from gazetteer.phrases import bare_names, is_generic, pattern
from gazetteer.postings import known_keys
from gazetteer.readings import kinds_of, readings
from gazetteer.words import CAPITAL_WORDS, GENERIC, KIND_WORDS, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.index import Index

__all__ = ["Framed", "Frames", "Head"]

# A name that nobody bears.
_NOBODY = "Xqzvykj"
# Where a name ends and what holds it begins.
_CUT = r"\s*[,;(\[\u060c\u061b\u3001\uff0c\uff08]"
# Parts of words that ask for another reading: of capitals, borders, straight lines.
_TELLING = (
    "capital", "chef-lieu", "administrative", "border", "fronti", "by air", "crow flies", "straight line",
    " vol d", "ligne droite",
)  # fmt: skip
# Where these stand, grammars part a text or take it for somebody's own.
_PARTING = (" - ", "'s ", "\u2019s ")
_OWNING = ("'s", "\u2019s")
_JOINTS = "-'\u2019./"
_NAMED_WITH = frozenset("0123456789/(),")
_BRACKETS = frozenset("(),")
# What both grammars strip from names.
_QUOTES = " .:'\u2019\"\u201c\u201d\u00ab\u00bb"
_EDGES = " ,;:.'\u2019\"\u201c\u201d\u00ab\u00bb-\u2013\u2014()[]"
# Words that make lists, roads and the like of unknown names beside them.
_JOINING = frozenset(
    {
        "and",
        "et",
        "or",
        "ou",
        "y",
        "&",
        "axis",
        "axe",
        "corridor",
        "motorway",
        "way",
        "track",
        "trail",
        "stretch",
    }
    | {"section", "tronçon", "autoroute", "triangle", "boundary"}
)
_FIRST_WORD = r"[^\s'\u2019-]*"
_MOST_FRAMES = 100_000


class Framed(NamedTuple):
    """A name in a text.

    Attributes:
        at: The position of the text among those that were given.
        name: The name.
        key: Its key.
        holders: What the text says holds it, from the smallest.
        mention: The reading, where the text has a word for a kind of place.
    """

    at: int
    name: str
    key: str
    holders: tuple[str, ...]
    mention: Mention | None


class Head(NamedTuple):
    """A text cut at its only comma, behind a name that is words of letters and no word for a kind.

    Attributes:
        at: As in ``Framed``.
        name: What stands before the comma.
        key: Its key.
        tail: The comma and what follows.
    """

    at: int
    name: str
    key: str
    tail: str


class _Frame(NamedTuple):
    """What stands round a name, read.

    Attributes:
        holders: What it says holds the name.
        key: The key of what follows the name; None where it depends on the name.
        shortened: Whether it has words that are spelled in several ways.
        cased: Whether it reads the same beside a name without capitals.
    """

    holders: tuple[str, ...]
    key: str | None
    shortened: bool
    cased: bool


class _Cut(NamedTuple):
    """A text cut into name, word for a kind and what follows.

    ``small`` tells of a name without capitals; ``parts`` has those parts of a name with brackets or commas of
    its own that mean something to a grammar, unless they are known to be names.
    """

    at: int
    text: str
    name: str
    key: str
    tail: str
    word: str = ""
    small: bool = False
    parts: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        """The name with the word."""
        return f"{self.name} {self.word}" if self.word else self.name


class Frames:
    """What stands round names, read once each.

    Args:
        index: Where names are looked up.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._kept: dict[tuple[str, str, bool], _Frame | None] = {}

    def read(self, texts: Sequence[tuple[int, str]], heads: Sequence[Head] = ()) -> list[Framed]:
        """Those of some texts that say one name in words that say nothing else of where it is.

        Whether somebody bears the name is for the caller to see: if nobody does, the text may say anything.

        Args:
            texts: Tidied texts, each with a number to know it by.
            heads: Others of these texts, cut already.

        Examples:
            >>> import gazetteer
            >>> from gazetteer.lookups import index_of
            >>> frames = Frames(index_of(gazetteer.open()))
            >>> found = frames.read([(0, "Mopti (Mali)"), (1, "Gao, near Kidal")])
            >>> [(framed.name, framed.holders) for framed in found]
            [('Mopti', ('Mali',))]
        """
        found = [*self._read_texts(self._no_names(texts)), *self._read_heads(heads)]
        others = self._known({key for _, keys in found for key in keys})
        return [framed for framed, keys in found if others.isdisjoint(keys)]

    def _no_names(self, texts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """Without those that are names as a whole: what stands round a part of them need not be read."""
        keys = [fold(text) for _, text in texts]
        known = self._known({*keys})
        return [text for text, key in zip(texts, keys, strict=True) if key not in known]

    def _read_heads(self, heads: Sequence[Head]) -> Iterator[tuple[Framed, Sequence[str]]]:
        """What ``_read_texts`` makes of them."""
        telling = _told_of("\n".join([head.name for head in heads]).lower())
        for head in heads:
            name = head.name
            low = name.lower()
            frame = self._frame("", head.tail, small=False)
            if frame is None or _has(low, telling):
                continue
            holders = frame.holders
            if name in holders:
                holders = _others(holders, name)
            words = low.split(" ") if name.isascii() else [*map(fold, low.split(" "))]
            if words[0] in GENERIC or name == low:
                # What these say is for a closer look.
                yield from self._read_texts([(head.at, f"{name}{head.tail}")])
            elif frame.key is None or frame.shortened or not SHORTENED.isdisjoint(words):
                cut = _Cut(head.at, f"{name}{head.tail}", name, head.key, head.tail)
                yield Framed(head.at, name, head.key, holders, None), _other_keys(cut, frame)
            else:
                yield Framed(head.at, name, head.key, holders, None), (head.key + frame.key,)

    def _read_texts(self, texts: Sequence[tuple[int, str]]) -> Iterator[tuple[Framed, Sequence[str]]]:
        """What they say, and with each the keys that must not be known."""
        telling = _told_of("\n".join([text for _, text in texts]).lower())
        ends = self._ends(texts)
        cuts = [*filter(None, (_quick_cut(*end, telling) or _cut(*end, telling) for end in ends))]
        asked = {fold(part) for cut in cuts for part in cut.parts} | {
            fold(cut.phrase) for cut in cuts if cut.word
        }
        known = self._known(asked)
        for cut in cuts:
            if cut.parts and not known.issuperset(map(fold, cut.parts)):
                continue
            whole = _with_word(cut, known) if cut.word else cut
            frame = None if whole is None else self._frame(whole.word, whole.tail, small=whole.small)
            if whole is None or frame is None:
                continue
            if frame.cased or whole.small or whole.name != whole.name.lower():
                yield _framed(whole, frame), _other_keys(whole, frame)

    def _ends(self, texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
        """Where names end: at the first sign, or later where they have commas or brackets of their own."""
        several: list[tuple[int, str, int, list[str]]] = []
        for at, text in texts:
            match = pattern(_CUT).search(text)
            end = match.start() if match else len(text)
            comma = text.find(",", match.end()) if match else -1
            if comma < 0:
                yield at, text, end
                continue
            heads = []
            while comma >= 0:
                heads.append(text[:comma].rstrip())
                comma = text.find(",", comma + 1)
            several.append((at, text, end, heads))
        known = self._known({fold(head) for *_, heads in several for head in heads})
        for at, text, end, heads in several:
            own = [len(head) for head in heads if fold(head) in known and not TELLING.isdisjoint(head)]
            yield at, text, max(own, default=end)

    def _known(self, keys: set[str]) -> set[str]:
        return set(known_keys(self._index, sorted(keys)))

    def _frame(self, word: str, tail: str, *, small: bool) -> _Frame | None:
        key = word, tail, small
        if key not in self._kept:
            if len(self._kept) >= _MOST_FRAMES:
                self._kept.clear()
            self._kept[key] = self._read_frame(word, tail, _NOBODY.lower() if small else _NOBODY)
        return self._kept[key]

    def _read_frame(self, word: str, tail: str, name: str) -> _Frame | None:
        """Read what stands round a name, in its place a name that nobody bears."""
        from gazetteer.locality.document import plain_query
        from gazetteer.locality.grammar import read
        from gazetteer.locality.tree import Name

        phrase = f"{name} {word}" if word else name
        text = f"{phrase}{tail}"
        if any(map(str.isdigit, text)) or _has(text.lower(), _TELLING):
            return None
        # Without a word for a kind behind it the name is a known one.
        own = "" if word else phrase
        reading = read(text, lambda part: part == own or bool(self._index.postings(fold(part))))
        if reading.relations or reading.head != Name(phrase) or plain_query(text, reading) != text:
            return None
        told = readings(text)
        holders: tuple[str, ...] = ()
        if tail:
            whole, first = next(told, None), next(told, None)
            if whole != Mention(text, text) or first is None:
                return None
            holders = first.containers
        else:
            first = next(told)
        expected = Mention(text, phrase, containers=holders)
        if word:
            expected = expected._replace(kinds=KIND_WORDS[plain(word)], kind_word=word)
            if next(told, None) != expected._replace(name=name):
                return None
        if first != expected or len({*holders}) != len(holders) or any(map(is_date, holders)):
            return None
        words = {fold(part) for part in tail.replace("-", " ").replace(".", " ").split()}
        beside = f"{word}{tail}"
        cased = beside != beside.lower() or beside == beside.upper()
        return _Frame(holders, fold(tail) if tail.isascii() else None, not SHORTENED.isdisjoint(words), cased)


def _quick_cut(at: int, text: str, end: int, telling: Sequence[str]) -> _Cut | None:
    """The same as ``_cut`` for what most names are, words of letters that mean nothing else; or None."""
    name = text[:end]
    letters = name.replace(" ", "").replace("-", "")
    low = name.lower()
    if not letters.isalpha() or name == low or "-" in {name[0], name[-1]} or " -" in name or end == len(text):
        return None
    first, last = low.replace("-", " ").partition(" ")[0], low.rpartition(" ")[2]
    if not name.isascii():
        first, last = fold(first), fold(last)
    if first in GENERIC or last in KIND_WORDS or len(text) > MAX_NAME_LENGTH or _has(low, telling):
        return None
    return _Cut(at, text, name, fold(letters), text[end:])


def _cut(at: int, text: str, end: int, telling: Sequence[str]) -> _Cut | None:  # noqa: PLR0911 - one for each reason
    """A text cut where its name ends; None where it needs a closer look."""
    tail = text[end:]
    name = text[:end].strip(_QUOTES)
    if not name or len(text) > MAX_NAME_LENGTH or name.strip(_EDGES).rstrip(")") != name.rstrip(")"):
        return None
    low = name.lower()
    if low.endswith(_OWNING) or _has(low, _PARTING) or _has(low, telling):
        return None
    if not _is_numbered(name, text):
        return None
    # What the grammar parts at a full stop has to be words that mean nothing to it.
    if (". " in name and not _is_unread(name)) or (plain(_first_word(low)) in GENERIC and is_generic(name)):
        return None
    start, _, last = name.rpartition(" ")
    word = last if start and plain(last) in KIND_WORDS else ""
    if plain(word) in CAPITAL_WORDS or not (tail or word):
        return None
    small = name == low and name.islower()
    if small and tail != tail.lower() and not _is_unread(name):
        return None
    parts: list[str] = []
    if not _BRACKETS.isdisjoint(name):
        parts = [
            part
            for part in pattern(r"[,()]").split(name)
            if part.strip(_EDGES) and not _is_unread(part.strip())
        ]
        if small or word or any(part.islower() or is_generic(part) for part in parts):
            return None
    name = start if word else name
    return _Cut(at, text, name, fold(name), tail, word, small, tuple(parts))


def _told_of(texts: str) -> Sequence[str]:
    """The parts of words to look for in each of some texts: what none of them holds need not be."""
    return [part for part in _TELLING if part in texts]


def _others(holders: Sequence[str], name: str) -> tuple[str, ...]:
    """Of "Gao, Gao, Mali" the holders: what is said twice is said once."""
    return tuple(holder for holder in holders if holder != name)


def _has(text: str, parts: Sequence[str]) -> bool:
    for part in parts:  # noqa: SIM110 - a generator takes three times as long, for every text
        if part in text:
            return True
    return False


def _first_word(text: str) -> str:
    match = pattern(_FIRST_WORD).match(text)
    return match[0] if match else ""


def _is_numbered(name: str, text: str) -> bool:
    """Whether a name has no signs but figures, strokes and such, and no coordinate is in the text."""
    if not _NAMED_WITH.issuperset(filter(SIGNS.__contains__, name)):
        return False
    from gazetteer.given import given_place, name_and_point

    return not any(map(str.isdigit, name)) or (given_place(text) is None and name_and_point(text) is None)


def _is_unread(phrase: str) -> bool:
    """Whether no word of a phrase means anything to the grammar of relations: it is all name."""
    words = phrase.lower()
    for sign in _JOINTS:
        words = words.replace(sign, " ")
    if any(word in _JOINING or plain(word) in GENERIC for word in words.split()) or " of " in phrase:
        return False
    return not pattern(rf"(?i:\b{STARTER})").search(phrase) and next(bare_names(phrase), None) is None


def _with_word(cut: _Cut, known: set[str]) -> _Cut | None:
    """A name with a word for a kind behind it: as a name where it is known so, or else without the word."""
    if fold(cut.phrase) in known:
        return cut._replace(name=cut.phrase, key=fold(cut.phrase), word="") if cut.tail else None
    # The word itself is one of a kind.
    return cut if _is_unread(cut.name) and not cut.small else None


def _other_keys(cut: _Cut, frame: _Frame) -> Sequence[str]:
    """The keys that must not be known, or the text would be read otherwise."""
    key = fold(cut.phrase) if cut.word else cut.key
    keys = [fold(cut.text) if frame.key is None else key + frame.key]
    words = cut.phrase.lower().replace("-", " ").split()
    if frame.shortened or not SHORTENED.isdisjoint(words if cut.name.isascii() else map(fold, words)):
        keys += variants(cut.text)[1:]
        if cut.word:
            keys += variants(cut.phrase)[1:]
    return keys


def _framed(cut: _Cut, frame: _Frame) -> Framed:
    holders, phrase = frame.holders, cut.phrase
    if phrase in holders:
        holders = _others(holders, phrase)
    word = cut.word or (cut.name.rpartition(" ")[2] if " " in cut.name else "")
    kinds = kinds_of(word) if word else ()
    mention = Mention(cut.text, cut.name, kinds, word, holders) if kinds else None
    return Framed(cut.at, cut.name, cut.key, holders, mention)
