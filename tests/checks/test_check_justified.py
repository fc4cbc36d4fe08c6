"""The justified check leads a person to the reasons that stand beside a choice."""

import pytest

from grader.checks.claims import justified
from grader.records import Outcome
from tests.checks.write_ups_by_hand import case, report

MET, SUSPECTED, OPEN = Outcome.MET, Outcome.SUSPECTED, Outcome.OPEN
ALONE = "The network was trained by Adam with a learning rate of 0.0001 and batches of 64 faces."


@pytest.mark.parametrize(
    "reason",
    [
        "We took it because the loss jumped with 0.01.",
        "A rate of 0.1 diverged at once.",
        "Several values were tried, and this one won.",
        "With 0.01 training was too fast to see anything.",
        "This is the default of the library.",
    ],
)
def test_a_reason_near_the_statement_is_shown_and_a_person_decides(reason: str) -> None:
    made = case(report(q1_1=f"{ALONE} {reason}"))

    answer = justified(made, quantity="learning_rate", question=("1.1",))

    assert answer.outcome is OPEN
    reasons = [fact for fact in answer.facts if fact.label == "Perhaps a reason"]
    assert reasons[0].text == reason
    assert reasons[0].place is not None
    met = justified(made, quantity="learning_rate", question=("1.1",), found_means="met")
    assert met.outcome is MET


def test_a_value_that_stands_alone_is_suspected_and_never_more() -> None:
    made = case(report(q1_1=ALONE))

    answer = justified(made, quantity="learning_rate", question=("1.1",), found_means="met")

    assert answer.outcome is SUSPECTED


def test_a_reason_in_another_paragraph_of_the_section_is_seen() -> None:
    words = f"{ALONE}\n\nThe faces are grey.\n\nThere are many.\n\nLarger rates diverged quickly."

    answer = justified(case(report(q1_1=words)), quantity="learning_rate", question=("1.1",))

    assert answer.outcome is OPEN
    assert "Larger rates diverged quickly." in [fact.text for fact in answer.facts]


@pytest.mark.parametrize(
    "text",
    [
        report(q1_1="Faces come out of the network nearly as they went into it."),
        f"# Faces\n\n{ALONE}\n",
        report(q1_1="Wir haben mit Adam und einer learning rate of 0.0001 das Netz für die"
               " Gesichter über hundert Epochen trainiert und am Ende alles gezeigt."),
    ],
)  # fmt: skip
def test_where_little_is_known_nothing_is_suspected(text: str) -> None:
    answer = justified(case(text), quantity="learning_rate", question=("1.1",))

    assert answer.outcome is OPEN


def test_what_could_not_be_read_may_hold_the_reason() -> None:
    made = case(report(q1_1=ALONE), problems=("Page 2 could not be read.",))

    assert justified(made, quantity="learning_rate", question=("1.1",)).outcome is OPEN


def test_unknown_words_are_our_mistake_and_loud() -> None:
    with pytest.raises(ValueError, match="no quantity"):
        justified(case(report()), quantity="rate")
    with pytest.raises(ValueError, match="found_means"):
        justified(case(report()), quantity="epochs", found_means="maybe")
