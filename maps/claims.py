"""Claims as a map quotes them: each figure in words, each beside the others, none added up.

The one place where figures are added is the check of a stated total against its own parts, and its result is
a flag, never a figure that stands for the incident.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from geo.told import as_said, tell
from maps.document import QuotedClaim, QuotedSource
from maps.records import column
from maps.saying import Saying
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.told import Told
    from maps.incidents.model import Claim, Report, Source
    from maps.wording import Words

__all__ = ["contradictions", "figure", "quote_claims", "quote_sources"]

_FIGURE = ("stated", "minimum", "maximum")


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
    return _figure(claim.stated, claim.minimum, claim.maximum, language)


@lru_cache(maxsize=10_000)
def _figure(stated: str | None, least: int | None, most: int | None, language: str) -> str:
    told, text = _range(least, most), stated and stated.strip()
    return text if text and (language == "en" or text != told) else Saying(words(language)).said(told)


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


def quote_sources(sources: Sequence[Source], language: str = "en") -> dict[str, QuotedSource]:
    """Publications as the map cites them, by their keys."""
    names = ("publisher", "title", "url")
    published = [
        None if when is None else when.text(language=language) for when in column(sources, "published")
    ]
    quoted = map(QuotedSource, *(column(sources, name) for name in names), published)
    return dict(zip(column(sources, "id"), quoted, strict=True))


def _subject(subject: str, say: Words) -> str:
    """What is counted: the usual words for it have some in each language."""
    known: dict[str, str] = say.told.get("subjects", {})
    return known.get(subject.casefold(), subject)


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
    claims = report.claims
    totals, subjects = column(claims, "part_of"), column(claims, "subject")
    flags = contradictions(claims, language) if any(totals) else {}
    figures = map(_figure, *(column(claims, name) for name in _FIGURE), repeat(language))
    known = {subject: _subject(subject, say) for subject in set(subjects)}
    ids = column(claims, "id")
    quotes = map(
        QuotedClaim,
        ids,
        figures,
        map(known.__getitem__, subjects),
        column(claims, "whose"),
        [said_by or not_said for said_by in column(claims, "said_by")],
        column(claims, "said_by_party"),
        [cited.get(source or "") for source in column(claims, "source")],
        totals,
        column(claims, "note"),
        map(flags.get, ids),
    )
    quoted: dict[str, tuple[QuotedClaim, ...]] = {}
    for incident, quote in zip(column(claims, "incident"), quotes, strict=True):
        quoted[incident] = (*quoted.get(incident, ()), quote)
    return quoted
