from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import maps
from maps.site import ConfigError, SiteBuildError, SiteError, TargetError, build_site
from tests.maps.site.projects import SITE, Project, is_whole, tree

if TYPE_CHECKING:
    from typing import Any

    from maps.document import MapDocument
    from maps.render.html import Picture

ROOT = Path(__file__).resolve().parents[3]


def problems(project: Project, kind: type[SiteError], **options: Any) -> str:  # noqa: ANN401 - those of build_site
    with pytest.raises(kind) as caught:
        project.build(**options)
    return "\n".join(caught.value.problems).replace(f"{project.folder}/", "")


def test_each_map_has_a_folder_and_the_manifest_knows_every_file(project: Project) -> None:
    report = project.build()

    assert report.drawn == dict.fromkeys(("all", "kidal", "niger"), "it is new")
    assert is_whole(project.out)
    assert {path.name for path in project.out.iterdir()} == {
        "all", "assets", "kidal", "niger", "index.html", "manifest.json",
    }  # fmt: skip
    entry = project.manifest()["maps"]["kidal"]
    assert (entry["read"], entry["selected"], entry["shown"], entry["not_shown"]) == (3, 1, 1, 0)
    assert (entry["from"], entry["to"]) == ("2024-07-25", "2024-07-25")
    assert (entry["width"], entry["height"]) == (1200, 800)
    assert entry["attributions"]
    assert list(entry["made_from"]["data"]) == ["data/incidents.csv"]
    # Nothing is left beside the site.
    assert [path.name for path in project.out.parent.iterdir()] == ["maps"]


def test_a_second_build_writes_nothing(project: Project) -> None:
    project.build()
    before = {path: path.stat().st_mtime_ns for path in project.out.rglob("*")}
    os.utime(project.table)
    report = project.build()

    assert (report.drawn, report.changed, report.kept) == ({}, False, ("all", "kidal", "niger"))
    assert {path: path.stat().st_mtime_ns for path in project.out.rglob("*")} == before


def test_a_changed_row_draws_the_maps_that_show_it(project: Project) -> None:
    project.build()
    project.rows["c"] = project.rows["c"].replace("Clash", "Clashes")
    project.save()
    report = project.build()

    assert report.drawn == dict.fromkeys(("all", "niger"), "data changed: data/incidents.csv")
    assert report.kept == ("kidal",)
    assert is_whole(project.out)
    assert not project.build().changed


def test_a_row_that_no_filter_takes_draws_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path, SITE.replace("[maps.all]", ""))
    project.build()
    # The rows of the others move down.
    project.rows = {"z": "z,Elsewhere,Bamako,12.64,-8.0,2024-01-01,protest,Mali", **project.rows}
    project.save()

    assert project.build().drawn == {}
    assert project.manifest()["maps"]["kidal"]["read"] == 4
    assert not project.build().changed


def test_a_filter_by_place_looks_at_places(tmp_path: Path) -> None:
    project = Project(
        tmp_path,
        SITE.replace('filter.ids = "a"', "filter.box = [1, 18, 2, 19]").replace(
            'ids = "c"', 'country = "NE"'
        ),
    )
    project.build()
    project.rows["b"] = project.rows["b"].replace("Strike", "Strikes")
    project.save()

    assert list(project.build().drawn) == ["all"]
    assert [project.manifest()["maps"][name]["shown"] for name in ("all", "kidal", "niger")] == [3, 1, 1]


def test_one_option_draws_one_map_and_says_so(project: Project) -> None:
    project.build()
    project.site.write_text(SITE.replace("[maps.niger]", '[maps.niger]\ntitle = "Niamey"'), "utf-8")

    assert project.build().drawn == {"niger": "options changed: title"}
    assert "Niamey" in (project.out / "index.html").read_text("utf-8")


def test_a_damaged_or_missing_file_is_made_again(project: Project) -> None:
    project.build()
    whole = tree(project.out)
    (project.out / "kidal" / "map.geojson").write_text("{}", "utf-8")
    (project.out / "niger" / "map.geojson").unlink()

    assert list(project.build(check=True).drawn) == ["kidal", "niger"]
    assert project.build().drawn["kidal"] == "kidal/map.geojson is missing or was changed"
    assert tree(project.out) == whole
    (project.out / "index.html").unlink()
    report = project.build()
    assert (report.changed, report.drawn) == (True, {})
    assert tree(project.out) == whole


