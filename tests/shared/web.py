"""A web of a few pages, each at the address it would have, in a Chromium that reaches nothing else."""

from __future__ import annotations

import mimetypes
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.shared.browser import _DESKTOP, _PHONE, Opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, Page, Route

__all__ = ["shifted", "visited", "wait"]

# How far content has jumped since the page began, as browsers measure it (Layout Instability, W3C).
_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@contextmanager
def visited(
    browser: Browser,
    pages: Mapping[str, bytes | str],
    address: str,
    *,
    phone: bool = False,
    **context: Any,  # noqa: ANN401 -- options of Playwright's contexts
) -> Iterator[Opened]:
    """A page open in a window; at the end nothing else was asked for and nothing had failed.

    Args:
        browser: From ``chromium``.
        pages: What there is, by address.
        address: Which of them to open.
        phone: Whether the window is a phone's.
        **context: Further options of ``browser.new_context``.
    """
    window = browser.new_context(**{**(_PHONE if phone else _DESKTOP), **context})
    window.set_default_timeout(30_000)
    window.add_init_script(_SHIFTS)
    page = window.new_page()
    seen = Opened(page)

    def answer(route: Route) -> None:
        asked = route.request.url
        content = pages.get(asked.partition("?")[0].partition("#")[0])
        if content is None:
            seen.requests.append(asked)
            route.abort()
        else:
            kind = mimetypes.guess_type(asked.partition("?")[0])[0] or "text/html"
            route.fulfill(body=content, content_type=f"{kind}; charset=utf-8")

    window.route("**/*", answer)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    yield seen
    assert seen.requests == []
    assert seen.errors == []
    window.close()


def shifted(page: Page) -> float:
    """How far things have jumped in a page and its frames."""
    page.wait_for_timeout(300)
    return sum(float(frame.evaluate("window.shifted")) for frame in page.frames)


def wait(page: Page, condition: str) -> None:
    """Until a condition holds, or the test fails."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")
