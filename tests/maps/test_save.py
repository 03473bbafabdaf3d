"""A file is written whole or not at all, and what stood there survives."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import maps
from maps.files import OutputError, write
from tests.shared.documents import mali

if TYPE_CHECKING:
    from pathlib import Path

OLD = b"what stood there"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", b"<!DOCTYPE html>"), ("a.HTM", b"<!DOCTYPE html>"), ("a.geojson", b"{"), ("a.json", b"{")],
)
def test_the_suffix_chooses_the_writer(tmp_path: Path, name: str, start: bytes) -> None:
    maps.save(mali(), tmp_path / name)

    assert (tmp_path / name).read_bytes()[: len(start)].lower() == start.lower()
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("name", ["a.docx", "a", "html", ".html", "a.geojson.gz"])
def test_a_suffix_that_no_writer_has_is_refused_with_those_that_exist(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        maps.UnknownSuffixError, match=r"there are \.html, \.htm, \.geojson, \.json, \.png, \.svg, \.pdf$"
    ):
        maps.save(mali(), tmp_path / name)

    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "DateError",
        "DocumentError",
        "InputError",
        "InputNotFoundError",
        "OutputError",
        "UnknownLanguageError",
        "UnknownSuffixError",
    ],
)
def test_every_error_of_the_package_can_be_caught_by_name(name: str) -> None:
    assert name in maps.__all__
    assert issubclass(getattr(maps, name), maps.MapsError)


def test_missing_folders_are_made_and_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "a.html"

    write([(target, OLD)])
    write([(target, b"new")])

    assert target.read_bytes() == b"new"
    assert names(target.parent) == ["a.html"]


def test_a_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")

    write([(tmp_path / "a.html", b"new")])

    assert stat.S_IMODE((tmp_path / "a.html").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "plain").stat().st_mode
    )


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_bytes(OLD)
    (tmp_path / "link.html").symlink_to("real.html")

    write([(tmp_path / "link.html", b"new")])

    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_bytes() == b"new"


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()

    with pytest.raises(OutputError, match=r"a\.html is a folder; name a file in it$"):
        write([(tmp_path / "a.html", b"new")])

    assert names(tmp_path) == ["a.html"]


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)

    with pytest.raises(OutputError, match="is a file and not a folder"):
        write([(tmp_path / "file" / "a.html", b"new")])

    assert (tmp_path / "file").read_bytes() == OLD


@pytest.mark.parametrize("name", ["\0.html", "x" * 300 + ".html"])
def test_an_impossible_name_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="cannot be written: "):
        write([(tmp_path / name, b"new")])

    assert names(tmp_path) == []


def test_errors_are_of_the_package_and_of_the_system() -> None:
    assert issubclass(OutputError, maps.MapsError)
    assert issubclass(OutputError, OSError)


def test_when_the_second_fails_the_first_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "first.html").write_bytes(OLD)
    (tmp_path / "second.geojson").mkdir()

    with pytest.raises(OutputError):
        write([(tmp_path / "first.html", b"new"), (tmp_path / "second.geojson", b"new")])

    assert (tmp_path / "first.html").read_bytes() == OLD
    assert names(tmp_path) == ["first.html", "second.geojson"]


def test_a_full_disk_leaves_the_old_file_and_no_remains(tmp_path: Path) -> None:
    # A limit on file size stands for a full disk.
    target = tmp_path / "a.html"
    target.write_bytes(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputError, match="cannot be written: file too large"):
            write([(target, bytes(100_000))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["a.html"]


def test_a_kill_in_the_middle_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    target.write_bytes(OLD)
    script = (
        "import os, sys\n"
        "from maps import files\n"
        "os.fsync = lambda _: os.kill(os.getpid(), 9)\n"
        "files.write([(sys.argv[1], b'new' * 100)])\n"
    )

    done = subprocess.run([sys.executable, "-c", script, str(target)], check=False)

    assert done.returncode != 0
    assert target.read_bytes() == OLD


def test_writing_needs_no_current_folder_and_takes_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    maps.save(mali(), "a.geojson")

    assert os.listdir() == ["a.geojson"]  # noqa: PTH208 - the folder that is the current one
