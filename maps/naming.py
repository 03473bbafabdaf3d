"""Names and sentences for readers: a place with what holds it, names in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer import Resolution
    from gazetteer.candidate import Candidate
    from gazetteer.index import Index
    from gazetteer.place import Place
    from maps.saying import Saying

__all__ = [
    "is_told_by_words",
    "local_name",
    "local_place_name",
    "place_name",
    "rival_name",
    "sentence",
    "told_place",
]

# Relations whose anchor is not where the incident was.
_ELSEWHERE = {"direction", "between", "road", "border"}

_KINDS = {
    "admin1": "first-level region",
    "admin2": "second-level region",
    "natural": "natural feature",
    "region": "informal region",
}


def place_name(candidate: Candidate) -> str:
    """The name of a place with what holds it.

    A unit that is called like its town goes by the longer name that was matched, such as "Kidal Region".

    Examples:
        >>> import gazetteer
        >>> [place_name(gazetteer.resolve(text).candidate) for text in ("Sévaré", "Kidal", "Kidal region")]
        ['Sévaré, Mopti, Mali', 'Kidal, Mali', 'Kidal Region, Mali']
    """
    from geo.countries import country
    from geo.words import listed

    place, matched = candidate.place, candidate.matched_name
    longer = place.kind in {"admin1", "admin2"} and place.name.casefold() in matched.casefold()
    parts = [matched if longer else place.name]
    if place.kind not in {"country", "admin1"} and place.admin1 and place.admin1 != place.name:
        parts.append(place.admin1)
    if place.kind != "country" and place.country:
        parts.append(country(place.country).name)
    if place.shared_with:
        parts.append(f"on the border with {listed([country(code).name for code in place.shared_with])}")
    return ", ".join(parts)


def local_place_name(candidate: Candidate, index: Index, language: str) -> str:
    """The name of a place with what holds it in a language, as far as an index knows it.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> index, found = index_of(gazetteer.open()), gazetteer.resolve("Sévaré")
        >>> local_place_name(found.candidate, index, "ar")
        'سيفاري، منطقة موبتي، مالي'
    """
    return local_name(candidate.place, index, language)


def local_name(place: Place, index: Index, language: str) -> str:
    """The name of a place, as ``local_place_name`` gives it of a candidate."""
    from gazetteer.languages import name_in
    from maps.wording import words

    say = words(language)

    def local(record: int | None, name: str) -> str:
        found = None if record is None else name_in(index, index.id(record), language)
        return name if found is None or found.by == "primary" else found.spelling

    parts = [local(index.by_id(place.id), place.name)]
    if place.kind == "country":
        parts = [say.country(place.country)] if place.country else parts
    elif place.kind in {"admin1", "admin2"}:
        parts = [say.describe("unit", name=parts[0])]
    if place.kind not in {"country", "admin1"} and place.admin1 and place.admin1 != place.name:
        parts.append(local(index.by_code(place.admin1_code) if place.admin1_code else None, place.admin1))
    if place.kind != "country" and place.country:
        parts.append(say.country(place.country))
    if place.shared_with:
        neighbours = say.listed([say.country(code) for code in place.shared_with])
        parts.append(say.describe("on_border_with", countries=neighbours))
    return say.describe("comma").join(parts)


def is_told_by_words(resolution: Resolution) -> bool:
    """Whether readers are told the words of the table, since the place that they name is not where it was."""
    return resolution.relation in _ELSEWHERE


def told_place(resolution: Resolution) -> str:
    """Where a resolution is, for readers: its place, or the words that tell of more than one or of another.

    Examples:
        >>> import gazetteer
        >>> told_place(gazetteer.locate("Between Gao and Kidal, Mali"))
        'between Gao and Kidal, Mali'
        >>> told_place(gazetteer.locate("Kidal region, near the Algerian border"))
        'Kidal region, near the Algerian border'
    """
    if resolution.candidate is None:
        return ""
    text = resolution.query.strip()
    if not is_told_by_words(resolution):
        return place_name(resolution.candidate)
    begins_with_name = text.casefold().startswith(resolution.mention.name.casefold())
    return text if begins_with_name else text[:1].lower() + text[1:]


def rival_name(candidate: Candidate, saying: Saying | None = None) -> str:
    """The name of another place that may be meant, with its kind where that is not a settlement.

    Args:
        candidate: The place.
        saying: In which language; English if None.
    """
    place = candidate.place
    if saying is not None and saying.words.told:
        name = saying.place(place)
        return f"{name} ({saying.kind(place.kind)})" if place.kind in _KINDS else name
    kind = _KINDS.get(place.kind)
    return f"{place_name(candidate)} ({kind})" if kind else place_name(candidate)


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop.

    Examples:
        >>> sentence("no place is called that")
        'No place is called that.'
    """
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