def test_a_map_that_is_no_longer_named_goes_and_foreign_files_stay(project: Project) -> None:
    project.build()
    (project.out / "kidal" / "notes.txt").write_text("mine", "utf-8")
    (project.out / "CNAME").symlink_to("nowhere")
    project.site.write_text(SITE.replace('[maps.kidal]\nfilter.ids = "a"', ""), "utf-8")
    report = project.build()

    assert report.removed == ("kidal",)
    assert sorted(path.name for path in (project.out / "kidal").iterdir()) == ["notes.txt"]
    assert (project.out / "CNAME").readlink() == Path("nowhere")
    assert "kidal" not in project.manifest()["maps"]


def test_a_foreign_file_is_never_replaced(project: Project) -> None:
    project.out.mkdir(parents=True)
    (project.out / "index.html").write_text("my home", "utf-8")

    told = problems(project, TargetError)

    assert "public/maps/index.html was there, and Dateline did not write it" in told
    assert tree(project.out) == {"index.html": b"my home"}
    assert [path.name for path in project.out.parent.iterdir()] == ["maps"]


def test_only_the_named_map_is_looked_at(project: Project) -> None:
    project.build()
    for key in "ac":
        project.rows[key] = project.rows[key].replace("Niamey", "Niamey town").replace("Kidal", "Kidal town")
    project.save()

    assert list(project.build(only=["niger"]).drawn) == ["niger"]
    assert list(project.build().drawn) == ["all", "kidal"]
    assert "there is no map gao; there are all, kidal, niger" in problems(project, ConfigError, only=["gao"])


def test_check_writes_nothing(project: Project) -> None:
    assert project.build(check=True).changed
    assert not project.out.exists()
    assert not project.out.parent.exists()
    project.build()
    before = tree(project.folder)
    project.rows["a"] += " "
    project.save()
    project.site.write_text(SITE.replace("[maps.niger]", "[maps.gao]"), "utf-8")
    report = project.build(check=True)

    assert report.drawn == {"gao": "it is new"}
    assert report.removed == ("niger",)
    after = tree(project.folder)
    assert {name for name in before if before[name] != after[name]} <= {"site.toml", "data/incidents.csv"}
    assert before.keys() == after.keys()


def test_the_bytes_are_the_same_wherever_and_however_it_is_built(tmp_path: Path) -> None:
    every = '[maps.kidal]\nformats = ["html", "png", "svg", "pdf", "geojson"]'
    site = SITE.replace('["geojson"]', '["html", "geojson"]').replace("[maps.kidal]", every)
    script = "import sys, maps; maps.build_site('site.toml', sys.argv[1], jobs=int(sys.argv[2]))"
    trees = []
    for name, jobs, seed in (("one", 1, "1"), ("two/deeper", 3, "2")):
        project = Project(tmp_path / name, site)
        subprocess.run(
            [sys.executable, "-c", script, str(project.out), str(jobs)],
            cwd=project.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            check=True,
        )
        trees.append(tree(project.out))

    assert trees[0] == trees[1]
    assert is_whole(tmp_path / "one" / "public" / "maps")
    for name, content in trees[0].items():
        assert os.fsencode(tmp_path) not in content, name
    # Only what changed is drawn, and what comes of it is what a build from nothing gives.
    project.rows["c"] = project.rows["c"].replace("Clash", "Clashes")
    project.save()
    project.build()
    shutil.rmtree(tmp_path / "one" / "public")
    other = Project(tmp_path / "one", site)
    shutil.copy(project.table, other.table)
    other.build()
    assert tree(other.out) == tree(project.out)


