"""How much lies in folders that a student's code writes to."""

import contextlib
import errno
import os
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MAX_FILES = 100_000
"""Files and folders that a submission may make."""
_IN_MEMORY = ("/tmp", "/dev/shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskUse:
    """What lies in some folders."""

    size: int
    """Bytes on the disk."""
    files: int
    """Files and folders."""


def disk_use(folders: Iterable[Path]) -> DiskUse:
    """What lies in `folders`, links not followed.

    A folder that hides its content, by its permissions or by a path too long to open, counts as
    more than anyone may use: honest code makes none.
    """
    size = files = 0
    waiting = deque(str(folder) for folder in folders)
    while waiting and files <= 2 * MAX_FILES:
        try:
            with os.scandir(waiting.popleft()) as entries:
                for entry in entries:
                    files += 1
                    size += _blocks(entry)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.ENAMETOOLONG):
                files += MAX_FILES + 1
    return DiskUse(size=size, files=files)


def files_in_memory(process: int) -> int:
    """Files and folders in the temporary folders that a walled process sees.

    They lie in memory, each costs the kernel some, and no process is charged for it.
    """
    found = 0
    for folder in _IN_MEMORY:
        with contextlib.suppress(OSError):
            seen = Path(f"/proc/{process}/root{folder}")
            if seen.stat().st_dev != Path(folder).stat().st_dev:
                room = os.statvfs(seen)
                found += room.f_files - room.f_ffree
    return found


def _blocks(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_blocks * 512
    except FileNotFoundError:
        return 0
