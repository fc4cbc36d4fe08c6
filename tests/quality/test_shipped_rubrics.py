"""The four rubrics ask what the pages of their assignments say, and nothing is lost by accident."""

import pytest

from grader.records import Criterion, Question, ReviewCondition, Rubric
from grader.resources import resource_folder
from grader.rubric_file import load_rubric

LEAST_DECIDED = 0.6
"""Share of the items that checks decide."""

ITEMS = {
    ("a2", "1.1"): (
        15,
        "not-answered 15, only-code 12, n16-missing 8, n64-missing 8, other-n 8, ae16-size 0, "
        "ae64-size 0, weights-not-shown 3, weights-unchanged-16 4, weights-unchanged-64 4, "
        "few-reconstructions 2/3, same-face 3, learning-rate-too-high 5, "
        "learning-rate-not-stated 3, learning-rate-not-justified 3/5, optimizer-not-named 2, "
        "weight-decay-not-explained 3, sizes-not-compared 3, explanation-partly-wrong 3, "
        "figure-confusing 2, notebook-runs 0",
    ),
    ("a2", "1.2"): (
        10,
        "not-answered 10, no-svd 8/10, mean-not-subtracted 2, eigenfaces-not-shown 2, "
        "steps-not-explained 3, autoencoder-link 2",
    ),
    ("a2", "1.3"): (
        10,
        "not-answered 10, not-fed-through 10, output-not-clean 9, no-examples 3, "
        "outputs-not-shown 8, noise-not-described 5, noise-too-weak 2, why-noise-goes 2/3",
    ),
    ("a2", "2.1"): (
        10,
        "not-answered 10, network 0, plots-missing 1/3, best-network-choice 2/3, "
        "chosen-by-all-metrics 2, validation-accuracy-missing 1, validation-accuracy-far 1",
    ),
    ("a2", "2.2"): (
        5,
        "not-answered 5, scheduler-missing 2, own-scheduler 1, no-accuracy 1, no-better 1, "
        "discussion 1/2/3",
    ),
    ("a2", "3.1"): (
        15,
        "no-report 15, wrong-network 5, low-accuracy 1, curves-missing 1/5, "
        "wrong-training-process 5, not-converged 1.5, test-accuracy-missing 1, "
        "train-accuracy-reported 3, discussion 1/2, overfits 0, unstable-validation 0, "
        "unused-layer 0",
    ),
    ("a2", "3.2"): (
        10,
        "not-answered 10, not-wider-and-deeper 10, network 0, losses-not-plotted 2/6, no-tuning 3",
    ),
    ("a2", "3.3"): (
        5,
        "not-answered 5, wrong-count 2/5, biases-forgotten 0",
    ),
    ("a2", "3.4"): (
        5,
        "carbon-missing 5, carbon-wrong 3",
    ),
    ("a2", "4.1"): (
        15,
        "not-answered 15, design-not-given 3/5, plot-missing 2, first-curve-missing 4, "
        "drop-not-seen 2/4, overfitting-not-named 2, no-remedy 4, remedy-no-regularisation "
        "4/6, creativity 1/2",
    ),
    ("hw2", "1"): (
        10,
        "not-answered 10, network 4, regime 2, input-scaling 1, softmax-before-loss 2, "
        "result-stated 1, notebook-runs 0, write-up-agrees 0",
    ),
    ("hw2", "2"): (
        10,
        "not-answered 10, network 3, epochs 2, curves-of-one-layer 1/3, named-truthfully 3, "
        "parameter-count 1, count-derived 1, test-accuracy-stated 1, low-accuracy 1, "
        "axis-names 0",
    ),
    ("hw2", "3"): (
        15,
        "not-answered 15, network-with-relu 3, network-without-relu 3, epochs 2, "
        "same-settings 1, curves-without-relu 1/3, curves-with-relu 1/3, parameter-count 1, "
        "count-derived 1, one-linear-map 3, test-accuracies-stated 1, low-accuracy 1",
    ),
    ("hw2", "4"): (
        10,
        "not-answered 10, epochs 3, curves 1/2, parameter-count 1, count-derived 1, "
        "test-accuracy-stated 1, low-accuracy 2, discussion 1/2",
    ),
    ("hw2", "5"): (
        15,
        "not-answered 15, batch-sizes 5, large-batch 2, new-network-each 2, epochs 1, curves "
        "1/2, test-accuracy-stated 1, discussion 1/3",
    ),
    ("hw2", "6"): (
        15,
        "not-answered 15, learning-rates 6, epochs 1, curves 1/2, test-accuracy-stated 1, "
        "at-chance 2, most-stable 1, discussion 1/3",
    ),
    ("hw2", "7"): (
        15,
        "not-answered 15, augmented 5, test-augmented 4, epochs 1, curves 1/2, "
        "test-accuracy-stated 1, overfitting 1, discussion 1/3",
    ),
    ("hw2", "8"): (
        10,
        "not-answered 10, squared-error 4, only-the-loss 1, one-hot 1, "
        "softmax-before-squared-error 2, epochs 1, curves 1/2, test-accuracy-stated 1, "
        "discussion 1/2",
    ),
    ("a7", "1"): (
        10,
        "not-answered 10, to-float-not-explained 2, scaling-not-explained 3, "
        "one-hot-not-explained 3, inputs-not-scaled 4, scaling-said-otherwise 2, "
        "explanation-quality 1/3",
    ),
    ("a7", "2.1"): (
        15,
        "not-answered 15, wrong-network 5, wrong-count 5, biases-forgotten 0, "
        "rows-do-not-add-up 3, per-layer-missing 3, activations-not-named 2, "
        "activations-not-explained 3, softmax-never-used 2, output-said-otherwise 2",
    ),
    ("a7", "2.2"): (
        10,
        "not-answered 10, loss-not-named 4, loss-not-explained 2/4, other-loss 4, "
        "loss-used-wrongly 3",
    ),
    ("a7", "2.3"): (
        15,
        "not-trained 15, other-optimizer 2, other-learning-rate 2, other-batch-size 2, "
        "other-epochs 2, accuracy-not-plotted 3/6, axes-without-names 2, "
        "figure-says-otherwise 3, validation-data 4, accuracy-computed-wrongly 2, "
        "loop-mistake 3, caption-or-reference 1, validation-shuffled 1, "
        "numbers-not-of-the-run 3",
    ),
    ("a7", "2.4"): (
        25,
        "not-answered 25, wrong-network 6, study-incomplete 4/6/10, other-optimizer 2, "
        "other-learning-rate 2, other-epochs 3, runs-not-independent 4, accuracies-not-given "
        "6, mean-or-deviation-missing 3, table-does-not-add-up 3, comparison-says-otherwise "
        "3, said-otherwise 3, literature-not-compared 3, cause-not-named 4, discussion 1/3",
    ),
    ("a7", "3.1"): (
        15,
        "not-answered 15, no-convolution 10, design-not-described 4, accuracy-not-given 4, "
        "said-otherwise 3, not-trained-or-guessing 2/5, design-not-justified 2",
    ),
    ("a7", "3.2"): (
        10,
        "not-answered 10, reasons 2/5, explanation-wrong 3, notebook-runs 0",
    ),
    ("cs324", "1a"): (
        26,
        "not-answered 26, numpy-missing 8, torch-missing 6, network 4, softmax-twice 4, "
        "whole-set 4, gradients-left 3, moons-optimizer 2, moons-learning-rate 2, "
        "moons-batch-size 1, moons-epochs 2, no-better-than-chance 4, low-accuracy 2, curves "
        "3, accuracy-not-stated 2, not-compared 2",
    ),
    ("cs324", "1b"): (
        15,
        "not-answered 15, network 4, mlp-optimizer 1.5, mlp-learning-rate 1.5, "
        "mlp-weight-decay 1, mlp-batch-size 1, low-accuracy 3, curves 2, accuracy-not-stated "
        "1",
    ),
    ("cs324", "2"): (
        24,
        "not-answered 24, network 6/10, vgg-optimizer 2, vgg-learning-rate 2, "
        "vgg-weight-decay 1, vgg-batch-size 1, low-accuracy 4, curves 3, accuracy-not-stated "
        "2, evaluated-in-training-mode 2, discussion 3",
    ),
    ("cs324", "3"): (
        27,
        "not-answered 27, built-in-layer 8, two-biases 2, rnn-optimizer 2, rnn-learning-rate "
        "2, rnn-batch-size 1, rnn-epochs 2, rnn-schedule 2, not-clipped 3, learnt-nothing 4, "
        "curves 3, lengths-not-compared 4, accuracy-not-stated 2, why-it-falls 3",
    ),
    ("cs324", "report"): (
        8,
        "does-not-run 2, contradicts 4, figure-absent 2, axes-not-named 1, plot-wrong 2, "
        "labels-argmax 1, two-languages 1, test-chosen 0, gradients-kept 0",
    ),
}
"""Points of each question, and all its items with what they may cost."""

