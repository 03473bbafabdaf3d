"""The quick way to pack names gives what the general one gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.packing import Packer
from gazetteer.build.place_names import distinct_names, name_keys, place_text
from gazetteer.build.rows import clean, tag
from gazetteer.index_format import NAME_KINDS
from gazetteer.place_text import Name

SOURCES = ["GeoNames", "Who's On First"]
SPELLINGS = st.sampled_from(["Ber", "Bér", "BER", "Kidal", "كيدال", "Ti\u200cn", "T'in", "!"]) | st.text(
    max_size=8
)
NAMES = st.lists(st.tuples(SPELLINGS, st.sampled_from(NAME_KINDS), st.sampled_from(SOURCES)), max_size=6)


@given(SPELLINGS, NAMES)
def test_texts_and_keys_are_the_same_both_ways(first: str, others: list[tuple[str, str, str]]) -> None:
    packer = Packer(
        {
            "classes": [], "shared": [], "sources": SOURCES, "labels": [], "holders": {}, "unit_of": {},
            "parents": [], "extents": [], "demoted": frozenset(), "dictionary": b"",
        }
    )  # fmt: skip
    names = [(clean(first) or "x", "primary", "GeoNames")]
    names += [(spelling, kind, source) for text, kind, source in others if (spelling := clean(text))]
    flat = tuple(part for spelling, kind, source in names for part in (spelling, tag(kind, source)))
    quick = packer._simple_texts(flat, "GeoNames", of_town=True)
    if quick is not None:
        distinct = distinct_names(names[0][0], "GeoNames", [Name(*name) for name in names])
        assert quick[0] == place_text(distinct, "GeoNames", SOURCES)
        assert quick[1] == name_keys(distinct, of_town=True)
