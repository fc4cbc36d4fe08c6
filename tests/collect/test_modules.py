"""Modules that a call went through are read by their own words."""

import pytest

from grader import notation
from grader.collect.modules import read_modules
from grader.collect.probe_files import ModuleCall


def written(shape: tuple[int, ...], *calls: tuple[str, str]) -> str:
    made = tuple(ModuleCall(type=kind, text=text) for kind, text in calls)
    found = read_modules(made, shape)
    assert found is not None
    return notation.write_architecture(notation.canonical(found))


def test_a_plain_network_is_read() -> None:
    text = written(
        (784,),
        ("Linear", "in_features=784, out_features=32, bias=True"),
        ("ReLU", ""),
        ("Dropout", "p=0.5, inplace=False"),
        ("Linear", "in_features=32, out_features=10, bias=False"),
        ("LogSoftmax", "dim=1"),
    )

    assert text == "784 -> 32 -> relu -> dropout 0.5 -> 10 nobias -> logsoftmax"


def test_a_convolutional_network_is_read() -> None:
    text = written(
        (3, 32, 32),
        ("Conv2d", "3, 6, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2)"),
        ("BatchNorm2d", "6, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True"),
        ("LeakyReLU", "negative_slope=0.01"),
        ("MaxPool2d", "kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False"),
        ("Flatten", "start_dim=1, end_dim=-1"),
        ("Linear", "in_features=1536, out_features=10, bias=True"),
    )

    assert text == (
        "3x32x32 -> conv 6 k5 p2 -> batchnorm -> leaky_relu -> maxpool 2 -> flatten -> 10"
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Linear", "in_features=many"),
        ("Linear", "in_features=99999999999999, out_features=1"),
        ("Conv2d", ""),
        ("Dropout", "p=?"),
        ("My Layer\n", "whatever"),
    ],
)
def test_what_cannot_be_read_is_kept_as_unknown(kind: str, text: str) -> None:
    found = read_modules((ModuleCall(type=kind, text=text),), (4,))

    assert found is not None
    assert "op:" in notation.write_architecture(found)


def test_no_call_is_no_architecture() -> None:
    assert read_modules((), (784,)) is None
