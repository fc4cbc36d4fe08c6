"""Stored evidence is used again exactly when nothing changed that it depends on."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.course import Course
from grader.evidence_key import evidence_key
from grader.records import Limits, RunMode, Submission
from grader.settings import Settings
from reference.data import Source, stand_in_source

SUBMISSION = Submission(
    id="anna", name="Anna", digest="d" * 64, folder="/a", files=(), notebooks=()
)
USUAL = Settings()
FILE, TASK = "hw2_Q2_and_Q3_data.npz", "a2/clothing"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return stand_in_source(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture
def course(source: Source) -> Course:
    return Course(source, files=[FILE], tasks=[TASK])


@pytest.mark.parametrize(
    "settings",
    [
        replace(USUAL, sandbox="bubblewrap"),
        replace(USUAL, workers=4),
        replace(USUAL, out=Path("elsewhere")),
        replace(USUAL, fresh=True),
        replace(USUAL, only=("anna",)),
        replace(USUAL, offline=True),
    ],
)
def test_settings_that_change_no_evidence_keep_the_key(course: Course, settings: Settings) -> None:
    assert evidence_key(SUBMISSION, settings, course) == evidence_key(SUBMISSION, USUAL, course)


@pytest.mark.parametrize(
    "settings",
    [
        replace(USUAL, sandbox="none"),
        replace(USUAL, limits=Limits(wall_seconds=5.0)),
        replace(USUAL, limits=Limits(mode=RunMode.SAVED)),
        replace(USUAL, limits=Limits(gpu_share=1.0)),
    ],
)
def test_settings_of_the_run_change_the_key(course: Course, settings: Settings) -> None:
    assert evidence_key(SUBMISSION, settings, course) != evidence_key(SUBMISSION, USUAL, course)


def test_the_content_counts_and_the_name_does_not(course: Course) -> None:
    key = evidence_key(SUBMISSION, USUAL, course)

    renamed = replace(SUBMISSION, id="ben", name="Ben", folder="/b")
    changed = replace(SUBMISSION, digest="e" * 64)

    assert evidence_key(renamed, USUAL, course) == key
    assert evidence_key(changed, USUAL, course) != key


def test_what_submissions_are_given_and_measured_on_counts(source: Source, course: Course) -> None:
    key = evidence_key(SUBMISSION, USUAL, course)
    others = [
        Course(source, files=[], tasks=[TASK]),
        Course(source, files=[FILE], tasks=[]),
        Course(source, files=[FILE], tasks=[TASK, "a2/clothing-noisy"]),
    ]

    assert len({key, *(evidence_key(SUBMISSION, USUAL, other) for other in others)}) == 4
