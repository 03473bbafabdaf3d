"""Claims as a map quotes them: each figure in words, each beside the others, none added up.

The one place where figures are added is the check of a stated total against its own parts, and its result is
a flag, never a figure that stands for the incident.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maps.document import QuotedClaim, QuotedSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maps.incidents.model import Claim, Report, Source

__all__ = ["contradictions", "figure", "quote_claims", "quote_source"]

NOT_SAID = "not said"


def figure(claim: Claim) -> str:
    """The figure of a claim in words: those of the report where it has some, else made from its bounds.

    Examples:
        >>> from maps.incidents.model import Claim
        >>> figure(Claim("a", "i", minimum=20, maximum=80)), figure(Claim("b", "i", minimum=21))
        ('20 to 80', 'at least 21')
        >>> figure(Claim("c", "i", stated="dozens")), figure(Claim("d", "i"))
        ('dozens', 'no figure stated')
    """
    return (claim.stated and claim.stated.strip()) or _range(claim.minimum, claim.maximum)


def _range(least: int | None, most: int | None) -> str:
    if least is None:
        return "no figure stated" if most is None else f"at most {most:,}"
    if most is None:
        return f"at least {least:,}"
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def contradictions(claims: Iterable[Claim]) -> dict[str, str]:
    """What is wrong with stated totals, by the key of the claim that states the total.

    A total is flagged if its parts, counted at their least, make more than it at its most. Less is no
    contradiction: "21 dead, of them 11 children" does not name every part. Nothing is said where a part has
    no figure, or counts something else than the total does.

    Examples:
        >>> from maps.incidents.model import Claim
        >>> total = Claim("t", "i", minimum=121, maximum=121)
        >>> parts = [Claim(key, "i", minimum=n, maximum=n, part_of="t") for key, n in (("a", 84), ("b", 47))]
        >>> contradictions([total, *parts])
        {'t': '121 stated; its parts add up to 131'}
    """
    everything = list(claims)
    parts: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in everything:
        if claim.part_of is not None and claim.part_of != claim.id:
            parts[claim.part_of].append(claim)
    flags = {}
    for total in everything:
        flag = _contradiction(total, parts[total.id]) if total.id in parts else None
        if flag is not None:
            flags[total.id] = flag
    return flags


def _contradiction(total: Claim, parts: list[Claim]) -> str | None:
    if total.maximum is None or any(
        part.minimum is None or (part.incident, part.subject) != (total.incident, total.subject)
        for part in parts
    ):
        return None
    least = sum(part.minimum or 0 for part in parts)
    if least <= total.maximum:
        return None
    most = None if any(part.maximum is None for part in parts) else sum(part.maximum or 0 for part in parts)
    made = "its parts add up to" if len(parts) > 1 else "a part of it alone is"
    return f"{figure(total)} stated; {made} {_range(least, most)}"


def quote_source(source: Source, language: str = "en") -> QuotedSource:
    """A publication as the map cites it."""
    published = None if source.published is None else source.published.text(language=language)
    return QuotedSource(source.publisher, source.title, source.url, published)


def quote_claims(report: Report, cited: Mapping[str, QuotedSource]) -> dict[str, tuple[QuotedClaim, ...]]:
    """The claims of each incident, by its key, in the order of the table.

    Args:
        report: What was read.
        cited: Its sources as the map cites them, by their keys.
    """
    flags = contradictions(report.claims)
    quoted: defaultdict[str, list[QuotedClaim]] = defaultdict(list)
    for claim in report.claims:
        quoted[claim.incident].append(
            QuotedClaim(
                id=claim.id,
                figure=figure(claim),
                subject=claim.subject,
                whose=claim.whose,
                said_by=claim.said_by or NOT_SAID,
                said_by_party=claim.said_by_party,
                source=cited.get(claim.source or ""),
                part_of=claim.part_of,
                note=claim.note,
                flag=flags.get(claim.id),
            )
        )
    return {incident: tuple(claims) for incident, claims in quoted.items()}
