"""Names to places: ``Gazetteer``."""

from __future__ import annotations

from gazetteer.confidence import confidence, status_of
from gazetteer.context import NOTHING_ASKED
from gazetteer.errors import WrongTypeError
from gazetteer.found import ALSO
from gazetteer.lookups import Lookups, index_of
from gazetteer.marks import share
from gazetteer.resolution import Resolution
from gazetteer.search import Finder
from geo.told import tell

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.bulk import Bulk
    from gazetteer.context import Asked
    from gazetteer.found import Found
    from gazetteer.index import Index
    from gazetteer.marks import Bearer
    from gazetteer.place import Kind, Place, Prefer
    from gazetteer.regions import Region
    from geo.points import BBox, LonLat

__all__ = ["Gazetteer", "bulk_of", "something_else"]

# With context any bearer of a name may be meant.
_EVERY_BEARER = 1_000
# More names than these are worth reading ahead for.
_FEW_NAMES = 500


class Gazetteer(Lookups):
    """Resolves place names with one index. ``gazetteer.open`` makes one.

    It is read-only, and may be shared between threads.
    """

    __slots__ = ("_bulk", "_finder", "_index")

    def __init__(self, index: Index) -> None:
        self._index = index
        self._finder = Finder(index)
        self._bulk: Bulk | None = None

    def resolve(  # noqa: PLR0913 - each is asked by its name
        self,
        name: str,
        *,
        within: str | BBox | Place | Region | BaseGeometry | None = None,
        near: str | LonLat | Place | None = None,
        kind: Kind | str | None = None,
        prefer: Prefer = "any",
        bias: Mapping[str, float] | Iterable[str] | None = None,
    ) -> Resolution:
        """The place that a name means.

        Args:
            name: A place's name, alone ("Kidal") or as a report words it ("a checkpoint in Mopti, Mali"). A
                coordinate ("19.955 N 2.966 E") is understood too.
            within: Only places in this area: a place's name ("Mali", "Kidal region"), an ISO 3166 code
                ("ML", "MLI", "ML-8"), a BBox, the place of another answer, what ``region`` gave, or a shapely
                polygon.
            near: Prefer places close to this point or named place.
            kind: Only places of this kind: ``city``, ``admin1``, ``admin2``, ``country``, ``natural``,
                ``region``, or a GeoNames feature class such as ``P`` or ``H``.
            prefer: What to take where a name leaves a choice between a settlement and an area: ``any``
                reads it as a reader of news would (Kidal the town, Luxembourg the country), ``settlement``
                takes the town, ``region`` the area.
            bias: Areas that the name is likelier to lie in than others, such as the country of an outlet:
                their names or codes, or a mapping from these to the log-odds that they add (2.0 is a good
                start, negative ones make an area less likely). Unlike ``within`` it rules nothing out.

        Raises:
            WrongTypeError: If the name is not a string.
            QueryError: If what is asked beyond the name is nothing known, or may be several places.

        Examples:
            >>> import gazetteer
            >>> places = gazetteer.open()
            >>> places.resolve("Kidal").place.feature_code
            'P.PPLA'
            >>> places.resolve("Kidal region").place.kind, places.resolve("Kidal", prefer="region").place.kind
            ('admin1', 'admin1')
            >>> places.resolve("Kidal", within="ID").place.admin1
            'Jawa Timur'
            >>> places.resolve("Springfield", bias=["Illinois"]).place.admin1
            'Illinois'
        """
        asked = self._ask(within, near, kind, prefer, bias)
        (name,) = _checked([name])
        return self._decide(self._finder.find(name, asked), asked)

    def resolve_many(  # noqa: PLR0913 - each is asked by its name
        self,
        names: Iterable[str],
        *,
        within: str | BBox | Place | Region | BaseGeometry | None = None,
        near: str | LonLat | Place | None = None,
        kind: Kind | str | None = None,
        prefer: Prefer = "any",
        bias: Mapping[str, float] | Iterable[str] | None = None,
    ) -> list[Resolution]:
        """The answers to unrelated names, in their order, each as ``resolve`` gives it.

        Raises:
            WrongTypeError: If a name is not a string.
            QueryError: If what is asked beyond the names is nothing known, or may be several places.

        Examples:
            >>> import gazetteer
            >>> [answer.place.country for answer in gazetteer.open().resolve_many(["Gao", "Dori", "Gao"])]
            ['ML', 'BF', 'ML']
        """
        asked = self._ask(within, near, kind, prefer, bias)
        asked_names = [*_checked(names)]
        distinct = [*dict.fromkeys(asked_names)]
        if asked is NOTHING_ASKED and len(distinct) > _FEW_NAMES:
            answers = self._answer_at_once(distinct)
        else:
            answers = [self._decide(self._finder.find(name, asked), asked) for name in distinct]
        if len(distinct) == len(asked_names):
            return answers
        by_name = dict(zip(distinct, answers, strict=True))
        return [by_name[name] for name in asked_names]

    def _answer_at_once(self, names: Sequence[str]) -> list[Resolution]:
        from gazetteer.bulk import without_collecting

        with without_collecting():
            answers = bulk_of(self).answer(names, self.resolve)
            return [answer or self.resolve(name) for name, answer in zip(names, answers, strict=True)]

    def resolve_together(  # noqa: PLR0913 - each is asked by its name
        self,
        names: Iterable[str],
        *,
        within: str | BBox | Place | Region | BaseGeometry | None = None,
        near: str | LonLat | Place | None = None,
        kind: Kind | str | None = None,
        prefer: Prefer = "any",
        bias: Mapping[str, float] | Iterable[str] | None = None,
    ) -> list[Resolution]:
        """The answers to the names of one document, in their order; each name tells what the others mean.

        Raises:
            WrongTypeError: If a name is not a string.
            QueryError: If what is asked beyond the names is nothing known, or may be several places.

        Examples:
            >>> import gazetteer
            >>> alone = gazetteer.resolve("Paris").place
            >>> beside = gazetteer.open().resolve_together(["Paris", "Dallas", "Texas"])[0].place
            >>> alone.country, beside.admin1
            ('FR', 'Texas')
        """
        from gazetteer.coherence import hear
        from gazetteer.misspelled import widen

        asked = self._ask(within, near, kind, prefer, bias)
        asked_names = list(_checked(names))
        find = self._finder.find
        found = {name: find(name, asked, _EVERY_BEARER) for name in dict.fromkeys(asked_names)}
        heard = list(found.values())
        hear(self._finder.units, heard)
        # A slip may have made the name of another place, which the document hardly means.
        if sum([widen(self._finder, entry, asked) for entry in heard]):
            hear(self._finder.units, heard)
        done = {name: self._decide(entry, asked) for name, entry in found.items()}
        return [done[name] for name in asked_names]

    def locate(
        self,
        text: str,
        *,
        within: str | BBox | Place | Region | BaseGeometry | None = None,
        near: str | LonLat | Place | None = None,
        prefer: Prefer = "any",
        bias: Mapping[str, float] | Iterable[str] | None = None,
    ) -> Resolution:
        """Where a text says that something is: a name, or what relates to named places, with its area.

        Args:
            text: Such as "50 km north of Kidal", "between Gao and Kidal" or "near the Algerian border, Mali",
                in English or French.
            within: Only places in this area, as in ``resolve``; a unit or country cuts the area too.
            near: Prefer places close to this point or named place.
            prefer: ``settlement``, ``region`` or ``any``, as in ``resolve``.
            bias: Areas that the names are likelier to lie in, as in ``resolve``.

        Raises:
            WrongTypeError: If the text is not a string.
            QueryError: If what is asked beyond the text is nothing known, or may be several places.

        Examples:
            >>> import gazetteer
            >>> where = gazetteer.open().locate("about 30 miles NNE of Gao")
            >>> where.place.name, round(where.area.point.lat, 2), where.area.radius_m < 20_000
            ('Gao', 16.67, True)
        """
        return self.locate_together([text], within=within, near=near, prefer=prefer, bias=bias)[0]

    def locate_together(
        self,
        texts: Iterable[str],
        *,
        within: str | BBox | Place | Region | BaseGeometry | None = None,
        near: str | LonLat | Place | None = None,
        prefer: Prefer = "any",
        bias: Mapping[str, float] | Iterable[str] | None = None,
    ) -> list[Resolution]:
        """Where the texts of one document say that something is; each name tells what the others mean.

        Raises:
            WrongTypeError: If a text is not a string.
            QueryError: If what is asked beyond the texts is nothing known, or may be several places.
        """
        from gazetteer.locality.document import Asking, locate

        return locate(self, _checked(texts), Asking(within, near, prefer, bias))

    def _ask(
        self,
        within: str | BBox | Place | Region | BaseGeometry | None,
        near: str | LonLat | Place | None,
        kind: Kind | str | None,
        prefer: Prefer,
        bias: Mapping[str, float] | Iterable[str] | None,
    ) -> Asked:
        if within is None and near is None and kind is None and bias is None and prefer == "any":
            return NOTHING_ASKED
        from gazetteer.question import read_question

        return read_question(self._finder, within, near, kind, prefer, bias)

    def _decide(self, found: Found, asked: Asked) -> Resolution:
        """Resolved, ambiguous or unresolved, by the shares."""
        bearers = found.bearers
        if not bearers:
            return Resolution(self._index, found, asked, "unresolved", 0.0, (), found.problem)
        shares = share([bearer.score for bearer in bearers])
        ranked = list(zip(shares, bearers, strict=True))
        rival = 0.0
        if len(ranked) > 1:
            ranked.sort(key=_order)
            rival = ranked[1][0]
        best, winner = ranked[0]
        contradicted = found.problem != ""
        sure = confidence(best, rival, winner.edits, len(ranked), cost=winner.cost, contradicted=contradicted)
        status = status_of(sure, 1 - sum(shares), similar=winner.edits > 0)
        if status == "unresolved":
            problem = found.problem or _too_little(found)
            return Resolution(self._index, found, asked, status, 0.0, ranked, problem)
        return Resolution(self._index, found, asked, status, sure, ranked, found.problem)


