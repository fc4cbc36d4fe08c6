"""The stated check: a quantity is told in the write-up, where a reader looks for it."""

from dataclasses import replace

import pytest

from grader.checks.claims import stated
from grader.records import Outcome
from tests.checks.write_ups_by_hand import case, network, report

MET, NOT_MET, SUSPECTED, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.SUSPECTED, Outcome.OPEN
ONE = ("1.1",)
QUIET = "The network maps faces onto themselves, and the outputs are a little blurred and dark."


@pytest.mark.parametrize(
    "words",
    [
        "We trained it by Adam with a learning rate of 0.0001 for many epochs.",
        "Adam (lr=1e-4) was the optimizer of our choice and worked well from the start.",
        "The learning rate was set to $10^{-4}$, and Adam did the rest of the work.",
        "| lr | loss |\n| --- | --- |\n| 0.01 | 0.31 |\n| 0.001 | 0.25 |\n",
    ],
)
def test_a_value_in_the_section_is_stated_whatever_the_words(words: str) -> None:
    answer = stated(case(report(q1_1=words)), quantity="learning_rate", question=ONE)

    assert answer.outcome is MET
    assert answer.facts[0].label == "You wrote"
    assert answer.facts[0].place is not None
    assert answer.facts[0].place.line is not None


def test_silence_of_a_report_that_was_read_whole_is_certain() -> None:
    answer = stated(case(report(q1_1=QUIET)), quantity="learning_rate", question=ONE)

    assert answer.outcome is NOT_MET
    assert answer.facts[-1].label == "Look at"
    assert answer.facts[-1].place is not None


@pytest.mark.parametrize(
    "words",
    [
        # A picture may show it, here or on its way to us.
        f"{QUIET}\n\n![Loss](loss.png)",
        f"{QUIET} See Figure 3 for the settings.",
        # Words that may belong to a statement that was not read.
        f"{QUIET} The step size was one over ten thousand.",
        f"{QUIET} We use Adam(0.0001) here.",
        f"{QUIET} Adam ran with 1/1000 of the usual.",
        # The text sends its reader elsewhere.
        f"{QUIET} All other settings are the same as before.",
        f"{QUIET} The settings can be found in the appendix.",
        # Code and what it printed are no statement, and yet somebody may accept them.
        f"{QUIET}\n\n```python\nopt = torch.optim.Adam(net.parameters(), lr=1e-4)\n```",
        # Letters that were lost, another language, hardly any words.
        f"{QUIET} The  nal network is  ne, and the  rst one too.",
        "Das Netz bildet die Gesichter auf sich selbst ab, und die Ausgaben sind etwas unscharf.",
        "Faces come out.",
    ],
)
def test_what_may_hide_a_statement_keeps_silence_from_costing_points(words: str) -> None:
    answer = stated(case(report(q1_1=words)), quantity="learning_rate", question=ONE)

    assert answer.outcome in (SUSPECTED, OPEN)
    assert answer.reason


def test_a_listing_is_no_statement() -> None:
    words = f"{QUIET}\n\n```python\nopt = torch.optim.Adam(net.parameters(), lr=1e-4)\n```"

    assert (
        stated(case(report(q1_1=words)), quantity="learning_rate", question=ONE).outcome is not MET
    )


def test_a_set_up_that_is_told_once_for_all_counts_everywhere() -> None:
    text = "# Report\n\nAll networks were trained by SGD with a learning rate of 0.01.\n\n"

    answer = stated(case(text + report(q1_1=QUIET)), quantity="learning_rate", question=ONE)

    assert answer.outcome is MET


def test_a_value_under_another_question_is_shown() -> None:
    text = report(q1_1=QUIET, q2_1="We used SGD with a learning rate of 0.01 throughout this part.")

    answer = stated(case(text), quantity="learning_rate", question=ONE)

    assert answer.outcome is NOT_MET
    assert "another question" in answer.reason
    assert "0.01" in answer.facts[0].text


@pytest.mark.parametrize(
    "text",
    [
        # No numbers; numbers of its own; another document; nobody could read it.
        "# Faces\n\nThe network maps faces onto themselves.\n\n# Clothes\n\nIt names clothes.\n",
        "# 1 Introduction\n\nDeep networks are nice and deep, as everybody knows by now.\n\n"
        "# 2 Data\n\nWe have many images of clothes and of faces from the course.\n",
        "# 2.1 Eigenfaces\n\nWe subtract the mean.\n\n# 1.2 Autoencoder\n\nFaces come out.\n",
    ],
)
def test_a_report_that_does_not_number_as_the_handout_does_is_never_found_guilty(
    text: str,
) -> None:
    for name in ("1.1", "1.2", "2.1", "4.1"):
        answer = stated(case(text), quantity="momentum", question=(name,))
        assert answer.outcome in (SUSPECTED, OPEN)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("test_accuracy", f"{QUIET} On the unseen ones we get 84 in the end."),
        ("test_accuracy", f"{QUIET} It is wrong for one in ten, a small error."),
        ("epochs", f"{QUIET} It went on for three hundred rounds."),
        ("parameters", f"{QUIET} It has thirty thousand things to learn."),
        ("batch_size", f"{QUIET} Sixty-four faces go in together."),
        ("carbon", f"{QUIET} The emissions were small."),
    ],
)
def test_a_value_in_unusual_words_is_not_held_to_be_absent(quantity: str, words: str) -> None:
    answer = stated(case(report(q1_1=words)), quantity=quantity, question=ONE)

    assert answer.outcome is not NOT_MET


