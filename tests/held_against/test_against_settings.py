"""Statements held against settings in files, in sections, and in phrases of their own."""

from pathlib import Path

import pytest

from grader.consistency.code import check_code, check_listings
from grader.records import Claim
from tests.held_against.works_by_hand import claim, outcome, work

TRAIN = """import torch, yaml
import torch.nn as nn
from data import batches
cfg = yaml.safe_load(open("config.yaml"))["deep"]
net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 9, 3, stride=2))
opt = torch.optim.SGD(net.parameters(), lr=cfg["lr"])
sched = torch.optim.lr_scheduler.StepLR(opt, 100, gamma=0.1)
for epoch in range(cfg["epochs"]):
    for x, y in batches(cfg["batch_size"]):
        noisy = x + 0.4 * torch.randn_like(x)
        loss = nn.functional.cross_entropy(net(noisy), y)
        loss.backward(); opt.step(); sched.step()
"""
DATA = """import numpy as np
from torch.utils.data import DataLoader, TensorDataset
faces = np.load("faces.npy")
def batches(batch_size):
    return DataLoader(TensorDataset(faces), batch_size=batch_size, shuffle=True)
"""
CONFIG = """shallow:
  optimizer: sgd
  lr: 0.1      # as in the handout
  epochs: 500
  batch_size: 100
deep:
  optimizer: sgd
  lr: 0.1
  epochs: 400
  batch_size: 100
deep_adam:
  optimizer: adam
  lr: 0.0001
  epochs: 1000
  batch_size: 100
"""
CODE = {"train.py": TRAIN, "data.py": DATA, "config.yaml": CONFIG}


def verdict(folder: Path, one: Claim) -> str:
    return outcome(tuple(check_code(work(folder, one, code=CODE))), one.words)


ADAM = (("optimizer", "adam"),)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (claim("Adam ran for 500 epochs.", "epochs", 500, settings=ADAM), "inconsistent"),
        (claim("Adam ran for 1000 epochs.", "epochs", 1000, settings=ADAM), "consistent"),
        (claim("We used a batch size of 64.", "batch_size", 64), "inconsistent"),
        (claim("We used a batch size of 100.", "batch_size", 100), "consistent"),
        (
            claim("The shallow one ran for 300 epochs.", "epochs", 300, network="shallow network"),
            "inconsistent",
        ),
    ],
    ids=lambda one: getattr(one, "words", one),
)
def test_a_file_of_settings_is_code_section_by_section(
    tmp_path: Path, one: Claim, expected: str
) -> None:
    assert verdict(tmp_path, one) == expected


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("The learning rate is halved every 100 epochs.", ["inconsistent"]),
        ("The learning rate is divided by ten every 100 epochs.", ["consistent"]),
        ("The learning rate would be halved every 100 epochs.", []),
        ("All convolutions have stride one.", ["inconsistent"]),
        # Its kind, and how strong it is.
        ("The noise is uniform between -0.4 and 0.4.", ["inconsistent", "consistent"]),
        ("We add Gaussian noise to the faces.", ["consistent"]),
        ("Uniform noise could be tried instead.", []),
        ("The labels are one-hot encoded.", ["inconsistent"]),
        ("The loader mixes the images.", []),
        ("Max pooling of size 3 was used.", ["inconsistent", "consistent"]),
        ("Max pooling of size 2 was used.", ["consistent", "consistent"]),
    ],
)
def test_settings_are_read_in_phrases_of_their_own(
    tmp_path: Path, text: str, outcomes: list[str]
) -> None:
    found = check_code(work(tmp_path, text=text, code=CODE))

    assert [each.outcome.value for each in found] == outcomes


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ("pass", "inconsistent"),
        ("faces = faces / 255", "consistent"),
        ("faces = faces / faces.max()", "consistent"),
        ("MOST = 255.", "cannot_tell"),
        ("BATCH = 256", "inconsistent"),
        ("faces -= np.mean(faces)", "cannot_tell"),
    ],
)
def test_inputs_are_unscaled_only_if_nothing_scales_them(
    tmp_path: Path, scale: str, expected: str
) -> None:
    one = claim("We scaled the images to 0..1.", "input_scaling", "0..1")
    code = CODE | {"data.py": f"{DATA}{scale}\n"}

    found = outcome(tuple(check_code(work(tmp_path, one, code=code))), one.words)

    assert found in (expected, "" if expected == "cannot_tell" else expected)


def test_repeated_runs_are_counted(tmp_path: Path) -> None:
    loop = "\nfor wd in (0.1, 0.01):\n    for seed in range(3):\n        train(wd, seed)\n"
    code = {"train.py": TRAIN + loop, "data.py": DATA, "config.yaml": CONFIG}
    five = claim("I ran each of them five times.", "runs", 5)
    all_of_them = claim("I made all six runs.", "runs", 6)

    found = tuple(check_code(work(tmp_path, five, all_of_them, code=code)))

    assert outcome(found, five.words) == "inconsistent"
    assert outcome(found, all_of_them.words) == ""


def test_a_softmax_before_the_loss_is_one_though_the_text_denies_it(tmp_path: Path) -> None:
    one = claim("Our network has no softmax.", "output_activation", "softmax", denied=True)
    code = {"train.py": TRAIN.replace("(net(noisy), y)", "(torch.softmax(net(noisy), 1), y)")}

    found = tuple(check_code(work(tmp_path, one, code=code)))

    assert outcome(found, one.words) == "inconsistent"


def test_what_is_denied_in_other_words_is_not_accused(tmp_path: Path) -> None:
    words = "The network must not have a softmax, and mine has none."
    one = claim(words, "output_activation", "softmax")

    assert outcome(tuple(check_code(work(tmp_path, one, code=CODE))), words) != "inconsistent"


def test_a_line_of_the_page_inside_a_sentence_accuses_nobody(tmp_path: Path) -> None:
    words = "We used a batch size of 3 DEEP LEARNING          Page 100 faces."
    one = claim(words, "batch_size", 3)
    text = words.replace("          ", " ")

    found = tuple(check_listings(work(tmp_path, one, text=text)))

    assert not [each for each in found if each.outcome.value == "inconsistent"]