def _order(entry: tuple[float, Bearer]) -> tuple[float, int]:
    """Best first; equals in the order of the index."""
    return -entry[0], entry[1].record


def bulk_of(gazetteer: Gazetteer) -> Bulk:
    """What answers many plain names by the index of a gazetteer; made when it is first asked for."""
    from gazetteer.bulk import Bulk

    if gazetteer._bulk is None:  # noqa: SLF001 - of the class above, and no business of its users
        gazetteer._bulk = Bulk(index_of(gazetteer))  # noqa: SLF001
    return gazetteer._bulk  # noqa: SLF001


def something_else(name: str) -> str:
    """Why no place is the answer to a name that is known to be something else.

    Examples:
        >>> something_else("Sours")
        "'Sours' is a word or a name of something else, and too little speaks for a place"
    """
    english = "{name!r} is a word or a name of something else, and too little speaks for a place"
    return tell("something_else", english, name=name)


def _too_little(found: Found) -> str:
    """Why no place is the answer, though some have the name or a similar one."""
    name = found.mention.name if found.mention else found.text
    rules = {mark.rule for mark in found.bearers[0].marks}
    if "name: fuzzy word" in rules:
        return tell("only_word", "{name!r} is a word, and no place bears it", name=name)
    if not rules.isdisjoint(ALSO):
        return something_else(name)
    return tell("too_little", "too little speaks for any place of that name")


def _checked(names: Iterable[str]) -> Iterator[str]:
    if isinstance(names, str | bytes):
        raise _no("names must be a list of names", names, "; use resolve for one")
    if not hasattr(names, "__iter__"):
        raise _no("names must be a list of names", names)
    for name in names:
        if not isinstance(name, str):
            advice = "; decode it first, as in name.decode()" if isinstance(name, bytes) else ""
            raise _no("a place's name must be a string", name, advice)
        yield name


def _no(rule: str, value: object, advice: str = "") -> WrongTypeError:
    from geo.checks import shortened

    return WrongTypeError(f"{rule}, not {type(value).__name__} {shortened(value)}{advice}")
