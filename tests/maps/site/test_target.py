from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gazetteer.build.publish import exchange
from tests.maps.site.projects import SITE, Project, is_whole, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
RANDOM_KILLS = 4


def started(project: Project, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dateline", "build", str(project.site), "-o", str(project.out), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.parametrize(("way", "step"), [("exchange", 3), ("one by one", 4)])
def test_a_build_that_is_killed_at_any_step_leaves_a_whole_site(way: str, step: int, tmp_path: Path) -> None:
    """Step by step: the old site until the new one is whole. See ``killed.py``."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.maps.site.killed", str(tmp_path), way, str(step)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 10


def test_a_process_that_is_killed_at_any_moment_leaves_a_whole_site(project: Project) -> None:
    project.build()
    chance = random.Random(5)  # noqa: S311 - moments, no secrets
    for number in range(RANDOM_KILLS):
        project.rows["c"] = f"c,Clash {number},Niamey,13.51,2.11,2024-09-10,fighting,Niger"
        project.save()
        process = started(project, "--jobs", "2")
        time.sleep(chance.uniform(0.2, 2.5))
        # The process alone, so that its workers outlive it, or all of them.
        with contextlib.suppress(ProcessLookupError):
            (os.kill if number % 2 else os.killpg)(process.pid, signal.SIGKILL)
        process.communicate()
        assert is_whole(project.out)
    project.build()
    assert is_whole(project.out)
    assert [path.name for path in project.out.parent.iterdir()] == ["maps"]


def test_two_builds_at_once_do_not_mix(project: Project) -> None:
    project.build()
    project.rows["c"] = project.rows["c"].replace("Clash", "Clashes")
    project.save()
    processes = [started(project, "--jobs", jobs) for jobs in "121"]
    told = [process.communicate()[1].decode() for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0], told
    assert is_whole(project.out)
    assert [path.name for path in project.out.parent.iterdir()] == ["maps"]


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    project = Project(tmp_path, SITE.replace('["geojson"]', '["png"]'))
    process = started(project, "--jobs", "2")
    while not (project.out.parent / ".maps.building").exists() and process.poll() is None:
        time.sleep(0.01)
    # As a terminal does it: to all processes.
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate()[1].decode()

    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert list(project.out.parent.iterdir()) == []


@contextlib.contextmanager
def held(project: Project) -> Iterator[None]:
    """Another build is at work."""
    from maps.site.target import Target

    with Target(project.out).locked(lambda _: None):
        yield


def test_a_second_build_waits_and_says_for_what(project: Project) -> None:
    lines: list[str] = []
    waiting = threading.Thread(target=lambda: project.build(tell=lines.append))
    with held(project):
        waiting.start()
        while not lines:
            time.sleep(0.01)
        assert not project.out.exists()
    waiting.join()

    assert lines == [
        f"{project.out}: another build (process {os.getpid()}) is writing it; waiting for its end"
    ]
    assert is_whole(project.out)


def test_a_foreign_file_that_comes_during_the_switch_stays(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()

    def late(one: Path, other: Path) -> bool:
        (other / "late.txt").write_text("late", "utf-8")
        return exchange(one, other)

    monkeypatch.setattr("maps.site.target.exchange", late)
    project.rows["c"] = project.rows["c"].replace("Clash", "Clashes")
    project.save()
    project.build()

    assert (project.out / "late.txt").read_text("utf-8") == "late"


def test_a_link_to_a_folder_stays_a_link(project: Project) -> None:
    real = project.folder / "disk" / "maps"
    real.mkdir(parents=True)
    project.out.parent.mkdir()
    project.out.symlink_to(real)
    project.build()

    assert project.out.is_symlink()
    assert is_whole(real)
    assert [path.name for path in real.parent.iterdir()] == ["maps"]


def test_a_reader_who_comes_again_and_again_never_misses_a_file(project: Project) -> None:
    project.build()
    misses: list[Any] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            for name in ("manifest.json", "all/map.geojson", "index.html"):
                try:
                    (project.out / name).read_bytes()
                except OSError as error:
                    misses.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(5):
        project.rows["c"] = f"c,Clash {number},Niamey,13.51,2.11,2024-09-10,fighting,Niger"
        project.save()
        project.build()
    stop.set()
    reader.join()

    assert not misses


def test_without_second_names_files_are_copied(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    project.build()
    (project.out / "mine.txt").write_text("mine", "utf-8")
    before = tree(project.out)
    project.rows["c"] = project.rows["c"].replace("Clash", "Clashes")
    project.save()
    project.build()

    after = tree(project.out)
    assert {name for name in before if before[name] != after[name]} == {
        "all/map.geojson", "niger/map.geojson", "manifest.json",
    }  # fmt: skip
