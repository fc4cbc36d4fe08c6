"""Words in their forms, sections by their numbers, and networks by what is said of them."""

import pytest

from grader.checks.answers.numbering import Trust, number_of, numbering_of
from grader.checks.answers.passages import How, passages_of
from grader.checks.answers.word_forms import seems_english, stem
from grader.checks.claims.naming import meant
from grader.records import Claim, Place, Subject
from tests.checks.write_ups_by_hand import account, case, report


@pytest.mark.parametrize(
    "forms",
    [
        "overfit overfits overfitting overfitted",
        "memorise memorize memorised memorising memorisation memorization memorizes",
        "generalise generalization generalizes generalised",
        "compress compression compressed compressing",
        "regularise regularization regularizer regularised",
        "noise noisy noises",
        "label labels labelled labeled labelling",
        "colour colors",
        "centre center centres",
        "converge convergence converges converging",
        "dimension dimensional dimensionality",
        "vary variance variations",
        "saturate saturated saturation",
        "learn learned learnt learning",
        "stop stopping stopped",
    ],
)
def test_forms_of_a_word_are_one_word(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("general", "generalise"),
        ("label", "table"),
        ("noise", "nose"),
        ("linear", "nonlinear"),
        ("early", "year"),
        ("principal", "principle"),
        ("stop", "step"),
        ("deep", "depth"),
    ],
)
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["", "a", "ß", "İstanbul", "\u0301", "x" * 10_000, "网络"])
def test_odd_words_have_a_stem_too(word: str) -> None:
    assert isinstance(stem(word), str)


def test_languages_are_told_by_their_small_words() -> None:
    assert seems_english("The network is trained on the images and then it is tested on others.")
    assert seems_english("lr 0.1")
    assert not seems_english(
        "Das Netz wird mit Bildern trainiert und danach mit anderen geprüft, sehr oft."
    )
    assert not seems_english("网络在训练集上训练。")


@pytest.mark.parametrize(
    ("one", "other"),
    [("3.1", "Q3.1"), ("1a", "1(a)"), ("1a", "1.1"), ("2", "Part 2"), ("3.10", "3.10")],
)
def test_numbers_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert number_of(one) == number_of(other)


def test_numbers_keep_their_zeros() -> None:
    assert number_of("3.10") != number_of("3.1")


@pytest.mark.parametrize(
    ("text", "trust"),
    [
        (report(), Trust.SURE),
        ("## Question 1.1\n\nA.\n\n## Question 1.2\n\nB.\n\n## Question 2.1\n\nC.\n", Trust.SURE),
        ("# 1.1 Autoencoder\n\nFaces.\n", Trust.LIKELY),
        ("# Faces\n\nA.\n\n# Clothes\n\nB.\n", Trust.NONE),
        ("# 1.1 Eigenfaces\n\nA.\n\n# 2.1 Autoencoder\n\nB.\n", Trust.NONE),
        ("# 1 Introduction\n\nA.\n\n# 2 Conclusion\n\nB.\n", Trust.NONE),
    ],
)
def test_titles_tell_whether_the_numbers_are_the_handouts(text: str, trust: Trust) -> None:
    made = case(text)

    assert numbering_of(made.evidence.accounts[0].write_up, made.questions).trust is trust


def test_a_section_whose_title_is_another_questions_is_not_the_answer() -> None:
    text = report().replace("2.1 Shallow MLP with a fixed learning rate", "2.1 Noisy labels")

    (passage,) = passages_of(case(text), ("2.1",))

    assert passage.how is not How.NUMBER
    assert not passage.is_sure


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        (Subject(network="the deep network"), {"deep"}),
        (Subject(network="deep wide mlp"), {"wide"}),
        (Subject(network="the wider and deeper model"), {"wide"}),
        (Subject(network="shallow mlp"), {"shallow"}),
        (Subject(network="shallow network", settings=(("units", "512"),)), set()),
        (Subject(settings=(("units", "32"),)), {"shallow", "deep"}),
        (Subject(network="our model"), set()),
        (Subject(network="mlp"), {"shallow", "deep", "wide"}),
        (Subject(network="cnn"), set()),
        (Subject(labels=("wide",)), {"wide"}),
    ],
)
def test_networks_are_told_by_what_is_said_of_them(subject: Subject, names: set[str]) -> None:
    claim = Claim(
        quantity="accuracy", value=80.0, subject=subject, words="x", place=Place(file="r.md")
    )

    assert meant(case(report()), claim) == names


@pytest.mark.parametrize(
    ("beside", "documents"),
    [
        ("Q2.1\n\n```python\nnet.fit()\n```\n", 1),
        ("Q2.1\n\nThe network is trained in the same way as before.\n", 2),
        ("Q2.1\n\nTest accuracy: 84 %\n", 2),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n", 2),
    ],
)
def test_headings_over_code_state_nothing_beside_a_report(beside: str, documents: int) -> None:
    assert len(passages_of(case(report(), beside), ("2.1",))) == documents
    assert len(passages_of(case(beside), ("2.1",))) == 1


def test_an_account_of_nothing_has_no_passages() -> None:
    assert account("").write_up.has_text is False
    assert passages_of(case(""), ("1.1",)) == ()