def test_what_it_is_made_from_decides(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert set(project.build().drawn.values()) == {"SOURCE_DATE_EPOCH has changed"}
    monkeypatch.setattr("maps.site.plan.code", lambda: "another")
    assert set(project.build(check=True).drawn.values()) == {"Dateline has changed"}


def test_a_style_and_labels_beside_the_file_count_as_inputs(tmp_path: Path) -> None:
    project = Project(
        tmp_path,
        SITE.replace('["geojson"]', '["png"]').replace("[maps.kidal]", "[maps.kidal]\nstyle='house.toml'"),
    )
    style = tmp_path / "house.toml"
    style.write_text('base = "dark"\n', "utf-8")
    project.build()
    dark = (project.out / "kidal" / "map.png").read_bytes()
    style.write_text('base = "grey"\n', "utf-8")

    assert project.build().drawn == {"kidal": "style or labels changed: house.toml"}
    assert (project.out / "kidal" / "map.png").read_bytes() != dark


def test_several_tables_make_one_map(tmp_path: Path) -> None:
    project = Project(tmp_path, '[maps.all]\ndata = "data/*.csv"\nformats = ["geojson"]\n')
    (tmp_path / "data" / "more.csv").write_text("place,lat,lon\nTessalit,20.2,1.0\nBer,16.8,-2.5\n", "utf-8")
    project.build()

    assert project.manifest()["maps"]["all"]["shown"] == 5
    assert list(project.manifest()["maps"]["all"]["made_from"]["data"]) == [
        "data/incidents.csv",
        "data/more.csv",
    ]
    (tmp_path / "data" / "again.csv").write_text("id,place\na,Kidal\n", "utf-8")
    assert "the id 'a' is in data/again.csv too" in problems(project, SiteBuildError)


def test_what_is_wrong_with_several_maps_is_told_together(project: Project) -> None:
    project.site.write_text(
        """
        [defaults]
        data = "data/incidents.csv"
        style = "drak"
        [maps.one]
        border = ["Mali", "Atlantis"]
        [maps.two]
        data = ["gone.csv", "data/incidents.csv"]
        [maps.three]
        language = "tlh"
        worldview = "XX"
        size = "big"
        index = "nowhere"
        style = "mine.toml"
        """,
        "utf-8",
    )
    told = problems(project, ConfigError)

    assert "site.toml: maps.two.data: gone.csv: there is no such file" in told
    assert "site.toml: maps.three.index: nowhere: no such file or directory" in told
    assert "site.toml: maps.three.style: mine.toml: no such file or directory" in told
    site = project.site.read_text("utf-8").replace('"gone.csv", ', "").replace('index = "nowhere"', "")
    project.site.write_text(site.replace("mine.toml", "gery"), "utf-8")
    told = problems(project, ConfigError)
    assert "site.toml: defaults.style: no style is called 'drak'; did you mean dark?" in told
    assert "site.toml: maps.one.border: " in told
    assert "Atlantis" in told
    for key in ("language", "worldview", "size", "style"):
        assert f"site.toml: maps.three.{key}: " in told
    assert not project.out.exists()


def test_a_filter_that_leaves_nothing_is_told_with_the_step(project: Project) -> None:
    project.site.write_text(
        SITE + '\n[maps.none]\nfilter = { type = "ambush", from = 2025-01-01 }\n', "utf-8"
    )

    assert problems(project, SiteBuildError).endswith(
        "maps.none.filter: none of 3 incidents is left "
        "(type = 'ambush' leaves 1, from = '2025-01-01' leaves 0)"
    )


def test_a_broken_table_leaves_what_was_published(project: Project) -> None:
    project.build()
    before = tree(project.out)
    project.table.write_text("nothing,of\nuse,here\n", "utf-8")

    assert "maps.kidal" in problems(project, SiteBuildError) or "defaults.data" in problems(
        project, SiteBuildError
    )
    assert tree(project.out) == before


def test_a_budget_that_is_exceeded_fails_with_the_largest_parts(project: Project) -> None:
    project.site.write_text(
        SITE.replace("[maps.kidal]", '[maps.kidal]\nformats = ["html", "png"]\nbudget = "20 kB"'), "utf-8"
    )
    told = problems(project, SiteBuildError)
    assert re.search(r"maps\.kidal\.budget: html has [234]\d\d\.\d kB", told)
    assert "the budget is 20.0 kB; largest: dateline." in told
    assert not project.out.exists()

    project.site.write_text(project.site.read_text("utf-8").replace('"20 kB"', '"2 MB"'), "utf-8")
    project.build()
    # A budget changes no map: none is drawn to find out that it is exceeded.
    project.site.write_text(project.site.read_text("utf-8").replace('"2 MB"', '{ png = "9 kB" }'), "utf-8")
    assert "maps.kidal.budget: png has " in problems(project, SiteBuildError)
    # Who only asks whether all is well learns it too.
    with pytest.raises(SiteBuildError, match=r"maps\.kidal\.budget: png has "):
        project.build(check=True)


def test_a_bare_budget_is_of_what_a_browser_loads_whatever_the_formats(project: Project) -> None:
    def with_budget(formats: str, budget: str) -> None:
        project.site.write_text(
            SITE.replace("[maps.kidal]", f"[maps.kidal]\nformats = {formats}\nbudget = {budget}"), "utf-8"
        )

    with_budget('["embed"]', '"1 kB"')
    assert re.search(r"maps\.kidal\.budget: embed has [234]\d\d\.\d kB", problems(project, SiteBuildError))
    with_budget('["geojson", "png"]', '"1 kB"')
    told = problems(project, SiteBuildError)
    assert "maps.kidal.budget: geojson has " in told
    assert "maps.kidal.budget: png has " in told

    # The frame loads its page and what that names; cards, drawings and tables lie beside it.
    with_budget('["html", "embed"]', '{ embed = "450 kB" }')
    project.build()
    files = project.manifest()["maps"]["kidal"]["files"].items()
    assert sum(file["bytes"] for key, file in files if key.startswith("embed/")) > 450_000


def test_a_row_that_no_map_shows_makes_nothing_stale(tmp_path: Path) -> None:
    project = Project(tmp_path, SITE.replace("[maps.all]", '[maps.all]\nfilter.ids = "b"'))
    project.build()
    project.rows["d"] = "d,Strike,Tessalit,20.2,1.01,2024-09-11,air strike,Mali"
    project.save()

    assert not project.build(check=True).changed
    project.rows["b"] = project.rows["b"].replace("Strike", "Bombardment")
    project.save()
    assert list(project.build(check=True).drawn) == ["all"]


def test_pages_share_their_assets(project: Project) -> None:
    project.site.write_text(SITE.replace('["geojson"]', '["html"]'), "utf-8")
    project.build()

    shared = [path.name for path in (project.out / "assets").glob("dateline.*") if path.suffix != ".png"]
    assert len(shared) == 2
    for name in ("all", "kidal", "niger"):
        page = (project.out / name / "map.html").read_text("utf-8")
        assert all(f"../assets/{asset}" in page for asset in shared)
        assert len(page) < 100_000


def test_a_map_that_fails_tells_its_name_and_all_others_that_fail(project: Project) -> None:
    project.site.write_text(
        SITE.replace('["geojson"]', '["png"]')
        .replace("[maps.kidal]", "[maps.kidal]\nlabels.Xqzzt.hide = true")
        .replace("[maps.niger]", "[maps.niger]\nlabels.Vwxyz.hide = true"),
        "utf-8",
    )  # fmt: skip
    for jobs in (1, 2):
        told = problems(project, SiteBuildError, jobs=jobs)
        assert "maps.kidal: " in told
        assert "Xqzzt" in told
        assert "maps.niger: " in told
    assert not project.out.exists()


def test_a_full_disk_is_told_and_changes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    before = tree(project.folder / "public")
    project.rows["a"] = project.rows["a"].replace("Ambush", "Ambushes")
    project.save()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    told = problems(project, SiteError)
    monkeypatch.undo()
    assert "public/maps" in told
    assert "no space left on device" in told
    assert ".building" not in told
    assert tree(project.folder / "public") == before
    assert list(project.build().drawn) == ["all", "kidal"]


def test_a_folder_that_cannot_be_one_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.folder / "public").write_text("a file", "utf-8")
    assert "cannot be written" in problems(project, TargetError)
    (project.folder / "public").unlink()
    project.out.parent.mkdir()
    project.out.write_text("a file", "utf-8")
    assert "public/maps is a file; name a folder" in problems(project, TargetError)

    with pytest.raises(TargetError, match="it holds"):
        build_site(project.site, project.folder)
    with pytest.raises(TargetError, match="it holds"):
        build_site(project.site, project.folder / "data")
    monkeypatch.chdir(tmp := project.folder / "data")
    with pytest.raises(TargetError, match="the folder that you are in"):
        build_site({"maps": {"x": {"data": "../site.toml"}}}, tmp)


