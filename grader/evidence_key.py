"""The name under which evidence is stored: everything that it depends on."""

import functools
import hashlib
import importlib.metadata
import json
import sys
from dataclasses import asdict
from pathlib import Path

from grader import __version__
from grader.course import Course
from grader.records import Submission
from grader.sandbox import resolved
from grader.settings import Settings

MAKES_EVIDENCE = ("ingest", "sandbox", "probe", "reader", "collect")
"""Folders whose code decides what evidence says; with other code, evidence is made anew."""

JUDGES_WITH = ("numpy", "scipy", "pydantic")
"""Packages of others that bear on what is made of evidence."""


def evidence_key(submission: Submission, settings: Settings, course: Course) -> str:
    """Digest of the submission's content, the settings of its run, the data and the program."""
    parts = {
        "submission": submission.digest,
        "sandbox": resolved(settings.sandbox),
        "limits": asdict(settings.limits),
        "data": course.used.digest,
        "files": course.files,
        "tasks": course.tasks,
        "program": [__version__, _source_digest()],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@functools.cache
def program_digest() -> str:
    """Digest of all that has a say in what is made of evidence: our code, Python, libraries."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in JUDGES_WITH]
    parts = [__version__, sys.version, *versions, _digest_of_code(Path(__file__).parent)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@functools.cache
def _source_digest() -> str:
    package = Path(__file__).parent
    return _digest_of_code(*(package / folder for folder in MAKES_EVIDENCE))


def _digest_of_code(*folders: Path) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()
