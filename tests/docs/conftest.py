"""The built documentation, and the browser that looks at it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.shared.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built as ``make docs`` does."""
    folder = tmp_path_factory.mktemp("docs")
    call = ["-n", "-W", "--keep-going", "-q", "-b", "html", "-d", str(folder / "trees"), "docs"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *call, str(folder / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


# Of a module: Playwright runs once at a time in a process, and other modules start it for themselves.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with chromium() as running:
        yield running
