"""Draw maps one after the other in this process, or in several beside it."""

from __future__ import annotations

import gc
import traceback
from typing import TYPE_CHECKING, Any, NamedTuple

from maps.site.errors import SiteBuildError
from maps.site.inputs import gazetteer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maps.site.draw import Job

__all__ = ["draw_all"]


class _Drawn(NamedTuple):
    """What came of a job.

    Attributes:
        entry: What the manifest says of the map.
        wrong: What the user has to change, or None.
    """

    entry: dict[str, Any]
    wrong: str | None = None


def draw_all(
    jobs: Sequence[Job], *, processes: int, keep: int, done: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """Draw maps, in as many processes as there are jobs for.

    Args:
        jobs: The maps.
        processes: The most processes.
        keep: A descriptor that processes hold open as long as they live: that of the lock.
        done: Called with the name of each map that is done.

    Returns:
        What the manifest says of each map, by its name.

    Raises:
        SiteBuildError: If a map cannot be made; all are tried.
    """
    from gazetteer import BuildError as ProcessError
    from gazetteer.build.workers import Workers

    drawn, wrong = {}, []
    with Workers(min(processes, len(jobs)) or 1, (keep,)) as workers:
        try:
            for job, answer in zip(jobs, workers.run(_attempt, jobs), strict=True):
                drawn[job.name] = answer.entry
                if answer.wrong:
                    wrong.append(f"maps.{job.name}: {answer.wrong}")
                done(job.name)
        except ProcessError as error:
            raise SiteBuildError([str(error)]) from error
    if wrong:
        raise SiteBuildError(wrong)
    return drawn


def _attempt(job: Job) -> _Drawn:
    """Draw a map; what goes wrong is told, so that it can be told of all maps together."""
    from geo.errors import DatelineError
    from maps.site.draw import draw

    # Drawings hold cycles, and a process draws many.
    gc.enable()
    try:
        return _Drawn(draw(job, gazetteer_of(job.options, job.folder)))
    except (DatelineError, OSError) as error:
        return _Drawn({}, str(error))
    except Exception as error:
        # It crosses the border between processes, which its traceback cannot.
        raise RuntimeError(f"map {job.name}: {traceback.format_exc()}") from error
