"""Network notation: reading, writing, counting, and what it says when a text is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.notation import (
    NotationError,
    bias_count,
    canonical,
    output_shape,
    parameter_count,
    parse_architecture,
    problems,
    write_architecture,
)
from grader.records import (
    Activation,
    AdaptivePooling,
    Architecture,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    Linear,
    Missing,
    Normalisation,
    Other,
    Pooling,
    Recurrent,
    Softmax,
)

LENET = (
    "3x32x32 -> conv 6 k5 -> relu -> maxpool 2 -> conv 16 k5 -> relu -> maxpool 2 -> flatten"
    " -> 120 -> relu -> 84 -> relu -> 10"
)
SMALL_CONVOLUTIONAL = (
    "1x28x28 -> conv 4 k3 -> relu -> maxpool 2 s1 -> conv 8 k3 -> relu -> avgpool 2 s1"
    " -> conv 16 k3 s2 -> relu -> avgpool 2 -> flatten -> 84 -> relu -> 10"
)
REDUCED_VGG = (
    "3x32x32 -> conv 64 k3 p1 -> relu -> conv 64 k3 p1 -> relu -> maxpool 3 s2"
    " -> conv 128 k3 p1 -> relu -> conv 128 k3 p1 -> relu -> maxpool 3 s2"
    " -> flatten -> 512 -> relu -> 10"
)

# Layers, all parameters, and parameters without biases where the assignment's page states them.
PUBLISHED = [
    ("4096 -> 16 -> relu -> 4096", 135_184, 131_072),
    ("4096 -> 64 -> relu -> 4096", 528_448, 524_288),
    ("784 -> 32 -> relu -> 10", 25_450, 25_408),
    ("784 -> 128 -> relu -> 10", 101_770, 101_632),
    ("784 -> 512 -> relu -> 10", 407_050, 406_528),
    ("784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10", 29_642, 29_504),
    ("784 -> 128 -> relu -> 64 -> relu -> 128 -> relu -> 10", 118_346, 118_016),
    ("784 -> 128 -> relu -> 64 -> relu -> 32 -> relu -> 10", 111_146, 110_912),
    ("784 -> 128 -> sigmoid -> 64 -> sigmoid -> 32 -> sigmoid -> 10", 111_146, 110_912),
    (LENET, 62_006, None),
    ("3072 -> 10", 30_730, None),
    ("3072 -> 110 -> 74 -> 10", 346_994, None),
    ("3072 -> 110 -> relu -> 74 -> relu -> 10", 346_994, None),
    ("784 -> 64 -> relu -> 64 -> relu -> 10", 55_050, None),
    ("784 -> 500 -> relu -> 300 -> relu -> 10", 545_810, None),
    (SMALL_CONVOLUTIONAL, 36_038, None),
    ("2 -> 20 -> sigmoid -> 2", 102, None),
    ("3072 -> 3000 -> sigmoid -> 10", 9_249_010, None),
    (REDUCED_VGG, 3_477_066, None),
    # A step of the recurrent network: both biases, and the hidden one alone.
    ("5x1 -> rnn 64 -> op:select -> 10 in=64", 4_938, None),
]


@pytest.mark.parametrize(("text", "parameters", "without_biases"), PUBLISHED)
def test_the_count_is_the_one_that_the_assignment_states(
    text: str, parameters: int, without_biases: int | None
) -> None:
    architecture = parse_architecture(text)

    assert parameter_count(architecture) == parameters
    if without_biases is not None:
        assert parameter_count(architecture) - bias_count(architecture) == without_biases


@pytest.mark.parametrize("text", [text for text, _, _ in PUBLISHED])
def test_canonical_text_is_written_as_it_was_read(text: str) -> None:
    assert write_architecture(parse_architecture(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("784→32→ReLU→10", "784 -> 32 -> relu -> 10"),
        ("784 -> Linear 32 -> LeakyReLU -> fc 10", "784 -> 32 -> leaky_relu -> 10"),
        ("784 -> dense 32 -> Swish -> LogSoftmax", "784 -> 32 -> silu -> logsoftmax"),
        ("784 -> 32 -> log_softmax", "784 -> 32 -> logsoftmax"),
        (
            "3×32×32 -> Conv2d 6 kernel 5 stride 2 padding 1 -> MaxPool2d 2",
            "3x32x32 -> conv 6 k5 s2 p1 -> maxpool 2",
        ),
        ("3x32x32 -> conv 6 kernel_size=3x5", "3x32x32 -> conv 6 k3x5"),
        ("3x32x32 -> maxpool k3 s3", "3x32x32 -> maxpool 3"),
        ("3x8x8 -> conv 6 k3 in=3", "3x8x8 -> conv 6 k3"),
        ("1x28x28 -> flatten 784 -> 32", "1x28x28 -> flatten -> 32"),
        ("784 -> batchnorm 784 -> 10", "784 -> batchnorm -> 10"),
        ("784 -> 32 bias", None),
    ],
)
def test_other_ways_of_writing_are_understood(text: str, written: str | None) -> None:
    if written is None:
        with pytest.raises(NotationError):
            parse_architecture(text)
    else:
        assert write_architecture(parse_architecture(text)) == written


def test_inputs_are_written_only_where_they_do_not_follow() -> None:
    mismatched = Architecture(
        input=(784,), layers=(Linear(inputs=784, outputs=32), Linear(inputs=64, outputs=10))
    )

    assert write_architecture(mismatched) == "784 -> 32 -> 10 in=64"
    assert parse_architecture("784 -> 32 -> 10 in=64") == mismatched


def test_a_residual_addition_keeps_the_shape_and_a_concatenation_does_not() -> None:
    added = parse_architecture("784 -> 32 -> op:add -> 10")

    assert added.layers[-1] == Linear(inputs=32, outputs=10)
    with pytest.raises(NotationError, match="the shape after 'op:cat' is not known"):
        parse_architecture("784 -> 32 -> op:cat -> 10")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("784 -> 32", (32,)),
        (LENET, (10,)),
        ("3x32x32 -> conv 6 k5 s2", (6, 14, 14)),
        ("3x32x32 -> conv 6 k3 d2", (6, 28, 28)),
        ("3x8x8 -> convtranspose 6 k4 s2 p1", (6, 16, 16)),
        ("3x32x32 -> maxpool 3x2 s2x1", (3, 15, 31)),
        ("3x32x32 -> adaptiveavgpool 7x5", (3, 7, 5)),
        ("3x32x32 -> flatten", (3072,)),
        ("5x10 -> lstm 64", (5, 64)),
        ("scalar -> relu", ()),
    ],
)
def test_the_shape_is_followed_through_the_layers(text: str, shape: tuple[int, ...]) -> None:
    assert output_shape(parse_architecture(text)) == shape


def test_a_window_that_does_not_fit_leaves_the_shape_unknown() -> None:
    assert isinstance(output_shape(parse_architecture("3x4x4 -> conv 6 k5")), Missing)


def test_a_leading_flatten_is_the_same_as_flat_inputs() -> None:
    image = parse_architecture("1x28x28 -> flatten -> 32 -> relu -> 10")

    assert write_architecture(canonical(image)) == "784 -> 32 -> relu -> 10"


def test_nothing_but_a_leading_flatten_is_dropped() -> None:
    for text in (LENET, "1x28x28 -> dropout 0.5 -> flatten -> 32", "784 -> relu -> flatten -> 10"):
        architecture = parse_architecture(text)

        assert canonical(architecture) == architecture


@pytest.mark.parametrize(
    ("text", "token", "right"),
    [
        ("", "token 1", "such as 784 or 3x32x32"),
        ("relu -> 10", "token 1", "such as 784 or 3x32x32"),
        ("784 -> rleu -> 10", "token 2 'rleu'", "did you mean 'relu'?"),
        ("784 -> 32 -> -> 10", "token 3 ''", "drop an arrow"),
        ("784 -> 32 ->", "token 3 ''", "drop an arrow"),
        ("784 -> 0", "token 2 '0'", "at least 1"),
        ("784 -> 32 64", "token 2 '32 64'", "is an arrow missing"),
        ("784 -> 32 nobais", "token 2 '32 nobais'", "did you mean 'nobias'?"),
        ("784 -> relu k5", "token 2 'relu k5'", "no option 'kernel'"),
        ("784 -> 32 s2", "token 2 '32 s2'", "it has in, nobias"),
        ("784 -> dropout", "token 2 'dropout'", "'dropout 0.5'"),
        ("784 -> dropout 1.5", "token 2 'dropout 1.5'", "from 0 to 1"),
        ("784 -> dropout 1x1", "token 2 'dropout 1x1'", "from 0 to 1"),
        ("784 -> 32 -> lstm", "token 3 'lstm'", "'lstm 64'"),
        ("784 -> op:a b", "token 2 'op:a b'", "'op:cat:120'"),
        ("784 -> softmax 10", "token 2 'softmax 10'", "is an arrow missing"),
        ("784 -> batchnorm 32", "token 2 'batchnorm 32'", "784 features come before it"),
        ("784 -> conv 6 k5", "token 2 'conv 6 k5'", "no image but 784"),
        ("3x32x32 -> conv 6", "token 2 'conv 6'", "'conv 6 k5'"),
        # The arrow of `1->4` is an arrow like any other, so the first half lacks its kernel.
        ("1x28x28 -> conv 1->4 k3", "token 2 'conv 1'", "output channels only"),
        ("3x32x32 -> conv 6 k5 kernel 3", "token 2", "say it once"),
        ("3x32x32 -> conv 6 k5 stride", "token 2", "the stride is a whole number"),
        ("3x32x32 -> conv 6 k5 s0", "token 2", "the stride is a whole number of at least 1"),
        ("3x32x32 -> conv 6 k5 -> 120", "token 3 '120'", "write 'flatten' before it"),
        ("3x4x4 -> conv 6 k5 -> flatten -> 9", "token 4 '9'", "a 5x5 window does not fit 3x4x4"),
        ("3x32x32 -> flatten 400", "token 2 'flatten 400'", "which flattens to 3072"),
        ("3x32x32 -> maxpool", "token 2 'maxpool'", "'maxpool 2'"),
        ("784 -> " + "9" * 5000, "token 2", "no layer is called"),
    ],
)
def test_an_error_names_the_token_and_what_would_be_right(
    text: str, token: str, right: str
) -> None:
    with pytest.raises(NotationError) as caught:
        parse_architecture(text)

    message = str(caught.value)
    assert message.startswith(token)
    assert right in message
    assert "\n" not in message
    assert len(message) < 400


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("784 -> 32 -> 10 in=64", "token 3 '10 in=64': it takes 64 inputs, but 32 come before it"),
        ("3x4x4 -> conv 6 k5", "token 2 'conv 6 k5': a 5x5 window does not fit 3x4x4"),
        ("784 -> maxpool 2", "token 2 'maxpool 2': no image but 784 comes before it"),
        (
            "3x8x8 -> conv 4 k3 g2",
            "token 2 'conv 4 k3 g2': its channels cannot be divided into 2 groups",
        ),
    ],
)
def test_layers_that_cannot_follow_each_other_are_a_problem(text: str, problem: str) -> None:
    assert problems(parse_architecture(text)) == (problem,)


@pytest.mark.parametrize("text", [text for text, _, _ in PUBLISHED])
def test_the_networks_of_the_assignments_have_no_problems(text: str) -> None:
    assert problems(parse_architecture(text)) == ()


@pytest.mark.parametrize(
    ("text", "parameters", "biases"),
    [
        ("784 -> 10 nobias", 7_840, 0),
        ("784 -> batchnorm", 1_568, 784),
        ("784 -> layernorm noaffine", 0, 0),
        ("16x8x8 -> layernorm", 2_048, 1_024),
        ("16x8x8 -> groupnorm", 32, 16),
        ("16x8x8 -> conv 32 k3 g4", 32 * 4 * 9 + 32, 32),
        ("16x8x8 -> convtranspose 32 k3 g4 nobias", 16 * 8 * 9, 0),
        ("5x3 -> lstm 64", 4 * 64 * (3 + 64 + 2), 4 * 2 * 64),
        ("5x3 -> gru 64", 3 * 64 * (3 + 64 + 2), 3 * 2 * 64),
        ("784 -> op:prelu:1", 1, 0),
    ],
)
def test_each_kind_of_layer_is_counted(text: str, parameters: int, biases: int) -> None:
    architecture = parse_architecture(text)

    assert (parameter_count(architecture), bias_count(architecture)) == (parameters, biases)


sizes = st.integers(1, 4_096)
pairs = st.tuples(st.integers(1, 9), st.integers(1, 9))
paddings = st.tuples(st.integers(0, 9), st.integers(0, 9))
names = st.text(max_size=12)
words = st.sampled_from(["relu", "leaky_relu", "tanh", "sin", "relu 6", "->", "a:b", "ReLU"])
LAYERS: list[st.SearchStrategy[Layer]] = [
    st.builds(Linear, inputs=sizes, outputs=sizes, bias=st.booleans()),
    st.builds(
        Convolution,
        inputs=sizes,
        outputs=sizes,
        kernel=pairs,
        stride=pairs,
        padding=paddings,
        dilation=pairs,
        groups=st.integers(1, 4),
        bias=st.booleans(),
        transposed=st.booleans(),
    ),
    st.builds(
        Pooling,
        kind=st.sampled_from(["max", "avg"]),
        kernel=pairs,
        stride=pairs,
        padding=paddings,
    ),
    st.builds(AdaptivePooling, kind=st.sampled_from(["max", "avg"]), size=pairs),
    st.just(Flatten()),
    st.builds(Activation, name=words),
    st.builds(Softmax, logarithm=st.booleans()),
    st.builds(Dropout, probability=st.floats(0, 1)),
    st.builds(
        Normalisation,
        kind=st.sampled_from(["batch", "layer", "group", "instance"]),
        features=sizes,
        affine=st.booleans(),
    ),
    st.builds(Recurrent, kind=st.sampled_from(["rnn", "lstm", "gru"]), inputs=sizes, hidden=sizes),
    st.builds(Other, operation=st.one_of(st.just("add"), names), parameters=st.integers(0, 999)),
]
shapes = st.lists(st.integers(1, 64), max_size=4).map(tuple)


@given(shapes, st.lists(st.one_of(LAYERS), max_size=8).map(tuple))
def test_whatever_layers_there_are_reading_undoes_writing(
    shape: tuple[int, ...], layers: tuple[Layer, ...]
) -> None:
    architecture = Architecture(input=shape, layers=layers)

    assert parse_architecture(write_architecture(architecture)) == architecture


@given(st.text(alphabet="0123456789x->→ abceklmnoprsu:.=%", max_size=60))
def test_any_text_is_read_or_refused_as_no_notation(text: str) -> None:
    try:
        architecture = parse_architecture(text)
    except NotationError:
        return

    assert parse_architecture(write_architecture(architecture)) == architecture
