"""An index is written whole or not at all: killed builds, two at once, a full disk, other folders."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazetteer.build import publish
from gazetteer.build.pipeline import build_index
from gazetteer.build.publish import scratch_beside
from gazetteer.errors import BuildError
from gazetteer.index import Index
from tests.gazetteer.builds.sources import built, dump, row

ROOT = Path(__file__).parents[3]
BUILD = (
    "import sys; from gazetteer.build.pipeline import build_index; "
    "build_index(sys.argv[2:], sys.argv[1], plain=True, jobs={jobs})"
)


def start(folder: Path, *sources: Path, jobs: int = 1) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", BUILD.format(jobs=jobs), str(folder), *map(str, sources)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def many(path: Path, name: str, count: int = 3_000) -> Path:
    return dump(path, *[row(number, f"{name} {number}", number / 100, 10) for number in range(1, count)])


def test_a_build_killed_at_any_moment_leaves_the_old_index_whole(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    built(folder, dump(tmp_path / "old.txt"))
    old = content(folder)
    source = many(tmp_path / "new.txt", "New")
    draw = random.Random(1)  # noqa: S311 - moments, no secret
    begun = time.monotonic()
    with start(tmp_path / "timed", source, jobs=2) as process:
        assert process.wait() == 0
    whole_s = time.monotonic() - begun
    replaced = 0
    for _ in range(8):
        with start(folder, source, jobs=2) as process:
            time.sleep(draw.uniform(0.3, 1.1) * whole_s)
            process.kill()
        index = Index.open(folder)
        index.verify()
        replaced += content(folder) != old
        assert len(index) in (6, 2_999)
    assert replaced < 8
    # The next build removes what the killed ones left.
    built(folder, source)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "new.txt", "old.txt", "timed"]


def test_two_builds_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    sources = [many(tmp_path / "a.txt", "Alpha"), many(tmp_path / "b.txt", "Beta", 2_000)]
    expected = [content(built_folder(tmp_path / f"alone{at}", source)) for at, source in enumerate(sources)]
    for _ in range(2):
        processes = [start(folder, source) for source in sources]
        for process in processes:
            with process:
                assert process.wait() == 0, process.stderr and process.stderr.read()
        Index.open(folder).verify()
        assert content(folder) in expected
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def built_folder(folder: Path, source: Path) -> Path:
    build_index([source], folder, plain=True)
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_leaves_the_old_index_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    folder = tmp_path / "index"
    built(folder, dump(tmp_path / "old.txt"))
    old = content(folder)
    source = many(tmp_path / "new.txt", "New")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        OSError, match=r"No space left on device: beside .*index the build takes about 0\.1 GB"
    ):
        build_index([source], folder, plain=True, jobs=jobs)
    assert content(folder) == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "new.txt", "old.txt"]


def test_a_disk_that_is_full_in_another_process_is_told(tmp_path: Path) -> None:
    source = many(tmp_path / "new.txt", "New")
    code = BUILD.format(jobs=2)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); {code}"
    command = [sys.executable, "-c", limited, str(tmp_path / "index"), str(source)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"File too large" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["new.txt"]


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(_: float, __: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index([dump(tmp_path / "x.txt")], tmp_path / "index", plain=True, jobs=2, progress=interrupt)
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_a_folder_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "to-my-love.txt").write_text("...")
    with pytest.raises(BuildError, match=r"letters holds to-my-love.txt and no index"):
        build_index([dump(tmp_path / "x.txt")], letters, plain=True)
    index = tmp_path / "index"
    built(index, tmp_path / "x.txt")
    (index / "notes.txt").write_text("mine")
    with pytest.raises(BuildError, match=r"holds notes.txt beside its index"):
        build_index([tmp_path / "x.txt"], index, plain=True)
    assert (letters / "to-my-love.txt").exists()
    assert (index / "notes.txt").exists()
    with pytest.raises(BuildError, match="is a file"):
        build_index([tmp_path / "x.txt"], tmp_path / "x.txt", plain=True)


def test_an_empty_folder_and_a_link_to_one_are_filled(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert len(built(tmp_path / "link", dump(tmp_path / "x.txt"))) == 6
    assert (tmp_path / "link").is_symlink()
    assert len(Index.open(tmp_path / "real")) == 6


@pytest.mark.parametrize("fails", [False, True])
def test_where_folders_cannot_be_exchanged_the_old_one_is_moved_aside(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fails: bool,  # noqa: FBT001
) -> None:
    folder = tmp_path / "index"
    built(folder, dump(tmp_path / "old.txt"))
    old = content(folder)
    monkeypatch.setattr(publish, "exchange", lambda *_: False)
    original = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if fails and self.name == "new":
            raise OSError(5, "Input/output error")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    if fails:
        with pytest.raises(OSError, match="Input/output"):
            built(folder, dump(tmp_path / "new.txt", row(1, "Gao", 0, 16)))
        assert content(folder) == old
    else:
        assert len(built(folder, dump(tmp_path / "new.txt", row(1, "Gao", 0, 16)))) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "new.txt", "old.txt"]


def test_an_index_that_a_killed_build_had_moved_aside_is_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    built(folder, dump(tmp_path / "x.txt"))
    old = content(folder)
    left = tmp_path / ".index-build-left"
    left.mkdir()
    (left / "lock").touch()
    folder.replace(left / "old")
    with pytest.raises(BuildError, match=r"missing\.txt does not exist"), scratch_beside(folder):
        raise BuildError("missing.txt does not exist")
    assert content(folder) == old
    assert not left.exists()


def test_the_folder_of_a_build_at_work_is_left_alone(tmp_path: Path) -> None:
    with scratch_beside(tmp_path / "index") as one, scratch_beside(tmp_path / "index") as other:
        assert one.folder != other.folder
        assert one.folder.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_goes_on_in_each_stage(tmp_path: Path, jobs: int) -> None:
    steps: list[tuple[float, str]] = []
    build_index(
        [many(tmp_path / "one.txt", "One")],
        tmp_path / "index",
        plain=True,
        jobs=jobs,
        progress=lambda done, what: steps.append((done, what)),
    )
    shares = [done for done, _ in steps]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] == 1
    assert list(dict.fromkeys(what for _, what in steps)) == [
        "reading one.txt",
        "bringing together what is of one place",
        "packing places",
        "writing places",
        "packing names",
        "writing tables",
        "packing near names",
    ]
