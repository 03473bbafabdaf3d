"""What holds for the repository and the wheel as a whole."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_repository_stays_under_80_mb() -> None:
    total = sum(path.stat().st_size for path in tracked_files() if path.exists())

    assert 0 < total < 80_000_000


def test_wheel_stays_under_60_mb(wheel: Path) -> None:
    assert wheel.stat().st_size < 60_000_000


def test_wheel_carries_the_data_its_sources_and_every_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    for package in ("geo", "gazetteer", "maps", "dateline"):
        assert f"{package}/py.typed" in names
    assert any(name.startswith("gazetteer/data/index/") for name in names)
    assert any(name.startswith("geo/data/osm/") for name in names)
    assert any(name.startswith("maps/data/") for name in names)
    for folder in ("geo/data", "gazetteer/data", "maps/data"):
        assert f"{folder}/SOURCES.md" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert any(name.endswith("/licenses/NOTICE.md") for name in names)
    assert any("leaflet" in name and "LICENSE" in name for name in names)


def test_no_file_names_a_path_of_a_machine() -> None:
    # Folders of users on the usual systems, and this checkout's own place.
    telling = re.compile(rb"(?:/home|/Users|[A-Z]:\\\\?Users)[/\\][a-z]|" + re.escape(bytes(ROOT)) + rb"\b")
    suffixes = {".py", ".md", ".toml", ".json", ".csv", ".js", ".css", ".ipynb", ".txt", ".jinja", ""}

    guilty = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix in suffixes and path.is_file() and telling.search(path.read_bytes())
    ]

    assert guilty == []
