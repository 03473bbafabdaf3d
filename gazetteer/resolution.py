"""The answer to one name: ``Resolution``."""

from __future__ import annotations

from gazetteer.mention import Mention

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from gazetteer.candidate import Candidate
    from gazetteer.context import Asked
    from gazetteer.found import Found
    from gazetteer.index import Index
    from gazetteer.locality.area import Area
    from gazetteer.marks import Bearer
    from gazetteer.mention import Relation
    from gazetteer.place import Place, Status
    from gazetteer.precision import Precision

__all__ = ["Resolution", "later", "means_itself", "names_several", "related_area", "retold"]

# A rival with a smaller share is not worth naming, nor are more than these.
_LEAST_RIVAL = 0.0005
_MOST_RIVALS = 20
# What ``later`` leaves out.
_LATER = (
    "_alternatives",
    "_asked",
    "_candidate",
    "_found",
    "_index",
    "_located",
    "_mention",
    "_ranked",
    "anchors",
    "problem",
    "unused",
)


class Resolution:
    """Which place a name means, how sure that is, and why; read-only.

    Attributes:
        query: The name as it was asked.
        status: ``resolved``; ``ambiguous`` (``place`` is the best guess, ``alternatives`` its rivals); or
            ``unresolved`` (there is no ``place``).
        confidence: How likely ``place`` is the right one, 0 to 1, by ``gazetteer.confidence``; 0 if
            unresolved.
        unused: Parts of the text that were not understood or not used.
        problem: What stands against an answer, or against being sure of it; else "".
        anchors: The answers to all names of a text that ``Gazetteer.locate`` has read as a relation.

    Examples:
        >>> import gazetteer
        >>> kidal = gazetteer.resolve("near Kidal")
        >>> kidal.status, kidal.place.country, kidal.relation
        ('resolved', 'ML', 'near')
    """

    __slots__ = (
        "_again",
        "_alternatives",
        "_asked",
        "_candidate",
        "_found",
        "_index",
        "_located",
        "_mention",
        "_ranked",
        "anchors",
        "confidence",
        "problem",
        "query",
        "status",
        "unused",
    )

    _again: Callable[[str], Resolution]

    def __init__(  # noqa: PLR0913, PLR0917 - what ``Gazetteer`` knows of an answer
        self,
        index: Index,
        found: Found,
        asked: Asked,
        status: Status,
        confidence: float,
        ranked: Sequence[tuple[float, Bearer]],
        problem: str,
    ) -> None:
        self.query = found.query
        self.status = status
        self.confidence = confidence
        self.unused = found.unused
        self.problem = problem
        self._index: Index | None = index
        self._found: Found | None = found
        self._asked: Asked | str = asked
        self._ranked: Sequence[tuple[float, Bearer]] = ranked
        self._mention: Mention | None = found.mention
        self._candidate: Candidate | None = None
        self._alternatives: tuple[Candidate, ...] | None = None
        self.anchors: tuple[Resolution, ...] = ()
        self._located: Area | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any field
        """Called for a field that is not there yet."""
        if name not in _LATER:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        whole = self._again(self.query)
        for field in _LATER:
            setattr(self, field, getattr(whole, field))
        return getattr(self, name)

    @property
    def mention(self) -> Mention:
        """The reading of the text that was answered: name, relation, words round it."""
        if self._mention is None:
            # Only a plain name has none yet.
            text = self._found.text if self._found else self.query
            self._mention = Mention(text, text)
        return self._mention

    @property
    def candidate(self) -> Candidate | None:
        """The winner with its weights, or None if unresolved."""
        if self._candidate is None and self.status != "unresolved" and self._ranked:
            self._candidate = self._make(0)
        return self._candidate

    @property
    def alternatives(self) -> tuple[Candidate, ...]:
        """The rivals, best first; what is known by that name if unresolved."""
        if self._alternatives is None:
            first = 0 if self.status == "unresolved" else 1
            rivals = range(first, min(len(self._ranked), first + _MOST_RIVALS))
            self._alternatives = tuple(
                self._make(rank)
                for rank in rivals
                if self._ranked[rank][0] >= _LEAST_RIVAL or self.status == "unresolved"
            )
        return self._alternatives

    @property
    def bearers(self) -> int:
        """How many places were weighed against each other."""
        return len(self._ranked) or len(self.alternatives) + (self.candidate is not None)

    def _make(self, rank: int) -> Candidate:
        from gazetteer.candidate import Candidate

        if self._index is None or self._found is None:
            raise RuntimeError("an answer that was copied has everything read already")
        probability, bearer = self._ranked[rank]
        return Candidate(self._index, bearer, probability, self._found.given)

    @property
    def asked(self) -> str:
        """What was asked beyond the name, as it was understood; "" if nothing was."""
        return self._asked if isinstance(self._asked, str) else self._asked.words()

    @property
    def place(self) -> Place | None:
        """The place, or the best guess if ambiguous, or None if unresolved."""
        candidate = self.candidate
        return candidate.place if candidate else None

    @property
    def area(self) -> Area | None:
        """Where that is, as a polygon or several, with a point inside, a radius in metres and the rule."""
        from gazetteer.uncertainty import area

        return area(self)

    @property
    def relation(self) -> Relation:
        """How what is meant lies to the place: ``at`` it, in ``part`` of it, ``near`` it, ..."""
        return self.mention.relation

    @property
    def precision(self) -> Precision:
        """How precise that is by ACLED, UCDP and Darwin Core, each code with the rule that gave it.

        Examples:
            >>> import gazetteer
            >>> codes = gazetteer.resolve("Kidal region").precision
            >>> codes.geo_precision, codes.where_prec
            (3, 4)
        """
        from gazetteer.precision import codes

        return codes(self)

    @property
    def border(self) -> str:
        """What there is to say of a border that is near, or of borders that cross the area; else ""."""
        from gazetteer.near_border import border_note

        return border_note(self)

    @property
    def reason(self) -> str:
        """The decision in one sentence."""
        from gazetteer.explain import reason

        return reason(self)

    def explain(self) -> str:
        """The decision as text: each weight with why, which name of which source matched, the rivals.

        Examples:
            >>> import gazetteer
            >>> print(gazetteer.resolve("Xqzzt").explain())
            'Xqzzt' is unresolved: no place of the index is named 'Xqzzt'.
        """
        from gazetteer.explain import as_text

        return as_text(self)

    def explain_html(self) -> str:
        """The same as a fragment of HTML, in the same words: one table for each candidate.

        It has no scripts and no styles, and everything from the data is escaped.

        Examples:
            >>> import gazetteer
            >>> gazetteer.resolve("Xqzzt").explain_html().startswith('<section class="dateline-answer">')
            True
        """
        from gazetteer.explain import as_html

        return as_html(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from gazetteer.cards import of_resolution

        return of_resolution(self)

    def to_dict(self) -> dict[str, object]:
        """The answer as plain data that ``json.dumps`` takes."""
        from gazetteer.explain import as_dict

        return as_dict(self)

    def _read(self) -> tuple[Any, ...]:
        answer = (self.query, self.status, self.confidence, self.unused, self.problem)
        read = (self.asked, self.mention, self.candidate, self.alternatives)
        return *answer, *read, self.anchors, self._located

    def __eq__(self, other: object) -> bool:
        """Whether it is the same answer for the same reasons."""
        return self._read() == other._read() if isinstance(other, Resolution) else NotImplemented

    def __hash__(self) -> int:
        """By the question."""
        return hash((self.query, self.status, self.confidence))

    def __repr__(self) -> str:
        """The decision in short."""
        return f"<Resolution {self.query!r} {self.status} {self.confidence:.2f} {self.candidate!r}>"

    def __reduce__(self) -> tuple[object, ...]:
        """A copy for another process has everything read, for the index stays behind."""
        return _copied, self._read()


def later(query: str, status: Status, confidence: float, again: Callable[[str], Resolution]) -> Resolution:
    """An answer of which only this much is known yet; the rest is read when it is first asked for."""
    answer = Resolution.__new__(Resolution)
    answer.query, answer.status, answer.confidence = query, status, confidence
    answer._again = again  # noqa: SLF001 - this builds one
    return answer


def retold(  # noqa: PLR0913 - each is told by its name
    answer: Resolution,
    query: str,
    *,
    status: Status | None = None,
    confidence: float | None = None,
    mention: Mention | None = None,
    unused: tuple[str, ...] | None = None,
    problem: str | None = None,
    anchors: tuple[Resolution, ...] = (),
    located: Area | None = None,
) -> Resolution:
    """The same place as the answer to another text, which tells more of it; ``located`` is where that is."""
    copy = _copied(*answer._read())  # noqa: SLF001 - this copies one
    copy.query = query
    copy.status = status or answer.status
    copy.confidence = answer.confidence if confidence is None else confidence
    copy.unused = answer.unused if unused is None else unused
    copy.problem = answer.problem if problem is None else problem
    copy.anchors = anchors
    copy._located = located  # noqa: SLF001 - as above
    if mention is not None:
        copy._mention = mention  # noqa: SLF001 - as above
    return copy


def means_itself(answer: Resolution) -> bool:
    """Whether a text means the place that it names, and not something in, near or between places.

    Examples:
        >>> import gazetteer
        >>> [means_itself(gazetteer.locate(text)) for text in ("Kidal, Mali", "near Kidal", "Gao and Kidal")]
        [True, False, False]
    """
    return answer.relation == "at" and not answer.mention.site and related_area(answer) is None


def related_area(answer: Resolution) -> Area | None:
    """The area of the relation that a text tells; None for a place itself, made when asked for."""
    return answer._located  # noqa: SLF001 - this reads one


def names_several(answer: Resolution) -> bool:
    """Whether a text says that something is in one or another of several places; the answer's is the first.

    Examples:
        >>> import gazetteer
        >>> [names_several(gazetteer.locate(text)) for text in ("Kidal and Gao", "between Gao and Kidal")]
        [True, False]
    """
    return answer.relation == "at" and len(answer.anchors) > 1 and related_area(answer) is not None


def _copied(  # noqa: PLR0913, PLR0917 - the fields of an answer
    query: str,
    status: Status,
    confidence: float,
    unused: tuple[str, ...],
    problem: str,
    asked: str,
    mention: Mention,
    candidate: Candidate | None,
    alternatives: tuple[Candidate, ...],
    anchors: tuple[Resolution, ...],
    located: Area | None,
) -> Resolution:
    copy = Resolution.__new__(Resolution)
    copy.query, copy.status, copy.confidence = query, status, confidence
    copy.unused, copy.problem = unused, problem
    copy.anchors = anchors
    copy._located = located  # noqa: SLF001 - this builds one
    copy._index = copy._found = None  # noqa: SLF001 - as above
    copy._asked = asked  # noqa: SLF001 - as above
    copy._ranked = ()  # noqa: SLF001 - as above
    copy._mention, copy._candidate, copy._alternatives = mention, candidate, alternatives  # noqa: SLF001 - as above
    return copy
