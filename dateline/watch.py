"""``dateline build --watch``: build again whenever a file changes, and show the site on this computer."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.build import once
from dateline.preview import Preview
from dateline.terminal import CallError, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from maps.site.config import Site

__all__ = ["watch"]

_EVERY_S = 0.3


def watch(options: argparse.Namespace, port: int) -> int:
    """Build, show, and build again on each change, until Ctrl-C. A build that fails changes nothing.

    Raises:
        CallError: If something else uses the port.
    """
    try:
        preview = Preview(Path(options.output), port)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise CallError(f"--port {port}: {why}; give another one, or 0 for any that is free") from error
    files = _Files(options.site)
    with preview, contextlib.suppress(KeyboardInterrupt):
        before = files.state()
        once(options)
        say(f"{preview.address} shows {options.output}; Ctrl-C ends it")
        while True:
            time.sleep(_EVERY_S)
            now = files.state()
            if now != before:
                before = now
                once(options)
    return 0


class _Files:
    """The files that a site is made from.

    Args:
        source: The site's file.
    """

    def __init__(self, source: str) -> None:
        self._source = Path(source)
        self._site: Site | None = None
        self._read: tuple[int, int] | None = None

    def state(self) -> dict[Path, tuple[int, int] | None]:
        """When each file was changed, and how long it is; a file that is not there has neither."""
        return {path: _state(path) for path in dict.fromkeys(self._paths())}

    def _paths(self) -> Iterator[Path]:
        from maps.site import ConfigError
        from maps.site.config import load
        from maps.site.inputs import sources

        yield self._source
        state = _state(self._source)
        if state != self._read:
            self._read = state
            # While the file is wrong, the data that it named is watched on.
            with contextlib.suppress(ConfigError):
                self._site = load(self._source)
        if self._site is not None:
            yield from sources(self._site)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
