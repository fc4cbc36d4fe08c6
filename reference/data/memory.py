"""What was read once and found right: remembered, so that hundreds of megabytes rest.

A data set's files are known again by their sizes and times, its stand-in by the code that makes it.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reference.data import stand_in
from reference.data.built import write
from reference.data.published import DataSet
from reference.data.records import DataProblem, Origin


def recall(wanted: DataSet[Any], place: Path | None, cache: Path) -> Origin | None:
    """What was found at the place, or of the stand-in if that is None; None if not known."""
    try:
        return Origin(**json.loads(_file(wanted, place, cache).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def remember(wanted: DataSet[Any], place: Path | None, cache: Path, found: Origin) -> None:
    """Note what was found; a cache that cannot be written forgets."""
    with suppress(OSError, DataProblem):
        content = json.dumps(asdict(found)).encode()
        write(_file(wanted, place, cache), lambda file: file.write(content))


def _file(wanted: DataSet[Any], place: Path | None, cache: Path) -> Path:
    marks = _stand_in_marks() if place is None else _marks(place)
    key = hashlib.sha256(repr((wanted.name, wanted.digest, marks)).encode()).hexdigest()
    return cache / "known" / f"{wanted.name}-{key[:16]}.json"


def _marks(place: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells a place's files from changed ones without reading them."""
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    stats = ((str(file.resolve()), file.stat()) for file in files)
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def _stand_in_marks() -> str:
    return hashlib.sha256(Path(stand_in.__file__).read_bytes()).hexdigest()
