"""Online tiles as a reader meets them: served over loopback, refused, and not reached."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from maps.render.html import page
from maps.tiles import Tiles
from tests.shared.browser import chromium
from tests.shared.documents import mali
from tests.shared.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


class _EveryTile(dict[str, bytes]):
    """A tile for each address that is asked for."""

    def __init__(self) -> None:
        out = io.BytesIO()
        Image.new("RGB", (256, 256), "#3366cc").save(out, "PNG")
        super().__init__()
        self.content = out.getvalue()

    def get(self, key: str, default: object = None) -> bytes:
        del key, default
        return self.content


def _colour(seen: Page) -> tuple[int, ...]:
    """The colour of the map where neither name, marker nor border is."""
    box = seen.locator(".folium-map").bounding_box()
    assert box is not None
    shot = seen.screenshot(
        clip={"x": box["x"] + box["width"] - 40, "y": box["y"] + 60, "width": 1, "height": 1}
    )
    with Image.open(io.BytesIO(shot)) as image:
        return tuple(image.convert("RGB").tobytes())


def _opened(
    browser: Browser, tiles: Mapping[str, bytes], *, referrer: bool = False
) -> tuple[Page, list[str], list[str | None]]:
    """The page that asks these tiles; what its console told, and the referrers that the tiles' host heard."""
    told: list[str] = []
    with served(tiles) as host:
        asks = Tiles(f"{host.address}{{z}}/{{x}}/{{y}}.png", "Example", referrer=referrer)
        with served({"map.html": page(mali(), tiles=asks).html}) as site:
            seen = browser.new_page(viewport={"width": 1280, "height": 900})
            seen.on("console", lambda said: told.append(said.text))
            seen.goto(f"{site.address}map.html")
            seen.wait_for_timeout(1500)
            heard = [
                None if referrer is None else referrer.replace(site.address, "site/")
                for _, referrer in host.asked
            ]
        assert host.asked
    return seen, told, heard


@pytest.mark.parametrize("referrer", [True, False])
def test_tiles_take_the_place_of_the_background_and_borders_and_incidents_stay(
    browser: Browser, *, referrer: bool
) -> None:
    seen, told, heard = _opened(browser, _EveryTile(), referrer=referrer)
    assert told == []
    assert _colour(seen) == (0x33, 0x66, 0xCC)
    assert not seen.locator(".dl-label-country").first.is_visible()
    assert seen.locator(".dl-label-incident").first.is_visible()
    assert seen.get_by_text("Example").is_visible()
    # No more than the site's name, and that only where the provider's terms ask for it.
    assert set(heard) == ({"site/"} if referrer else {None})
    seen.locator(".dl-marker[data-number='1']").click()
    assert seen.get_by_role("dialog").is_visible()
    seen.close()


def test_where_tiles_fail_the_background_is_there(browser: Browser) -> None:
    seen, told, _ = _opened(browser, {})
    assert all("404" in line for line in told)
    assert _colour(seen) != (0x33, 0x66, 0xCC)
    assert seen.locator(".dl-label-country").first.is_visible()
    assert seen.locator(".leaflet-tile").count() == 0
    seen.close()
