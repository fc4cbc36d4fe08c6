"""Data sets by torchvision into the cache."""

import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from reference.data.published import DataSet, found_sound
from reference.data.records import Content, Found

CONNECT_SECONDS = 5
FORGET_FAILURE_SECONDS = 3_600
"""How long a failed download is remembered, so that not every command waits for it again."""


def downloaded(wanted: DataSet[Content], folder: Path) -> Found[Content] | None:
    """The data set, fetched into the folder; None if it cannot be had now."""
    if wanted.downloader is None:
        return None
    failed = folder / f"download-failed-{wanted.name}"
    with suppress(OSError):  # a cache that cannot be written is as good as no network
        if failed.exists() and time.time() - failed.stat().st_mtime < FORGET_FAILURE_SECONDS:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="download-") as fresh:
            fetched = fetch(wanted.downloader, Path(fresh), seconds=wanted.download_seconds)
            if fetched and found_sound(wanted, Path(fresh)):
                _put_in_place(wanted, Path(fresh), folder)
                return found_sound(wanted, folder)
        failed.touch()
    return None


def _put_in_place(wanted: DataSet[Content], fresh: Path, folder: Path) -> None:
    """Move what was fetched, unless another process was faster and did it well."""
    if found_sound(wanted, folder) is None:
        top = Path(wanted.places[0]).parts[0]
        shutil.rmtree(folder / top, ignore_errors=True)  # damaged
        with suppress(OSError):
            (fresh / top).replace(folder / top)


def fetch(downloader: str, folder: Path, *, seconds: int) -> bool:
    """Whether torchvision's class of this name could fetch its data; in a process of its own.

    torchvision prints, takes seconds to import and has no time limit but the process-wide one.
    """
    program = (
        f"import socket, sys; socket.setdefaulttimeout({CONNECT_SECONDS})\n"
        f"from torchvision.datasets import {downloader}\n"
        f"{downloader}(sys.argv[1], download=True)\n"
    )
    try:
        run = subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0
