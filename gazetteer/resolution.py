"""The answer to one name: ``Resolution``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gazetteer.locality.area import Area
    from gazetteer.mention import Mention, Relation
    from gazetteer.place import Candidate, Place, Status

__all__ = ["Resolution"]

_MOST_RIVALS = 5


class Resolution(NamedTuple):
    """Which place a name means, how sure that is, and why.

    Attributes:
        query: The name as it was asked.
        status: ``resolved``; ``ambiguous`` (``place`` is the best guess, ``alternatives`` its rivals); or
            ``unresolved`` (there is no ``place``).
        confidence: Share of ``place`` among all that the name may mean, 0 to 1; 0 if unresolved. It rises
            with the evidence but is not calibrated yet: do not read 0.9 as right nine times in ten.
        mention: The reading of the text that was answered: name, relation, words round it.
        candidate: The winner with its weights, or None.
        alternatives: The rivals, best first.
        unused: Parts of the text that were not understood or not used.
        problem: What stands against an answer, or against being sure of it; else "".
        anchors: The answers to all names of a text that ``Gazetteer.locate`` has read as a relation.
        located: The area of that relation; ``area`` is the one of any answer.

    Examples:
        >>> import gazetteer
        >>> kidal = gazetteer.resolve("near Kidal")
        >>> kidal.status, kidal.place.country, kidal.relation
        ('resolved', 'ML', 'near')
    """

    query: str
    status: Status
    confidence: float
    mention: Mention
    candidate: Candidate | None = None
    alternatives: tuple[Candidate, ...] = ()
    unused: tuple[str, ...] = ()
    problem: str = ""
    anchors: tuple[Resolution, ...] = ()
    located: Area | None = None

    @property
    def area(self) -> Area | None:
        """Where that is, as a polygon or several, with a point inside, a radius in metres and the rule."""
        from gazetteer.uncertainty import area

        return area(self)

    @property
    def place(self) -> Place | None:
        """The place, or the best guess if ambiguous, or None if unresolved."""
        return self.candidate.place if self.candidate else None

    @property
    def relation(self) -> Relation:
        """How what is meant lies to the place: ``at`` it, in ``part`` of it, ``near`` it, ..."""
        return self.mention.relation

    @property
    def reason(self) -> str:
        """The decision in one sentence."""
        from gazetteer.explain import describe

        if self.candidate is None:
            return self.problem
        chosen = f"{describe(self.candidate.place)} has {self.confidence:.0%} of the weight"
        if self.alternatives:
            rival = self.alternatives[0]
            chosen += f", {describe(rival.place)} {rival.probability:.0%}"
        return f"{chosen}; but {self.problem}" if self.problem else chosen

    def explain(self) -> str:
        """The decision as text: each weight with why, which name of which source matched, the rivals.

        Examples:
            >>> import gazetteer
            >>> print(gazetteer.resolve("Xqzzt").explain())
            'Xqzzt' is unresolved: no place of the index is named 'Xqzzt'.
        """
        from gazetteer.explain import candidate_lines

        lines = [f"{self.query!r} is {self.status}: {self.reason}."]
        if self.relation != "at":
            lines.append(f"The text says {self.relation!r} ({self.mention.relation_words}) the place.")
        if self.located is not None:
            lines.append(f"Area: {self.located.basis}.")
        if self.unused:
            lines.append("Not used: " + ", ".join(map(repr, self.unused)) + ".")
        if self.candidate:
            lines += candidate_lines(self.candidate)
        if self.alternatives:
            lines.append("Rivals:" if self.candidate else "Known by that name:")
        for rival in self.alternatives[:_MOST_RIVALS]:
            lines += candidate_lines(rival)
        rest = len(self.alternatives) - _MOST_RIVALS
        if rest > 0:
            lines.append(f"and {rest} more.")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, object]:
        """The answer as plain data that ``json.dumps`` takes."""
        from gazetteer.explain import match_dict, place_dict

        return {
            "query": self.query,
            "status": self.status,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "relation": self.relation,
            "relation_words": self.mention.relation_words,
            "distance_m": self.mention.distance_m,
            "unused": list(self.unused),
            "place": place_dict(self.place) if self.place else None,
            "matched": match_dict(self.candidate) if self.candidate else None,
            "alternatives": [
                {"place": place_dict(rival.place), **match_dict(rival)} for rival in self.alternatives
            ],
        }
