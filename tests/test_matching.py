"""Which found network answers which required one, and how the difference is told."""

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.matching import compare, match_networks, normal
from grader.matching.words import ordinal
from grader.notation import bias_count, parameter_count, parse_architecture, write_architecture
from grader.records import (
    Activation,
    Architecture,
    Convolution,
    Dropout,
    Evidence,
    InputSeen,
    Kind,
    Layer,
    Linear,
    Match,
    Measurement,
    Network,
    Normalisation,
    Other,
    Place,
    RequiredNetwork,
    Softmax,
    Training,
)

DEEP = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
WIDE = "784 -> 128 -> relu -> 64 -> relu -> 128 -> relu -> 10"
SHALLOW = "784 -> 32 -> relu -> 10"
LENET = (
    "3x32x32 -> conv 6 k5 -> relu -> maxpool 2 -> conv 16 k5 -> relu -> maxpool 2 "
    "-> flatten -> 120 -> relu -> 84 -> relu -> 10"
)
HERE = Place(file="a2.ipynb", cell=1)


def required(name: str, notation: str, *, task: str = "a2/clothing") -> RequiredNetwork:
    architecture = parse_architecture(notation)
    return RequiredNetwork(
        name=name,
        notation=notation,
        architecture=architecture,
        parameters=parameter_count(architecture),
        biases=bias_count(architecture),
        task=task,
    )


def network(identifier: str, layers: str, **changes: Any) -> Network:
    count = parameter_count(parse_architecture(layers)) if layers else 0
    plain = Network(
        id=identifier,
        name="net",
        class_name="Net",
        layers=layers,
        parameters=count,
        trainable_parameters=count,
        bias_parameters=0,
        kind=Kind.MEASURED,
        place=HERE,
        method="export",
        input=None,
    )
    return replace(plain, **changes)


def measured(identifier: str, value: float | None, **changes: Any) -> Measurement:
    plain = Measurement(
        network=identifier,
        task="a2/clothing",
        metric="accuracy",
        value=value,
        examples=60_000,
        kind=Kind.MEASURED,
        place=HERE,
    )
    return replace(plain, **changes)


def evidence(*networks: Network, **parts: Any) -> Evidence:
    return Evidence(submission="s", name="s", digest="0", networks=networks, **parts)


def matched(found: Evidence, *wanted: RequiredNetwork) -> dict[str, Match]:
    return {match.required: match for match in match_networks(found, wanted)}


def differences(asked: str, found: str) -> tuple[str, ...]:
    return compare(parse_architecture(asked), parse_architecture(found)).differences


def test_the_asked_network_is_found_whatever_it_is_called() -> None:
    found = evidence(network("n1", SHALLOW), network("n2", DEEP, name="x", class_name="Wrong"))

    matches = matched(found, required("deep", DEEP), required("shallow", SHALLOW))

    assert matches["deep"].found == ("n2",)
    assert matches["shallow"].found == ("n1",)
    assert all(match.similarity == 1.0 and not match.differences for match in matches.values())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (DEEP, "1x28x28 -> flatten -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"),
        (DEEP, "784 -> dropout 0 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"),
        (DEEP, "784 -> 32 -> relu -> relu -> 64 -> relu -> 32 -> relu -> 10"),
        (LENET, LENET.replace("relu -> maxpool 2", "maxpool 2 -> relu")),
        (LENET, LENET.replace("maxpool 2", "maxpool 2 s2")),
        (LENET, LENET.replace("flatten -> 120", "conv 120 k5 -> flatten")),
        (
            "8x8x8 -> conv 4 k1 -> adaptiveavgpool 2 -> flatten -> 2",
            "8x8x8 -> conv 4 k1 -> avgpool 4 -> flatten -> 2",
        ),
    ],
)
def test_another_way_of_writing_the_same_is_no_difference(asked: str, found: str) -> None:
    comparison = compare(parse_architecture(asked), parse_architecture(found))

    assert comparison.exact
    assert comparison.similarity == 1.0


def test_average_pooling_and_activation_do_not_change_places() -> None:
    # relu(average) is not average(relu): this is a real difference.
    asked = "1x8x8 -> conv 4 k3 -> relu -> avgpool 2 -> flatten -> 10"
    found = "1x8x8 -> conv 4 k3 -> avgpool 2 -> relu -> flatten -> 10"

    assert differences(asked, found)


