"""Debian's Chromium, driven by Playwright and cut off from the network."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

__all__ = ["Opened", "chromium", "opened", "violations", "wait"]

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
_DESKTOP = {"viewport": {"width": 1280, "height": 900}}
_PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


@dataclass
class Opened:
    """A page that is open, and what it did that no page should.

    Attributes:
        page: Playwright's page.
        requests: Addresses that it asked for, besides its own file.
        errors: Errors in its console, exceptions, and violations of its policy.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def chromium(*, webgl: bool = False, dark: bool = False) -> Iterator[Browser]:
    """A running Chromium. Fails the test, and says how to install it, where there is none.

    Args:
        webgl: Whether it draws WebGL, by the processor.
        dark: Whether the system is dark. What Playwright emulates holds for frames whatever the page around
            them says, which is no browser's way: ask contexts for ``color_scheme="null"``.
    """
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.fail(
            "Chromium is not installed; on Debian and Ubuntu: apt-get install chromium", pytrace=False
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=[*_ARGUMENTS, *(_WEBGL if webgl else ()), *(("--force-dark-mode",) if dark else ())],
        )
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser,
    where: Path | str,
    *,
    ours: str | None = None,
    phone: bool = False,
    init: str = "",
    **context: Any,  # noqa: ANN401 -- options of Playwright's contexts
) -> Iterator[Opened]:
    """A page open in a window; at the end nothing foreign was fetched and nothing had failed.

    Args:
        browser: From ``chromium``.
        where: A file, which is opened without network, or an address of ``served``.
        ours: How the addresses begin that the page may ask for besides its own.
        phone: Whether the window is a phone's.
        init: Script to run before the page's own.
        **context: Further options of ``browser.new_context``.
    """
    window = browser.new_context(**{**(_PHONE if phone else _DESKTOP), **context})
    window.set_default_timeout(30_000)
    window.set_offline(offline=not isinstance(where, str))
    page = window.new_page()
    if init:
        page.add_init_script(init)
    seen = Opened(page)
    own = where if isinstance(where, str) else where.as_uri()
    # These hold what they stand for: no one is asked for anything.
    held = ("data:", "about:srcdoc") if ours is None else ("data:", "about:srcdoc", ours)

    def asked(request: Request) -> None:
        if request.url != own and not request.url.startswith(held):
            seen.requests.append(request.url)

    page.on("request", asked)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.goto(own)
    yield seen
    assert seen.requests == []
    assert seen.errors == []
    window.close()


def wait(page: Page, condition: str) -> None:
    """Wait until an expression is true in the page; fails the test if that takes ten seconds.

    Playwright's own wait evaluates a string within the page, which the page's policy forbids.
    """
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page as it stands, a line for each element."""
    # It would fetch the styles of a page from a disk again, which the policy of the page forbids.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
