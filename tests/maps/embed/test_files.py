"""The folder of an embed, as who publishes it and the machines that read it see it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

import maps
from maps import embed
from maps.embed import linked_data, snippet, social
from maps.embed.folder import Wishes
from maps.errors import MapsError
from maps.render import html
from maps.render.html_policy import policy
from tests.shared import documents
from tests.shared.injection import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from maps.render.html_columns import Column

_URL = "https://maps.example/mali/"


class _Elements(HTMLParser):
    """Every element of a piece of HTML, with its attributes."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def _manifest(files: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(files["manifest.json"]))


def test_the_manifest_lists_each_file_with_its_size_and_hashes(mali: dict[str, bytes]) -> None:
    listed = _manifest(mali)["files"]
    assert set(listed) == set(mali) - {"manifest.json"}
    for name, said in listed.items():
        assert said["bytes"] == len(mali[name])
        assert said["sha256"] == hashlib.sha256(mali[name]).hexdigest()
        digest = base64.b64encode(hashlib.sha384(mali[name]).digest()).decode()
        assert said["integrity"] == f"sha384-{digest}"


def test_the_manifest_states_attribution_licences_and_what_is_not_shown() -> None:
    document = documents.mali()
    said = _manifest(embed.files(document, licence="CC BY-SA 4.0"))
    assert [line["text"] for line in said["attribution"]] == list(document.attributions)
    assert {"text": "GeoNames (CC BY 4.0)", "licence": "CC BY 4.0"} in said["attribution"]
    assert said["licence"] == "CC BY-SA 4.0"
    assert said["incidents"] == {
        "shown": len(document.incidents),
        "not_shown": len(document.not_shown),
    }


def test_the_manifest_repeats_the_policy_of_each_page_and_hashes_what_is_pasted(
    mali: dict[str, bytes],
) -> None:
    policies = _manifest(mali)["policies"]
    for name in ("map.html", "embed.html"):
        (stated,) = [
            meta["content"] for meta in _Elements(mali[name]).all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        ]  # fmt: skip
        assert policies[name] == stated
    script = re.fullmatch(rb"<script>(.*)</script>\n", mali["heights.html"], re.DOTALL)
    assert script
    assert policies["heights.html"] == policy([script[1].decode()], [])


def test_the_snippet_is_a_sandboxed_frame_that_keeps_its_room(mali: dict[str, bytes]) -> None:
    elements = _Elements(mali["snippet.html"])
    (frame,) = elements.all("iframe")
    assert (frame["src"] or "").startswith(f"{_URL}embed.html")
    assert frame["title"] == "Ambush at Tinzaouaten"
    assert frame["loading"] == "lazy"
    assert frame["referrerpolicy"] == "no-referrer"
    allowed = set((frame["sandbox"] or "").split())
    assert "allow-scripts" in allowed
    assert not allowed & {"allow-same-origin", "allow-top-navigation", "allow-forms", "allow-modals"}
    assert "aspect-ratio:1.5" in (frame["style"] or "")
    assert int(frame["height"] or 0) >= 480
    assert elements.all("script") == []
    assert [link["href"] for link in elements.all("a")][-1] == f"{_URL}map.html"
    (picture,) = elements.all("img")
    assert picture["src"] == f"{_URL}map.png"
    assert "Tinzaouaten" in (picture["alt"] or "")


def test_oembed_holds_what_a_rich_answer_must(mali: dict[str, bytes]) -> None:
    said = json.loads(mali["oembed.json"])
    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert (type(said["width"]), type(said["height"])) == (int, int)
    site = urlsplit(_URL)
    assert said["provider_name"] == site.hostname
    assert said["provider_url"] == f"{site.scheme}://{site.netloc}/"
    (frame,) = _Elements(said["html"].encode()).all("iframe")
    assert (frame["src"] or "").startswith(f"{_URL}embed.html")
    assert (said["thumbnail_url"], said["thumbnail_width"]) == (f"{_URL}og.png", 1200)
    (link,) = [
        link for link in _Elements(mali["map.html"]).all("link")
        if link.get("type") == "application/json+oembed"
    ]  # fmt: skip
    assert link["href"] == f"{_URL}oembed.json"


def test_a_link_to_the_page_has_a_card(mali: dict[str, bytes]) -> None:
    metas = _Elements(mali["map.html"]).all("meta")
    said = {meta.get("property") or meta.get("name"): meta["content"] for meta in metas if "content" in meta}
    assert said["og:image"] == f"{_URL}og.png"
    assert said["og:title"] == "Ambush at Tinzaouaten"
    assert said["twitter:card"] == "summary_large_image"
    header = mali["og.png"][:24]
    assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (1200, 630)
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")


def test_without_an_address_nothing_refers_to_one(tmp_path: Path) -> None:
    files = embed.files(documents.mali())
    assert b"og:image" not in files["map.html"]
    assert b"canonical" not in files["map.html"]
    assert files["snippet.html"].count(b"https://embed-url.invalid/") == 4
    said = json.loads(files["oembed.json"])
    assert said["url"] == "https://embed-url.invalid/map.html"
    assert not {"provider_name", "provider_url"} & said.keys()
    for name, content in files.items():
        assert str(tmp_path.parent).encode() not in content, name


