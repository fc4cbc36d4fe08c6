"""Statements held against code that was handed in."""

from pathlib import Path

import pytest

from grader.consistency.code import check_code
from grader.records import Claim, Whose
from tests.held_against.works_by_hand import claim, notebook, outcome, work

DENSE = """import torch, torchvision
import torch.nn as nn, torch.nn.functional as F
BATCH_SIZE = 64
EPOCHS = 50
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 64)
        self.fc3 = nn.Linear(64, 10)
        self.softmax = nn.Softmax(dim=1)
    def forward(self, x):
        x = F.relu(self.fc1(x.view(-1, 784)))
        return self.fc3(F.relu(self.fc2(x)))
data = torchvision.datasets.MNIST("d", train=True)
train_loader = torch.utils.data.DataLoader(data, batch_size=BATCH_SIZE, shuffle=True)
val_loader = torch.utils.data.DataLoader(data, batch_size=BATCH_SIZE, shuffle=True)
net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
criterion = nn.CrossEntropyLoss()
for epoch in range(EPOCHS):
    for x, y in train_loader:
        optimizer.zero_grad()
        criterion(net(x.float()), y).backward()
        optimizer.step()
"""

FAMILY = notebook(
    ("markdown", "# Assignment\n## 1.1 Faces"),
    (
        "code",
        """import torch, numpy as np
import torch.nn as nn
class AutoEncoder(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc1 = nn.Linear(4096, n)
        self.fc2 = nn.Linear(n, 4096)
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
faces = np.load("faces.npy") / 255
loader = torch.utils.data.DataLoader(torch.tensor(faces).float(), batch_size=64, shuffle=True)
def train_ae(model, lr, wd, epochs=300):
    opt = torch.optim.Adam(model.parameters(), lr=lr, weight_decay=wd)
    for ep in range(epochs):
        for x in loader:
            opt.zero_grad(); nn.MSELoss()(model(x), x).backward(); opt.step()
train_ae(AutoEncoder(16), 1e-4, 2.5e-5)
train_ae(AutoEncoder(64), 1e-4, 5e-5)""",
    ),
    ("markdown", "## 3.1 A deep network"),
    (
        "code",
        """def fit(model, optimizer, scheduler, n_epochs=1500):
    for epoch in range(n_epochs):
        for x, y in train_loader:
            optimizer.zero_grad()
            nn.CrossEntropyLoss()(model(x), y).backward()
            optimizer.step()
        scheduler.step()
train_loader = torch.utils.data.DataLoader(ds, batch_size=128, shuffle=True)
class DeepMLP(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(784, a), nn.ReLU(), nn.Linear(a, b), nn.ReLU(),
                                 nn.Linear(b, a), nn.ReLU(), nn.Linear(a, 10))
    def forward(self, x):
        return self.net(x)
deep = DeepMLP(32, 64)
opt = torch.optim.SGD(deep.parameters(), lr=1e-3, momentum=0.9)
fit(deep, opt, torch.optim.lr_scheduler.StepLR(opt, step_size=80, gamma=0.1))""",
    ),
    ("markdown", "## 3.2 Deep and wide"),
    (
        "code",
        """deep_wide = DeepMLP(128, 64)
opt2 = torch.optim.SGD(deep_wide.parameters(), lr=2e-3, momentum=0.9)
fit(deep_wide, opt2, torch.optim.lr_scheduler.StepLR(opt2, step_size=80, gamma=0.1))""",
    ),
)


def verdict(folder: Path, one: Claim, code: dict[str, str], *others: Claim) -> str:
    return outcome(tuple(check_code(work(folder, one, *others, code=code))), one.words)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (claim("Its learning rate is 0.001.", "learning_rate", 0.001),
         claim("Its learning rate is 0.01.", "learning_rate", 0.01)),
        (claim("We used batches of 64.", "batch_size", 64),
         claim("We used batches of 128.", "batch_size", 128)),
        (claim("We trained it for 50 epochs.", "epochs", 50),
         claim("We trained it for 100 epochs.", "epochs", 100)),
        (claim("The momentum is set to 0.9.", "momentum", 0.9),
         claim("The momentum is set to 0.95.", "momentum", 0.95)),
        (claim("We used SGD.", "optimizer", "sgd"),
         claim("We used Adam.", "optimizer", "adam")),
        (claim("The loss is the cross entropy.", "loss_function", "cross_entropy"),
         claim("The loss is the squared error.", "loss_function", "mse")),
        (claim("It has two hidden layers.", "hidden_layers", 2),
         claim("It has three hidden layers.", "hidden_layers", 3)),
        (claim("Each has 64 neurons.", "units", 64),
         claim("Each has 128 neurons.", "units", 128)),
        (claim("We use the ReLU.", "activation", "relu"),
         claim("We use the sigmoid.", "activation", "sigmoid")),
        (claim("It is 784-64-64-10.", "sizes", (784, 64, 64, 10)),
         claim("It is 784-64-32-10.", "sizes", (784, 64, 32, 10))),
        (claim("It has 55,050 parameters.", "parameters", 55050),
         claim("It has 55,500 parameters.", "parameters", 55500)),
    ],
    ids=lambda one: one.words,
)  # fmt: skip
def test_a_setting_is_held_against_the_one_training_there_is(
    tmp_path: Path, right: Claim, wrong: Claim
) -> None:
    assert verdict(tmp_path / "right", right, {"train.py": DENSE}) == "consistent"
    assert verdict(tmp_path / "wrong", wrong, {"train.py": DENSE}) == "inconsistent"


