"""Rows that were compared, transforms, splits, shuffling, shared settings, components, noise."""

from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.consistency.code import check_code
from tests.held_against.works_by_hand import work

STUDY = """import torch
from torchvision import transforms as T
EXPERIMENTS = [dict(batch=b) for b in (1, 4, 250)] + [dict(lr=lr) for lr in (0.1, 0.01, 0.001)]
plain = T.Compose([T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
augmented = T.Compose([T.RandomCrop(32, padding=4), T.RandomHorizontalFlip(), plain])
train_loader = torch.utils.data.DataLoader(train, batch_size=4, shuffle=True)
val_loader = torch.utils.data.DataLoader(val, batch_size=4, shuffle=True)
optimizer = torch.optim.SGD(net.parameters(), lr=0.001)
loss.backward()
"""

MOONS = """import numpy as np
from sklearn.datasets import make_moons
x, y = make_moons(n_samples=1000, noise=0.2)
x_train, y_train, x_test, y_test = x[:700], y[:700], x[700:], y[700:]
"""

FACES = """import torch, numpy as np, torch.nn as nn
import matplotlib.pyplot as plt
class AE(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.a, self.b = nn.Linear(4096, n), nn.Linear(n, 4096)
    def forward(self, x):
        return self.b(torch.relu(self.a(x)))
small, large = AE(16), AE(64)
opt_small = torch.optim.Adam(small.parameters(), lr=1e-4, weight_decay=2.5e-5)
opt_large = torch.optim.Adam(large.parameters(), lr=1e-4, weight_decay=5e-5)
for epoch in range(300):
    for x in loader:
        nn.MSELoss()(small(x), x).backward()
        opt_small.step()
        nn.MSELoss()(large(x), x).backward()
        opt_large.step()
u, s, vt = np.linalg.svd(faces - faces.mean(0), full_matrices=False)
shown = vt[:16].reshape(-1, 64, 64)
for strength in (0.4, 0.9):
    noise = (torch.rand_like(faces) * 2 - 1) * strength
    noisy = (faces + noise).clamp(0, 1)
"""


def is_contradicted(folder: Path, text: str, code: str) -> bool:
    write_up = read_text(text, path="report.md")
    claims = read_statements(write_up).claims
    checked = check_code(work(folder, *claims, code={"train.py": code}, text=text))
    return "inconsistent" in {each.outcome.value for each in checked}


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Batch sizes of 1, 4 and 500 were compared.", True),
        ("I trained with batch sizes 1, 4 and 1000.", True),
        ("We used learning rates of 0.1, 0.01 and 0.0001.", True),
        ("The learning rates were $10^{-1}$, $10^{-2}$ and $10^{-3}$.", False),
        ("Batch sizes of 1, 4 and 250 were compared.", False),
        ("Batch sizes of 250, 4 and 1 were compared.", False),
        ("Batch sizes of 4 and 500 were compared.", False),
        ("The handout asks for batch sizes of 1, 4 and 1000.", False),
        ("Batch sizes of 1, 4 and 1000 should be compared.", False),
        ("The accuracy is shown at epochs 1, 4 and 50.", False),
        ("The batches 1, 4 and 7 of the data file are used.", False),
        ("Sections 1, 4 and 8 use a batch size of 4.", False),
    ],
)
def test_a_row_that_was_run_with_has_the_values_of_the_code(
    tmp_path: Path, text: str, is_wrong: bool
) -> None:
    assert is_contradicted(tmp_path, text, STUDY) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("RandomResizedCrop(32) and RandomHorizontalFlip are applied to the images.", True),
        ("The training images were randomly rotated and flipped: we used random rotation.", True),
        ("We added ColorJitter to the training images.", True),
        ("RandomCrop and RandomHorizontalFlip are applied to the training images.", False),
        ("The images were horizontally flipped at random.", False),
        ("Apply RandomResizedCrop(32) to the training set only.", False),
        ("RandomResizedCrop could be used instead.", False),
        ("Other transforms, such as RandomRotation, were left out.", False),
        ("More augmentation, with RandomErasing, is left for future work.", False),
    ],
)
def test_named_transforms(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert is_contradicted(tmp_path, text, STUDY) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Only the training data is shuffled.", True),
        ("We shuffle only the training set.", True),
        ("The training data is shuffled.", False),
        ("Their losses are thus in the same order of magnitude, in train and test.", False),
        ("The training loss is of the same order as the validation loss.", False),
        ("The validation data is not shuffled.", True),
    ],
)
def test_shuffling_of_the_training_data_alone(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert is_contradicted(tmp_path, text, STUDY) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("So there are 700 samples for training and 200 for testing.", True),
        ("We have 800 training points and 300 test points.", True),
        ("So there are 700 samples for training and 300 for testing.", False),
        ("700 points are for training and the remaining 300 for testing.", False),
        ("We use 600 samples for training and 100 for testing.", True),
        ("CIFAR-10 has 50,000 training and 10,000 test images.", False),
        ("There are 700 samples for training and 150 for validation and 150 for testing.", False),
        ("About 700 samples for training and 200 for testing would do.", False),
    ],
)
def test_sizes_of_splits(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert is_contradicted(tmp_path, text, MOONS) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Both networks are restrained by the same weight decay.", True),
        ("The two autoencoders use an identical weight decay.", True),
        ("Both networks are trained with the same learning rate.", False),
        ("Both networks do not have the same weight decay.", False),
        ("Both networks have a weight decay of the same order.", False),
        ("We use the same weight decay as in the tutorial.", False),
    ],
)
def test_settings_that_two_networks_share(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert is_contradicted(tmp_path, text, FACES) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Of the eigenfaces the leading twenty are retained.", True),
        ("The first 25 eigenfaces are shown in the figure.", True),
        ("The first 16 eigenfaces are shown in the figure.", False),
        ("The top sixteen components look like faces.", False),
        ("The first 30 components explain 80 % of the variance.", False),
        ("The first 64 components could be kept as well.", False),
    ],
)
def test_numbers_of_components(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert is_contradicted(tmp_path, text, FACES) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Uniform noise between -0.4 and 0.4 and between -0.8 and 0.8 is added.", True),
        ("Uniform noise in [-0.4, 0.4] and in [-0.7, 0.7] is added.", True),
        ("Noise of ±0.4 and ±0.9 is added.", False),
        ("Uniform noise between -0.4 and 0.4 and between -0.9 and 0.9 is added.", False),
        ("Noise between -0.8 and 0.8 would be too strong, ±0.4 is not.", False),
        ("Uniform noise between -0.2 and 0.2 is added.", False),
    ],
)
def test_ranges_of_noise(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert is_contradicted(tmp_path, text, FACES) is is_wrong
