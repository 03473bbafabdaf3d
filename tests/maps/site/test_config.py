from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maps.site import ConfigError
from maps.site.config import load

if TYPE_CHECKING:
    from pathlib import Path


def problems(text: str, folder: Path) -> tuple[str, ...]:
    file = folder / "site.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(file)
    return tuple(line.removeprefix(f"{file}: ") for line in caught.value.problems)


def options(**own: object) -> dict[str, Any]:
    return load({"maps": {"kidal": {"data": "kidal.csv", **own}}}).maps[0].options


def test_defaults_are_inherited_and_tables_merged() -> None:
    site = load(
        {
            "defaults": {"data": "a.csv", "style": "dark", "filter": {"type": "strike", "country": "Mali"}},
            "maps": {"one": {}, "two": {"style": "light", "filter": {"type": ["ambush"]}}},
        }
    )

    one, two = (each.options for each in site.maps)
    assert (one["style"], two["style"]) == ("dark", "light")
    assert one["filter"] == {"type": ["strike"], "country": ["ML"]}
    assert two["filter"] == {"type": ["ambush"], "country": ["ML"]}


def test_a_map_can_do_without_the_tiles_of_all_others() -> None:
    site = load(
        {
            "defaults": {"data": "a.csv", "tiles": "OpenTopoMap"},
            "maps": {"one": {}, "two": {"tiles": False}},
        }
    )
    assert [each.options["tiles"] for each in site.maps] == ["OpenTopoMap", None]
    with pytest.raises(ConfigError, match=r"maps\.one\.tiles: true is no text"):
        load({"maps": {"one": {"data": "a.csv", "tiles": True}}})


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = problems(
        """
        colour = "red"
        [site]
        titel = "Mali"
        [defaults]
        bordr = "Mali"
        [maps.one]
        data = 7
        dpi = "many"
        filter.tpye = "ambush"
        filter.from = "yesterday"
        filter.country = "Atlantis"
        [maps.two]
        formats = ["html", "docx"]
        budget = "large"
        [maps."../three"]
        data = "a.csv"
        """,
        tmp_path,
    )

    starts = [line.split(": ")[0] for line in told]
    assert starts == [
        "colour", "site.titel", "defaults.bordr", "maps.../three", "maps.one.data", "maps.one.dpi",
        "maps.one.filter.tpye", "maps.one.filter.from", "maps.one.filter.country", "maps.two.formats",
        "maps.two.budget", "maps.two.data",
    ]  # fmt: skip
    assert "is title meant?" in told[1]
    assert "is border meant?" in told[2]
    assert "is type meant?" in told[6]
    assert "'docx' is no format" in told[9]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("maps = 3", "it is a table"),
        ("", "there is no map"),
        ("[maps.a]\ndata='x.csv'\n[maps.A]\ndata='x.csv'", "by capital letters only"),
        ("[maps.assets]\ndata='x.csv'", "no map can have this name"),
        ("[maps.a]\ndat='x.csv'", "maps.a.dat: no such key; is data meant?"),
        ("[maps.a]\ndat='2024'\ndata='x.csv'", "maps.a.dat: no such key; is date meant?"),
        ("[maps.a]\ndata='x.csv'\nformats=['png','png']", "twice"),
        ("[maps.a]\ndata='x.csv'\nview=[1,2]", "is no view"),
        ("[maps.a]\ndata='x.csv'\nfilter=3", "is no table"),
        ("[maps.a]\ndata='x.csv'\nlabels.Gao.text=2024-07-01", "holds a date"),
        ("[maps.a]\ndata=[]", "neither a text nor a list"),
        ("[maps.a]\ndata='x.csv'\nborder_between=['Mali']", "no pair of countries"),
        ("[maps.a]\ndata='x.csv'\nfilter.box='here'", "is no view"),
        ("[maps.a]\ndata='x.csv'\nassets='outside'", "neither 'shared'"),
        ("[maps.a\n", "this is no TOML"),
    ],
)
def test_a_wrong_file_is_told(text: str, said: str, tmp_path: Path) -> None:
    assert any(said in line for line in problems(text, tmp_path))


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        load(tmp_path / "site.toml")
    (tmp_path / "site.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(ConfigError, match="text in UTF-8"):
        load(tmp_path / "site.toml")


def test_what_is_written_in_several_ways_is_one() -> None:
    assert options(border="Mali") == options(border=["Mali"])
    assert options(border_between=["Mali", "Niger"]) == options(border_between=[["Mali", "Niger"]])
    assert options(view="2.7,19.8,3.2,20.1") == options(view=[2.7, 19.8, 3.2, 20.1])
    assert options(formats=["png", "html"]) == options(formats=["html", "png"])
    assert options(budget="400 kB")["budget"] == {"all": 400_000}
    assert options(budget={"png": "0.3 MB"})["budget"] == {"png": 300_000}
