from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo.countries
from geo.countries import countries, country
from geo.errors import GeoError, UnknownCountryError

NAMES = [
    (entry.alpha2, name) for entry in countries() for name in (entry.name, entry.name_fr, *entry.alternates)
]


@pytest.mark.parametrize(
    ("asked", "alpha2"),
    [
        ("Algeria", "DZ"),
        ("DZ", "DZ"),
        ("dza", "DZ"),
        ("012", "DZ"),
        ("Algérie", "DZ"),
        ("L'Algérie", "DZ"),
        ("ALGERIE", "DZ"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "CI"),
        ("cote-d-ivoire", "CI"),
        ("DR Congo", "CD"),
        ("D.R. Congo", "CD"),
        ("DRC", "CD"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo", "CG"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Eswatini", "SZ"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("the Netherlands", "NL"),
        ("U.S.", "US"),
        ("the US", "US"),
        ("the D.R.C.", "CD"),
        ("la RDC", "CD"),
        ("St. Lucia", "LC"),
        ("Kosovo", "XK"),
        ("Western Sahara", "EH"),
        ("Palestine", "PS"),
        ("Taiwan", "TW"),
        ("South Sudan", "SS"),
        ("North Korea", "KP"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Georgia", "GE"),
        ("  Mali\n", "ML"),
    ],
)
def test_a_country_is_found_by_any_of_its_names(asked: str, alpha2: str) -> None:
    assert country(asked).alpha2 == alpha2


@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, str.title]), st.booleans())
def test_case_accents_and_spaces_do_not_matter(named: tuple[str, str], case: object, bare: bool) -> None:  # noqa: FBT001 (hypothesis passes it)
    alpha2, name = named
    if bare:
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    assert callable(case)
    assert country(f" {case(name)} ").alpha2 == alpha2


def _is_known(text: str) -> bool:
    return geo.countries._fold(text) in geo.countries._by_name() or (
        geo.countries._bare(text) in geo.countries._by_code()
    )


@given(st.text(max_size=30).filter(lambda text: not _is_known(text)))
def test_any_other_text_is_refused_with_the_text_in_the_message(text: str) -> None:
    with pytest.raises(UnknownCountryError) as caught:
        country(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["Saint", "Ste", "Ste.", "sainte", "SAINT"])
def test_a_word_that_many_names_begin_with_is_no_code(text: str) -> None:
    with pytest.raises(UnknownCountryError, match="no country is named"):
        country(text)
    assert country("ST").name == "São Tomé and Príncipe"
    assert country("St Lucia") == country("Sainte-Lucie") == country("LC")


def test_the_error_is_a_lookup_error_and_names_the_nearest() -> None:
    with pytest.raises(UnknownCountryError, match="'Maliy'; did you mean Mali") as caught:
        country("Maliy")
    assert isinstance(caught.value, GeoError)
    assert isinstance(caught.value, LookupError)
    with pytest.raises(UnknownCountryError, match="give an ISO 3166-1 code"):
        country("qqqqqqqq")


def test_codes_are_whole_and_unique() -> None:
    table = countries()
    assert len(table) == 250
    for field, width in (("alpha2", 2), ("alpha3", 3)):
        codes = [getattr(entry, field) for entry in table]
        assert len(set(codes)) == 250
        assert {len(code) for code in codes} == {width}
    assert [entry.alpha2 for entry in table if not entry.numeric] == ["XK"]
    assert all(entry.name and entry.name_fr and entry.continent and entry.region for entry in table)


def test_no_name_means_two_countries() -> None:
    owners: dict[str, set[str]] = {}
    for alpha2, name in NAMES:
        owners.setdefault(geo.countries._fold(name), set()).add(alpha2)
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_labels_are_where_the_countries_are() -> None:
    mali, fiji = country("ML").label, country("FJ").label
    assert 15 < mali.lat < 20
    assert -5 < mali.lon < 0
    assert abs(fiji.lon) > 177


def test_the_table_is_read_once_and_without_a_heavy_library() -> None:
    script = (
        "import sys; import geo.countries as c; c.country('Algeria'); c.country('ML'); c.country('Mali');"
        "heavy = {'numpy', 'shapely', 'pyproj', 'pandas'} & set(sys.modules);"
        "print(sorted(heavy), c._by_alpha2.cache_info().misses, c._by_name.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] 1 1"
