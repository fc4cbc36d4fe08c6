"""A small part of the quality table, through the real command and the real sandbox.

The whole table is `make quality`. Here stands the cheapest solution: a script that trains small
networks on the stand-in data, with faults of three kinds and two harmless changes.
"""

from pathlib import Path

import pytest

from benchmarks.grading_quality.__main__ import main

CAUGHT = ("no-convolution", "gradients-add-up")
ASKED = "no-figure"
"""Left to a person, with what the evidence points at."""
KEPT = ("comments-and-prints", "arguments-by-name")

RESULTS = ("- caught:", "- undecided:", "- missed:", "- kept:", "- wrong")


@pytest.mark.sandbox
def test_faults_are_caught_and_nothing_right_costs_anything(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = [f"plain_loops--{name}" for name in (*CAUGHT, ASKED, *KEPT)]
    only = [word for name in names for word in ("--only", name)]

    status = main(["a7", *only, "--keep", str(tmp_path), "--all"])

    told = capfd.readouterr().out.splitlines()
    results = dict(_result(line) for line in told if line.startswith(RESULTS))
    assert results == {
        "plain_loops": "kept",
        **{f"plain_loops--{name}": "caught" for name in CAUGHT},
        f"plain_loops--{ASKED}": "undecided",
        **{f"plain_loops--{name}": "kept" for name in KEPT},
    }
    assert status == 0


def _result(line: str) -> tuple[str, str]:
    """`- caught: solution--fault: why` as name and result."""
    result, name, *_ = line.removeprefix("- ").split(": ")
    return name.removesuffix(":"), result
