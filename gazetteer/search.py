"""From a text to the places that it may mean: readings tried in order, names looked up, clues looked up.

``Finder`` knows no documents and makes no decisions; ``gazetteer.resolve`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.context import NO_RECORD, NOTHING_ASKED, Container, Units
from gazetteer.dates import is_date
from gazetteer.index_format import NAME_KINDS
from gazetteer.mention import MAX_NAME_LENGTH, Mention, tidy
from gazetteer.name_shard import NAME_KIND_OF, NAME_SORTS, RECORD_BITS, RECORD_MASK, SORT_MASK, TELLING
from gazetteer.names import fold, variants
from gazetteer.phrases import is_generic
from gazetteer.place_block import NO_PARENT, Record
from gazetteer.ranking import (
    Bearer,
    Clues,
    contradiction,
    given,
    likeness,
    matched,
    run_on,
    share,
    weigh,
    weigh_plain,
)
from gazetteer.readings import is_code, readings
from gazetteer.seat import SEATS, named_by_seat
from gazetteer.sites import in_places
from gazetteer.words import KIND_WORDS, NO_VALUE, TITLES, is_wording, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.context import Asked, Scope
    from gazetteer.index import Index
    from gazetteer.place import Place
    from geo.points import LonLat

__all__ = ["FEW_BEARERS", "LEAST_DIGITS", "WEAK", "Finder", "Found", "is_plain"]

# The index gives the most important places of a name first. Without context none beyond these can win; with
# it, any may.
FEW_BEARERS, _MANY_BEARERS = 32, 1_000
_MOST_AREAS = 10_000
# A name without any of these is looked up whole before anything is read into it.
_SIGNS = frozenset("0123456789,;:()[]{}|/\u060c\u061b\u3001\uff0c\uff08\uff09\u2013\u2014")
# An exact name that less than this speaks for does not keep similar names from being asked for.
WEAK = -2.2
_SIMILAR_READINGS, _SIMILAR_NAMES, _SIMILAR_BEARERS = 3, 20, 8
_SHORTEST_SIMILAR, _LONGEST_DOUBTED = 4, 9
# A similar name with a lower score is not heard of: "none of these" is ten times as likely.
_LEAST_SIMILAR = -9.0
_NOT_SIMILAR = frozenset({"code", "demonym", "abbreviation"})
_MOST_RUN_ON_WORDS = 8
#: A coordinate has that many digits at least.
LEAST_DIGITS = 2
_CAPITAL_WORDS = frozenset({"capital", "capitale"})
_CODE = NAME_KINDS.index("code")


class Found:
    """What one text may mean, before the other names of its document are heard.

    Attributes:
        query: The text as it was asked.
        text: The same without control characters and surplus spaces.
        mention: The reading that fits, or None for a plain name.
        bearers: The places that it may be, scored.
        unused: Parts of the text that were not understood.
        problem: What stands against an answer.
        given: The place where the text is a coordinate.
    """

    __slots__ = ("bearers", "given", "mention", "problem", "query", "text", "unused")

    def __init__(  # noqa: PLR0913, PLR0917 - the fields
        self,
        query: str,
        text: str,
        mention: Mention | None = None,
        bearers: list[Bearer] | None = None,
        unused: tuple[str, ...] = (),
        problem: str = "",
        given: Place | None = None,
    ) -> None:
        self.query = query
        self.text = text
        self.mention = mention
        self.bearers = bearers or []
        self.unused = unused
        self.problem = problem
        self.given = given

    def best(self) -> float:
        """The highest score."""
        return max((bearer.score for bearer in self.bearers), default=float("-inf"))


class Finder:
    """Looks texts up in one index.

    Args:
        index: The index to look names up in.
    """

    __slots__ = ("_areas", "index", "units")

    def __init__(self, index: Index) -> None:
        self.index = index
        self.units = Units(index)
        # Tables repeat what holds their places in every row.
        self._areas: dict[tuple[str, tuple[str, ...]], tuple[tuple[Scope, float], ...]] = {}

    def find(self, query: str, asked: Asked = NOTHING_ASKED, most: int = FEW_BEARERS) -> Found:
        """What a text may mean, by the first reading that fits what the text itself says.

        Args:
            query: The text.
            asked: What the caller asks beyond it.
            most: How many bearers of one name are weighed where nothing tells them apart.
        """
        if len(query) > MAX_NAME_LENGTH:
            why = f"{len(query):,} characters are no place's name; at most {MAX_NAME_LENGTH} are read"
            cut = query[:MAX_NAME_LENGTH]
            return Found(query, cut, Mention(cut, ""), problem=why)
        text = tidy(query)
        found = self._plain(query, text, most) if asked is NOTHING_ASKED else None
        if found is None and (beside := self._beside_point(query, text, asked)) is not None:
            return beside
        if found is None or found.best() < WEAK:
            found = self._read(query, text, asked, found)
            if found.bearers and not found.problem:
                found.problem = _no_name(found)
        return found

    def _plain(self, query: str, text: str, most: int) -> Found | None:
        """A name without words or signs that ask for a closer reading; None where it is not known."""
        if not is_plain(text):
            return None
        bearers = self._bearers(fold(text), most, codes=text.isascii() and text.isupper())
        if not bearers:
            return None
        weigh_plain(self.units, text, bearers)
        return Found(query, text, None, bearers)

    def _bearers(self, key: str, most: int, *, codes: bool) -> list[Bearer]:
        """The places that bear a name; by a code only where nothing else is called so."""
        record = self.index.record
        named, coded = [], []
        for posting in self.index.postings(key)[:most]:
            number, high = posting & RECORD_MASK, posting >> RECORD_BITS
            if high & SORT_MASK == _CODE:
                coded.append(number)
            else:
                named.append(Bearer(number, NAME_KIND_OF[high], record(number), key, high))
        if named or not codes:
            return named
        return [Bearer(number, "code", record(number), key) for number in coded]

    def _read(self, query: str, text: str, asked: Asked, exact: Found | None) -> Found:
        """Read the text in ever freer ways until a reading fits what the text itself says."""
        outside: list[Bearer] = []
        fallback: Found | None = None
        wrong_point = False
        for number, mention in enumerate(readings(text)) if exact is None else ():
            mention = named_by_seat(self, mention) or mention  # noqa: PLW2901 - the same, by its own name
            found = self._weigh(query, mention, asked, outside)
            if found is None and not wrong_point:
                found = self._given(query, mention, asked, whole=number == 0)
                # No part of what is a wrong coordinate is a right one: LINESTRING (1 2, 3 4).
                wrong_point = found is not None and bool(found.problem) and not found.given
            if found is None or (found.problem and mention.turned):
                continue
            if not found.problem:
                exact = found
                break
            fallback = fallback or found
        if wrong_point and exact is None:
            return fallback or self._nothing(query, text, asked, outside)
        if exact is None:
            exact = self._run_on(query, text, asked, outside) or self._site(query, text, asked)
        if exact is not None and exact.best() >= WEAK:
            return exact
        return self._freest(query, text, asked, exact or fallback) or self._nothing(
            query, text, asked, outside
        )

    def _freest(self, query: str, text: str, asked: Asked, exact: Found | None) -> Found | None:
        """What is found exactly, or what is similar where that fits better."""
        if exact is not None and (exact.given is not None or _is_long(exact)):
            return exact
        similar = None if _is_no_guess(text) else self._similar(query, text, asked)
        if similar is None or exact is None:
            return exact or similar
        if exact.problem:
            # "Kidall, Mali" beside a Kidall elsewhere: what contradicts the text gives way to what fits it.
            return similar if not similar.problem and similar.best() > exact.best() else exact
        known = {bearer.record for bearer in exact.bearers}
        exact.bearers = [*exact.bearers, *(entry for entry in similar.bearers if entry.record not in known)]
        return exact

    def widen(self, found: Found, asked: Asked) -> bool:
        """Add similar names where little speaks for the exact ones after all; whether there are any."""
        if not found.bearers or found.problem or found.given or found.best() >= WEAK:
            return False
        if _is_long(found) or any(bearer.edits for bearer in found.bearers):
            return False
        similar = self._similar(found.query, found.text, asked)
        if similar is None or similar.problem:
            return False
        known = {bearer.record for bearer in found.bearers}
        found.bearers = [*found.bearers, *(entry for entry in similar.bearers if entry.record not in known)]
        return True

    def _weigh(self, query: str, mention: Mention, asked: Asked, outside: list[Bearer]) -> Found | None:
        bearers = self._named(mention)
        return self._judged(query, mention, asked, bearers, outside) if bearers else None

    def _judged(
        self, query: str, mention: Mention, asked: Asked, bearers: list[Bearer], outside: list[Bearer]
    ) -> Found | None:
        """The bearers weighed with what the text and the caller say, or None if none is allowed."""
        clues, unused = self._clues(mention, asked, bearers)
        context = clues.containers or clues.beside or asked is not NOTHING_ASKED
        bearers = bearers if context else bearers[:FEW_BEARERS]
        if asked.limits:
            allowed = [entry for entry in bearers if asked.allows(self.units, entry.record, entry.facts)]
            if not allowed:
                weigh(self.units, bearers, clues)
                outside += bearers
                return None
            bearers = allowed
        weigh(self.units, bearers, clues)
        if mention.turned and not clues.containers:
            return None
        problem = contradiction(self.units, bearers, clues) or _unknown_holder(mention, unused)
        return Found(query, mention.text, mention, bearers, unused, problem)

    def _named(self, mention: Mention) -> list[Bearer]:
        name = mention.name
        upper = name.isascii() and name.isupper()
        bearers = self._bearers(fold(name), _MANY_BEARERS, codes=upper)
        if upper and mention.containers:
            # "LA" alone may be any name; of "LA, California" the text itself can tell.
            key = fold(name)
            bearers = [
                Bearer(posting & RECORD_MASK, NAME_KIND_OF[high], facts, key, high)
                for posting in self.index.postings(key)[:_MANY_BEARERS]
                for high, facts in ((posting >> RECORD_BITS, self.index.record(posting & RECORD_MASK)),)
            ]
        if not bearers:
            keys = variants(name)[1:]
            bearers = [entry for key in keys for entry in self._bearers(key, _MANY_BEARERS, codes=upper)]
        if not TELLING.isdisjoint(name):
            # The key has no signs: "La, Mali" must not become Lamali, but "Washington, D.C." is a name.
            bearers = [entry for entry in bearers if self._has_signs(entry)]
        if plain(mention.kind_word) in _CAPITAL_WORDS:
            return [entry for entry in bearers if entry.facts.feature in SEATS]
        return [*bearers, *self._called_by_kind(mention, bearers)]

    def _has_signs(self, entry: Bearer) -> bool:
        sort = NAME_SORTS[entry.high & SORT_MASK]
        if sort in {"primary", "primary: signs"}:
            return sort == "primary: signs"
        return not TELLING.isdisjoint(matched(self.index, entry)[0])

    def _called_by_kind(self, mention: Mention, bearers: Sequence[Bearer]) -> list[Bearer]:
        """Places whose name has the kind in another order: "Ansongo Cercle" for "Cercle d'Ansongo"."""
        kinds, name, word = mention.kinds, mention.name, mention.kind_word
        if not kinds or word in name or any(entry.facts.kind in kinds for entry in bearers):
            return []
        orders = (
            f"{name} {word}",
            f"{word} {name}",
            f"{word} de {name}",
            f"{word} d {name}",
            f"{word} of {name}",
        )
        found = {
            entry.record: entry
            for order in orders
            for entry in self._bearers(fold(order), FEW_BEARERS, codes=False)
            if entry.facts.kind in kinds
        }
        return list(found.values())

    def _clues(
        self, mention: Mention, asked: Asked, bearers: Sequence[Bearer]
    ) -> tuple[Clues, tuple[str, ...]]:
        """What the text says beyond the name, looked up; and the parts of it that nobody knows."""
        if not (mention.containers or mention.beside or mention.unused):
            return Clues(mention, asked), ()
        unused: list[str] = []
        containers, beside = [], []
        for text in mention.unused:
            # Words that name nothing by themselves may still be the name of a unit: Centre-Ouest.
            container = Container(text, self._holders(text, bearers) if text[0].isupper() else ())
            if self._holds_any(container, bearers):
                containers.append(container)
            else:
                unused.append(text)
        for text in mention.containers:
            container = Container(text, () if is_date(text) else self._holders(text, bearers))
            # A misspelled holder is believed where it does hold one of the places.
            if any(not scope.edits for scope, _ in container.scopes) or self._holds_any(container, bearers):
                containers.append(container)
            else:
                unused.append(text)
        for text in mention.beside:
            best = next(iter(self.meanings(text)), None)
            if best is not None:
                beside.append((text, self.index.point(best[0].record)))
            else:
                unused.append(text)
        return Clues(mention, asked, tuple(containers), tuple(beside)), tuple(unused)

    def _holds_any(self, container: Container, bearers: Sequence[Bearer]) -> bool:
        return any(container.held_by(self.units, entry.record, entry.facts) for entry in bearers)

    def _holders(self, text: str, bearers: Sequence[Bearer]) -> tuple[tuple[Scope, float], ...]:
        """What a text means that says what holds one of these places."""
        from gazetteer.question import areas

        countries: tuple[str, ...] = ()
        if is_code(text):
            countries = tuple(sorted({entry.facts.country for entry in bearers if entry.facts.country}))
        scopes = self._areas.get((text, countries))
        if scopes is None:
            scopes = tuple(areas(self, text, countries=countries))
            if len(self._areas) < _MOST_AREAS:
                self._areas[text, countries] = scopes
        return scopes

    def meanings(self, text: str) -> list[tuple[Bearer, float]]:
        """The places that a text may mean, best first, each with its share.

        Texts that stand for a point or an area in a question are read with it. A text that says "near" or
        "north of" has no meaning here: it is no place.
        """
        found = self.find(text)
        if found.mention is not None and found.mention.relation not in {"at", "part"}:
            return []
        shares = share([bearer.score for bearer in found.bearers])
        return sorted(zip(found.bearers, shares, strict=True), key=lambda pair: -pair[1])

    def _run_on(self, query: str, text: str, asked: Asked, outside: list[Bearer]) -> Found | None:
        """A name with what holds it and no comma between: "Tripoli Libya", "Ansongo Gao Mali"."""
        words = text.split()
        if not 1 < len(words) <= _MOST_RUN_ON_WORDS or not _SIGNS.isdisjoint(text):
            return None
        for split in range(len(words) - 1, 0, -1):
            name, rest = " ".join(words[:split]), words[split:]
            if not self.index.postings(fold(name)):
                continue
            for containers in self._holding(rest):
                found = self._weigh(query, Mention(text, name, containers=containers), asked, outside)
                if found is not None and not found.problem:
                    for bearer in found.bearers:
                        run_on(bearer)
                    return found
        return None

    def _site(self, query: str, text: str, asked: Asked) -> Found | None:
        """A thing in a place that is known: "Al-Shifa hospital, Gaza" is in Gaza, wherever it stands there."""
        for site, place in in_places(text):
            found = self.find(place, asked)
            mention = found.mention or Mention(place, place)
            said = mention.relation == "at" and not found.problem and found.given is None
            # That an unknown name is somewhere in a country finds nothing.
            exact = {bearer.facts.kind for bearer in found.bearers if not bearer.edits}
            if said and exact and "country" not in exact:
                unused = (site, *found.unused)
                return Found(query, text, mention._replace(text=text, site=site), found.bearers, unused)
        return None

    def _holding(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The ways in which words are the names of holders, the longest first."""
        if not words:
            yield ()
        for split in range(len(words), 0, -1):
            name = " ".join(words[:split])
            # Without a comma a month is a part of the name: Mai of "Chang Mai".
            if self.index.postings(fold(name)) and not is_date(name):
                for rest in self._holding(words[split:]):
                    yield (name, *rest)

    def _similar(self, query: str, text: str, asked: Asked) -> Found | None:
        """What the text may mean if it is misspelled; None where nothing similar is likelier than nothing."""
        if is_wording(text) or is_date(text):
            return None
        best: Found | None = None
        asked_for: set[str] = set()
        for mention in readings(text):
            key = fold(mention.name)
            if key in asked_for or mention.turned or len(key) < _SHORTEST_SIMILAR:
                continue
            if len(asked_for) == _SIMILAR_READINGS:
                break
            asked_for.add(key)
            bearers = self._near_names(key)
            found = self._judged(query, mention, asked, bearers, []) if bearers else None
            if (
                found is not None
                and found.best() > _LEAST_SIMILAR
                and (best is None or _fits_better(found, best))
            ):
                best = found
        return best

    def _near_names(self, key: str) -> list[Bearer]:
        """The places whose name is close to this key, each once with the name that most speaks for."""
        bearers: dict[int, tuple[float, Bearer]] = {}
        for near in self.index.similar(key)[:_SIMILAR_NAMES]:
            for entry in self._bearers(near.key, _SIMILAR_BEARERS, codes=False):
                if entry.name_kind in _NOT_SIMILAR:
                    continue
                entry.edits, entry.cost = near.distance, near.cost
                value = likeness(entry)
                if entry.record not in bearers or value > bearers[entry.record][0]:
                    bearers[entry.record] = value, entry
        return [entry for _, entry in bearers.values()]

    def _given(self, query: str, mention: Mention, asked: Asked, *, whole: bool) -> Found | None:
        """A coordinate given as a name; why it is none, where the whole text looks like one."""
        if not any(letter.isdigit() for letter in mention.name):
            return None
        from gazetteer.given import given_place

        place = given_place(mention.name)
        if place is None or isinstance(place, str):
            return Found(query, mention.text, mention, problem=place) if place and whole else None
        return self._found_given(query, mention, asked, place)

    def _found_given(self, query: str, mention: Mention, asked: Asked, place: Place) -> Found:
        lon_e7, lat_e7 = round(place.point.lon * 1e7), round(place.point.lat * 1e7)
        facts = Record(0, lon_e7, lat_e7, 0, 0, NO_PARENT, "", (), "other", "", "given", "")
        if not asked.allows(self.units, NO_RECORD, facts):
            why = "the coordinate is not known to be of the kind and in the area asked for"
            return Found(query, mention.text, mention, problem=why)
        bearer = Bearer(NO_RECORD, "primary", facts, mention.name)
        given(bearer)
        return Found(query, mention.text, mention, [bearer], given=place)

    def _beside_point(self, query: str, text: str, asked: Asked) -> Found | None:
        """A name with its coordinate: the coordinate counts, and the name must agree with it."""
        if sum(letter.isdigit() for letter in text) < LEAST_DIGITS:
            return None
        from gazetteer.given import agrees, name_and_point

        beside = name_and_point(text)
        named = self.find(beside.name) if beside is not None else None
        if beside is None or named is None or (named.mention and named.mention.relation != "at"):
            return None
        exact = [bearer for bearer in named.bearers if bearer.record >= 0 and not bearer.edits]
        places = [self.index.place(bearer.record) for bearer in exact]
        point = beside.place.point
        own = next((place for place in places if agrees(point, place.point, place.extent_m)), None)
        at = beside.place if own is None else beside.place._replace(name=own.name, country=own.country)
        found = self._found_given(query, Mention(text, beside.name), asked, at)
        if not places:
            found.unused = (beside.name,)
        elif own is None:
            best = max(exact, key=lambda bearer: bearer.score)
            found.problem = found.problem or _elsewhere(self.index.place(best.record), point)
        return found

    def _nothing(self, query: str, text: str, asked: Asked, outside: Iterable[Bearer]) -> Found:
        """Why there is no answer, and what there would be without the caller's conditions."""
        mention = Mention(text, text)
        if not fold(text):
            why = "there is no letter or digit in it" if text else "the name is empty"
            return Found(query, text, mention, problem=why)
        best = max(outside, key=lambda bearer: (bearer.score, -bearer.record), default=None)
        if best is None:
            # Of "Xqzzt, Mali" it is Xqzzt that nobody knows.
            name = next((reading.name for reading in readings(text) if reading.containers), text)
            return Found(query, text, mention, problem=f"no place of the index is named {name!r}")
        from gazetteer.explain import describe

        conditions = [f"of kind {asked.kind}"] if asked.kind else []
        conditions += [f"within {asked.within.label}"] if asked.within else []
        outer = describe(self.index.place(best.record))
        why = f"no place named {text!r} is {' and '.join(conditions)}; the best outside is {outer}"
        return Found(query, text, mention, problem=why)


