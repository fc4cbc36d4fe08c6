"""The seam to whatever opens documents that need a parser."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What came back about one document: written by a process that the document may own."""

    content: bytes = b""
    """One JSON object a line."""
    ending: str = ""
    """Why reading ended before the end; empty if it did not."""
    lost: str = "[]"
    """JSON: pages that were lost on the way, each with the reason."""


class Reader(Protocol):
    """Opens documents where they can harm nothing."""

    def open(self, file: Path, form: str) -> Opened:
        """What a document of the form `pdf`, `docx` or `html` holds; failures are an ending."""
        ...
