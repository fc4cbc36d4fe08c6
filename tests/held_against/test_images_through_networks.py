"""Sizes of images inside convolutional networks, windows and poolings, against the layers."""

from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.consistency.code import check_code
from grader.records import Checked
from tests.held_against.works_by_hand import work

LENET = """import torch.nn as nn, torch.nn.functional as F, torch
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        return self.fc3(F.relu(self.fc2(x)))
net = LeNet()
optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
for epoch in range(50):
    for x, y in loader:
        F.cross_entropy(net(x), y).backward()
        optimizer.step()
"""

MIXED = """import torch, torch.nn as nn, torchvision
train = torchvision.datasets.MNIST("d", train=True, transform=torchvision.transforms.ToTensor())
loader = torch.utils.data.DataLoader(train, batch_size=64)
net = nn.Sequential(
    nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(4, 8, 3), nn.ReLU(), nn.AvgPool2d(2),
    nn.Flatten(), nn.Linear(8 * 5 * 5, 84), nn.ReLU(), nn.Linear(84, 10))
optimizer = torch.optim.SGD(net.parameters(), lr=0.001)
for x, y in loader:
    nn.functional.cross_entropy(net(x), y).backward()
    optimizer.step()
"""

CHOSEN = """import torch.nn as nn
def linear():
    return nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 10))
def lenet():
    return nn.Sequential(nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Flatten(),
        nn.Linear(16 * 5 * 5, 120), nn.ReLU(), nn.Linear(120, 10))
NETS = {"linear": linear, "lenet": lenet}
"""


def found(folder: Path, text: str, code: str) -> list[Checked]:
    """What the code says of a text as it is read."""
    write_up = read_text(text, path="report.md")
    claims = read_statements(write_up).claims
    return list(check_code(work(folder, *claims, code={"train.py": code}, text=text)))


def outcomes(folder: Path, text: str, code: str) -> set[str]:
    return {each.outcome.value for each in found(folder, text, code)}


@pytest.mark.parametrize(
    "text",
    [
        "After the convolutions the result is flattened to 256 values.",
        "The feature maps are flattened into a vector of 450 features.",
        "After the second pooling 16 maps of 6 x 6 remain.",
        "The 576 values after flattening go into the first dense layer.",
        "The output of the second pooling has the shape 16 × 6 × 6.",
        "Flattening gives 1,600 inputs for the dense layers.",
    ],
)
@pytest.mark.parametrize("code", [LENET, CHOSEN], ids=["followed", "chosen"])
def test_a_size_that_no_layer_puts_out_is_contradicted(
    tmp_path: Path, text: str, code: str
) -> None:
    if code is CHOSEN and ("shape" in text or "32" in text):
        pytest.skip("only what goes into the dense layers is known of these")

    assert "inconsistent" in outcomes(tmp_path, text, code)


@pytest.mark.parametrize(
    "text",
    [
        "After the convolutions the result is flattened to 400 values.",
        "After the second pooling 16 maps of 5 x 5 remain.",
        "The output of the first convolution has the shape 6 × 28 × 28.",
        "The output has the shape 14 x 14 x 6 after the first pooling.",
        "The flattened vector of 16*5*5 = 400 numbers enters the first dense layer.",
        "The images are flattened to 3072 values before they enter the linear network.",
        "With padding 16 maps of 8 x 8 would remain.",
        "Each image of 32 x 32 pixels is flattened to a vector of 3,072 numbers.",
        "In the original paper the result is flattened to 120 values.",
        "The kernels have the shape 3 x 5 x 5.",
        "The first layer has 6 filters of 5 x 5.",
        "Without the second pooling 16 maps of 10 x 10 remain.",
        "The 6 feature maps of the first layer are shown in a grid of 2 x 3.",
        "We flatten the output and use 120 neurons in the first dense layer.",
        "Flattening is done in 1 line of code.",
    ],
)
@pytest.mark.parametrize("code", [LENET, CHOSEN], ids=["followed", "chosen"])
def test_sizes_that_hold_or_are_of_something_else_are_left_alone(
    tmp_path: Path, text: str, code: str
) -> None:
    assert "inconsistent" not in outcomes(tmp_path, text, code)


@pytest.mark.parametrize(
    ("text", "code", "is_wrong"),
    [
        ("Both convolutions are followed by a ReLU and average pooling.", LENET, True),
        ("We use mean pooling with a window of 2.", LENET, True),
        ("Both convolutions are followed by a ReLU and max pooling.", LENET, False),
        ("Each convolution is followed by a ReLU and max pooling.", MIXED, True),
        ("The first is followed by max pooling, the second by average pooling.", MIXED, False),
        ("There is max pooling after the first convolution.", MIXED, False),
        ("Average pooling would keep more of the image.", LENET, False),
        ("Max pooling is better than average pooling for such images.", LENET, False),
        ("We replaced average pooling by max pooling.", LENET, False),
    ],
)
def test_kinds_of_pooling(tmp_path: Path, text: str, code: str, is_wrong: bool) -> None:
    assert ("inconsistent" in outcomes(tmp_path, text, code)) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The network has two convolutional layers with kernels of size 3×3.", True),
        ("We use 8 and 16 filters of size 5x5.", True),
        ("The second convolution has 12 filters of size 5 x 5.", True),
        ("We use 6 and 16 filters of size 5x5.", False),
        ("The convolutions have 5×5 kernels and are followed by 2×2 max pooling.", False),
        ("It uses convolutions with kernel size 5, and max pooling with kernel size 2.", False),
        ("It uses convolutions with kernel size 5, and max pooling with kernel size 3.", True),
        ("A kernel size of 3 could be better.", False),
    ],
)
def test_windows(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert ("inconsistent" in outcomes(tmp_path, text, LENET)) is is_wrong


@pytest.mark.parametrize(
    "text",
    [
        "The images are padded by 4 pixels on each side and cropped: a padding of 4.",
        "Figure 3 shows 12 filters of the first layer.",
        "The curves are smoothed with a kernel size of 9.",
        "A moving average with a window size of 7 smooths the curves.",
        "AlexNet has 11x11 kernels with a stride of 4.",
        "VGG uses kernels of size 3x3 with padding 1.",
        "A 3x3 kernel has 9 weights.",
        "Convolutions with kernel size 1 are fully connected layers over channels.",
        "The pictures have 28 x 28 pixels and one channel.",
        "The figure shows 8 feature maps of 14 x 14 pixels.",
        "The 16 channels are shown in a 4 x 4 grid.",
        "Stride 4 would shrink the image too fast.",
        "The MLP flattens the input to 3072.",
    ],
)
@pytest.mark.parametrize("code", [LENET, MIXED], ids=["lenet", "mixed"])
def test_windows_of_something_else_are_left_alone(tmp_path: Path, text: str, code: str) -> None:
    assert "inconsistent" not in outcomes(tmp_path, text, code)