def test_a_manifest_of_something_else_is_left_alone(project: Project) -> None:
    project.out.mkdir(parents=True)
    for text in ("{}", "no json", '{"format": "dateline-site", "version": 99, "maps": {}}'):
        (project.out / "manifest.json").write_text(text, "utf-8")
        assert "manifest.json" in problems(project, TargetError)
        assert (project.out / "manifest.json").read_text("utf-8") == text


def test_drafts_stand_nowhere(project: Project) -> None:
    project.table.write_text(
        "id,title,place,lat,lon,status\na,Seen,Kidal,18.44,1.41,\nx-7,Hidden words,Gao,16.2,-0.04,draft\n"
        "c,Seen too,Gao,16.2,-0.04,\n",
        "utf-8",
    )
    project.build()

    for name, content in tree(project.out).items():
        assert b"Hidden words" not in content, name
        assert b"x-7" not in content, name


def test_texts_of_a_table_are_escaped_on_the_index_page(project: Project) -> None:
    project.site.write_text(
        SITE.replace("[maps.kidal]", "[maps.kidal]\ntitle = '</a><script>alert(1)</script>'"), "utf-8"
    )
    project.build()
    index = (project.out / "index.html").read_text("utf-8")

    assert "<script" not in index
    assert "&lt;script&gt;" in index


