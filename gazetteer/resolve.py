"""Names to places: ``Gazetteer``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.context import NO_RECORD, NOTHING_ASKED, Asked, Container
from gazetteer.index import Hit
from gazetteer.mention import MAX_NAME_LENGTH, Mention, tidy
from gazetteer.names import fold, variants
from gazetteer.question import areas, read_question
from gazetteer.ranking import (
    AMBIGUOUS_BELOW,
    CONTRADICTED_AT_MOST,
    UNRESOLVED_BELOW,
    Clues,
    Weighed,
    contradiction,
    given_reason,
    rank,
    weigh,
)
from gazetteer.readings import is_code, readings
from gazetteer.resolution import Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.coherence import Company
    from gazetteer.context import Scope
    from gazetteer.index import Index
    from gazetteer.place import Candidate, Status
    from geo.points import BBox, LonLat

__all__ = ["Gazetteer"]

# The index gives the most important places of a name first. Without context none beyond these can win; with
# it, any may.
_MOST_HITS = 32
_LEAST_RIVAL = 0.0005
_MOST_RIVALS = 20
_MOST_AREAS = 1_000


class _Found(NamedTuple):
    """What one text may mean, before the other names of its document are heard."""

    query: str
    mention: Mention
    weighed: tuple[Weighed, ...] = ()
    unused: tuple[str, ...] = ()
    problem: str = ""


class Gazetteer:
    """Resolves place names with one index. ``gazetteer.open`` makes one.

    It is read-only, and may be shared between threads.

    Args:
        index: The index to look names up in.
    """

    __slots__ = ("_areas", "index")

    def __init__(self, index: Index) -> None:
        self.index = index
        # Tables repeat what holds their places in every row.
        self._areas: dict[tuple[str, tuple[str, ...]], tuple[tuple[Scope, float], ...]] = {}

    def resolve(
        self,
        name: str,
        *,
        within: str | BBox | None = None,
        near: str | LonLat | None = None,
        kind: str | None = None,
    ) -> Resolution:
        """The place that a name means.

        Args:
            name: A place's name, alone ("Kidal") or as a report words it ("a checkpoint in Mopti, Mali"). A
                coordinate ("19.955 N 2.966 E") is understood too.
            within: Only places in this area: a place's name ("Mali", "Kidal region"), an ISO 3166 code
                ("ML", "MLI", "ML-8") or a BBox.
            near: Prefer places close to this point or named place.
            kind: Only places of this kind: ``city``, ``admin1``, ``admin2``, ``country``, ``natural``,
                ``region``, or a GeoNames feature class such as ``P`` or ``H``.

        Raises:
            TypeError: If the name is not a string.
            QueryError: If ``within``, ``near`` or ``kind`` is nothing known.

        Examples:
            >>> import gazetteer
            >>> places = gazetteer.open()
            >>> places.resolve("Kidal").place.feature_code
            'P.PPLA'
            >>> places.resolve("Kidal region").place.kind
            'admin1'
            >>> places.resolve("Kidal", within="ID").place.admin1
            'Jawa Timur'
        """
        return self._decide(self._find(name, self._ask(within, near, kind)))

    def resolve_many(
        self,
        names: Iterable[str],
        *,
        within: str | BBox | None = None,
        near: str | LonLat | None = None,
        kind: str | None = None,
    ) -> list[Resolution]:
        """The answers to unrelated names, in their order, each as ``resolve`` gives it.

        Raises:
            TypeError: If a name is not a string.
            QueryError: If ``within``, ``near`` or ``kind`` is nothing known.

        Examples:
            >>> import gazetteer
            >>> [answer.place.country for answer in gazetteer.open().resolve_many(["Gao", "Dori", "Gao"])]
            ['ML', 'BF', 'ML']
        """
        asked = self._ask(within, near, kind)
        done: dict[str, Resolution] = {}
        answers = []
        for name in _checked(names):
            if name not in done:
                done[name] = self._decide(self._find(name, asked))
            answers.append(done[name])
        return answers

    def resolve_together(
        self,
        names: Iterable[str],
        *,
        within: str | BBox | None = None,
        near: str | LonLat | None = None,
        kind: str | None = None,
    ) -> list[Resolution]:
        """The answers to the names of one document, in their order; each name tells what the others mean.

        Raises:
            TypeError: If a name is not a string.
            QueryError: If ``within``, ``near`` or ``kind`` is nothing known.

        Examples:
            >>> import gazetteer
            >>> alone = gazetteer.resolve("Paris").place
            >>> beside = gazetteer.open().resolve_together(["Paris", "Dallas", "Texas"])[0].place
            >>> alone.country, beside.admin1
            ('FR', 'Texas')
        """
        from gazetteer.coherence import Company

        asked = self._ask(within, near, kind)
        asked_names = list(_checked(names))
        found = {name: self._find(name, asked) for name in dict.fromkeys(asked_names)}
        heard = found
        # The second time, the company is what the first time made of it; more rounds hardly ever change an
        # answer.
        for _ in range(2):
            company = Company(self.index, [(name, _with_records(entry)) for name, entry in heard.items()])
            heard = {name: _hear(entry, company) for name, entry in found.items()}
        done = {name: self._decide(entry) for name, entry in heard.items()}
        return [done[name] for name in asked_names]

    def locate(
        self,
        text: str,
        *,
        within: str | BBox | None = None,
        near: str | LonLat | None = None,
        prefer: str | None = None,
    ) -> Resolution:
        """Where a text says that something is: a name, or what relates to named places, with its area.

        Args:
            text: Such as "50 km north of Kidal", "between Gao and Kidal" or "near the Algerian border, Mali",
                in English or French.
            within: Only places in this area, as in ``resolve``.
            near: Prefer places close to this point or named place.
            prefer: ``settlement``, ``region`` or ``any``.

        Raises:
            TypeError: If the text is not a string.
            QueryError: If ``within``, ``near`` or ``prefer`` is nothing known.

        Examples:
            >>> import gazetteer
            >>> where = gazetteer.open().locate("about 30 miles NNE of Gao")
            >>> where.place.name, round(where.area.point.lat, 2), where.area.radius_m < 20_000
            ('Gao', 16.67, True)
        """
        return self.locate_together([text], within=within, near=near, prefer=prefer)[0]

    def locate_together(
        self,
        texts: Iterable[str],
        *,
        within: str | BBox | None = None,
        near: str | LonLat | None = None,
        prefer: str | None = None,
    ) -> list[Resolution]:
        """Where the texts of one document say that something is; each name tells what the others mean.

        Raises:
            TypeError: If a text is not a string.
            QueryError: If ``within``, ``near`` or ``prefer`` is nothing known.
        """
        from gazetteer.locating import locate

        return locate(self, _checked(texts), within=within, near=near, prefer=prefer)

    def _ask(self, within: str | BBox | None, near: str | LonLat | None, kind: str | None) -> Asked:
        if within is None and near is None and kind is None:
            return NOTHING_ASKED
        return read_question(self, within, near, kind)

    def _find(self, name: str, asked: Asked) -> _Found:
        """Read the text in ever freer ways until a reading fits what the text itself says."""
        if not isinstance(name, str):
            raise TypeError(f"a place's name must be a string, not {type(name).__name__} {name!r}")
        if len(name) > MAX_NAME_LENGTH:
            why = f"{len(name):,} characters are no place's name; at most {MAX_NAME_LENGTH} are read"
            return _Found(name, Mention(name[:MAX_NAME_LENGTH], ""), problem=why)
        outside: list[Weighed] = []
        fallback: _Found | None = None
        for number, mention in enumerate(readings(name)):
            found = self._weigh(name, mention, asked, outside)
            if found is None:
                found = self._given(name, mention, asked, whole=number == 0)
            if found is None or (found.problem and mention.turned):
                continue
            if not found.problem:
                return found
            fallback = fallback or found
        return fallback or self._nothing(name, asked, outside)

    def _weigh(self, query: str, mention: Mention, asked: Asked, outside: list[Weighed]) -> _Found | None:
        hits = self._hits(mention)
        if not hits:
            return None
        clues, unused = self._clues(mention, asked, hits)
        if len(hits) > _MOST_HITS and not (clues.containers or clues.beside or asked is not NOTHING_ASKED):
            hits = hits[:_MOST_HITS]
        weighed = weigh(self.index, hits, clues)
        if asked is not NOTHING_ASKED:
            allowed = [entry for entry in weighed if asked.allows(self.index, entry.hit.record, entry.place)]
            if not allowed:
                outside += weighed
                return None
            weighed = allowed
        problem = contradiction(self.index, weighed, clues) or _unknown_holder(mention, unused)
        if mention.turned and not clues.containers:
            return None
        return _Found(query, mention, tuple(weighed), unused, problem)

    def _hits(self, mention: Mention) -> list[Hit]:
        name = mention.name
        hits = self.index.find(fold(name))
        if not hits:
            keys = variants(name)[1:]
            hits = [hit for key in keys for hit in self.index.find(key)]
        if "," in name or "(" in name:
            # The key has no signs: "La, Mali" must not become Lamali, but "Washington, D.C." is a name.
            hits = [hit for hit in hits if "," in hit.name or "(" in hit.name]
        named = [hit for hit in hits if hit.name_kind != "code"]
        if name.isupper() and (mention.containers or not named):
            # "LA" alone may be any name; of "LA, California" the text itself can tell.
            named = hits
        return [*named, *self._called_by_kind(mention, named)]

    def _called_by_kind(self, mention: Mention, hits: Sequence[Hit]) -> list[Hit]:
        """Places whose name has the kind in another order: "Ansongo Cercle" for "Cercle d'Ansongo"."""
        kinds, name, word = mention.kinds, mention.name, mention.kind_word
        if not kinds or any(self.index.kind(hit.record) in kinds for hit in hits):
            return []
        orders = (
            f"{name} {word}",
            f"{word} {name}",
            f"{word} de {name}",
            f"{word} d {name}",
            f"{word} of {name}",
        )
        found = {
            hit.record: hit
            for order in orders
            for hit in self.index.find(fold(order))
            if hit.name_kind != "code" and self.index.kind(hit.record) in kinds
        }
        return list(found.values())

    def _clues(self, mention: Mention, asked: Asked, hits: Sequence[Hit]) -> tuple[Clues, tuple[str, ...]]:
        """What the text says beyond the name, looked up; and the parts of it that nobody knows."""
        if not mention.containers and not mention.beside:
            return Clues(mention, asked), mention.unused
        unused = list(mention.unused)
        containers, beside = [], []
        for text in mention.containers:
            scopes = self._holders(text, hits)
            if scopes:
                containers.append(Container(text, scopes))
            else:
                unused.append(text)
        for text in mention.beside:
            best = next(iter(self.meanings(text)), None)
            if best is not None:
                beside.append((text, best[0].place.point))
            else:
                unused.append(text)
        return Clues(mention, asked, tuple(containers), tuple(beside)), tuple(unused)

    def _holders(self, text: str, hits: Sequence[Hit]) -> tuple[tuple[Scope, float], ...]:
        """What a text means that says what holds one of these places."""
        countries: tuple[str, ...] = ()
        if is_code(text):
            codes = {self.index.place(hit.record).country for hit in hits}
            countries = tuple(sorted(filter(None, codes)))
        scopes = self._areas.get((text, countries))
        if scopes is None:
            scopes = tuple(areas(self, text, countries=countries))
            if len(self._areas) < _MOST_AREAS:
                self._areas[text, countries] = scopes
        return scopes

    def meanings(self, text: str) -> list[tuple[Candidate, int]]:
        """The places that a text may mean, best first, each with its record in the index.

        Texts that stand for a point or an area in a question are read with it. A text that says "near" or
        "north of" has no meaning here: it is no place.

        Examples:
            >>> import gazetteer
            >>> [candidate.place.kind for candidate, _ in gazetteer.open().meanings("Kidal region")][0]
            'admin1'
        """
        found = self._find(text, NOTHING_ASKED)
        return _with_records(found) if found.mention.relation in {"at", "part"} else []

    def _given(self, query: str, mention: Mention, asked: Asked, *, whole: bool) -> _Found | None:
        """A coordinate given as a name; why it is none, where the whole text looks like one."""
        if not any(letter.isdigit() for letter in mention.name):
            return None
        from gazetteer.given import given_place

        place = given_place(mention.name)
        if place is None or isinstance(place, str):
            return _Found(query, mention, problem=place) if place and whole else None
        if not asked.allows(self.index, NO_RECORD, place):
            why = "the coordinate is not known to be of the kind and in the area asked for"
            return _Found(query, mention, problem=why)
        weighed = Weighed(Hit(NO_RECORD, mention.name, "primary", "given", ""), place, [given_reason()])
        return _Found(query, mention, (weighed,))

    def _nothing(self, query: str, asked: Asked, outside: list[Weighed]) -> _Found:
        """Why there is no answer, and what there would be without the caller's conditions."""
        text = tidy(query)
        mention = Mention(text, text)
        if not fold(text):
            return _Found(
                query, mention, problem="there is no letter or digit in it" if text else "the name is empty"
            )
        if not outside:
            # Of "Xqzzt, Mali" it is Xqzzt that nobody knows.
            name = next((reading.name for reading in readings(text) if reading.containers), text)
            return _Found(
                query,
                mention,
                problem=f"no place of the index is named {name!r}",
            )
        best = rank(list({entry.place.id: entry for entry in outside}.values()))
        from gazetteer.explain import describe

        conditions = " and ".join(
            filter(
                None,
                (asked.kind and f"of kind {asked.kind}", asked.within and f"within {asked.within.label}"),
            )
        )
        why = f"no place named {text!r} is {conditions}; the best outside is {describe(best[0].place)}"
        return _Found(query, mention, problem=why)

    def _decide(self, found: _Found) -> Resolution:
        """Resolved, ambiguous or unresolved, by the shares."""
        if not found.weighed:
            return Resolution(
                found.query, "unresolved", 0.0, found.mention, None, (), found.unused, found.problem
            )
        best, *rivals = rank(found.weighed)
        alternatives = tuple(rival for rival in rivals[:_MOST_RIVALS] if rival.probability >= _LEAST_RIVAL)
        confidence = min(best.probability, CONTRADICTED_AT_MOST) if found.problem else best.probability
        if confidence < UNRESOLVED_BELOW and not alternatives:
            problem = found.problem or "too little speaks for any place of that name"
            return Resolution(
                found.query, "unresolved", 0.0, found.mention, None, (best,), found.unused, problem
            )
        status: Status = "resolved" if confidence >= AMBIGUOUS_BELOW else "ambiguous"
        return Resolution(
            found.query, status, confidence, found.mention, best, alternatives, found.unused, found.problem
        )


def _unknown_holder(mention: Mention, unused: Sequence[str]) -> str:
    """What stands where the holder is named and is not known: "Kidal, Xqzztland" may be any Kidal."""
    unknown = next((text for text in mention.containers if text in unused), None)
    return f"nothing is known of {unknown!r}, which should hold it" if unknown is not None else ""


def _checked(names: Iterable[str]) -> Iterable[str]:
    if isinstance(names, str):
        raise TypeError(f"names must be a list of names, not the one string {names!r}; use resolve for it")
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"a place's name must be a string, not {type(name).__name__} {name!r}")
        yield name


def _with_records(found: _Found) -> list[tuple[Candidate, int]]:
    records = {entry.place.id: entry.hit.record for entry in found.weighed}
    return [(candidate, records[candidate.place.id]) for candidate in rank(found.weighed)]


def _hear(found: _Found, company: Company) -> _Found:
    """The candidates with what the other names of the document say for each."""
    return found._replace(
        weighed=tuple(
            entry._replace(
                reasons=[*entry.reasons, *company.reasons(found.query, entry.hit.record, entry.place)]
            )
            for entry in found.weighed
        )
    )
