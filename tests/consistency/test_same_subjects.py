"""Whether two statements certainly speak of the same thing, certainly not, or perhaps."""

import pytest

from grader.consistency.network_words import is_same_network
from grader.consistency.subjects import Known, is_same
from grader.records import Subject

SAME = (
    ("the deep wide network", "deep wide mlp"),
    ("our cnn", "the convolutional network"),
    ("the first model", "model 1"),
    ("DeepWideMLP", "deep_wide_mlp"),
    ("a deep mlp", "the deep mlp"),
    ("n=16", "autoencoder with 16 hidden units"),
    ("model A", "model a"),
)
OTHER = (
    ("deep wide mlp", "deep mlp"),
    ("model a", "model b"),
    ("net1", "Net2"),
    ("mlp", "cnn"),
    ("autoencoder n=16", "autoencoder n = 64"),
    ("mlp without relu", "mlp with relu"),
    ("numpy mlp", "pytorch mlp"),
    ("shallow network", "deep network"),
)
PERHAPS = (
    ("our model", "lenet"),
    ("", "the deep mlp"),
    ("", ""),
    ("model a", "the deep mlp"),
    ("shallow mlp", "shallow mlp n=32"),
    ("lenet", "cnn"),
    ("mlp", "numpy mlp"),
    ("the wide network", "deep wide mlp"),
    ("mynet", "yournet"),
)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [(*pair, True) for pair in SAME]
    + [(*pair, False) for pair in OTHER]
    + [(*pair, None) for pair in PERHAPS],
)
def test_networks_are_told_apart_by_what_their_names_mean(
    a: str, b: str, same: bool | None
) -> None:
    assert is_same_network(a, b) is same
    assert is_same_network(b, a) is same


MLP = Subject(network="deep mlp", split="test", moment="best", question="3.1")


def with_(**fields: object) -> Subject:
    told = {"network": "deep mlp", "split": "test", "moment": "best", "question": "3.1", **fields}
    return Subject(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (with_(), True),
        (with_(network="the deep network"), True),
        (with_(question="3"), True),
        (with_(split="validation"), False),
        (with_(split=""), None),
        (with_(moment="final"), False),
        (with_(moment=""), None),
        (with_(selection="train loss"), None),
        (with_(settings=(("learning_rate", "0.1"),)), None),
        (with_(labels=("row 2",)), None),
        (with_(question="3.2"), None),
        (with_(network=""), None),
    ],
)
def test_all_that_tells_statements_apart_must_agree(other: Subject, same: bool | None) -> None:
    assert is_same(MLP, other) is same
    assert is_same(other, MLP) is same


def test_an_epoch_says_when_whatever_else_is_said() -> None:
    assert is_same(with_(epoch=240), with_(epoch=240, moment="", selection="loss")) is True
    assert is_same(with_(epoch=240), with_(epoch=241)) is False


def test_our_model_is_the_one_that_there_is() -> None:
    only = Known(networks=("deep mlp",), has_one_network=True)

    assert is_same(MLP, with_(network="our model"), only) is True
    assert is_same(MLP, with_(network="our model")) is None
