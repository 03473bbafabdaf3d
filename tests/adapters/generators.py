"""The generators of sites as the tests run them: each makes its example, with maps that are built already."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["GENERATORS", "Generator", "Made", "project"]

ROOT = Path(__file__).parents[2]
ELEVENTY = ROOT / ".cache" / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
INSTALL = "tools/install_system_packages installs it"
_SHORTCODE = re.compile(r"\{\{< dateline (\S+)(.*) >\}\}")


class Made(NamedTuple):
    """What a generator did.

    Attributes:
        files: Content of what it wrote, by path on the host.
        said: What it told.
        failed: Whether it did.
    """

    files: dict[str, bytes]
    said: str
    failed: bool


class Generator(NamedTuple):
    """A generator of sites.

    Attributes:
        name: Its example, of that name.
        make: Runs it in a copy of its example.
        front: Path of the page at the top, on the host.
        nested: Path of the page that is further down.
        source: Where that page is written.
        has_line: Whether its errors name the line of a page.
    """

    name: str
    make: Callable[[Path], Made]
    front: str
    nested: str
    source: str
    has_line: bool = True


def project(generator: Generator, built: Path, folder: Path) -> Path:
    """A copy of a generator's example with the maps beside it, made as its documentation says.

    Args:
        generator: The generator.
        built: What ``dateline build`` made of ``examples/sites/site.toml``.
        folder: A folder for the copy.
    """
    examples = ROOT / "examples"
    shutil.copytree(examples / "mali-2024", folder / "mali-2024")
    here = folder / "sites" / generator.name
    shutil.copytree(examples / "sites" / generator.name, here)
    shutil.copy(examples / "sites" / "site.toml", folder / "sites")
    adapter = ROOT / "adapters" / generator.name
    if adapter.exists():
        shutil.copytree(adapter, here, dirs_exist_ok=True)
    # Where each keeps the maps: MkDocs and Sphinx find there that all is up to date.
    where = {"mkdocs": ".cache/dateline/maps", "sphinx": "_build/html/maps", "hugo": "static/maps"}
    shutil.copytree(built, here / where.get(generator.name, "maps"))
    if generator.name == "jekyll":
        (here / "_data").mkdir()
        shutil.copy(built / "manifest.json", here / "_data" / "dateline.json")
    return here


def _run(command: list[str], here: Path, into: str, prefix: str = "") -> Made:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run(
        command, cwd=here, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    output = here / into
    files = {
        prefix + path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }
    return Made(files, done.stdout + done.stderr, done.returncode != 0)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is not installed; {INSTALL}", pytrace=False)
    return found


def _mkdocs(here: Path) -> Made:
    return _run([sys.executable, "-m", "mkdocs", "build", "--strict"], here, "site")


def _sphinx(here: Path) -> Made:
    return _run(
        [sys.executable, "-m", "sphinx", "-W", "-b", "dirhtml", ".", "_build/html"], here, "_build/html"
    )


def _hugo(here: Path) -> Made:
    return _run([_program("hugo")], here, "public", "mali/")


def _jekyll(here: Path) -> Made:
    return _run([_program("jekyll"), "build", "--disable-disk-cache"], here, "_site", "mali/")


def _eleventy(here: Path) -> Made:
    if not ELEVENTY.exists():
        pytest.fail(f"Eleventy is not installed; {INSTALL}", pytrace=False)
    modules = here / "node_modules"
    if not modules.exists():
        modules.symlink_to(ELEVENTY.parents[2])
    return _run([_program("node"), str(ELEVENTY)], here, "_site")


def _quarto(here: Path, to: str = "html") -> Made:
    """Pandoc with the shortcode and a stand-in for the rest of Quarto, which no registry has."""
    manifest = json.loads((here / "maps" / "manifest.json").read_bytes())
    (here / "manifest.lua").write_text(f"return {_lua(manifest)}", encoding="utf-8")
    shutil.copytree(here / "maps", here / "_site" / "maps", dirs_exist_ok=True)
    said, failed = "", False
    for page in sorted(here.rglob("*.qmd")):
        text = page.read_text(encoding="utf-8")
        prepared = page.with_suffix(".md")
        prepared.write_text(_SHORTCODE.sub(_fenced, text), encoding="utf-8")
        out = here / "_site" / page.relative_to(here).with_suffix(f".{to}")
        out.parent.mkdir(parents=True, exist_ok=True)
        offset = os.path.relpath(here, page.parent)
        (here / "stub.lua").write_text(
            f"INPUT, OFFSET, ROOT = {_lua(str(page))}, {_lua(offset)}, {_lua(str(here))}\n"
            + Path(__file__).with_name("quarto_stub.lua").read_text(encoding="utf-8"),
            encoding="utf-8",
        )
        done = subprocess.run(
            [_program("pandoc"), "-s", "-t", to, f"--lua-filter={here / 'stub.lua'}", prepared, "-o", out],
            cwd=page.parent,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        said, failed = said + done.stderr, failed or done.returncode != 0
    made = _run([sys.executable, "-c", ""], here, "_site")
    return Made(made.files, said, failed)


def _fenced(code: re.Match[str]) -> str:
    """A shortcode as Pandoc reads attributes, for which ``class`` has a meaning of its own."""
    return f"::: {{.shortcode map={code[1]}{code[2].replace(' class=', ' look=')}}}\n:::"


def _lua(value: object) -> str:
    """A value as Lua writes it."""
    if isinstance(value, dict):
        return "{" + ",".join(f"[ {_lua(key)} ]={_lua(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ",".join(map(_lua, value)) + "}"
    if isinstance(value, str):
        return f"[====[{value}]====]"
    return "nil" if value is None else json.dumps(value)


QUARTO = Generator("quarto", _quarto, "index.html", "reports/july.html", "reports/july.qmd")
GENERATORS = [
    Generator("mkdocs", _mkdocs, "index.html", "reports/july/index.html", "docs/reports/july.md"),
    Generator("sphinx", _sphinx, "index.html", "reports/july/index.html", "reports/july.md"),
    Generator("hugo", _hugo, "mali/index.html", "mali/reports/july/index.html", "content/reports/july.md"),
    Generator(
        "jekyll",
        _jekyll,
        "mali/index.html",
        "mali/reports/july/index.html",
        "reports/july.md",
        has_line=False,
    ),
    Generator("eleventy", _eleventy, "index.html", "reports/july/index.html", "reports/july.md"),
    QUARTO,
]


def printed(here: Path) -> Made:
    """The pages of the example of Quarto, for paper."""
    return _quarto(here, "latex")