@pytest.mark.parametrize(
    ("asked", "found", "told"),
    [
        (
            DEEP,
            "784 -> 32 -> relu -> 64 -> relu -> 64 -> relu -> 10",
            ("third linear layer has 64 outputs, 32 asked",),
        ),
        (
            DEEP,
            "784 -> 32 -> relu -> 64 -> 32 -> relu -> 10",
            ("no relu between the second and third linear layer",),
        ),
        (
            DEEP,
            "784 -> 32 -> sigmoid -> 64 -> relu -> 32 -> relu -> 10",
            ("relu asked after the first linear layer, sigmoid found",),
        ),
        (DEEP, f"{DEEP} -> softmax", ("softmax at the end",)),
        (DEEP, f"{DEEP} -> logsoftmax", ("log-softmax at the end",)),
        (f"{DEEP} -> softmax", DEEP, ("no softmax at the end",)),
        (DEEP, f"{DEEP} -> relu", ("relu after the fourth linear layer was not asked for",)),
        (
            DEEP,
            "784 -> 32 -> relu -> 64 -> relu -> 64 -> relu -> 32 -> relu -> 10",
            (
                "one linear layer more than asked: 64 → 64 "
                "between the second and third linear layer",
            ),
        ),
        (
            DEEP,
            "784 -> 32 -> relu -> 64 -> relu -> 10",
            ("one linear layer fewer than asked: 64 → 32, the third linear layer, is missing",),
        ),
        (
            SHALLOW,
            "784 -> 32 -> relu -> dropout 0.5 -> 10",
            ("dropout 0.5 after the first relu was not asked for",),
        ),
        (
            "784 -> 32 -> relu -> dropout 0.5 -> 10",
            SHALLOW,
            ("no dropout 0.5 after the first relu",),
        ),
        (
            "784 -> 32 -> relu -> dropout 0.5 -> 10",
            "784 -> 32 -> relu -> dropout 0.2 -> 10",
            ("dropout 0.2 after the first relu, 0.5 asked",),
        ),
        (SHALLOW, "784 -> 32 nobias -> relu -> 10", ("no bias in the first linear layer",)),
        (
            "784 -> 32 nobias -> relu -> 10",
            SHALLOW,
            ("a bias in the first linear layer, none asked",),
        ),
        (SHALLOW, "4096 -> 32 -> relu -> 10", ("the input has 4,096 values, 784 asked",)),
        (
            LENET,
            LENET.replace("k5", "k3 s2 p1", 1),
            (
                "first convolution has kernel 3×3, 5×5 asked",
                "first convolution has stride 2×2, 1×1 asked",
                "first convolution has padding 1×1, 0×0 asked",
            ),
        ),
        (
            LENET,
            LENET.replace("maxpool", "avgpool", 1),
            (
                "max pooling 2×2 with stride 2×2 asked after the first relu, "
                "avg pooling 2×2 with stride 2×2 found",
            ),
        ),
        (
            LENET,
            LENET.replace(
                "relu -> maxpool 2 -> conv 16", "batchnorm -> relu -> maxpool 2 -> conv 16"
            ),
            ("batch normalisation after the first convolution was not asked for",),
        ),
        (
            SHALLOW,
            "784 -> op:div -> 32 -> relu -> 10",
            ("an operation before the first linear layer was not understood: div",),
        ),
    ],
)
def test_a_difference_is_told_in_a_sentence(asked: str, found: str, told: tuple[str, ...]) -> None:
    assert differences(asked, found) == told


def test_a_softmax_is_told_with_the_cross_entropy_that_follows() -> None:
    run = Training(
        network="n1",
        optimizer="sgd",
        learning_rate=0.1,
        momentum=None,
        weight_decay=None,
        batch_size=None,
        epochs=None,
        loss="cross_entropy",
        schedule="",
        kind=Kind.OBSERVED,
        place=HERE,
    )
    found = evidence(network("n1", f"{DEEP} -> softmax"), training=(run,))

    match = matched(found, required("deep", DEEP))["deep"]

    assert match.differences == ("softmax at the end, before cross entropy",)


def test_an_exact_answer_is_not_given_away_for_a_better_sum() -> None:
    # Both would be matched if the deep one took the poorer design, and the sum would be higher.
    near = "784 -> 32 -> relu -> 64 -> relu -> 64 -> relu -> 10"
    found = evidence(network("n1", DEEP), network("n2", "784 -> 64 -> relu -> 64 -> relu -> 10"))

    matches = matched(found, required("deep", DEEP), required("near", near))

    assert matches["deep"].found == ("n1",)
    assert matches["near"].found == ("n2",)


def test_a_softmax_at_the_end_does_not_make_another_design_nearer() -> None:
    found = evidence(network("n1", f"{DEEP} -> softmax"), network("n2", WIDE))

    matches = matched(found, required("deep", DEEP), required("wide", WIDE))

    assert matches["deep"].found == ("n1",)
    assert matches["wide"].found == ("n2",)


def test_two_required_networks_with_the_same_layers_share_the_found_ones() -> None:
    found = evidence(network("n1", SHALLOW), network("n2", SHALLOW))

    matches = matched(found, required("fixed", SHALLOW), required("stepped", SHALLOW))

    assert set(matches["fixed"].found) == set(matches["stepped"].found) == {"n1", "n2"}


def test_a_network_for_another_purpose_is_not_matched() -> None:
    found = evidence(network("n1", "4096 -> 16 -> relu -> 4096"))

    assert not match_networks(found, (required("shallow", SHALLOW), required("lenet", LENET)))


def test_candidates_come_by_accuracy_then_by_steps_then_latest_first() -> None:
    found = evidence(
        network("untrained", SHALLOW),
        network("good", SHALLOW, steps=5),
        network("best", SHALLOW, steps=1),
        network("trained", SHALLOW, steps=9),
        network("latest", SHALLOW),
        measurements=(measured("good", 80.0), measured("best", 85.0), measured("latest", None)),
    )

    match = matched(found, required("shallow", SHALLOW))["shallow"]

    assert match.found == ("best", "good", "trained", "latest", "untrained")


