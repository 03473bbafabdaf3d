"""Draw maps one after the other, or in processes beside this one.

A worker is a fresh interpreter that takes jobs on its standard input and answers on its standard output.
Unlike those of ``multiprocessing`` it does not run the main module of the caller anew, so that a site can be
built from any script, notebook or generator, without ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from maps.site.errors import BuildError
from maps.site.worker import Drawn, attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer import Gazetteer
    from maps.site.draw import Job

__all__ = ["draw_all"]


def draw_all(
    jobs: Sequence[Job],
    gazetteer: Callable[[str | None], Gazetteer],
    *,
    processes: int,
    keep: int,
    done: Callable[[str], None],
) -> dict[str, dict[str, Any]]:
    """Draw maps, in as many processes as there are jobs for.

    Args:
        jobs: The maps.
        gazetteer: Opens the gazetteer in a folder, or Dateline's own, for what is drawn in this process.
        processes: The most processes.
        keep: A descriptor that workers hold open as long as they live: that of the lock.
        done: Called with the name of each map that is done.

    Returns:
        What the manifest says of each map, by its name.

    Raises:
        BuildError: If a map cannot be made; all are tried.
    """
    if min(processes, len(jobs)) <= 1:
        answers = {}
        for job in jobs:
            answers[job.name] = attempt(job, gazetteer(job.options.get("index")))
            done(job.name)
    else:
        answers = _in_processes(jobs, min(processes, len(jobs)), keep, done)
    for name, answer in answers.items():
        if answer.fault:
            raise RuntimeError(f"map {name}: {answer.fault}")
    wrong = [f"maps.{job.name}: {answers[job.name].wrong}" for job in jobs if answers[job.name].wrong]
    if wrong:
        raise BuildError(wrong)
    return {name: answer.entry for name, answer in answers.items() if answer.entry is not None}


def _in_processes(
    jobs: Sequence[Job], processes: int, keep: int, done: Callable[[str], None]
) -> dict[str, Drawn]:
    waiting: SimpleQueue[Job] = SimpleQueue()
    for job in jobs:
        waiting.put(job)
    answers: SimpleQueue[tuple[str, Drawn]] = SimpleQueue()
    workers: list[subprocess.Popen[bytes]] = []
    threads = [
        threading.Thread(target=_feed, args=(keep, workers, waiting, answers), daemon=True)
        for _ in range(processes)
    ]
    for thread in threads:
        thread.start()
    drawn = {}
    try:
        for _ in jobs:
            name, answer = answers.get()
            drawn[name] = answer
            done(name)
    finally:
        with contextlib.suppress(Empty):
            while True:
                waiting.get_nowait()
        for worker in workers:
            worker.kill()
        for thread in threads:
            thread.join()
        for worker in workers:
            worker.communicate()
    return drawn


def _start(keep: int) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-c", "from maps.site.worker import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
        pass_fds=(keep,),
    )


def _feed(
    keep: int,
    workers: list[subprocess.Popen[bytes]],
    waiting: SimpleQueue[Job],
    answers: SimpleQueue[tuple[str, Drawn]],
) -> None:
    """Start a worker and give it one job after the other. One that ends by itself has failed at its job."""
    worker = None
    with contextlib.suppress(Empty):
        while True:
            job = waiting.get_nowait()
            if worker is None:
                worker = _start(keep)
                workers.append(worker)
            try:
                answer = _asked(worker, job)
            except (OSError, EOFError, pickle.UnpicklingError):
                worker = None
                answer = Drawn(wrong="the process that drew it ended; is memory short? Try fewer jobs")
            except Exception as error:  # noqa: BLE001 - who waits for the answer must get one
                answer = Drawn(fault=repr(error))
            answers.put((job.name, answer))


def _asked(worker: subprocess.Popen[bytes], job: Job) -> Drawn:
    """A worker's answer."""
    if worker.stdin is None or worker.stdout is None:
        raise AssertionError("a worker has pipes")
    pickle.dump(job, worker.stdin)
    worker.stdin.flush()
    answer: Drawn = pickle.load(worker.stdout)  # noqa: S301 - from our own process
    return answer
