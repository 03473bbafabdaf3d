"""Claims as a map quotes them: each figure in words, each beside the others, none added up.

The one place where figures are added is the check of a stated total against its own parts, and its result is
a flag, never a figure that stands for the incident.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.told import as_said, tell
from maps.document import QuotedClaim, QuotedSource
from maps.saying import Saying
from maps.wording import plural, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.told import Told
    from maps.incidents.model import Claim, Report, Source
    from maps.wording import Words

__all__ = ["contradictions", "figure", "quote_claims", "quote_source"]


def figure(claim: Claim, language: str = "en") -> str:
    """The figure of a claim in words: those of the report where it has some, else made from its bounds.

    A report's words that say no more than the bounds, in plain English, are said in the language of the map.

    Examples:
        >>> from maps.incidents.model import Claim
        >>> figure(Claim("a", "i", minimum=20, maximum=80)), figure(Claim("b", "i", minimum=21))
        ('20 to 80', 'at least 21')
        >>> figure(Claim("c", "i", stated="dozens")), figure(Claim("d", "i"))
        ('dozens', 'no figure stated')
        >>> figure(Claim("e", "i", stated="at least 21", minimum=21), "fr")
        'au moins 21'
    """
    stated = claim.stated and claim.stated.strip()
    if stated and (language == "en" or stated != _range(claim.minimum, claim.maximum)):
        return stated
    return _range_said(claim.minimum, claim.maximum, language)


@lru_cache(maxsize=10_000)
def _range_said(least: int | None, most: int | None, language: str) -> str:
    return Saying(words(language)).said(_range(least, most))


def _range(least: int | None, most: int | None) -> Told:
    if least is None:
        if most is None:
            return tell("figure_none", "no figure stated")
        return tell("figure_at_most", "at most {most:,}", most=most)
    if most is None:
        return tell("figure_at_least", "at least {least:,}", least=least)
    if least == most:
        return tell("figure", "{least:,}", least=least)
    return tell("figure_range", "{least:,} to {most:,}", least=least, most=most)


def contradictions(claims: Iterable[Claim], language: str = "en") -> dict[str, str]:
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
        flag = _contradiction(total, parts[total.id], language) if total.id in parts else None
        if flag is not None:
            flags[total.id] = flag
    return flags


def _contradiction(total: Claim, parts: list[Claim], language: str) -> str | None:
    if total.maximum is None or any(
        part.minimum is None or (part.incident, part.subject) != (total.incident, total.subject)
        for part in parts
    ):
        return None
    least = sum(part.minimum or 0 for part in parts)
    if least <= total.maximum:
        return None
    most = None if any(part.maximum is None for part in parts) else sum(part.maximum or 0 for part in parts)
    said = Saying(words(language))
    values = {"total": as_said(said.quoted(figure(total, language))), "parts": _range(least, most)}
    if len(parts) > 1:
        return said.said(tell("contradiction", "{total} stated; its parts add up to {parts}", **values))
    return said.said(tell("contradiction_one", "{total} stated; a part of it alone is {parts}", **values))


def quote_source(source: Source, language: str = "en") -> QuotedSource:
    """A publication as the map cites it."""
    published = None if source.published is None else source.published.text(language=language)
    return QuotedSource(source.publisher, source.title, source.url, published)


def _subject(claim: Claim, say: Words) -> str:
    """What is counted: the usual words for it have some in each language, as fits the figure."""
    known: dict[str, str | dict[str, str]] = say.told.get("subjects", {})
    forms = known.get(claim.subject.casefold(), claim.subject)
    if isinstance(forms, str):
        return forms
    count = claim.minimum if claim.maximum is None else claim.maximum
    # Without a figure there are several: few, where a language tells them from many.
    return forms.get("few" if count is None else plural(count, say.language), forms["other"])


def quote_claims(
    report: Report, cited: Mapping[str, QuotedSource], language: str = "en"
) -> dict[str, tuple[QuotedClaim, ...]]:
    """The claims of each incident, by its key, in the order of the table.

    Args:
        report: What was read.
        cited: Its sources as the map cites them, by their keys.
        language: That of the map.
    """
    say = words(language)
    not_said = say.page["not_said"]
    flags = contradictions(report.claims, language)
    quoted: defaultdict[str, list[QuotedClaim]] = defaultdict(list)
    for claim in report.claims:
        quoted[claim.incident].append(
            QuotedClaim(
                id=claim.id,
                figure=figure(claim, language),
                subject=_subject(claim, say),
                whose=claim.whose,
                said_by=claim.said_by or not_said,
                said_by_party=claim.said_by_party,
                source=cited.get(claim.source or ""),
                part_of=claim.part_of,
                note=claim.note,
                flag=flags.get(claim.id),
            )
        )
    return {incident: tuple(claims) for incident, claims in quoted.items()}