def _elsewhere(place: Place, point: LonLat) -> str:
    """What speaks against a coordinate beside a name."""
    from geo.geodesic import distance_m
    from geo.words import distance_text

    far = distance_text(distance_m(place.point, point))
    return f"the coordinate is {far} from {place.name}, which stands beside it"


def is_plain(text: str) -> bool:
    """Whether a text has no signs or words that ask for a closer reading, so that it is a name or nothing.

    Examples:
        >>> is_plain("San José"), is_plain("Gao, Mali"), is_plain("Kidal region")
        (True, False, False)
    """
    if not _SIGNS.isdisjoint(text) or text in NO_VALUE:
        return False
    return " " not in text or not (_is_kind(text.partition(" ")[0]) or _is_kind(text.rpartition(" ")[2]))


def _is_no_guess(text: str) -> bool:
    """Whether no misspelled name is looked for in a text: what stands for no value, and persons."""
    first, _, rest = text.partition(" ")
    return text in NO_VALUE or (rest != "" and plain(first).rstrip(".") in TITLES)


def _no_name(found: Found) -> str:
    """Why a text is hardly meant for a name, though some place bears it."""
    text = found.text
    if text in NO_VALUE:
        return f"{text!r} is what tables write where a value is missing"
    if text.islower() and is_generic(text):
        return f"{text!r} has no capital, and only words for kinds of places"
    return ""


def _is_kind(word: str) -> bool:
    """Whether a word asks for a kind of place."""
    return (word.lower() if word.isascii() and word.isalpha() else plain(word)) in KIND_WORDS


def _is_long(found: Found) -> bool:
    """Whether a name that is known as it stands is too long to be a slip in another by chance."""
    whole = not found.problem and (found.mention is None or found.mention.name == found.text)
    return whole and len(found.text) > _LONGEST_DOUBTED


def _fits_better(found: Found, best: Found) -> bool:
    return (not found.problem, found.best()) > (not best.problem, best.best())


def _unknown_holder(mention: Mention, unused: Sequence[str]) -> str:
    """What stands where the holder is named and is not known: "Kidal, Xqzztland" may be any Kidal."""
    unknown = (text for text in mention.containers if text in unused and not is_date(text))
    text = next(unknown, None)
    return f"nothing is known of {text!r}, which should hold it" if text is not None else ""