def test_a_measurement_comes_before_a_better_one_from_the_students_process() -> None:
    found = evidence(
        network("told", SHALLOW),
        network("sure", SHALLOW),
        measurements=(measured("told", 99.0, kind=Kind.OBSERVED), measured("sure", 80.0)),
    )

    assert matched(found, required("shallow", SHALLOW))["shallow"].found == ("sure", "told")


def test_of_two_similar_designs_the_trained_one_is_the_answer() -> None:
    found = evidence(
        network("n1", "784 -> 32 -> sigmoid -> 10"),
        network("n2", "784 -> 32 -> tanh -> 10", steps=10),
    )

    assert matched(found, required("shallow", SHALLOW))["shallow"].found == ("n2",)


@pytest.mark.parametrize("layers", ["", "not notation at all", "784 -> 32 -> nonsense 4"])
def test_layers_that_were_not_seen_match_weakly_by_their_count(layers: str) -> None:
    unseen = replace(network("n1", ""), layers=layers, parameters=25_450)

    match = matched(evidence(unseen), required("shallow", SHALLOW))["shallow"]

    assert match.similarity < 0.8
    assert "could not be seen" in match.differences[0]


def test_layers_that_were_not_seen_do_not_match_with_another_count_or_input() -> None:
    seen = InputSeen(shape=(3, 32, 32), minimum=0, maximum=1, scaling="0..1")
    other_count = network("n1", "", parameters=25_449)
    other_input = network("n2", "", parameters=25_450, input=seen)

    found = evidence(other_count, other_input)

    assert not match_networks(found, (required("shallow", SHALLOW),))


def test_an_operation_that_was_not_understood_never_makes_a_strong_match() -> None:
    found = evidence(network("n1", DEEP.replace("relu", "op:mul", 1)))

    match = matched(found, required("deep", DEEP))["deep"]

    assert match.similarity <= 0.7
    assert any("not understood: mul" in told for told in match.differences)


def test_an_operations_name_from_a_run_is_told_short_and_printable() -> None:
    told = compare(
        parse_architecture(SHALLOW),
        Architecture(
            input=(784,),
            layers=(Linear(inputs=784, outputs=10), Other(operation="\x1b[2J" + "x" * 500)),
        ),
    ).differences

    assert all(sentence.isprintable() and len(sentence) < 200 for sentence in told)


def test_hundreds_of_networks_are_matched_in_seconds() -> None:
    many = [
        network(f"n{width}", f"784 -> {width} -> relu -> 64 -> relu -> 32 -> relu -> 10")
        for width in range(40, 540)
    ]
    endless = network("long", "784" + " -> 784 -> relu" * 5_000)
    wanted = [required("deep", DEEP), required("wide", WIDE), required("lenet", LENET)]

    began = time.process_time()
    matches = matched(evidence(*many, endless), *wanted)

    assert time.process_time() - began < 10
    assert matches["deep"].found == ("n40",)


def test_a_submission_without_networks_matches_nothing() -> None:
    assert match_networks(evidence(), (required("deep", DEEP),)) == ()
    assert match_networks(evidence(network("n1", DEEP)), ()) == ()


@pytest.mark.parametrize(
    ("number", "word"), [(1, "first"), (12, "twelfth"), (13, "13th"), (21, "21st"), (111, "111th")]
)
def test_ordinals_are_words_at_first(number: int, word: str) -> None:
    assert ordinal(number) == word


sizes = st.integers(min_value=1, max_value=64)
pairs = st.tuples(st.integers(1, 5), st.integers(1, 5))
layers = st.one_of(
    st.builds(Linear, inputs=sizes, outputs=sizes, bias=st.booleans()),
    st.builds(Convolution, inputs=sizes, outputs=sizes, kernel=pairs, stride=pairs),
    st.builds(Activation, name=st.sampled_from(["relu", "tanh"])),
    st.builds(Softmax, logarithm=st.booleans()),
    st.builds(Dropout, probability=st.sampled_from([0.1, 0.5])),
    st.builds(Normalisation, kind=st.just("batch"), features=sizes),
    st.builds(Other, operation=st.just("add")),
)
architectures = st.builds(
    Architecture,
    input=st.sampled_from([(64,), (3, 8, 8)]),
    layers=st.lists(layers, max_size=6).map(lambda chosen: tuple[Layer, ...](chosen)),
)


@given(asked=architectures, found=architectures)
def test_there_are_no_differences_exactly_when_the_layers_are_the_same(
    asked: Architecture, found: Architecture
) -> None:
    comparison = compare(asked, found)

    same = normal(asked) == normal(found)
    assert (not comparison.differences) == same
    assert (comparison.similarity == 1.0) == same
    assert 0.0 <= comparison.similarity <= 1.0


@given(found=architectures)
def test_the_normal_form_of_a_normal_form_is_itself(found: Architecture) -> None:
    assert normal(normal(found)) == normal(found)
    assert write_architecture(normal(found))
