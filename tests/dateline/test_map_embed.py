"""``dateline map --embed``: a folder to publish, from the command line."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from dateline.main import main

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.html import Picture

    Captured = pytest.CaptureFixture[str]

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mali-2024"
URL = "https://maps.example.org/mali/"


@pytest.fixture(autouse=True)
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "mali")
    monkeypatch.chdir(tmp_path)


def test_the_folder_is_written_with_other_files_or_without(capsys: Captured) -> None:
    assert main(["map", "mali", "--embed", "out/mali", "--embed-url", URL, "-o", "mali.pdf"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "mali.pdf: 3 incidents shown, 0 not shown",
        "out/mali: 3 incidents shown, 0 not shown",
    ]
    listed = json.loads(Path("out/mali/manifest.json").read_bytes())
    assert {path.name for path in Path("out/mali").iterdir()} == {*listed["files"], "manifest.json"}
    assert listed["url"] == URL
    assert f"{URL}embed.html" in Path("out/mali/snippet.html").read_text("utf-8")


def test_options_of_static_maps_are_those_of_its_pictures() -> None:
    assert main(["map", "mali", "--embed", "out", "--size", "square", "--byline", "The desk", "-q"]) == 0
    header = Path("out/map.png").read_bytes()[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (1080, 1080)
    assert json.loads(Path("out/oembed.json").read_bytes())["author_name"] == "The desk"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ([], "say where to write: -o OUT for a file, --embed DIR"),
        (["-o", "map.html", "--embed-url", URL], "--embed-url is for --embed DIR"),
        (["--embed", "out", "--embed-url", "maps.example.org"], "begins with https or http"),
        (["--embed", "out", "-o", "out/map.html"], "-o out/map.html: --embed writes this file too"),
        (["--embed", "out", "--size", "huge"], "huge"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_writes_nothing(
    capsys: Captured, call: list[str], said: str
) -> None:
    assert main(["map", "mali", *call]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert (out, len(err.splitlines())) == ("", 1)
    assert not Path("out").exists()


def test_a_page_beside_an_embed_shares_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    from maps import render

    drawn = []
    draw = render.picture_of

    def counted(document: MapDocument) -> Picture:
        drawn.append(document)
        return draw(document)

    monkeypatch.setattr(render, "picture_of", counted)
    assert main(["map", "mali", "-o", "page.html", "--embed", "out", "-q"]) == 0
    assert len(drawn) == 1
    shown = re.compile(rb'src="(data:image/png[^"]*)"')
    beside, inside = (shown.findall(Path(name).read_bytes()) for name in ("page.html", "out/map.html"))
    assert beside == inside != []


def test_an_embed_shares_its_files_with_others(tmp_path: Path) -> None:
    call = [
        "map",
        str(EXAMPLE),
        "--assets",
        str(tmp_path / "our assets"),
        "--embed-url",
        "https://host/maps/a/",
    ]
    assert main([*call, "--embed", str(tmp_path / "maps" / "a"), "-o", str(tmp_path / "page.html")]) == 0
    shared = sorted((tmp_path / "our assets").iterdir())
    # One set for page and frame, one for fragments, whose script stands in somebody else's page.
    assert sorted(path.suffix for path in shared) == [".css", ".css", ".js", ".js", ".png"]
    folder = tmp_path / "maps" / "a"
    frame = (folder / "embed.html").read_text("utf-8")
    asked = re.findall(r'(?:href|src)="(\.\./[^"]+)"', frame)
    assert len(asked) == 3
    assert all((folder / unquote(address)).resolve() in shared for address in asked)
    assert "script-src 'self'" in html.unescape(frame)
    assert "https://host/our%20assets/dateline." in (folder / "fragment.html").read_text("utf-8")
    said = json.loads((folder / "manifest.json").read_bytes())
    assert len(said["assets"]) == 5
    assert "script-src https://host; style-src https://host" in said["policies"]["fragment.html"]
