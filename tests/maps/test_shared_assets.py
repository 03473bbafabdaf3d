"""The picture of a page, and the files that pages share."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from PIL import Image

import maps
from maps.render import OptionError, prepare
from tests.shared.documents import crowd, empty, mali

if TYPE_CHECKING:
    from maps import MapDocument

ROOT = Path(__file__).resolve().parents[2]
_PICTURE = re.compile(
    r'<noscript><img class="dl-picture" src="data:image/png;base64,([^"]+)"[^>]* alt="([^"]*)"'
)


def _page(folder: Path, document: MapDocument, *, picture: bool = True) -> str:
    maps.save(document, folder / "map.html", picture=picture)
    return (folder / "map.html").read_text("utf-8")


@pytest.mark.parametrize("document", [mali(), empty(), crowd(200)])
def test_who_has_no_javascript_gets_a_small_picture_with_words(tmp_path: Path, document: MapDocument) -> None:
    found = _PICTURE.search(_page(tmp_path, document))
    assert found
    content = base64.b64decode(found[1])
    assert len(content) <= 120_000
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (960, 640)
        assert image.mode == "P"
    assert found[2] == document.description


def test_a_page_can_do_without_the_picture(tmp_path: Path) -> None:
    assert 'dl-picture"' not in _page(tmp_path, mali(), picture=False)


def test_pages_share_script_style_and_picture_by_names_that_say_what_is_in_them(tmp_path: Path) -> None:
    for name in ("one/a.html", "two/deep/b.html"):
        maps.save(mali(), tmp_path / name, assets=tmp_path / "shared files")
    shared = list((tmp_path / "shared files").iterdir())
    assert sorted(path.suffix for path in shared) == [".css", ".js", ".png"]
    for path in shared:
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] == path.name.split(".")[1]
    for name in ("one/a.html", "two/deep/b.html"):
        page = tmp_path / name
        text = page.read_text("utf-8")
        asked = re.findall(r'<(?:script|link rel="stylesheet"|img [^>]*) (?:src|href)="([^"]+)"', text)
        assert sorted((page.parent / unquote(address)).resolve() for address in asked) == sorted(shared)
        assert "<style" not in text
        assert str(tmp_path) not in text
        assert len(text) < 60_000


def test_a_page_and_what_it_shares_may_lie_in_one_folder(tmp_path: Path) -> None:
    maps.save(mali(), tmp_path / "a.html", assets=tmp_path)
    assert 'src="./dateline.' in (tmp_path / "a.html").read_text("utf-8")


def test_assets_are_for_pages() -> None:
    with pytest.raises(OptionError, match=r"^a\.png takes no assets: only pages \(\.html\) do$"):
        prepare(["a.png"], assets="shared")


def test_the_command_shares_too_and_writes_the_same_bytes_each_time(tmp_path: Path) -> None:
    table = tmp_path / "incidents.csv"
    table.write_text("id,place,date\n1,Kidal,2024-07-27\n", "utf-8")
    made = []
    for seed in ("1", "2"):
        words = [
            "map",
            str(table),
            "-q",
            "--assets",
            str(tmp_path / "assets"),
            "-o",
            str(tmp_path / "a.html"),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "dateline", *words], cwd=ROOT, env=environment, check=True)
        made.append({path.name: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()})
    assert made[0] == made[1]
    assert len(made[0]) == 5
