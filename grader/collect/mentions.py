"""Which of the known data a submission speaks of: only that is laid out for it."""

import re
from collections.abc import Iterator
from pathlib import Path

from grader.records import FileKind, Submission

LARGEST_TEXT = 4 * 1024 * 1024
"""Bytes of a helper module or a file of settings that are looked through."""
_TEXTS = (FileKind.SCRIPT, FileKind.DATA, FileKind.OTHER)

_DATA = {
    "a2": re.compile(r"hw2_q", re.IGNORECASE),
    "mnist": re.compile(r"(?<!fashion)(?<!fashion[-_ ])mnist|\bidx[13]|ubyte|t10k", re.IGNORECASE),
    "fashion-mnist": re.compile(r"fashion|\bidx[13]|ubyte|t10k", re.IGNORECASE),
    "cifar-10": re.compile(r"cifar|data_batch", re.IGNORECASE),
    "olivetti": re.compile(r"olivetti", re.IGNORECASE),
    "packed": re.compile(r"\bidx|ubyte|t10k|\.gz", re.IGNORECASE),
}


def mentioned_data(submission: Submission) -> frozenset[str]:
    """Names of the data that occur in its notebooks, scripts, modules and files of settings.

    `packed` says that it reads MNIST's files by hand.
    """
    texts = list(_texts(submission))
    return frozenset(
        name for name, words in _DATA.items() if any(words.search(text) for text in texts)
    )


def _texts(submission: Submission) -> Iterator[str]:
    yield from (cell.source for notebook in submission.notebooks for cell in notebook.cells)
    for file in submission.files:
        path = Path(submission.folder, file.path)
        if file.kind in _TEXTS and file.size <= LARGEST_TEXT and path.is_file():
            yield path.read_bytes().decode(errors="replace")
