"""A path becomes submissions: copied, unpacked within limits and read; nothing is executed."""

from grader.ingest.again import changed_files
from grader.ingest.classes import read_class, read_given, read_one
from grader.ingest.limits import DEFAULT, IngestLimits

__all__ = ["DEFAULT", "IngestLimits", "changed_files", "read_class", "read_given", "read_one"]
