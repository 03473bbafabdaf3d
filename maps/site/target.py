"""The folder of a site: what is new is made beside it, and takes its place in one step.

``.NAME.building`` beside the folder holds the new site until it is whole, ``.NAME.lock`` keeps two builds
apart. ``docs/decisions/0021-a-site-changes-in-one-step.md`` says why.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.folders import sync_folder
from gazetteer.build.publish import exchange
from maps.site.errors import TargetError
from maps.site.manifest import INDEX, MANIFEST, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

__all__ = ["Target"]


class Target:
    """The folder that a site is published in.

    Args:
        folder: The folder, which need not be there yet. Of a link its target is meant.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        #: The folder as the caller named it, for messages.
        self.name = os.fspath(folder)
        #: The folder itself.
        self.folder = Path(folder).resolve()
        #: Where the new site is made.
        self.staging = self.folder.with_name(f".{self.folder.name}.building")
        self._published = False
        self._moving = self.folder.with_name(f".{self.folder.name}.moving")

    @contextlib.contextmanager
    def locked(self, tell: Callable[[str], None]) -> Iterator[int]:
        """The right to write, which one build at a time has; another one waits.

        Args:
            tell: Called with a line to show if another build is at work.

        Returns:
            The descriptor of the lock: who holds it open keeps the lock.

        Raises:
            TargetError: If nothing can be written beside the folder.
        """
        import fcntl

        path = self.folder.with_name(f".{self.folder.name}.lock")
        while True:
            descriptor = self._opened(path)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                owner = os.read(descriptor, 20).decode("ascii", "replace").strip() or "unknown"
                tell(f"{self.name}: another build (process {owner}) is writing it; waiting for its end")
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Whoever had the lock has taken the file away: then this is the lock of nothing.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.stat()):
                    break
            os.close(descriptor)
        try:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            yield descriptor
        finally:
            path.unlink(missing_ok=True)
            os.close(descriptor)

    def _opened(self, path: Path) -> int:
        if self.folder.exists() and not self.folder.is_dir():
            raise TargetError([f"{self.name} is a file; name a folder"])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise TargetError(
                [f"{self.name} cannot be written: {error.strerror} ({path.parent}); choose another folder"]
            ) from error

    def recover(self) -> None:
        """Clear away what a build left that was killed. To be called with the lock."""
        if self._moving.exists():
            self._move_each(self._moving)
        if (self.staging / MANIFEST).exists():
            self._clear(self.staging)
        elif self.staging.exists():
            shutil.rmtree(self.staging)

    def keep(self, path: str) -> None:
        """Take a file of the present site over into the new one."""
        _link(self.folder / path, self.staging / path)

    def publish(self, ours: Collection[str]) -> None:
        """Put the new site in the place of the present one. To be called with the lock.

        Args:
            ours: The files of the present site that Dateline wrote. Others stay.

        Raises:
            TargetError: If a file of the new site would replace one that Dateline did not write.
        """
        self._take_foreign(ours)
        if self.folder.exists():
            shutil.copymode(self.folder, self.staging)
        _sync_folders(self.staging)
        self._published = self._put()
        if not self._published:
            self.staging.replace(self._moving)
            self._move_each(self._moving, ours)
        sync_folder(self.folder.parent)
        if self.staging.exists():
            self._clear(self.staging)

    def abandon(self) -> None:
        """Delete the new site, unless it has taken its place: what is there then is for ``recover``."""
        if not self._published:
            shutil.rmtree(self.staging, ignore_errors=True)

    def _put(self) -> bool:
        """Put the new site in its place in one step; false where the system cannot."""
        if self.folder.exists() and any(self.folder.iterdir()):
            return exchange(self.staging, self.folder)
        try:
            self.staging.replace(self.folder)
        except OSError as error:
            # An empty folder may be the mount point of another disk.
            if error.errno not in {errno.EBUSY, errno.EXDEV}:
                raise
            return False
        return True

    def _take_foreign(self, ours: Collection[str]) -> None:
        """Let files that Dateline did not write stand in the new site too."""
        refused = []
        for path in _files(self.folder):
            if path in ours:
                continue
            if not os.path.lexists(self.staging / path):
                _link(self.folder / path, self.staging / path)
            elif not _same(self.folder / path, self.staging / path):
                refused.append(
                    f"{self.name}/{path} was there, and Dateline did not write it: it would be lost"
                )
        if refused:
            refused[-1] += "; choose a folder of its own for the site, or move the file away"
            raise TargetError(refused)

    def _clear(self, old: Path) -> None:
        """Delete a former site. What got into it while it was replaced goes over to the present one."""
        ours = listed(old)
        for path in _files(old):
            here = self.folder / path
            if path not in ours and (not os.path.lexists(here) or _newer(old / path, here)):
                here.parent.mkdir(parents=True, exist_ok=True)
                (old / path).replace(here)
        shutil.rmtree(old)

    def _move_each(self, new: Path, ours: Collection[str] = ()) -> None:
        """Move a new site file by file: what pages need comes first, what lists them last.

        Until the manifest is moved the present one tells what there is to remove, and the new one what is
        still to come, so that another build can go on where this one was killed.
        """
        wanted = listed(new)
        former = {*ours, *listed(self.folder)}
        coming = sorted(_files(new), key=lambda path: (path == INDEX, not path.startswith("assets/"), path))
        for path in coming:
            if path != MANIFEST:
                self._move(new, path)
        for path in former - wanted:
            (self.folder / path).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                (self.folder / path).parent.rmdir()
        self._move(new, MANIFEST)
        shutil.rmtree(new)

    def _move(self, new: Path, path: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            (new / path).replace(self.folder / path)


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no second names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _files(folder: Path) -> Iterator[str]:
    """All files below a folder, and links to folders, as paths from it."""
    for here, folders, files in os.walk(folder):
        near = Path(here).relative_to(folder)
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        yield from sorted((near / name).as_posix() for name in (*files, *links))


def _same(one: Path, other: Path) -> bool:
    if one.is_symlink() or not one.is_file():
        return False
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _newer(one: Path, other: Path) -> bool:
    return one.lstat().st_mtime_ns > other.lstat().st_mtime_ns


def _sync_folders(folder: Path) -> None:
    for here, _, _ in os.walk(folder):
        sync_folder(Path(here))
