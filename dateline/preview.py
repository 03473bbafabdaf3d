"""A site shown on this computer alone, by a server that lives as long as ``dateline build --watch``.

``/.preview`` shows the site in a frame and loads it anew after each build. The site's own files are served as
they are, so that nothing is seen that is not published too.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO, Self

__all__ = ["Preview"]

_HERE = "127.0.0.1"
_SCRIPT = """
const frame = document.querySelector("iframe");
let known = null;
setInterval(async () => {
  try {
    const state = await (await fetch("/.preview/state")).text();
    if (known !== null && state !== known) frame.contentWindow.location.reload();
    known = state;
  } catch { /* the build has ended, or starts again */ }
}, 500);
"""
_STYLE = "html,body,iframe{display:block;width:100%;height:100%;margin:0;border:0}"
_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Preview</title><link rel="icon" href="data:,">
<style>{_STYLE}</style></head>
<body><iframe src="/index.html" title="The site"></iframe><script>{_SCRIPT}</script></body>
</html>
"""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


_POLICY = (
    f"default-src 'none'; script-src {_hash(_SCRIPT)}; style-src {_hash(_STYLE)}; connect-src 'self'; "
    "frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
)


class Preview:
    """A server for the files below a folder, which answers this computer alone.

    Args:
        folder: The folder of the site; it may come, go and change.
        port: Where to listen; 0 for any port that is free.

    Raises:
        OSError: If something else uses the port.
    """

    def __init__(self, folder: Path, port: int) -> None:
        handler = functools.partial(_Handler, directory=str(folder.absolute()))
        self._server = _Server((_HERE, port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        return f"http://{_HERE}:{self._server.server_port}/.preview"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that has gone is no news."""


class _Handler(SimpleHTTPRequestHandler):
    server_version, sys_version = "Dateline", ""
    extensions_map = {  # noqa: RUF012 - as in the class above it
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".geojson": "application/geo+json",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".pdf": "application/pdf",
        ".csv": "text/csv; charset=utf-8",
        "": "application/octet-stream",
    }

    def send_head(self) -> BinaryIO | None:
        """Answer with a file below the folder, or refuse."""
        port = self.server.server_port  # type: ignore[attr-defined]  # the server is an HTTPServer
        # A name that somebody lets point to this computer must not read what is not published yet.
        if self.headers.get("Host") not in {f"{name}:{port}" for name in (_HERE, "localhost")}:
            self.send_error(HTTPStatus.FORBIDDEN, "Not this host")
            return None
        path = self.path.partition("?")[0]
        if path == "/.preview":
            return self._own(_PAGE, "text/html; charset=utf-8", _POLICY)
        if path == "/.preview/state":
            return self._own(self._state(), "text/plain", "default-src 'none'")
        found = Path(self.translate_path(self.path))
        if found.is_dir():
            found /= "index.html"
        if not found.is_file() or not found.resolve().is_relative_to(Path(self.directory).resolve()):
            self.send_error(HTTPStatus.NOT_FOUND, "There is no such file")
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """Let no browser keep what the next build changes."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what the build tells."""

    def _state(self) -> str:
        """What is different after each build that has changed anything."""
        try:
            return hashlib.sha256(Path(self.directory, "manifest.json").read_bytes()).hexdigest()
        except OSError:
            return ""

    def _own(self, text: str, kind: str, policy: str) -> BinaryIO:
        import io

        content = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        return io.BytesIO(content)
