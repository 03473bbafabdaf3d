"""The policies that an embed's manifest states, sent by a server in place of those in the pages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.shared.browser import opened
from tests.shared.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_OWN = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


@pytest.mark.parametrize("name", ["map.html", "embed.html"])
def test_a_page_works_under_the_policy_of_the_manifest_as_a_header(
    browser: Browser, mali: dict[str, bytes], name: str
) -> None:
    policy = json.loads(mali["manifest.json"])["policies"][name]
    bare, count = _OWN.subn(b"", mali[name])
    assert count == 1
    with (
        served({name: bare}, {"Content-Security-Policy": policy}) as server,
        opened(browser, server.address + name) as seen,
    ):
        assert seen.page.locator(".leaflet-container").count() == 1
        assert seen.page.locator(".leaflet-marker-icon").count() > 0
        # A script that the policy does not name is stopped: it is this header that holds.
        seen.page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'x=1'}))"
        )
        assert seen.page.evaluate("typeof x") == "undefined"
        assert "script-src" in seen.errors.pop()


def test_pieces_work_in_a_page_under_their_policies(browser: Browser, mali: dict[str, bytes]) -> None:
    policies = json.loads(mali["manifest.json"])["policies"]
    start = b'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><body>'
    for name, drawn in (("fragment.html", ".leaflet-container"), ("heights.html", "script")):
        with (
            served({"page.html": start + mali[name]}, {"Content-Security-Policy": policies[name]}) as server,
            opened(browser, server.address + "page.html") as seen,
        ):
            # What a policy stops is an error on the console, of which there must be none at the end.
            assert seen.page.locator(drawn).count() >= 1
