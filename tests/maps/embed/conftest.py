from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from maps import embed
from tests.shared import documents
from tests.shared.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def mali() -> dict[str, bytes]:
    return embed.files(documents.mali(), url="https://maps.example/mali")


@pytest.fixture(scope="session")
def other() -> dict[str, bytes]:
    document = dataclasses.replace(documents.one(), title="Another map")
    return embed.files(document, url="https://maps.example/other")
