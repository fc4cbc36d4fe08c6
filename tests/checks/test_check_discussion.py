"""The discussion check: concepts are found in any form, and what is doubtful goes to a person."""

import time

import pytest

from grader.checks.answers.discussion import discussion
from grader.records import Outcome
from tests.checks.write_ups_by_hand import case, report

MET, SUSPECTED, OPEN = Outcome.MET, Outcome.SUSPECTED, Outcome.OPEN
OVERFITTING = (("overfitting", ("overfit", "memorise", "fits the noise")),)
BOTH = (*OVERFITTING, ("wrong labels", ("wrong label", "noisy label", "mislabelled")))
FOUR = ("4.1",)


def outcome_of(words: str, found_means: str = "met") -> Outcome:
    """What one section comes to when overfitting is looked for."""
    made = case(report(q4_1=words))
    return discussion(made, concepts=OVERFITTING, question=FOUR, found_means=found_means).outcome


@pytest.mark.parametrize(
    "words",
    [
        "From epoch 40 on the network overfits the labels that it has seen so often.",
        "This is a clear case of over-fitting, as one can see in the curves.",
        "The model starts over fitting after the first forty epochs of training.",
        "Overfitted networks repeat what they have seen and nothing beyond it.",
        "It memorizes the training set, and the test accuracy goes down with it.",
        "After a while there is only memorisation of what is in the training set.",
        "The network begins to fit more and more of the noise in the labels.",
        "This is over tting, as the letters of this picture of a page would have it.",
        "It not only overfits, it also takes far longer than it would have to.",
    ],
)
def test_a_concept_is_found_in_every_form(words: str) -> None:
    assert outcome_of(words) is MET
    assert outcome_of(words, "open") is OPEN


@pytest.mark.parametrize(
    "words",
    [
        "The network does not overfit, as the curves of the training show well.",
        "There is no overfitting in any of the curves that we have looked at.",
        "Overfitting was not seen in any of the curves that we have looked at.",
        "It didn't overfit at all, and the curves of the training show it well.",
        "Is the network overfitting, and what is the reason for what is seen here?",
        'Answer. "Explain why the network is overfitting. (10 points)" Nice curves.',
        "It is a case of ovrefitting, as one can see in the curves of the training.",
        "The noise is strong, and after forty long epochs nearly everybody here found a curve that"
        " fits.",
    ],
)
def test_what_is_denied_asked_or_misspelt_waits_for_a_person(words: str) -> None:
    assert outcome_of(words) is OPEN


def test_nothing_found_in_a_section_that_was_read_is_suspected() -> None:
    answer = discussion(case(report()), concepts=OVERFITTING, question=FOUR)

    assert answer.outcome is SUSPECTED
    assert answer.facts[0].label == "Not found"
    assert answer.facts[-1].label == "Look at"
    assert answer.facts[-1].place is not None


@pytest.mark.parametrize(
    "words",
    [
        "Das Netz lernt zuerst die richtigen Antworten und wiederholt dann die falschen Labels"
        " der Trainingsdaten, was man an den Kurven gut sehen kann.",
        "网络先学习正确的标签,然后记住错误的标签,所以测试准确率下降。",
        "See plot.",
    ],
)
def test_what_we_read_badly_is_open(words: str) -> None:
    assert outcome_of(words) is OPEN


def test_other_languages_can_be_asked_for() -> None:
    concepts = (("overfitting", ("过拟合", "Überanpassung")),)
    made = case(report(q4_1="网络在第40个epoch之后过拟合,所以测试准确率下降。"))

    answer = discussion(made, concepts=concepts, question=FOUR, found_means="met")

    assert answer.outcome is MET


def test_passages_are_shown_with_their_places() -> None:
    words = "About a third of the labels are wrong. That is why the network overfits them."

    answer = discussion(case(report(q4_1=words)), concepts=BOTH, question=FOUR)

    assert answer.outcome is OPEN
    shown = {fact.text: fact.place for fact in answer.facts if fact.label == "You wrote"}
    assert "overfitting: That is why the network overfits them." in shown
    assert all(place is not None and place.line is not None for place in shown.values())


def test_some_of_several_may_be_enough() -> None:
    made = case(report(q4_1="After forty epochs the network overfits, which the plot shows."))

    everything = discussion(made, concepts=BOTH, question=FOUR, found_means="met")
    one = discussion(made, concepts=BOTH, question=FOUR, found_means="met", at_least=1)

    assert everything.outcome is OPEN
    assert "doubtful: wrong labels" in everything.reason
    assert one.outcome is MET


def test_a_heading_or_another_section_alone_is_doubtful() -> None:
    text = report() + "\n## Conclusion\n\nIn the end the network overfits what it was given.\n"

    answer = discussion(case(text), concepts=OVERFITTING, question=FOUR, found_means="met")

    assert answer.outcome is OPEN
    assert "doubtful: overfitting" in answer.reason.lower()


def test_another_questions_words_are_not_taken_for_an_answer() -> None:
    text = report(q2_1="From epoch 80 on the shallow network overfits, as the curves show.")

    answer = discussion(case(text), concepts=OVERFITTING, question=FOUR, found_means="met")

    assert answer.outcome is SUSPECTED


def test_a_report_without_numbers_is_searched_whole() -> None:
    text = "# Labels\n\nThe network overfits the wrong labels after forty epochs of training.\n"

    answer = discussion(case(text), concepts=BOTH, question=("1.1",), found_means="met")

    assert answer.outcome is MET


def test_unread_documents_are_open() -> None:
    assert discussion(case(), concepts=BOTH).outcome is OPEN
    made = case(report(), problems=("A page could not be read.",))
    assert discussion(made, concepts=BOTH, question=FOUR).outcome is OPEN


def test_a_hostile_text_costs_no_more_than_its_length() -> None:
    text = "# 4.1 Noisy labels\n\n" + "not fit noise over " * 20_000 + "\u202e\u0301" * 1_000
    began = time.perf_counter()

    discussion(case(text), concepts=BOTH, question=FOUR)

    assert time.perf_counter() - began < 20


def test_unknown_words_are_our_mistake_and_loud() -> None:
    with pytest.raises(ValueError, match="found_means"):
        discussion(case(report()), concepts=BOTH, found_means="perhaps")


def test_a_sign_without_letters_is_a_word_like_others() -> None:
    concepts = (("spread", ("±", "standard deviation")),)
    with_sign = case(report(q4_1="The three runs of the network reach 83.1 ± 0.4 per cent."))
    without = case(report(q4_1="The three runs of the network reach what we had hoped for here."))

    assert discussion(with_sign, concepts=concepts, found_means="met").outcome is MET
    assert discussion(without, concepts=concepts, found_means="met").outcome is SUSPECTED


def test_a_phrase_is_not_said_by_its_one_weighty_word() -> None:
    words = (
        "The network was trained three times for 40 epochs, and the curves of it are shown here."
    )
    made = case(report(q4_1=words))
    cause = (("cause", ("more epochs", "only linear")),)

    answer = discussion(made, concepts=cause, question=FOUR, found_means="met")

    assert answer.outcome is SUSPECTED
