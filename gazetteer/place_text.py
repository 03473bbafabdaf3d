"""The text of a place in a block of the places file: its names, and what few places have.

Names of one kind, source and language stand together, between tabs, behind a head of two letters and the
language; the usual name stands first and needs no head. A rare field begins with a small letter: ``c`` codes,
``i`` an identifier that is no number. ``gazetteer.build.place_names`` writes it.
"""

from __future__ import annotations

from gazetteer.index_format import NAME_KINDS
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FIRST_LETTER", "Name", "read_name", "read_names", "read_rare"]

#: Numbers stand in a text as letters from this one on.
FIRST_LETTER = ord("A")


class Name(NamedTuple):
    """One name of a place.

    Attributes:
        spelling: The name as its source spells it.
        kind: One of ``NAME_KINDS``.
        source: The data set that gives the name.
        language: BCP 47 tag of the name where its source says so, else "".
    """

    spelling: str
    kind: str
    source: str
    language: str = ""


def read_names(text: str, source: str, sources: Sequence[str], kind: str = "") -> Iterator[Name]:
    r"""The names in the text of a place, the usual one first.

    Args:
        text: The text.
        source: The source of the place, of which a name is where the text does not say.
        sources: The table of sources.
        kind: Only names of this kind; all if empty.

    Examples:
        >>> text = "Gao\vCAfr\tGâo\vcML.09"
        >>> [name.spelling for name in read_names(text, "GeoNames", ["Dateline", "GeoNames"])]
        ['Gao', 'Gâo']
        >>> next(read_names(text, "GeoNames", ["Dateline", "GeoNames"], "alternate"))
        Name(spelling='Gâo', kind='alternate', source='Dateline', language='fr')
    """
    this_kind, language = "primary", ""
    for number, part in enumerate(text.split("\v")):
        spellings = part.split("\t")
        if number:
            head = spellings.pop(0)
            if head[0].islower():
                continue
            this_kind, language = NAME_KINDS[ord(head[0]) - FIRST_LETTER], head[2:]
            source = sources[ord(head[1]) - FIRST_LETTER]
        if not kind or kind == this_kind:
            for spelling in spellings:
                if spelling:
                    yield Name(spelling, this_kind, source, language)


def read_name(text: str) -> str:
    r"""The usual name in the text of a place.

    Examples:
        >>> read_name("Gao\vCAfr\tGâo"), read_name("\vABen\tMali\tRepublic of Mali")
        ('Gao', 'Mali')
    """
    if text[:1] == "\v":
        text = text.partition("\t")[2]
    return text.partition("\t")[0].partition("\v")[0]


def read_rare(text: str, field: str) -> str:
    r"""A rare field in the text of a place, or "": ``c`` its codes, ``i`` an identifier that is no number.

    Examples:
        >>> read_rare("Kidal\vcML-8 ML.10", "c"), read_rare("Kidal", "c")
        ('ML-8 ML.10', '')
    """
    _, found, rest = text.partition(f"\v{field}")
    return rest.partition("\v")[0] if found else ""
