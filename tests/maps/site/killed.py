"""Builds that are killed at each of their file operations in turn, as a program of its own.

``python -m tests.maps.site.killed FOLDER EXCHANGE STEP`` prints how many builds were killed. Each is a fork
of this process, so that the modules are imported once; it must have no other thread.
"""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from maps.site import target
from tests.maps.site.projects import Project, is_whole, tree

if TYPE_CHECKING:
    from collections.abc import Callable

_OPERATIONS = frozenset(
    {"open", "os.link", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod"}
)


def _forked(task: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        task()
    except BaseException:  # noqa: BLE001 - the process ends here
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _build_until(project: Project, number: int) -> None:
    """Build, and die just before the operation of that number on a file of the site."""
    left, below = number, str(project.out.parent)

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        writes = event in _OPERATIONS and str(arguments[0]).startswith(below)
        if writes:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    project.build()


def _no_exchange(_one: Path, _other: Path) -> bool:
    return False


def main(folder: Path, *, exchange: bool, step: int) -> int:
    """Kill builds, and raise if what is there then is not what it was, or is to be."""
    if not exchange:
        vars(target)["exchange"] = _no_exchange
    project = Project(folder)
    project.build()
    (project.out / "mine.txt").write_text("mine", "utf-8")
    old, old_rows = tree(project.out), dict(project.rows)
    project.rows["c"] = project.rows["c"].replace("Clash", "Clashes")
    site = project.site.read_text("utf-8")
    new_site = site.replace("[maps.kidal]", "[maps.elsewhere]")
    project.save()
    project.site.write_text(new_site, "utf-8")
    new: dict[str, bytes] = {}
    killed = 0
    while True:
        code = _forked(partial(_build_until, project, killed * step))
        if code == 0:
            new = tree(project.out)
            break
        assert code == signal.SIGKILL, code
        left = tree(project.out)
        (project.out / "mine.txt").unlink()
        whole = is_whole(project.out)
        (project.out / "mine.txt").write_text("mine", "utf-8")
        if exchange:
            assert whole, f"after {killed * step} operations"
        # Whatever is left, the next build makes the site that is wanted, and clears away.
        assert _forked(project.build) == 0
        made = tree(project.out)
        assert not new or made == new, f"after {killed * step} operations"
        new = made
        assert not exchange or left in (old, new), f"after {killed * step} operations"
        assert [path.name for path in project.out.parent.iterdir()] == ["maps"]
        # Back to where it began.
        project.rows, now = old_rows, project.rows
        project.save()
        project.site.write_text(site, "utf-8")
        assert _forked(project.build) == 0
        assert tree(project.out) == old
        project.rows = now
        project.save()
        project.site.write_text(new_site, "utf-8")
        killed += 1
    return killed


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), exchange=sys.argv[2] == "exchange", step=int(sys.argv[3])))  # noqa: T201 - its answer
