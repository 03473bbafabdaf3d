"""One map of a build, and a process that draws such maps for ``maps.site.workers``."""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from maps.site.draw import Job

__all__ = ["Drawn", "attempt", "main", "serve"]


class Drawn(NamedTuple):
    """What came of a job.

    Attributes:
        entry: What the manifest says of the map, or None.
        wrong: What the user has to change, or None.
        fault: What is wrong with Dateline itself, or None.
    """

    entry: dict[str, Any] | None = None
    wrong: str | None = None
    fault: str | None = None


def attempt(job: Job, gazetteer: Gazetteer) -> Drawn:
    """Draw a map; what goes wrong is told, so that it can be told of all maps together."""
    from gazetteer import GazetteerError
    from geo.errors import GeoError
    from maps.errors import MapsError
    from maps.site.draw import draw

    try:
        return Drawn(entry=draw(job, gazetteer))
    except (MapsError, GeoError, GazetteerError, OSError) as error:
        return Drawn(wrong=str(error))
    except Exception:  # noqa: BLE001 - it crosses a border between processes
        return Drawn(fault=traceback.format_exc())


def serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Draw what comes, until nothing more does."""
    import gazetteer

    opened: dict[str | None, Gazetteer] = {}
    while True:
        try:
            job: Job = pickle.load(jobs)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        index = job.options.get("index")
        if index not in opened:
            opened[index] = gazetteer.open(None if index is None else job.folder / index)
        pickle.dump(attempt(job, opened[index]), answers)
        answers.flush()


def main() -> None:
    """Draw what comes on standard input, and answer on standard output."""
    import signal

    # Ctrl-C reaches all processes of a terminal; whoever started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get into the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)
    # Nothing is left to be told or written; to take all apart would only take time.
    os._exit(0)
