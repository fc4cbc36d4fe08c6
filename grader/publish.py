"""Writes what people read: one folder for each submission, the class page and the gradebook."""

import contextlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from grader.documents import write_evidence, write_verdict
from grader.errors import StoreError
from grader.records import Rubric
from grader.render.class_page import make_class_page, render_class_html
from grader.render.gradebook import write_csv
from grader.render.graded import GradedSubmission
from grader.render.page import make_page
from grader.render.report import render_html, render_markdown
from grader.store import stored_blob, write_whole

CLASS_PAGE = "index.html"
GRADEBOOK = "grades.csv"
VERDICT = "verdict.json"


def publish_submission(
    graded: GradedSubmission,
    rubric: Rubric,
    out: Path,
    *,
    graded_on: str,
    document: str | None = None,
) -> None:
    """Write `report.html`, `report.md`, `verdict.json` and `evidence.json` of one submission.

    `document` is that of its evidence, if it was made already.
    """
    if graded.verdict is None or graded.evidence is None:
        return
    page = make_page(
        graded.verdict,
        graded.evidence,
        graded_on=graded_on,
        expected=rubric.networks,
        matches=graded.matches,
        held=graded.held,
        picture=partial(stored_blob, out),
    )
    _write(
        out / graded.id,
        {
            "report.html": render_html(page),
            "report.md": render_markdown(page),
            VERDICT: write_verdict(graded.verdict),
            "evidence.json": document or write_evidence(graded.evidence),
        },
    )


def publish_class(
    graded: Sequence[GradedSubmission], rubric: Rubric, out: Path, *, graded_on: str
) -> Path:
    """Write the class page and the gradebook; gives back where the page lies."""
    page = make_class_page(rubric, graded, graded_on=graded_on)
    _write(out, {CLASS_PAGE: render_class_html(page), GRADEBOOK: write_csv(rubric, graded)})
    return out / CLASS_PAGE


def _write(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            _bring_up_to_date(folder / name, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error


def _bring_up_to_date(path: Path, content: bytes) -> None:
    """Write a file unless it holds this already."""
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    write_whole(path, content)
