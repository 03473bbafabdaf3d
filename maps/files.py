"""Write files so that each is whole or absent, and what stood there before survives a failure."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.folders import sync_folder
from maps.errors import MapsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["OutputError", "prepared", "write"]


class OutputError(MapsError, OSError):
    """A file that cannot be written. Whatever stood there before is as it was."""


def write(outputs: Iterable[tuple[str | os.PathLike[str], bytes]]) -> None:
    """Write files, replacing those that exist. All are on the disk before the first is replaced.

    Missing folders are made. A file gets the permissions of any new file; a link stays a link and its target
    is replaced.

    Args:
        outputs: Where each file goes, and what is in it.

    Raises:
        OutputError: If a file cannot be written: a folder of that name, no permission, no room.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write([(Path(folder, "new", "map.html"), b"<!doctype html>")])
        ...     [path.name for path in Path(folder, "new").iterdir()]
        ['map.html']
    """
    staged: list[tuple[Path, Path]] = []
    with contextlib.ExitStack() as stack:
        for path, content in outputs:
            shown = os.fspath(path)
            target = prepared(shown)
            with _told(shown):
                temporary = target.with_name(f".{target.name[:100]}.{os.urandom(6).hex()}.tmp")
                stack.callback(temporary.unlink, missing_ok=True)
                _write_new(temporary, content)
                staged.append((temporary, target))
        for temporary, target in staged:
            with _told(str(target)):
                temporary.replace(target)
        for folder in sorted({target.parent for _, target in staged}):
            sync_folder(folder)


def prepared(path: str) -> Path:
    """Where a file goes, its missing folders made.

    Raises:
        OutputError: If they cannot be made, or a folder stands there.
    """
    with _told(path):
        target = Path(path).resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError
    return target


def _write_new(path: Path, content: bytes) -> None:
    # The umask decides on its permissions, as for every new file; a file of tempfile would be private.
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """Errors of the system, told as one line that names the file and the way out."""
    try:
        yield
    except IsADirectoryError as error:
        raise OutputError(f"{path} is a folder; name a file in it") from error
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"{path}: a part of this path is a file and not a folder") from error
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise OutputError(f"{path} cannot be written: {why}; choose another folder") from error