PARAMETERS = {
    "a2": {"ae16": 135_184, "ae64": 528_448, "shallow": 25_450, "deep": 29_642, "wide": 118_346},
    "hw2": {"linear": 30_730, "mlp": 346_994, "mlp-without-relu": 346_994, "lenet": 62_006},
    "a7": {"small": 55_050, "large": 545_810},
    "cs324": {"moons-relu": 102, "moons-sigmoid": 102, "wide": 9_249_010, "vgg": 3_477_066},
}
"""The networks that the pages ask for."""

OF_ANOTHER_QUESTION = {
    # The network of sections 4 to 8 is asked for once, wherever it was built.
    "hw2": {"1/network"},
}
"""Items that those of other questions may need."""

WITHOUT_AN_ANSWER = {("cs324", "report")}
"""Parts that are no question, which nobody can leave out as a whole."""


@pytest.fixture(scope="module", params=PARAMETERS)
def rubric(request: pytest.FixtureRequest) -> Rubric:
    """Each rubric as it ships."""
    return _shipped(request.param)


def _shipped(name: str) -> Rubric:
    return load_rubric(resource_folder("rubrics") / f"{name}.yaml")


def _name(rubric: Rubric) -> str:
    return rubric.source.removesuffix(".yaml")


def _items(rubric: Rubric) -> dict[str, Criterion]:
    return {each.id: each for question in rubric.questions for each in question.criteria}