def test_a_title_that_speaks_of_something_else_keeps_silence_from_costing_points() -> None:
    parts = f"## Part 1: MLP on images\n\n{QUIET}\n\n## Part 2: Reading digits\n\n{QUIET}\n"
    made = case(parts, questions={"1": "MLP on images", "2": "Convolutions", "3": "Palindromes"})

    answer = stated(made, quantity="learning_rate", question=("2",))

    assert answer.outcome is SUSPECTED


def test_what_could_not_be_read_is_open() -> None:
    broken = case(report(q1_1=QUIET), problems=("Page 3 is a picture.",))

    assert stated(broken, quantity="learning_rate", question=ONE).outcome is OPEN
    assert stated(case(), quantity="learning_rate", question=ONE).outcome is OPEN


def test_a_second_document_may_state_it() -> None:
    notes = "# Notes\n\nThe autoencoder was trained by Adam with a learning rate of 0.001.\n"

    answer = stated(case(report(q1_1=QUIET), notes), quantity="learning_rate", question=ONE)

    assert answer.outcome in (MET, OPEN)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("We chose Adam with a learning rate of 0.001 and were happy with how it went.", MET),
        ("Adam was our optimizer.\n\nThe learning rate was 0.001 from the beginning on.", MET),
        ("The learning rate was 0.001 from the beginning to the very end of it all.", NOT_MET),
        ("The learning rate was 0.001, and the optimizer is the one of the lecture.", SUSPECTED),
        (QUIET, OPEN),
    ],
)
def test_a_learning_rate_stands_beside_its_optimizer(words: str, outcome: Outcome) -> None:
    answer = stated(
        case(report(q1_1=words)), quantity="learning_rate", question=ONE, beside="optimizer"
    )

    assert answer.outcome is outcome


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (
            "The deep MLP reaches 84.39 % test accuracy. The deep wide MLP reaches a test accuracy"
            " of 85.21 %.",
            MET,
        ),
        (
            "| network | test accuracy |\n| --- | --- |\n| deep | 84.39 % |\n| wide | 85.21 % |\n",
            MET,
        ),
        ("The deep wide MLP reaches a test accuracy of 85.21 %.", SUSPECTED),
        ("The test accuracy of one is 84.39 %. The other one has a test accuracy of 85.2 %.", OPEN),
    ],
)
def test_each_network_has_its_own_number(words: str, outcome: Outcome) -> None:
    text = report(q3_1=words)

    answer = stated(case(text), quantity="test_accuracy", question=("3.1",), each=("deep", "wide"))

    assert answer.outcome is outcome


def test_an_accuracy_that_leaves_open_on_which_images_waits_for_a_person() -> None:
    text = report(q3_1="In the end the network has an accuracy of 84.4 %, which is quite good.")

    answer = stated(case(text), quantity="test_accuracy", question=("3.1",))

    assert answer.outcome is OPEN


def test_numbers_of_others_are_no_statement() -> None:
    text = report(q3_1="In the literature a test accuracy of 98.5 % is reported for such networks.")

    assert stated(case(text), quantity="test_accuracy", question=("3.1",)).outcome is not MET


def test_that_something_was_not_used_is_a_statement_too() -> None:
    text = report(q1_1="Adam was used without weight decay, since nothing overfitted so far.")

    assert stated(case(text), quantity="weight_decay", question=ONE).outcome is MET


def test_an_unknown_quantity_is_our_mistake_and_loud() -> None:
    with pytest.raises(ValueError, match="no quantity"):
        stated(case(report()), quantity="lerning_rate")


@pytest.mark.parametrize(
    "words",
    [
        "| network | test accuracy |\n| --- | --- |\n| without ReLU | 39 % |\n| with ReLU | 52 % |",
        "| net | test acc. |\n| --- | --- |\n| MLP without ReLU | 39 % |\n| MLP with ReLU | 52 % |",
        "- Without ReLU: test accuracy 39.2 %.\n- With ReLU: test accuracy 52.1 %.",
    ],
)
def test_words_that_fit_one_network_of_the_question_mean_that_one(words: str) -> None:
    # The network of another question has no ReLU either.
    plain = network("plain", "784 -> 32 -> 64 -> 10")
    networks = (
        network("linear", "784 -> 10"),
        plain,
        network("bent", "784 -> 32 -> relu -> 64 -> relu -> 10"),
    )
    told = replace(case(report(q3_1=words)), networks=networks)

    answer = stated(told, quantity="test_accuracy", question=("3.1",), each=("plain", "bent"))

    assert answer.outcome is MET
