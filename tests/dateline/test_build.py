from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from dateline.main import main
from dateline.preview import Preview
from tests.dateline.calls import ROOT, on_terminal, piped
from tests.maps.site.projects import SITE, Project, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def build(project: Project, *words: str) -> int:
    return main(["build", str(project.site), "-o", str(project.out), *words])


def test_it_builds_then_says_that_all_is_up_to_date(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "--jobs", "1") == 0
    said = capsys.readouterr().out.replace(str(project.out), "DIR").splitlines()
    assert said[0] == "DIR/all: 3 shown, 0 not shown; drawn because it is new"
    assert said[-1] == "DIR: 3 maps drawn, 0 up to date"

    assert build(project) == 0
    assert capsys.readouterr().out == f"{project.out}: 0 maps drawn, 3 up to date\n"
    assert build(project, "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_check_lists_what_is_stale_and_exits_with_1(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "--check") == 1
    assert capsys.readouterr().out == "all: it is new\nkidal: it is new\nniger: it is new\n"
    assert not project.out.exists()
    build(project, "--jobs", "1", "-q")
    assert build(project, "--check") == 0
    assert "all 3 maps are up to date" in capsys.readouterr().out

    project.rows["c"] = project.rows["c"].replace("Clash", "Clashes")
    project.save()
    project.site.write_text(SITE.replace('[maps.kidal]\nfilter.ids = "a"', ""), "utf-8")
    assert build(project, "--check") == 1
    lines = capsys.readouterr().out.replace(str(project.site), "SITE").splitlines()
    assert lines == [
        "all: data changed: data/incidents.csv",
        "niger: data changed: data/incidents.csv",
        "kidal: it is no longer in SITE",
    ]


def test_what_is_wrong_is_told_line_by_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.site.write_text(SITE + "\n[maps.x]\nsytle = 'dark'\nbordr = 'Mali'\n", "utf-8")
    assert build(project) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"dateline: {project.site}: maps.x.") for line in lines)

    project.site.write_text(SITE + "\n[maps.x]\nfilter.ids = 'none'\n", "utf-8")
    assert build(project) == 1
    assert main(["build", "gone.toml", "-o", str(project.out)]) == 2
    assert build(project, "--check", "--watch") == 2
    assert build(project, "--port", "80") == 2
    assert build(project, "--jobs", "0") == 2
    assert build(project, "--only", "nobody") == 2


def test_warnings_of_maps_that_are_drawn_are_told(project: Project) -> None:
    project.rows["d"] = "d,Seen,Xqzzt,,,2024-13-45,ambush,"
    project.save()
    done = piped("build", str(project.site), "-o", str(project.out), "--jobs", "1")

    assert done.returncode == 0, done.stderr
    assert "incidents.csv, row 5" in done.stderr
    assert "all: incident d: not shown" in done.stderr
    assert "\r" not in done.stderr


def test_a_terminal_sees_how_far_it_is(project: Project) -> None:
    code, lines = on_terminal(100, "build", str(project.site), "-o", str(project.out), "--jobs", "2")

    assert code == 0, lines
    assert "100%" in "".join(lines)


@contextlib.contextmanager
def watched(project: Project) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "dateline", "build", str(project.site), "-o", str(project.out)),
            *("--watch", "--port", "0", "--jobs", "1"),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.match(r"(http://127\.0\.0\.1:\d+)/\.preview shows", line):
                yield process, found[1]
                break
    finally:
        process.kill()
        process.communicate()


def got(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own preview
        content: bytes = answer.read()
    return content


def wait_for(address: str, text: bytes) -> None:
    end = time.monotonic() + 60
    while text not in got(address):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_watch_builds_on_each_change_and_ends_with_ctrl_c(project: Project) -> None:
    with watched(project) as (process, address):
        state = got(f"{address}/.preview/state")
        assert b"Clash" in got(f"{address}/niger/map.geojson")
        project.rows["c"] = project.rows["c"].replace("Clash", "Shootout")
        project.save()
        wait_for(f"{address}/niger/map.geojson", b"Shootout")
        assert got(f"{address}/.preview/state") != state
        # What is wrong keeps the site as it was, and the watch on.
        project.site.write_text("[maps", "utf-8")
        time.sleep(1)
        project.site.write_text(SITE.replace("[maps.niger]", "[maps.niger]\ntitle = 'Niamey again'"), "utf-8")
        wait_for(f"{address}/index.html", b"Niamey again")
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)

    assert process.returncode == 0
    assert "this is no TOML" in told
    assert "Traceback" not in told
    assert is_whole(project.out)


def test_a_port_in_use_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert build(project, "--watch", "--port", str(port)) == 2
    assert build(project, "--watch", "--port", "99999") == 2
    assert f"--port {port}: address already in use; give another one" in capsys.readouterr().err.lower()


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[HTTPConnection]:
    site = tmp_path / "site"
    (site / "kidal").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (site / "leak.txt").symlink_to(tmp_path / "secret.txt")
    for name in ("index.html", "kidal/map.geojson", "a.js", "b.css", "c.svg"):
        (site / name).write_text(name, "utf-8")
    with Preview(site, 0) as preview:
        connection = HTTPConnection("127.0.0.1", int(preview.address.split(":")[2].partition("/")[0]))
        yield connection
        connection.close()


def asked(connection: HTTPConnection, path: str, **headers: str) -> tuple[int, str, bytes]:
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Type"], answer.read()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html?x=1", "text/html; charset=utf-8"),
        ("/kidal/map.geojson", "application/geo+json"),
        ("/a.js", "text/javascript; charset=utf-8"),
        ("/b.css", "text/css; charset=utf-8"),
        ("/c.svg", "image/svg+xml"),
        ("/.preview", "text/html; charset=utf-8"),
    ],
)
def test_the_preview_shows_files_as_what_they_are(path: str, kind: str, shown: HTTPConnection) -> None:
    status, told, _ = asked(shown, path)

    assert (status, told) == (200, kind)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/kidal/../../secret.txt", "/..%2fsecret.txt", "//etc/passwd",
        "/leak.txt", "/kidal/", "/kidal", "/nothing", "/.preview/else", "/\\..\\secret.txt",
    ],
)  # fmt: skip
def test_the_preview_shows_nothing_else(path: str, shown: HTTPConnection) -> None:
    status, _, content = asked(shown, path)

    assert status == 404
    assert b"secret" not in content


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:80", "", "0.0.0.0"])  # noqa: S104
def test_the_preview_answers_to_its_own_name_alone(host: str, shown: HTTPConnection) -> None:
    assert asked(shown, "/index.html", Host=host)[0] == 403
    assert asked(shown, "/index.html", Host=f"localhost:{shown.port}")[0] == 200


def test_the_preview_listens_on_this_computer_alone(shown: HTTPConnection) -> None:
    shown.connect()

    assert shown.sock is not None
    assert shown.sock.getpeername()[0] == "127.0.0.1"
    # All of 127/8 is this computer: whoever listens to every address hears these too.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", shown.port), timeout=5)