def _told(question: Question) -> str:
    """`network 4, curves 1/2`: its items with what they may cost."""
    return ", ".join(
        f"{each.id.partition('/')[2]} {'/'.join(f'{p.normalize():f}' for p in each.points)}"
        for each in question.criteria
    )


def test_no_question_and_no_item_is_lost(rubric: Rubric) -> None:
    name = _name(rubric)
    found = {(name, each.id): (int(each.points), _told(each)) for each in rubric.questions}

    assert found == {key: told for key, told in ITEMS.items() if key[0] == name}


def test_questions_share_a_hundred_points(rubric: Rubric) -> None:
    assert rubric.points == sum(question.points for question in rubric.questions) == 100


def test_networks_are_those_of_the_page_and_have_numbers_to_compare(rubric: Rubric) -> None:
    found = {each.name: each.parameters for each in rubric.networks}

    assert found == PARAMETERS[_name(rubric)]
    assert all(each.expected or each.regime for each in rubric.networks)


def test_checks_decide_most_items_and_a_person_is_told_where_to_look(rubric: Rubric) -> None:
    items = _items(rubric).values()
    asked = [each for each in items if isinstance(each.condition, ReviewCondition)]

    assert len(asked) <= (1 - LEAST_DECIDED) * len(items)
    assert all(each.look_at for each in asked)


def test_every_item_speaks_to_the_student_and_advises(rubric: Rubric) -> None:
    for item in _items(rubric).values():
        assert item.statement[0].isupper(), item.id
        assert item.statement.endswith("."), item.id
        assert item.advice.endswith((".", "?")), item.id


def test_no_item_needs_a_person_or_an_answer_to_another_question(rubric: Rubric) -> None:
    items = _items(rubric)
    allowed = OF_ANOTHER_QUESTION.get(_name(rubric), set())
    for item in items.values():
        own = f"{item.id.partition('/')[0]}/"
        for need in item.needs:
            assert need.startswith(own) or need in allowed, item.id
            assert not isinstance(items[need].condition, ReviewCondition), item.id


def test_a_question_left_out_costs_all_its_points_and_nothing_more(rubric: Rubric) -> None:
    for question in rubric.questions:
        costs = [item.most_points for item in question.criteria]

        assert sum(costs) > question.points
        if (_name(rubric), question.id) in WITHOUT_AN_ANSWER:
            assert max(costs) <= question.points
        else:
            assert max(costs) == question.points
