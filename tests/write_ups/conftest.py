"""One reading room for all tests: what one document does to it, the next must not feel."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.collect.write_ups import read_write_up
from grader.records.write_up import WriteUp
from grader.sandbox import choose_wall
from grader.sandbox.reading import ReadingRoom


@pytest.fixture(scope="session")
def room() -> Iterator[ReadingRoom]:
    """Behind the wall, with the limits that hold for everybody."""
    made = ReadingRoom(choose_wall("bubblewrap"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def opened(room: ReadingRoom) -> Callable[[Path], WriteUp]:
    """Reads a file."""
    return lambda file: read_write_up(file, room, path=file.name)
