"""Build ``gazetteer/data/dictionary.bin``: words and names that are hardly meant for places.

Words of English and French in lower case; names of organisations, firms, products, media and peoples; names
of persons. All are folded as names of places are, each word by itself. They have 4 letters at least: shorter
texts are abbreviations, which are weighed as such. Words have at most 10: longer ones are close to few names.
Of French words the forms of verbs are left out. What is also the name of a well-known place is left out too,
by the index that is committed: Florence, Georgia, Washington. Equal packages and an equal index give equal
files.
"""

from __future__ import annotations

import ast
import csv
import json
import math
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import gazetteer
from gazetteer.dictionary import SENSES, key_of, packed
from gazetteer.lookups import index_of
from gazetteer.name_shard import RECORD_MASK
from gazetteer.names import fold
from tools.hunspell import words
from tools.packages import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.dictionary import Sense
    from gazetteer.index import Index

DATA = Path(__file__).parents[1] / "gazetteer" / "data"
TARGET = DATA / "dictionary.bin"
SHORTEST, LONGEST_WORD = 4, 10
# The suffixes that are read: in French those of nouns and adjectives (plurals), in English all.
DICTIONARIES = {"dictionary-en": None, "dictionary-fr": frozenset({"S.", "X."})}
# The languages of persons in reports of conflict, as their package names them.
PERSONS = (
    "ar_AA", "ar_DZ", "ar_PS", "ar_SA", "az_AZ", "en", "en_GB", "en_IN", "en_KE", "en_NG", "en_PK", "en_US",
    "es_CO", "es_MX", "fa_IR", "fr_DZ", "fr_FR", "ha_NG", "he_IL", "hy_AM", "id_ID", "ig_NG", "ka_GE",
    "ru_RU", "sw", "tr_TR", "uk_UA", "uz_UZ", "yo_NG",
)  # fmt: skip
# From so many inhabitants on a place is what is meant by its usual name, and from so many by any.
WELL_KNOWN, FAMOUS = 20_000, 100_000
_USUAL = frozenset({"primary", "preferred", "curated", "ascii", "short"})
_AREAS = frozenset({"country", "admin1", "region", "natural"})


def organisations() -> Iterator[str]:
    """Names of armed groups, agencies, media, arms, leaders and peoples; of brands known everywhere."""
    with (DATA / "no_places.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["name"] for row in csv.DictReader(file))
    icons = json.loads((fetch("simple-icons") / "package/data/simple-icons.json").read_text(encoding="utf-8"))
    yield from (icon["title"] for icon in icons)
    index = fetch("name-suggestion-index") / "package/dist/json/nsi.min.json"
    for path, group in json.loads(index.read_text(encoding="utf-8"))["nsi"].items():
        if path.startswith("brands/"):
            everywhere = (item for item in group["items"] if item["locationSet"].get("include") == ["001"])
            yield from (item["displayName"] for item in everywhere)


def persons() -> Iterator[str]:
    """Given and family names."""
    folder = fetch("Faker") / "faker/providers/person"
    for language in PERSONS:
        for node in ast.walk(ast.parse((folder / language / "__init__.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                of = node.targets[0].id
                if "first" in of or "last" in of:
                    parts = (part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant))
                    yield from (part for part in parts if isinstance(part, str) and "{" not in part)


def dictionary() -> tuple[set[str], set[str]]:
    """The words of the dictionaries that are written small, and those that have a capital."""
    made = {word for name, flags in DICTIONARIES.items() for word in words(fetch(name) / "package", flags)}
    small = {word for word in made if word.isalpha() and word.islower() and len(word) <= LONGEST_WORD}
    return small, {word for word in made if word.isalpha() and word.istitle()}


def well_known(
    index: Index, text: str, least: float = FAMOUS, usual: float = WELL_KNOWN, *, areas: bool = True
) -> bool:
    """Whether a text is a name of a town of so many people, or the usual name of a smaller one or of an area.

    With ``areas`` any name of an area counts: Bavaria is no person. Without, franc is not France.
    """
    for posting in index.postings(fold(text)):
        hit = index.record(posting & RECORD_MASK)
        if hit.kind in _AREAS and (areas or _is_usual(index, posting, text)):
            return True
        if hit.kind != "city":
            continue
        if hit.population >= least or (hit.population >= usual and _is_usual(index, posting, text)):
            return True
    return False


def _is_usual(index: Index, posting: int, text: str) -> bool:
    names = index.names(posting & RECORD_MASK)
    return any(name.kind in _USUAL and fold(name.spelling) == fold(text) for name in names)


def listed() -> dict[str, str]:
    """The sign of each key: of what weighs most, where it may be several things."""
    index = index_of(gazetteer.open())
    small, capital = dictionary()
    # What has a capital in a dictionary and is a well-known place is that, though cologne is a word too.
    places = {key_of(name) for name in capital if well_known(index, name, areas=False)}
    small_words = {
        key for key in _keys(small) - places if not well_known(index, key, math.inf, FAMOUS, areas=False)
    }
    # Large towns keep their usual names beside a firm: Toyota. An alternate gives way: Hamas of Hamm.
    firms = {name for name in organisations() if not well_known(index, name, math.inf, FAMOUS)}
    people = {name for name in (*persons(), *capital) if not well_known(index, name)}
    keys: dict[Sense, set[str]] = {
        "organisation": _keys(firms),
        "word": small_words,
        "person": _keys(people),
    }
    return {
        key: sign for sign, sense in reversed(SENSES.items()) for key in keys[sense] if len(key) >= SHORTEST
    }


def _keys(names: Iterable[str]) -> set[str]:
    return {key_of(name) for name in names if any(map(str.isalpha, name))}


def main() -> None:
    """Read the sources and write the file."""
    found = listed()
    TARGET.write_bytes(packed(found))
    counts = {SENSES[sign]: count for sign, count in Counter(found.values()).items()}
    print(f"{TARGET}: {counts}, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
