"""A path becomes submissions: copied, unpacked within limits and read; nothing is executed."""

from grader.ingest.classes import read_class, read_one
from grader.ingest.limits import DEFAULT, IngestLimits

__all__ = ["DEFAULT", "IngestLimits", "read_class", "read_one"]
