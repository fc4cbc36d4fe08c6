"""What all tests share: a small rubric, and the real data where there is any."""

import os
from pathlib import Path

import pytest

DEEP = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
SMALL_RUBRIC = f"""\
rubric: 1
title: A small rubric
points: 20
late: {{per_day: 10%, of: maximum, reject_after_days: 7}}
provide:
  hw2_Q2_and_Q3_data.npz: a2/clothing
networks:
  deep:
    layers: {DEEP}
    task: a2/clothing
questions:
  - id: "1"
    title: Deep
    points: 15
    deductions:
      - id: wrong-network
        points: 5
        unless: {{architecture: deep}}
      - id: fails-with-it
        points: 4
        unless: notebook_runs
        needs: [wrong-network]
  - id: "2"
    title: Runs
    points: 5
    deductions:
      - id: fails
        points: 2
        unless: notebook_runs
"""


@pytest.fixture
def rubric_file(tmp_path: Path) -> Path:
    """A rubric that no person is needed for."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL_RUBRIC)
    return path


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """The folder with the real data sets; whoever asks for it is skipped where there is none."""
    folder = os.environ.get("GRADE_DATA")
    if not folder:
        pytest.skip("needs real data: GRADE_DATA is not set")
    return Path(folder)