@pytest.mark.parametrize(
    "promise",
    [
        claim("We clipped the gradients at 10.", "gradient_clip", 10),
        claim("We use dropout against overfitting.", "regularisation", "dropout"),
        claim("We augmented our images.", "augmentation", "flip"),
        claim("We used a weight decay of 0.0005.", "weight_decay", 0.0005),
        claim("We divided the images by 255.", "input_scaling", "0..1"),
        claim("We used early stopping.", "regularisation", "early_stopping"),
        claim("We used a StepLR schedule.", "schedule", "step"),
        claim("The output layer applies a softmax.", "output_activation", "softmax"),
    ],
    ids=lambda one: one.words,
)
def test_what_no_line_of_the_code_does_was_not_done(tmp_path: Path, promise: Claim) -> None:
    found = tuple(check_code(work(tmp_path, promise, code={"train.py": DENSE})))

    assert outcome(found, promise.words) == "inconsistent"
    assert "code" in found[0].sentence


def test_what_a_line_of_the_code_may_do_is_not_denied(tmp_path: Path) -> None:
    clipping = DENSE + "\n# torch.nn.utils.clip_grad_norm_(net.parameters(), 5)\nx = x / 255\n"
    clipped = claim("We clipped the gradients.", "gradient_clip")
    scaled = claim("We divided the images by 255.", "input_scaling", "0..1")

    found = tuple(check_code(work(tmp_path, clipped, scaled, code={"train.py": clipping})))

    assert outcome(found, clipped.words) == "cannot_tell"
    assert outcome(found, scaled.words) == "consistent"


@pytest.mark.parametrize(
    "words",
    [
        "It overfits after 20 epochs.",
        "We could train it for 500 epochs.",
        "The loss falls in the first 10 epochs.",
        "It converges within 20 epochs.",
    ],
)
def test_a_point_in_time_is_not_how_long_the_training_went_on(tmp_path: Path, words: str) -> None:
    value = int("".join(filter(str.isdigit, words)))

    assert verdict(tmp_path, claim(words, "epochs", value), {"train.py": DENSE}) in (
        "",
        "cannot_tell",
    )


@pytest.mark.parametrize(
    "open_claim",
    [
        claim("We tried a learning rate of 0.1 too.", "learning_rate", 0.1),
        claim("A learning rate of 0.1 would be too large.", "learning_rate", 0.1),
        claim("The VGG used batches of 32.", "batch_size", 32, network="vgg"),
        claim("The autoencoder has 135,184 parameters.", "parameters", 135184,
              network="autoencoder"),
    ],
    ids=lambda one: one.words,
)  # fmt: skip
def test_what_the_code_need_not_hold_is_left_open(tmp_path: Path, open_claim: Claim) -> None:
    assert verdict(tmp_path, open_claim, {"train.py": DENSE}) in ("", "cannot_tell")


