"""Made-up reports: the mistakes in them are found, and what is right in them is left alone.

Every third report is read here; `python -m tests.labelled.score` reads them all, twins included.
"""

import pytest

from grader.records import Consistency
from tests.labelled.labels import read_reports
from tests.labelled.matching import Placed
from tests.labelled.score import Score, score

LEAST_RECALL = 0.55
"""Share of the wrong statements that must be found."""
MOST_FALSE_ALARMS = 0.01
"""Share of the right statements that may be said to be wrong."""


@pytest.fixture(scope="module")
def scored() -> Score:
    return score([each for each in read_reports() if each.text is None][::3])


def told(labels: list[Placed], scored: Score) -> list[str]:
    """Labels with what is said of them, for the message of a test that fails."""
    return [
        f"{each.report.name}: {each.label.words!r}: {told.finding.sentence}"
        for each in labels
        for told in scored.told
        if each in told.about and told.finding.outcome == Consistency.INCONSISTENT
    ]


def test_every_label_stands_in_its_document_as_it_is_read(scored: Score) -> None:
    assert [each.label.words for each in scored.placed if not each.spans] == []


def test_the_set_has_enough_of_everything(scored: Score) -> None:
    share = {outcome: len(scored.labelled(outcome)) / len(scored.placed) for outcome in Consistency}
    assert len(scored.placed) >= 260
    assert 0.28 <= share[Consistency.INCONSISTENT] <= 0.4
    assert share[Consistency.CANNOT_TELL] >= 0.1


def test_enough_of_the_mistakes_are_found(scored: Score) -> None:
    assert len(scored.found()) >= LEAST_RECALL * len(scored.labelled(Consistency.INCONSISTENT))


def test_right_statements_are_left_alone(scored: Score) -> None:
    alarms = scored.false_alarms()
    allowed = MOST_FALSE_ALARMS * len(scored.labelled(Consistency.CONSISTENT))
    assert len(alarms) <= allowed, told(alarms, scored)
