"""A network in plain NumPy is recognised in the text of the code."""

import pytest

from grader.checks.by_hand import numpy_network
from grader.records import Evidence, Outcome
from tests.checks.trained import CUT_SHORT, account, case, code

LAYER = """
class Linear:
    def forward(self, x):
        self.x = x
        return np.dot(x, self.w) + self.b
    def backward(self, dout):
        self.dw = np.dot(self.x.T, dout)
"""
LOOSE = "dW = x.T @ delta / len(x)\nW -= lr * dW"
TORCH = "import torch\nloss = criterion(net(x), y)\nloss.backward()"


@pytest.mark.parametrize("text", [LAYER, LOOSE, LAYER + TORCH])
def test_matrix_products_with_gradients_are_a_network_by_hand(text: str) -> None:
    assert numpy_network(case(handed_in=code(text))).outcome is Outcome.MET


@pytest.mark.parametrize(
    "text", ["import numpy as np\n" + TORCH, "import numpy as np\nh = x @ w\n" + TORCH]
)
def test_numpy_beside_a_framework_is_not_yet_one(text: str) -> None:
    assert numpy_network(case(handed_in=code(text))).outcome is Outcome.SUSPECTED


def test_where_nothing_knows_numpy_there_is_none() -> None:
    read = account(text="It was trained in PyTorch.")

    told = numpy_network(case(handed_in=code(TORCH), accounts=(read,)))

    assert told.outcome is Outcome.NOT_MET


def test_what_may_be_elsewhere_costs_nothing() -> None:
    told = account(text="The NumPy version reaches 96 %.")
    doubts: tuple[dict[str, object], ...] = (
        {"accounts": (told,)},
        {"accounts": ()},
        {"handed_in": code(TORCH, whole=False)},
        CUT_SHORT,
    )

    for parts in doubts:
        outcome = numpy_network(case(**{"handed_in": code(TORCH), **parts})).outcome
        assert outcome in (Outcome.SUSPECTED, Outcome.OPEN)


def test_long_lines_of_code_take_no_time() -> None:
    evidence: Evidence = case(handed_in=code("d" * 200_000 + "@" * 200_000)).evidence

    assert numpy_network(case(handed_in=evidence.handed_in)).outcome is not Outcome.MET