def test_what_others_did_is_not_held_against_the_work(tmp_path: Path) -> None:
    theirs = claim("The paper trains with Adam.", "optimizer", "adam", whose=Whose.OTHERS)

    assert verdict(tmp_path, theirs, {"train.py": DENSE}) == ""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        # The other training has the value: what is meant is told by network, optimizer, heading.
        (claim("The deep network has lr 2e-3.", "learning_rate", 2e-3, network="deep mlp"),
         claim("The deep wide network has lr 2e-3.", "learning_rate", 2e-3,
               network="deep wide mlp")),
        (claim("With n = 16 we set a decay of 5e-5.", "weight_decay", 5e-5,
               settings=(("units", "16"),)),
         claim("With n = 64 we set a decay of 5e-5.", "weight_decay", 5e-5,
               settings=(("units", "64"),))),
        (claim("We set Adam to 1e-3.", "learning_rate", 1e-3, settings=(("optimizer", "adam"),)),
         claim("We set SGD to 1e-3.", "learning_rate", 1e-3, settings=(("optimizer", "sgd"),))),
        (claim("We trained it for 1500 epochs.", "epochs", 1500, question="1.1"),
         claim("We trained it for 1500 epochs.", "epochs", 1500, question="3.1")),
    ],
    ids=lambda one: one.words,
)  # fmt: skip
def test_the_words_tell_which_of_several_trainings_is_meant(
    tmp_path: Path, wrong: Claim, right: Claim
) -> None:
    assert verdict(tmp_path / "wrong", wrong, {"a2.ipynb": FAMILY}) == "inconsistent"
    assert verdict(tmp_path / "right", right, {"a2.ipynb": FAMILY}) == "consistent"


def test_a_value_of_some_training_is_no_contradiction_where_none_is_named(tmp_path: Path) -> None:
    either = claim("We used a batch size of 64.", "batch_size", 64)
    neither = claim("We used a batch size of 32.", "batch_size", 32)

    assert verdict(tmp_path / "either", either, {"a2.ipynb": FAMILY}) == "consistent"
    assert verdict(tmp_path / "neither", neither, {"a2.ipynb": FAMILY}) == "inconsistent"


def test_a_count_without_biases_is_said_to_be_one(tmp_path: Path) -> None:
    bare = claim("The deep network has 29,504 parameters.", "parameters", 29504, network="deep")

    (found,) = check_code(work(tmp_path, bare, code={"a2.ipynb": FAMILY}))

    assert found.outcome.value == "inconsistent"
    assert "29,642" in found.sentence
    assert "no biases" in found.sentence


def test_defaults_of_options_and_configurations_count(tmp_path: Path) -> None:
    code = {
        "settings.py": 'CONFIG = {"lr": 5e-4, "batch_size": 32}\n',
        "train.py": """import argparse, torch
from settings import CONFIG
parser = argparse.ArgumentParser()
parser.add_argument("--max_epochs", type=int, default=100)
args = parser.parse_args()
net = torch.nn.Linear(3072, 10)
optimizer = torch.optim.Adam(net.parameters(), lr=CONFIG["lr"])
for epoch in range(args.max_epochs):
    for x, y in loader:
        torch.nn.CrossEntropyLoss()(net(x), y).backward()
        optimizer.step()
""",
    }
    wrong = (
        claim("We trained it for 60 epochs.", "epochs", 60),
        claim("Its learning rate is 1e-3.", "learning_rate", 1e-3),
        claim("We used batches of 64.", "batch_size", 64),
    )

    found = tuple(check_code(work(tmp_path, *wrong, code=code)))

    assert [each.outcome.value for each in found] == ["inconsistent"] * 3


def test_code_of_another_question_contradicts_nothing(tmp_path: Path) -> None:
    text = (
        "## 1 Digits\n\nWe used SGD. Its learning rate is 0.001. It has two hidden layers.\n\n"
        "## 2 Pictures\n\nWe trained with a rate of 0.5.\n"
    )
    first = [
        claim("We used SGD.", "optimizer", "sgd", question="1"),
        claim("Its learning rate is 0.001.", "learning_rate", 0.001, question="1"),
        claim("It has two hidden layers.", "hidden_layers", 2, question="1"),
    ]
    second = claim("We trained with a rate of 0.5.", "learning_rate", 0.5, question="2")

    found = tuple(check_code(work(tmp_path, *first, second, code={"a.py": DENSE}, text=text)))

    assert outcome(found, second.words) == "cannot_tell"


def test_shuffling_is_held_against_the_loaders(tmp_path: Path) -> None:
    text = "The training data are shuffled. The validation loader is not shuffled."

    found = tuple(check_code(work(tmp_path, code={"train.py": DENSE}, text=text)))

    assert [each.outcome.value for each in found] == ["consistent", "inconsistent"]


def test_words_alone_are_held_against_code_without_the_thing(tmp_path: Path) -> None:
    text = (
        "After each layer we put batch normalisation. Dropout is a technique that could help here."
    )

    found = tuple(check_code(work(tmp_path, code={"train.py": DENSE}, text=text)))

    assert [(each.outcome.value, each.words) for each in found] == [
        ("inconsistent", "After each layer we put batch normalisation.")
    ]
