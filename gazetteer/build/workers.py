"""Processes that do the tasks of a build, and the same interface for doing them in this one.

A worker is a plain ``python -c`` that reads tasks from a pipe, and not ``multiprocessing``: that would run
the caller's script again in each child, which must then be written for it, or copy a process that may have
threads.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Final, Self, TypeVar

from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from types import TracebackType

__all__ = ["Workers", "serve"]

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_SIZE: Final = struct.Struct("<Q")
_START: Final = "import sys; sys.path[:] = {path!r}; from gazetteer.build.workers import serve; serve()"


class Workers:
    """So many processes, or none: with one job, tasks run in this process.

    Args:
        jobs: How many tasks run at once.
        keep: Descriptors that the processes hold open as long as they live, such as that of a lock.
    """

    def __init__(self, jobs: int, keep: Sequence[int] = ()) -> None:
        self._processes = [_Process(keep) for _ in range(jobs)] if jobs > 1 else []
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(jobs)

    def run(self, function: Callable[[_Task], _Result], tasks: Iterable[_Task]) -> Iterator[_Result]:
        """The results of a function of a module for each task, in their order.

        Tasks are taken from the iterable as there is room for them.

        Raises:
            BuildError: If a process ends; also whatever the function raises.
        """
        if not self._processes:
            yield from map(function, tasks)
            return
        running: deque[Future[_Result]] = deque()
        for task in tasks:
            running.append(self._threads.submit(self._call, function, task))
            if len(running) > 2 * len(self._processes):
                yield running.popleft().result()
        yield from _results(running)

    def start(self, function: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> Iterator[_Result]:
        """As ``run``, with all tasks begun at once: they are done while the caller does something else."""
        if not self._processes:
            return map(function, tasks)
        return _results(deque([self._threads.submit(self._call, function, task) for task in tasks]))

    def _call(self, function: Callable[[_Task], _Result], task: _Task) -> _Result:
        process = self._idle.get()
        try:
            result: _Result = process.call(function, task)
            return result
        finally:
            self._idle.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.end(at_once=kind is not None)
        self._threads.shutdown(wait=True)


def _results(running: deque[Future[_Result]]) -> Iterator[_Result]:
    while running:
        yield running.popleft().result()


class _Process:
    """One worker and the pipes to it."""

    def __init__(self, keep: Sequence[int]) -> None:
        code = _START.format(path=sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=keep
        )

    def call(self, function: Callable[[Any], Any], task: object) -> Any:  # noqa: ANN401 - what the function gives
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:  # pragma: no cover - both were asked for
            raise BuildError("a process of the build has no pipes")
        try:
            _send(stdin, (function, task))
            failed, result = _receive(stdout)
        except (OSError, EOFError, ValueError) as error:
            raise BuildError(
                f"a process of the build ended ({self._process.poll()}): was it killed for want of memory? "
                "Fewer jobs need less"
            ) from error
        if failed:
            raise result
        return result

    def end(self, *, at_once: bool) -> None:
        if at_once:
            self._process.kill()
        if self._process.stdin:
            with contextlib.suppress(BrokenPipeError):  # it has ended before it took its last task
                self._process.stdin.close()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _send(stream: IO[bytes], content: object) -> None:
    data = pickle.dumps(content)
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - what was sent
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own process


def serve() -> None:
    """Do tasks from standard input until it ends, which it also does when the build is killed."""
    import gc

    gc.disable()  # rows hold no cycles, and looking for some in millions of them takes a third of the time
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build itself hears it and ends its workers
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            function, task = _receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = False, function(task)
        except Exception as error:  # noqa: BLE001 - raised again where the task was given
            answer = True, error
        try:
            _send(answers, answer)
        except BrokenPipeError:  # the build was killed
            os._exit(1)
