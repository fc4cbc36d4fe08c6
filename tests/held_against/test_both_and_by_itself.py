"""Wrong accusations of correct solutions: of `both`, of one-hot labels, of a third of another."""

from pathlib import Path

import pytest

from benchmarks.grading_quality.faults import HERE
from benchmarks.grading_quality.planting import files_of
from grader.consistency import hold
from grader.consistency.code import check_code
from tests.held_against.works_by_hand import work

TRAIN = """import torch, torch.nn as nn
net = nn.Sequential(nn.Linear({sizes}))
optimizer = torch.optim.{optimizer}
for epoch in range({epochs}):
    for x, y in loader:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(net(x), y).backward()
        optimizer.step()
"""
MOONS = TRAIN.format(sizes="2, 2", optimizer="SGD(net.parameters(), lr=0.01)", epochs=1500)


def outcomes(folder: Path, text: str, code: dict[str, str]) -> set[str]:
    return {each.outcome.value for each in check_code(work(folder, text=text, code=code))}


def test_both_may_be_one_network_and_its_twin_in_numpy(tmp_path: Path) -> None:
    files = files_of(HERE / "cs324" / "scripts")
    code = {name: text for name, text in files.items() if name.endswith(".py")}

    assert "inconsistent" not in outcomes(tmp_path, files["report.md"], code)


@pytest.mark.parametrize(
    "text",
    [
        "The labels are one-hot encoded. In PyTorch the cross entropy does the one-hot encoding by"
        " itself when it is given class indices.",
        "The labels are one-hot encoded internally by the loss.",
        "Cross entropy takes the class labels directly, so the labels are one-hot encoded there.",
    ],
)
def test_a_loss_makes_one_hot_vectors_by_itself(tmp_path: Path, text: str) -> None:
    data = "import numpy as np\nx = np.load('x.npy') / 255\n"

    assert "inconsistent" not in outcomes(tmp_path, text, {"train.py": data + MOONS})


def test_a_ratio_to_something_that_the_report_does_not_tell_is_none_to_its_namesake(
    tmp_path: Path,
) -> None:
    text = (
        "The MLP has 2 inputs, 20 sigmoid units and 2 outputs, in all 102 parameters.\n\nThe small"
        " VGG has 3,477,066 parameters, about a third of the MLP's, since a kernel is shared."
    )

    found = {each.outcome.value for each in hold(work(tmp_path, text=text))}

    assert "inconsistent" not in found
