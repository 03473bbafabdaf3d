"""The names of a place on their way into an index: without repetition, as its text, and as search keys.

``gazetteer.place_text`` reads the text, ``gazetteer.name_shard`` what a posting tells of a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.edits import is_akin
from gazetteer.errors import BuildError
from gazetteer.index_format import NAME_KINDS
from gazetteer.name_shard import NAME_SORTS, SIGN_BITS, TELLING, spelling_sign
from gazetteer.names import fold
from gazetteer.place_text import FIRST_LETTER, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["KIND_ORDER", "distinct_names", "name_keys", "place_text", "told_of"]

#: Where a place has several names with one spelling or key, this kind speaks for them.
KIND_ORDER = (
    "primary", "curated", "preferred", "alternate", "short", "abbreviation", "historic", "demonym", "ascii",
    "code",
)  # fmt: skip
_RANKS = {kind: rank for rank, kind in enumerate(KIND_ORDER)}
_KIND_NUMBERS = {kind: number for number, kind in enumerate(NAME_KINDS)}
_PRIMARY, _WITH_SIGNS = NAME_SORTS.index("primary"), NAME_SORTS.index("primary: signs")
_ALTERNATE, _PART, _AKIN, _UNLIKE = (
    NAME_SORTS.index(f"alternate{beside}") for beside in ("", ": part", ": akin", ": unlike")
)
# Control characters separate the names of a text; in a name they are mistakes.
_NO_CONTROLS = dict.fromkeys((*range(0x20), 0x7F), " ")


def distinct_names(name: str, source: str, names: Iterable[Name]) -> list[Name]:
    """The names of a place without repetition, the usual one first, the others in the order of their kinds.

    A name that repeats the spelling of a better one and adds no language is left out, and so is an ASCII name
    that has the key of the usual one.

    Args:
        name: The usual name.
        source: The source of the place.
        names: All names.

    Raises:
        BuildError: If the usual name is empty.

    Examples:
        >>> others = [Name("Ber", "ascii", "G"), Name("Bér", "alternate", "G", "fr")]
        >>> [(name.kind, name.language) for name in distinct_names("Bér", "G", others)]
        [('primary', ''), ('alternate', 'fr')]
    """
    name = _clean(name)
    if not name:
        raise BuildError("a place without a name cannot be put into an index")
    best: dict[tuple[str, str], Name] = {(name, ""): Name(name, "primary", source)}
    spoken: dict[str, int] = {}
    for found in names:
        spelling, kind, _, language = found
        spelling = _clean(spelling)
        rank, known = _RANKS[kind], best.get((spelling, language))
        if spelling and (known is None or rank < _RANKS[known.kind]):
            best[spelling, language] = found._replace(spelling=spelling)
            if language:
                spoken[spelling] = min(rank, spoken.get(spelling, rank))
    kept = [found for found in best.values() if not _adds_nothing(found, name, spoken)]
    kept.sort(key=lambda found: (found[0] != name, _RANKS[found[1]], found[2], found[3]))
    return kept


def _adds_nothing(found: Name, name: str, spoken: Mapping[str, int]) -> bool:
    spelling, kind, _, language = found
    if kind == "ascii":
        return fold(spelling) == fold(name)
    return not language and spoken.get(spelling, len(_RANKS)) <= _RANKS[kind]


def place_text(
    names: Iterable[Name], source: str, sources: Sequence[str], codes: Sequence[str] = (), text_id: str = ""
) -> str:
    r"""The text of a place: its names, its codes, its identifier if that is no number.

    Args:
        names: What ``distinct_names`` gave.
        source: The source of the place.
        sources: The table of sources.
        codes: Codes of a unit.
        text_id: The identifier, where ``split_id`` finds no number in it.

    Examples:
        >>> names = [Name("Kidal", "primary", "GeoNames"), Name("kidal", "alternate", "GeoNames")]
        >>> place_text(names, "GeoNames", ["GeoNames"], ["ML-8"])
        'Kidal\x0bCA\tkidal\x0bcML-8'
    """
    parts: list[str] = []
    tag: tuple[str, ...] = ("primary", source, "")
    for found in names:
        if found[1:] != tag:
            tag = found[1:]
            parts += "\v", _letter(_KIND_NUMBERS[tag[0]]), _letter(sources.index(tag[1])), tag[2]
        parts += "\t", found[0]
    if codes:
        parts.append(f"\vc{_clean(' '.join(codes))}")
    if text_id:
        parts.append(f"\vi{_clean(text_id)}")
    # The first name needs no sign before it, unless it begins with a tag.
    return "".join(parts[1:] if parts[0] == "\t" else parts)


def _clean(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return text.translate(_NO_CONTROLS).strip().encode("utf-8", "replace").decode()


def _letter(number: int) -> str:
    return chr(FIRST_LETTER + number)


def name_keys(names: Iterable[Name], *, of_town: bool = False) -> dict[str, int]:
    """The keys of a place's names, each with what a posting tells of the best name that has it.

    Args:
        names: What ``distinct_names`` gave.
        of_town: Whether the place is of kind ``city``.

    Examples:
        >>> name_keys([Name("Gao", "primary", ""), Name("GAO", "code", ""), Name("Gaoh", "alternate", "")])
        {'gao': 0, 'gaoh': 2}
    """
    best: dict[str, tuple[int, str, str]] = {}
    usual = ""
    for number, (spelling, kind, _, _) in enumerate(names):
        key = fold(spelling)
        if not number:
            usual = key
        if key and (key not in best or _RANKS[kind] < best[key][0]):
            best[key] = _RANKS[kind], kind, spelling
    return {
        key: told_of(_KIND_NUMBERS[kind], key, usual, spelling, of_town=of_town)
        for key, (_, kind, spelling) in best.items()
    }


def told_of(kind_number: int, key: str, usual: str, spelling: str, *, of_town: bool = False) -> int:
    """What a posting tells of a name besides the place that bears it, in eight bits.

    Args:
        kind_number: Position of its kind in ``NAME_KINDS``.
        key: Its search key.
        usual: That of the usual name of the place.
        spelling: The name as its source spells it.
        of_town: Whether the place is of kind ``city``.

    Examples:
        >>> NAME_SORTS[told_of(NAME_KINDS.index("alternate"), "newyork", "newyorkcity", "New York")]
        'alternate: part'
    """
    sort = kind_number
    if sort == _PRIMARY and not TELLING.isdisjoint(spelling):
        sort = _WITH_SIGNS
    elif sort == _ALTERNATE:
        sort = _alternate_sort(key, usual, of_town=of_town)
    return sort | spelling_sign(spelling) << SIGN_BITS


def _alternate_sort(key: str, usual: str, *, of_town: bool) -> int:
    """What an alternate name is beside the usual one."""
    if usual.startswith(key) or usual.endswith(key):
        return _PART
    # Units are called by their kind in any order: Cercle de Kati, Kati Cercle.
    # Names in two scripts cannot be compared by their letters.
    if of_town and key[0].isascii() and usual[:1].isascii():
        return _AKIN if is_akin(key, usual) else _UNLIKE
    return _ALTERNATE
