"""Claims as a map quotes them: each figure in words, each beside the others, none added up.

The one place where figures are added is the check of a stated total against its own parts, and its result is
a flag, never a figure that stands for the incident.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from geo.told import as_said, tell
from maps.document import QuotedClaim, QuotedSource
from maps.grouped import NOBODY, Chosen, Grouped, coded_if_repeated
from maps.records import Records, column
from maps.saying import Saying
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.told import Told
    from maps.incidents.model import Claim, Source
    from maps.wording import Words

__all__ = ["contradictions", "figure", "quote_cited", "quote_claims", "quote_sources"]

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


def quote_sources(
    sources: Sequence[Source], language: str = "en"
) -> tuple[Records[QuotedSource], dict[str, int]]:
    """Publications as the map cites them, those that are alike once, and where in that list each key's is."""
    names = ("publisher", "title", "url")
    published = [
        None if when is None else when.text(language=language) for when in column(sources, "published")
    ]
    rows: dict[tuple[str | None, ...], int] = {}
    alike = zip(*(column(sources, name) for name in names), published, strict=True)
    numbers = [rows.setdefault(row, len(rows)) for row in alike]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    coded = {
        name: coded_if_repeated(list(values))
        for name, values in zip((*names, "published"), columns, strict=True)
    }
    return Records(QuotedSource, coded), dict(zip(column(sources, "id"), numbers, strict=True))


def _subject(subject: str, say: Words) -> str:
    """What is counted: the usual words for it have some in each language."""
    known: dict[str, str] = say.told.get("subjects", {})
    return known.get(subject.casefold(), subject)


def quote_claims(
    claims: Sequence[Claim],
    incidents: Sequence[str],
    listed: Records[QuotedSource],
    number: Mapping[str, int],
    language: str = "en",
) -> Grouped[Records[QuotedClaim]]:
    """The claims of each incident, in the order of the table.

    Args:
        claims: All that were read.
        incidents: The keys of the incidents.
        listed: The sources of the report as the map cites them.
        number: Where in that list each is, by its key.
        language: That of the map.
    """
    import numpy as np

    say = words(language)
    not_said = say.page["not_said"]
    flags = contradictions(claims, language) if any(column(claims, "part_of")) else {}
    rows: dict[str, list[int]] = {}
    for row, incident in enumerate(column(claims, "incident")):
        rows.setdefault(incident, []).append(row)
    groups = [rows.get(incident, ()) for incident in incidents]
    order = list(chain.from_iterable(groups))

    def of(name: str) -> list[Any]:
        return list(map(column(claims, name).__getitem__, order))

    ids, subjects = of("id"), of("subject")
    known = {subject: _subject(subject, say) for subject in set(subjects)}
    cited = np.array([number.get(source or "", NOBODY) for source in of("source")], np.int64)
    said: dict[str, list[Any]] = {
        "id": ids,
        "figure": list(map(_figure, *map(of, _FIGURE), repeat(language))),
        "subject": list(map(known.__getitem__, subjects)),
        "said_by": [said_by or not_said for said_by in of("said_by")],
        "flag": list(map(flags.get, ids)),
        **{name: of(name) for name in ("whose", "said_by_party", "part_of", "note")},
    }
    coded = {name: coded_if_repeated(values) for name, values in said.items()}
    columns = {**coded, "source": Chosen(listed, cited)}
    return Grouped(np.array(list(map(len, groups)), np.int64), Records(QuotedClaim, columns))


def quote_cited(
    cited: Sequence[Sequence[str]], listed: Records[QuotedSource], number: Mapping[str, int]
) -> Grouped[Chosen[QuotedSource]]:
    """The publications that reported each incident as a whole.

    Args:
        cited: Their keys, of each incident.
        listed: The sources of the report as the map cites them.
        number: Where in that list each is, by its key.
    """
    import numpy as np

    groups = [[number[key] for key in keys if key in number] for keys in cited]
    chosen = Chosen(listed, np.array(list(chain.from_iterable(groups)), np.int64))
    return Grouped(np.array(list(map(len, groups)), np.int64), chosen)
