"""The ``dateline`` command: reads the call, runs the command, and tells every failure in one line.

Exit codes: 0 done; 1 the job failed (a table without places, a name that nobody knows, a full disk); 2 the
call was wrong (a file that does not exist, an unknown border, an unknown option); 130 interrupted.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from dateline.terminal import CallError, tell, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["main", "parser", "program"]

# Modules of this package; that of the command which is called is imported alone.
_COMMANDS = ("map", "build", "resolve", "locate", "describe", "geocode", "gazetteer")
_EXAMPLES = """\
examples:
  dateline map incidents.csv --border Algeria -o map.html -o map.geojson
  dateline build site.toml -o public/maps
  dateline resolve "Tin-Zaouatine" "Kidal region" --within Mali
  dateline locate "50 km north of Kidal" -o area.geojson
  dateline geocode incidents.xlsx -o located.csv
  dateline describe "19.955 N 2.966 E"
  dateline gazetteer build mali/ ML.zip my-villages.csv

exit codes: 0 done, 1 the job failed, 2 the call was wrong
"""
_INTERRUPTED = 130
_SELDOM = 100_000  # objects made between two looks for cycles


class _Parser(argparse.ArgumentParser):
    """A parser that tells a wrong call in one line."""

    def error(self, message: str) -> NoReturn:
        tell(f"{message}{_meant(message)}; {self.prog} --help shows how")
        raise SystemExit(2)


def _meant(message: str) -> str:
    """The choice that a misspelled one is nearest to."""
    import difflib
    import re

    found = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message)
    near = found and difflib.get_close_matches(found[1], re.findall(r"'([^']+)'", found[2]), n=1)
    return f"; is {near[0]!r} meant?" if near else ""


class _Version(argparse.Action):
    """Looks the version up when it is asked for: reading metadata costs more than all other help."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"dateline {version('dateline')}")  # noqa: T201 - what was asked for
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code.

    Args:
        arguments: Words of the call without the program's name; those of the process if None.

    Examples:
        >>> main(["resolve", "Kidal", "--format", "json"])  # doctest: +ELLIPSIS
        [
        ...
        0
    """
    _prepare_streams()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except CallError as error:
        tell(error)
        return 2
    except Exception as error:  # noqa: BLE001 - a user of the command line never sees a traceback
        return _failed(error)
    return code


def program() -> int:
    """``main`` as a process that ends with it.

    Python looks for cycles of dead objects again and again while it imports, and once more at its end, when
    the system takes the memory back anyway: without that a map is there in four fifths of the time. numpy
    starts threads for products of matrices, which no command makes.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_SELDOM)
    code = main()
    gc.freeze()
    return code


def _run(arguments: Sequence[str]) -> int:
    called = [name for name in arguments[:1] if name in _COMMANDS]
    prepare = getattr(_module(called[0]), "prepare", None) if called else None
    options, rest = parser(called or _COMMANDS).parse_known_args(prepare(arguments) if prepare else arguments)
    # argparse takes no words behind an option that stands among them.
    if prepare and not any(word.startswith("-") for word in rest):
        options.texts += map(words, rest)
    elif rest:
        name = next((word for word in arguments if word in _COMMANDS), "")
        raise CallError(f"unrecognized arguments: {' '.join(rest)}; dateline {name} --help shows how")
    code: int = options.run(options)
    return code


def _module(name: str) -> Any:  # noqa: ANN401 -- its module is its type
    return import_module(f"dateline.{name}")


def parser(names: Iterable[str] = _COMMANDS) -> argparse.ArgumentParser:
    """What reads a call: commands with their options, which the reference lists too."""
    made = _Parser(
        prog="dateline",
        description="Place names in reporting become points, and incidents become maps. Works offline.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in names:
        command = _module(name)
        summary = command.SUMMARY
        part = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}.",
            epilog=getattr(command, "EPILOG", None),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_arguments(part)
        part.set_defaults(run=command.run)
    return made


def _failed(error: Exception) -> int:
    """Tell why a job failed. An error that no part of Dateline raises on purpose is a fault of Dateline."""
    if sys.flags.dev_mode:
        raise error
    # By name, because importing the packages to ask may be what fails.
    own = {kind.__module__.partition(".")[0] for kind in type(error).__mro__} & {"geo", "gazetteer", "maps"}
    if isinstance(error, OSError) and error.strerror:
        tell(_of_the_system(error))
    elif own:
        tell(error)
    else:
        what = f"{type(error).__name__}: {error}"
        tell(f"a fault of Dateline itself, please report it: {what} (python -X dev -m dateline shows where)")
    return 1


def _of_the_system(error: OSError) -> str:
    """What the system says of a file, and what helps where that is plain."""
    where = error.filename or "standard output"
    advice = "; make room, or write elsewhere" if error.errno in {errno.ENOSPC, errno.EDQUOT} else ""
    return f"{where}: {error.strerror}{advice}"


def _prepare_streams() -> None:
    """Let no stream stop the command: what the terminal's encoding lacks is shown as escapes."""
    # A stream that whoever called has closed takes what is written and keeps nothing of it.
    if sys.stdout is None or sys.stderr is None:
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as long as the process
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
