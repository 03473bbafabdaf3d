"""What the tests of sites share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.maps.site.projects import Project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A site of three maps of one table."""
    return Project(tmp_path)
