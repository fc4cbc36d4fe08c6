"""The name under which evidence is stored: everything that it depends on."""

import functools
import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from grader import __version__
from grader.course import Course
from grader.records import Submission
from grader.settings import Settings

MAKES_EVIDENCE = ("ingest", "sandbox", "probe", "reader", "collect")
"""Folders whose code decides what evidence says; with other code, evidence is made anew."""


def evidence_key(submission: Submission, settings: Settings, course: Course) -> str:
    """Digest of the submission's content, the settings of its run, the data and the program."""
    parts = {
        "submission": submission.digest,
        "sandbox": "bubblewrap" if settings.sandbox == "auto" else settings.sandbox,
        "limits": asdict(settings.limits),
        "data": course.used.digest,
        "files": course.files,
        "tasks": course.tasks,
        "program": [__version__, _source_digest()],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@functools.cache
def _source_digest() -> str:
    package = Path(__file__).parent
    total = hashlib.sha256()
    for folder in MAKES_EVIDENCE:
        for path in sorted((package / folder).rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()