def test_the_same_document_gives_the_same_bytes_whatever_the_run(tmp_path: Path) -> None:
    program = (
        "import hashlib, sys; from maps import embed; from tests.shared import documents\n"
        "files = embed.files(documents.mali(), url='https://maps.example/mali')\n"
        "print(hashlib.sha256(b''.join(files.values())).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environment
        ).stdout
        for environment in (
            {"PYTHONHASHSEED": "1", "PYTHONPATH": ".", "HOME": str(tmp_path), "TZ": "Asia/Tokyo"},
            {"PYTHONHASHSEED": "2", "PYTHONPATH": ".", "LANG": "fr_FR.UTF-8"},
        )
    }
    assert len(seen) == 1


def test_pages_ask_for_tiles_if_they_are_told_to_and_credit_them() -> None:
    told = embed.files(documents.mali(), tiles="OpenStreetMap.Mapnik")
    host = "https://tile.openstreetmap.org"
    manifest = json.loads(told["manifest.json"])
    for name in ("map.html", "embed.html"):
        assert f"img-src data: {host};" in manifest["policies"][name]
    assert f"img-src data: {host};" in manifest["policies"]["fragment.html"]
    for name in ("map.html", "embed.html", "fragment.html"):
        assert b"(C) OpenStreetMap contributors" in told[name]
        assert host in told[name].decode()
    assert "(C) OpenStreetMap contributors" in [line["text"] for line in manifest["attribution"]]
    assert not any(host.encode() in content for content in embed.files(documents.mali()).values())


def test_another_name_and_ratio_are_followed() -> None:
    files = embed.files(documents.one(), name="kidal", ratio=2.0, url=_URL)
    assert {"kidal.html", "kidal.png", "kidal.svg", "kidal.geojson", "kidal.jsonld"} <= set(files)
    assert b"aspect-ratio:2;" in files["snippet.html"]
    assert f"{_URL}kidal.html".encode() in files["snippet.html"]
    assert b'href="kidal.html"' in files["embed.html"]


def test_the_ratio_is_that_of_the_picture() -> None:
    files = embed.files(documents.one(), size="square")
    assert b"aspect-ratio:1;" in files["snippet.html"]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"url": "javascript:alert(1)"}, "begins with https or http"),
        ({"url": "https://desk:secret@maps.example/"}, "no user name and no password"),
        ({"url": "https://maps.example/?draft=1"}, "without ? and #"),
        ({"name": "../map"}, "small letters"),
        ({"name": "embed"}, "none of"),
        ({"ratio": 0.0}, "between 0.4 and 4.0"),
        ({"wobble": True}, "no option wobble"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_before_anything_is_drawn(wish: dict[str, Any], said: str) -> None:
    with pytest.raises(MapsError, match=re.escape(said)):
        embed.prepare(**wish)


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_of_a_table_becomes_markup_in_what_is_pasted(text: str) -> None:
    document = documents.mali()
    mark = dataclasses.replace(document.incidents[0], title=text, place_name=text, basis=text)
    hostile = dataclasses.replace(
        document, title=text, subtitle=text, description=text, attributions=(text,), incidents=(mark,)
    )
    wishes = Wishes("map", _URL, 1.5, 1200, 800, text, text, text)
    pasted = snippet.paste(hostile, wishes, "dateline-0")
    # A frame's content is the text of its fallback, which is markup where there are no frames.
    assert [tag for tag, _ in _Elements(pasted.encode("utf-8", "replace")).found] == [
        "figure", "iframe", "a", "img", "figcaption", "a",
    ]  # fmt: skip
    head = social.head(hostile, wishes) + linked_data.element(linked_data.graph(hostile, wishes))
    tags = {tag for tag, _ in _Elements(head.encode("utf-8", "replace")).found}
    assert tags == {"link", "meta", "script"}
    assert head.count("<script") == 1


def test_save_embed_writes_the_folder(tmp_path: Path) -> None:
    maps.save_embed(documents.one(), tmp_path / "new", url=_URL)
    written = {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert written == embed.files(documents.one(), url=_URL)


def test_the_pages_of_an_embed_hold_the_same_incidents_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from maps.render import html_columns, html_incidents

    crowd = documents.crowd(400)
    packed: list[None] = []
    block = html_columns.block

    def counted(columns: Iterable[Column]) -> bytes:
        packed.append(None)
        return block(columns)

    monkeypatch.setattr(html_incidents, "block", counted)
    files = embed.files(crowd)
    of_embed = len(packed)
    alone = html.embed(crowd, html.Framed(_embed_id(files), 1.5, "map.html")).html
    assert of_embed == len(packed) - of_embed > 0
    blocks = re.compile(rb'<script type="application/octet-stream" id="\w+">[^<]*</script>')
    assert all(
        blocks.findall(files[name]) == blocks.findall(alone)
        for name in ("map.html", "embed.html", "fragment.html")
    )


def _embed_id(files: dict[str, bytes]) -> str:
    found: str = json.loads(files["manifest.json"])["embed"]["id"]
    return found
