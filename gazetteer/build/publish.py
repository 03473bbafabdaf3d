"""Where a build works, and how its result takes the place of an index: whole, or not at all.

The files are made in a hidden folder beside the target. On Linux and macOS the two folders are then exchanged
in one step of the file system, so that the target is an index at every moment. Where the system has no such
step, the old index is moved aside first; a build that is killed between the two moves leaves it beside the
target under a name that the next build into this folder finds and puts back.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.build.folders import sync_folder
from gazetteer.errors import BuildError
from gazetteer.index_format import FUZZY_FILE, MANIFEST, NAMES_FILE, PLACES_FILE
from gazetteer.manifest import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Scratch", "check_target", "exchange", "scratch_beside", "write_manifest"]

_FILES: Final = frozenset({MANIFEST, NAMES_FILE, PLACES_FILE, FUZZY_FILE})
_LOCK: Final = "lock"
_NEW: Final = "new"
_OLD: Final = "old"
_TRIES: Final = 5


class Scratch:
    """The hidden folder of one build.

    Attributes:
        folder: For whatever the build needs on its way.
        new: For the files of the index.
    """

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder = folder
        self.new = folder / _NEW
        self.new.mkdir()
        self._target = target

    def publish(self) -> None:
        """Put the new index in the target's place. What was there goes with the hidden folder."""
        sync_folder(self.new)
        for _ in range(_TRIES):
            check_target(self._target)
            if self._put():
                sync_folder(self._target.parent)
                return
        raise BuildError(f"{self._target} cannot be written: other builds keep replacing it")

    def _put(self) -> bool:
        if not self._target.exists():
            try:
                self.new.replace(self._target)
            except OSError:
                if self._target.exists():  # another build was quicker
                    return False
                raise
        elif not exchange(self.new, self._target):
            old = self.folder / _OLD
            self._target.replace(old)
            try:
                self.new.replace(self._target)
            except (
                BaseException
            ):  # an interrupt too: the folder that holds the old index is about to be removed
                old.replace(self._target)
                raise
        return True


@contextlib.contextmanager
def scratch_beside(target: Path) -> Iterator[Scratch]:
    """A hidden folder beside the target, removed in the end like those that killed builds have left.

    Raises:
        BuildError: If the target is something else than an index or an empty folder: it would be replaced.
    """
    target = Path(os.path.realpath(target))
    check_target(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}-build-"
    _clear_abandoned(target, prefix)
    while True:
        folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=prefix))
        try:
            with (folder / _LOCK).open("wb") as lock:
                _lock(lock.fileno())
                if not (folder / _LOCK).exists():  # another build took it for abandoned before it was locked
                    continue
                yield Scratch(folder, target)
                return
        except FileNotFoundError:
            if folder.exists():
                raise
        except OSError as error:
            # A full disk does not say of which file it speaks.
            error.filename = error.filename or str(target)
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def write_manifest(folder: Path, about: Mapping[str, object]) -> None:
    """Write the manifest of an index whose files are in a folder.

    Args:
        folder: The folder.
        about: What it says beside sizes and hashes: sources, counts.
    """
    with (folder / MANIFEST).open("wb") as file:
        file.write(describe(folder, (NAMES_FILE, PLACES_FILE, FUZZY_FILE), about))
        file.flush()
        os.fsync(file.fileno())


def check_target(target: Path) -> None:
    """Refuse a target that no index may replace.

    Raises:
        BuildError: If it is something else than an index or an empty folder.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise BuildError(f"{target} is a file; an index is a folder, so give the name of a new or empty one")
    names = {path.name for path in target.iterdir()}
    if names and MANIFEST not in names:
        raise BuildError(f"{target} holds {_some(names)} and no index; give a new or empty folder")
    if names - _FILES:
        raise BuildError(
            f"{target} holds {_some(names - _FILES)} beside its index, which would be lost; move them away "
            "or give another folder"
        )


def _some(names: set[str]) -> str:
    first = sorted(names)[:3]
    return ", ".join(first) + (f" and {len(names) - len(first)} more" if len(names) > len(first) else "")


def _clear_abandoned(target: Path, prefix: str) -> None:
    """Remove the folders of builds that are no more, and put back an index that one had moved aside."""
    for folder in target.parent.glob(f"{prefix}*"):
        try:
            with (folder / _LOCK).open("rb+") as lock:
                if not _lock(lock.fileno()):
                    continue  # that build is at work
        except OSError:
            with contextlib.suppress(OSError):
                folder.rmdir()  # killed before it had its lock
            continue
        if (folder / _OLD).exists() and not target.exists():
            (folder / _OLD).replace(target)
        shutil.rmtree(folder, ignore_errors=True)


def _lock(number: int) -> bool:
    """Take the lock, which ends with this process; false if another has it or the system has none."""
    try:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; false where the system cannot."""
    import ctypes

    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            here = -100  # AT_FDCWD
            done = library.renameat2(here, os.fsencode(one), here, os.fsencode(other), 2)  # RENAME_EXCHANGE
        elif sys.platform == "darwin":
            done = library.renamex_np(os.fsencode(one), os.fsencode(other), 2)  # RENAME_SWAP
        else:
            return False
    except (AttributeError, OSError, TypeError):
        return False
    return bool(done == 0)
