"""The command line as a process of its own: in a pipe, and on a terminal of a given width."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

__all__ = ["ROOT", "on_terminal", "piped"]

ROOT = Path(__file__).resolve().parents[2]


def piped(*words: str, lines: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose streams are pipes; standard input is /dev/null where there are no lines."""
    return subprocess.run(
        [sys.executable, "-m", "dateline", *words],
        input=lines.decode("utf-8", "surrogateescape") if lines is not None else None,
        stdin=subprocess.DEVNULL if lines is None else None,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def on_terminal(columns: int, *words: str) -> tuple[int, list[str]]:
    """Run a command on a terminal; its exit code and the lines that are shown there, messages among them."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES"}}
    with subprocess.Popen(
        [sys.executable, "-m", "dateline", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    ) as process:
        os.close(theirs)
        shown = b""
        while more := _read(ours):
            shown += more
        os.close(ours)
    return process.returncode, shown.decode().replace("\r\n", "\n").splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux says so when nobody is at the other end any more
        return b""
