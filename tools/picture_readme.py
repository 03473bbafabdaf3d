"""Take the README's picture: the example's page, in Chromium, at the size of a desktop window.

Run it after ``make demo``: ``.venv/bin/python -m tools.picture_readme``.
"""

from __future__ import annotations

from pathlib import Path

from tests.shared.browser import chromium

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write docs/images/mali-2024.png from out/mali-2024.html."""
    page_file = ROOT / "out" / "mali-2024.html"
    picture = ROOT / "docs" / "images" / "mali-2024.png"
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(page_file.as_uri())
        page.wait_for_timeout(500)
        page.screenshot(path=picture)
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
