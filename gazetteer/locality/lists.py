"""Lists of names: "A, B and C", "A-B-C", "from A to B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality.headings import ENGLISH, FRENCH
from gazetteer.locality.lexicon import OF_FR, SEPARATOR, THE, pattern
from gazetteer.phrases import kind_in

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["pair_of", "share_kind", "split_list"]

_AND = r"\s+(?:and|et|&|or|ou)\s+"
_TO = r"\s+(?:to|towards?|à|vers|jusqu['\u2019]à)\s+"
# Between the items of a list; brackets tell what holds an item.
_ITEMS = r"\s*(?<!\d)[,;]\s*(?![^()]*\))"
_DASH = r"\s*[-\u2010-\u2014/]\s*"


def split_list(text: str, known: Callable[[str], bool], *, dashes: bool = False) -> list[str]:
    """The names of a list that has nothing else in it; names that hold the words of lists stay whole.

    Examples:
        >>> split_list("Mali, Niger and Burkina Faso", lambda name: False)
        ['Mali', 'Niger', 'Burkina Faso']
        >>> split_list("Gao-Ménaka", {"Gao", "Ménaka"}.__contains__, dashes=True)
        ['Gao', 'Ménaka']
        >>> split_list("Trinidad and Tobago", {"Trinidad and Tobago"}.__contains__)
        ['Trinidad and Tobago']
    """
    if known(text.strip()):
        return [text.strip()]
    between = [_AND, r"\s*,\s*(?:and\s+|et\s+)?", *([_DASH] if dashes else [])]
    for source in between:
        # Of "Bosnia and Herzegovina and Serbia" the first two are one name.
        cuts = list(pattern(source).finditer(text))
        for cut in (*(cut for cut in cuts if known(text[: cut.start()].strip())), *cuts[:1]):
            left, right = text[: cut.start()].strip(), text[cut.end() :].strip()
            if left and right:
                found = [
                    *split_list(left, known, dashes=dashes),
                    *split_list(right, known, dashes=dashes),
                ]
                if source != _DASH or all(map(known, found)):
                    return found
    return [text.strip()] if text.strip() else []


def share_kind(parts: list[str]) -> list[str]:
    """The names of a list, each with the kind word that stands once for all of them.

    Examples:
        >>> share_kind(["Gao", "Kidal regions"]), share_kind(["the towns of Gao", "Kidal"])
        (['Gao region', 'Kidal region'], ['town of Gao', 'town of Kidal'])
        >>> share_kind(["North", "South Korea"])
        ['North Korea', 'South Korea']
    """
    before = pattern(rf"^{THE}(?P<kind>\w+?)s\s+(?:of\s+|{OF_FR})").match(parts[0])
    start, _, last = parts[-1].rpartition(" ")
    single = last.lower().removesuffix("s")
    if before and kind_in(before["kind"])[1]:
        return [f"{before['kind']} of {name}" for name in (parts[0][before.end() :], *parts[1:])]
    first = pattern(rf"^(?:{ENGLISH}ern|{ENGLISH}|{FRENCH})$").match(parts[0])
    second = pattern(rf"^(?:{ENGLISH}ern|{ENGLISH}|{FRENCH})\s+(?P<of>.+)$").match(parts[-1])
    if first and second:
        return [*(f"{part} {second['of']}" for part in parts[:-1]), parts[-1]]
    if start and single != last.lower() and kind_in(single)[1]:
        return [f"{name} {single}" for name in (*parts[:-1], start)]
    return parts


def pair_of(
    text: str, known: Callable[[str], bool], *, dashes: bool = False, roads: bool = False
) -> tuple[list[str], str]:
    """The things of a list at the beginning of a text, the last with all that follows it cut off.

    The rest starts where the last thing ends, or is empty where only a reader of relations can tell.

    Examples:
        >>> pair_of("Gao, Kidal and Ménaka, Mali", {"Gao", "Kidal", "Ménaka"}.__contains__)
        (['Gao', 'Kidal', 'Ménaka'], ', Mali')
    """
    joined = rf"(?:{_TO}|{_DASH})" if roads else rf"(?:{_AND}|{_TO})"
    for cut in pattern(joined).finditer(text):
        left = text[: cut.start()]
        # "Bosnia and Herzegovina and Serbia"; a list that has ended is not gone on with.
        head = text[: _end_of_name(text, cut.end())]
        last_left = pattern(_ITEMS).split(left)[-1].strip()
        if known(head.rpartition(",")[2].strip()) and not known(last_left):
            continue
        items = [part.strip() for part in pattern(_ITEMS).split(left) if part.strip()]
        end = _end_of_name(text, cut.end())
        if dashes and _DASH:
            items = [name for item in items for name in split_list(item, known, dashes=True)]
        if items and text[cut.end() : end].strip():
            return [*items, text[cut.end() : end].strip()], text[end:]
    if dashes or roads:
        end = _end_of_name(text, 0)
        parts = split_list(text[:end], known, dashes=True)
        if len(parts) > 1:
            return parts, text[end:]
    return [], text


def _end_of_name(text: str, start: int) -> int:
    match = pattern(SEPARATOR).search(text, start)
    return match.start() if match else len(text)
