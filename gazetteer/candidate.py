"""A place that a name may mean: ``Candidate``."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.index import Index
    from gazetteer.marks import Bearer
    from gazetteer.place import Place, Reason

__all__ = ["Candidate"]


class Candidate:
    """A place that the name may mean, with what speaks for it; read-only.

    What it knows of the place is read from the index when it is asked for.

    Attributes:
        score: The sum of the weights of ``reasons``.
        probability: This candidate's share among all candidates of the query, 0 to 1.
        edits: How many edits the name that was asked is away from ``matched_name``; 0 if it is that name.

    Examples:
        >>> import gazetteer
        >>> gao = gazetteer.resolve("Gao").candidate
        >>> gao.matched_name, gao.matched_source, gao.place.country
        ('Gao', 'GeoNames', 'ML')
    """

    __slots__ = ("_bearer", "_index", "_matched", "_place", "_reasons", "edits", "probability", "score")

    def __init__(self, index: Index, bearer: Bearer, probability: float, place: Place | None = None) -> None:
        self._index: Index | None = index
        self._bearer: Bearer | None = bearer
        self._place = place
        self._matched: tuple[str, str] | None = None
        self._reasons: tuple[Reason, ...] | None = None
        self.score = bearer.score
        self.probability = probability
        self.edits = bearer.edits

    @property
    def place(self) -> Place:
        """The place."""
        if self._place is None:
            index, bearer = self._source()
            self._place = index.place(bearer.record)
        return self._place

    @property
    def matched_name(self) -> str:
        """The name, as its source spells it, that the query matched."""
        return self._match()[0]

    @property
    def matched_source(self) -> str:
        """The source of that name."""
        return self._match()[1]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each weight with why."""
        if self._reasons is None:
            from gazetteer.reasons import reasons

            index, bearer = self._source()
            self._reasons = reasons(index, bearer, self.place)
        return self._reasons

    def _match(self) -> tuple[str, str]:
        if self._matched is None:
            from gazetteer.writing import matched

            index, bearer = self._source()
            given = self._place is not None and bearer.record < 0
            self._matched = (self.place.name, "given") if given else matched(index, bearer)
        return self._matched

    def _source(self) -> tuple[Index, Bearer]:
        if self._index is None or self._bearer is None:
            raise RuntimeError("a candidate that was copied has everything read already")
        return self._index, self._bearer

    def _read(self) -> tuple[object, ...]:
        return self.place, self._match(), self.reasons, self.score, self.probability, self.edits

    def __eq__(self, other: object) -> bool:
        """Whether it is the same place for the same reasons."""
        return self._read() == other._read() if isinstance(other, Candidate) else NotImplemented

    def __hash__(self) -> int:
        """By the place."""
        return hash((self.place, self.score))

    def __repr__(self) -> str:
        """The place and its share."""
        return f"<Candidate {self.place.name!r} {self.place.id} {self.probability:.3f}>"

    def __reduce__(self) -> tuple[object, ...]:
        """A copy for another process has everything read, for the index stays behind."""
        return _copied, self._read()


def _copied(  # noqa: PLR0913, PLR0917 - the fields of a candidate
    place: Place,
    matched: tuple[str, str],
    reasons: tuple[Reason, ...],
    score: float,
    probability: float,
    edits: int,
) -> Candidate:
    copy = Candidate.__new__(Candidate)
    copy._index = copy._bearer = None  # noqa: SLF001 - this builds one
    copy._place, copy._matched, copy._reasons = place, matched, reasons  # noqa: SLF001 - as above
    copy.score, copy.probability, copy.edits = score, probability, edits
    return copy