def test_the_index_page_speaks_the_language_of_the_site(project: Project) -> None:
    table = '[site]\nlanguage = "ar"\n' + SITE.replace("[maps.kidal]", '[maps.kidal]\nlanguage = "fr"')
    project.site.write_text(table.replace('["geojson"]', '["svg"]'), "utf-8")
    project.build()
    index = (project.out / "index.html").read_text("utf-8")

    assert '<html lang="ar" dir="rtl">' in index
    assert '<article lang="fr" dir="ltr">' in index
    assert index.count("<h2") == 3
    assert '<img src="kidal/map.svg"' in index
    assert "script" not in index


def test_an_embed_is_a_folder_of_the_map(project: Project) -> None:
    site = '[site]\nurl = "https://example.org/maps"\n' + SITE
    project.site.write_text(site.replace("[maps.kidal]", '[maps.kidal]\nformats = ["embed"]'), "utf-8")
    project.build()

    assert is_whole(project.out)
    files = project.manifest()["maps"]["kidal"]["files"]
    assert files["embed/snippet.html"]["path"] == "kidal/embed/snippet.html"
    snippet = (project.out / "kidal" / "embed" / "snippet.html").read_text("utf-8")
    assert "https://example.org/maps/kidal/embed/" in snippet
    project.site.write_text(site.replace("https", "ftp").replace('["geojson"]', '["embed"]'), "utf-8")
    assert "formats: ftp://example.org/maps/all/embed/" in problems(project, ConfigError)


def test_pages_of_a_site_ask_for_the_tiles_that_it_names(tmp_path: Path) -> None:
    site = SITE.replace('["geojson"]', '["html", "embed"]\ntiles = "https://t.example/{z}/{x}/{y}.png"')
    project = Project(tmp_path, site.replace("[maps.niger]", "[maps.niger]\ntiles = false"))
    assert "tiles: https://t.example/{z}/{x}/{y}.png: say whom to credit" in problems(project, ConfigError)
    project.site.write_text(
        project.site.read_text("utf-8").replace('tiles = "', "tiles_credit = 'Example'\ntiles = \""), "utf-8"
    )
    project.build()

    for name, asked in (("kidal", True), ("niger", False)):
        for page in ("map.html", "embed/map.html", "embed/embed.html"):
            text = (project.out / name / page).read_text("utf-8")
            assert ("https://t.example" in text) is asked
        assert ("Example" in project.manifest()["maps"][name]["attributions"]) is asked


def test_a_page_and_its_embed_share_one_picture_for_who_has_no_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maps import render

    drawn = []
    draw = render.picture_of

    def counted(document: MapDocument) -> Picture:
        drawn.append(document)
        return draw(document)

    monkeypatch.setattr(render, "picture_of", counted)
    project = Project(tmp_path, SITE.replace('["geojson"]', '["html", "embed"]'))
    project.build(only=["kidal"])
    assert len(drawn) == 1


def test_adapters_decide_nothing_of_a_map(monkeypatch: pytest.MonkeyPatch) -> None:
    from maps.site import inputs

    read = []
    original = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.as_posix())
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    inputs.code.__wrapped__()
    assert any(path.endswith("maps/assets/js/start.js") for path in read)
    assert not any("/maps/adapters/" in path for path in read)


def test_of_two_hundred_maps_one_row_draws_one_and_two_builds_are_alike(tmp_path: Path) -> None:
    rows = {
        str(number): f"{number},Clash {number},,{11 + number % 90 / 10},{number % 130 / 10},"
        f"2024-{number % 12 + 1:02},clash,"
        for number in range(400)
    }
    site = '[defaults]\ndata = "data/incidents.csv"\nformats = ["geojson"]\n' + "".join(
        f"[maps.area-{number}]\nfilter.ids = ['{2 * number}', '{2 * number + 1}']\n" for number in range(200)
    )
    here, there = (Project(tmp_path / name, site) for name in ("here", "there"))
    for project in (here, there):
        project.rows = dict(rows)
        project.save()
    assert len(here.build().drawn) == 200
    there.build(jobs=2)
    assert tree(here.out) == tree(there.out)
    before = tree(here.out)
    here.rows["77"] = here.rows["77"].replace("Clash", "Clashes")
    here.save()
    assert set(here.build().drawn) == {"area-38"}
    after = tree(here.out)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"area-38/map.geojson", "manifest.json"}


def test_it_is_there_under_maps() -> None:
    assert maps.build_site is build_site
    with pytest.raises(AttributeError, match="has no attribute 'build_sites'"):
        maps.build_sites  # type: ignore[attr-defined]  # noqa: B018 - looked up is enough
