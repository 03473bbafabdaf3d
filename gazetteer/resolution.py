"""The answer to one name: ``Resolution``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gazetteer.mention import Mention, Relation
    from gazetteer.place import Candidate, Place, Status

__all__ = ["Resolution"]


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
        from gazetteer.explain import decision

        return decision(self)

    def explain(self) -> str:
        """The decision as text: each weight with why, which name of which source matched, the rivals."""
        from gazetteer.explain import explain

        return explain(self)

    def to_dict(self) -> dict[str, object]:
        """The answer as plain data that ``json.dumps`` takes."""
        from gazetteer.explain import resolution_dict

        return resolution_dict(self)
