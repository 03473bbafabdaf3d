"""Files served over loopback, with the headers that a host may send, to a browser under test."""

from __future__ import annotations

import mimetypes
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Served", "served"]


@dataclass
class Served:
    """A server at work.

    Attributes:
        address: Where it is, such as ``http://127.0.0.1:40001/``.
        asked: The paths that it was asked for, with the address of the page that asked, or None.
    """

    address: str
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@contextmanager
def served(
    files: Mapping[str, bytes], headers: Mapping[str, str] | None = None, *, refused: int = 404
) -> Iterator[Served]:
    """A server of these files, by path such as ``a/map.html``.

    Args:
        files: Path and content.
        headers: Sent with every answer.
        refused: The status of an answer where there is no such file.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/").partition("?")[0]
            server.asked.append((path, self.headers.get("Referer")))
            content = files.get(path)
            self.send_response(refused if content is None else 200)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Nothing: the test says what it found."""

    # A port of its own, which the system chooses.
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Served(f"http://127.0.0.1:{http.server_address[1]}/")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
