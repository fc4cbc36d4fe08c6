"""Settings that the code has nowhere, and how data are made ready, in the words of strangers."""

from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.consistency.code import check_code, check_listings
from grader.consistency.run import check_run
from grader.records import Checked
from tests.held_against.works_by_hand import work

CODE = {
    "vgg.py": """import torch, torchvision
import torch.nn as nn
import torchvision.transforms as T
tf = T.Compose([T.RandomCrop(32, padding=2), T.RandomHorizontalFlip(p=0.3), T.RandomRotation(15),
    T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
data = torchvision.datasets.CIFAR10("d", train=True, transform=tf)
loader = torch.utils.data.DataLoader(data, batch_size=64, shuffle=True)
test = torchvision.datasets.CIFAR10("d", train=False, transform=tf)
test_loader = torch.utils.data.DataLoader(test, batch_size=64, shuffle=True)
class VGG(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(3, stride=2)
        self.fc = nn.Linear(3600, 10)
    def forward(self, x):
        return self.fc(self.pool(torch.relu(self.conv(x))).flatten(1))
net = VGG()
optimizer = torch.optim.Adam(net.parameters(), lr=0.001, weight_decay=0.0005)
for epoch in range(30):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
""",
    "rnn.py": """import torch
import torch.nn as nn
class Net(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.W = nn.Parameter(torch.zeros(1, hidden))
        self.U = nn.Parameter(torch.zeros(hidden, hidden))
        self.V = nn.Linear(hidden, 10)
    def forward(self, x):
        h = torch.zeros(x.size(0), 64)
        for t in range(x.size(1)):
            h = torch.tanh(x[:, t:t + 1] @ self.W + h @ self.U)
        return self.V(h)
EVAL_EVERY = 25
def train(net, batches):
    optimizer = torch.optim.RMSprop(net.parameters(), lr=0.005)
    for step, (x, y) in enumerate(batches):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
        if step % EVAL_EVERY == 0:
            print(step)
""",
}


def outcomes(folder: Path, text: str, code: dict[str, str] = CODE) -> set[str]:
    """What is said of the sentences of a text."""
    claims = read_statements(read_text(text, path="report.md")).claims
    found: tuple[Checked, ...] = tuple(check_code(work(folder, *claims, code=code, text=text)))
    return {each.outcome.value for each in found}


@pytest.mark.parametrize(
    "text",
    [
        "The net was trained with mini-batches of 128 images.",
        "We used a batch size of 256.",
        "We trained for 45 epochs.",
        "It was trained 80 epochs on the GPU.",
        "The optimizer is Adam with a weight decay of 0.01.",
        "I took RMSprop with a learning rate of 0.05.",
        "The optimizer is RMSprop with a learning rate of 0.001.",
        "Our optimiser was RMSprop (learning rate 0.02).",
        "There is a 2×2 max pooling after the convolution.",
        "The convolution ends in a max pooling of 2 by 2.",
        "The convolution has kernels of size 5x5.",
        "SGD worked on single examples.",
        "The learning rate was lowered along a cosine.",
        "We used the Adagrad optimizer.",
    ],
)
def test_a_setting_that_no_line_has_is_none_of_the_work(tmp_path: Path, text: str) -> None:
    assert "inconsistent" in outcomes(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "The net was trained with mini-batches of 64 images.",
        "With a batch size of 128 it reached only 61.2 %.",
        "We also tried a batch size of 128.",
        "A larger batch size of 256 did not help.",
        "Batch sizes of 32, 64 and 128 were compared.",
        "One could use a batch size of 128.",
        "The paper trains with a batch size of 128.",
        "After 45 epochs the loss is flat.",
        "RMSprop with rate 0.005 updates the weights.",
        "Adam with a learning rate of 0.001 was used.",
        "RMSprop and Adam were used with learning rates of 0.001.",
        "There is a 3×3 max pooling after the convolution.",
        "The convolution ends in a max pooling of 3 by 3.",
        "Images of 5x5 patches are shown in the figure.",
        "A single example is shown in the figure.",
        "A cosine schedule would perhaps help.",
    ],
)
def test_what_is_tried_of_others_or_right_is_not_accused(tmp_path: Path, text: str) -> None:
    assert "inconsistent" not in outcomes(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "The channels are normalised with the means 0.4914, 0.4822 and 0.4465.",
        "We standardize the images (mean 0.485, 0.456, 0.406).",
        "Images are mirrored with a probability of one half.",
        "A horizontal flip with probability 0.5 is applied.",
        "Random crops with a padding of 4 pixels are taken.",
        "The images are padded by 4 pixels and then randomly cropped to 32 pixels.",
        "The images are rotated by up to 30 degrees.",
        "The network is evaluated every 100 steps.",
        "Evaluamos cada 50 pasos.",
        "The initial hidden state is drawn at random.",
        "The hidden state is initialised with random numbers.",
        "Crops and flips are applied to the training images, test images untouched.",
        "The test images are kept in their original order.",
        "The test loader goes through the images in a fixed order.",
        "The gradients are cut at a norm of 10.",
    ],
)
def test_how_data_are_said_to_be_made_ready_is_held_against_code(tmp_path: Path, text: str) -> None:
    assert "inconsistent" in outcomes(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "The channels are normalised with mean 0.5 and deviation 0.5.",
        "The usual ImageNet statistics (0.485, 0.456, 0.406) would be another choice.",
        "The loss normalised by its first value is 0.5.",
        "Images are mirrored with a probability of 30 %.",
        "With probability one half, a coin shows heads.",
        "Random crops with a padding of 2 pixels are taken.",
        "The convolution has a padding of 1, and the crop 32 pixels.",
        "The images are rotated by up to 15 degrees.",
        "The network is evaluated every 25 steps.",
        "The hidden state is initialised with zeros.",
        "The initial hidden state could be random.",
        "The training images are in random order.",
        "In order to shuffle, nothing has to be done.",
        "The results are listed in order of the batch size.",
    ],
)
def test_preparations_that_are_right_or_of_something_else_are_not_accused(
    tmp_path: Path, text: str
) -> None:
    assert "inconsistent" not in outcomes(tmp_path, text)


SPLIT = """import torch
from sklearn.model_selection import train_test_split
X_train, X_test = train_test_split(X, test_size=0.2)
net = torch.nn.Sequential(torch.nn.Linear(2, 20), torch.nn.ReLU(), torch.nn.Linear(20, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
for epoch in range(100):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(net(X_train), y_train).backward()
    optimizer.step()
"""


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("One quarter of them was kept for the test.", True),
        ("A third of the points is reserved for testing.", True),
        ("30 % of the data were held out for testing.", True),
        ("One fifth of them was kept for the test.", False),
        ("20 % of the data were held out for testing.", False),
        ("A third of the errors is made in the test.", False),
        ("97 % is reached on the test set.", False),
        ("Each weight gets its first value by Xavier.", True),
        ("The weights are drawn by the rule of Glorot.", True),
        ("Xavier initialisation would be another choice.", False),
    ],
)
def test_shares_and_first_weights(tmp_path: Path, text: str, is_wrong: bool) -> None:
    assert ("inconsistent" in outcomes(tmp_path, text, {"moons.py": SPLIT})) is is_wrong


LISTED = """
```python
tf = transforms.Compose([transforms.RandomHorizontalFlip(p=0.3), transforms.ToTensor()])
train = datasets.CIFAR10("d", train=True, transform=tf)
val_loader = DataLoader(val, batch_size=64, shuffle=True)
```

%s
"""


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("A picture is mirrored with a probability of one half.", True),
        ("The validation loader keeps them in their original order.", True),
        (
            "50,000 images are for training, 10,000 for validating. "
            "The loader of the latter keeps the original order.",
            True,
        ),
        ("A picture is mirrored with a probability of 0.3.", False),
        ("The validation loader shuffles.", False),
    ],
)
def test_listings_tell_it_too(tmp_path: Path, text: str, is_wrong: bool) -> None:
    whole = LISTED % text
    claims = read_statements(read_text(whole, path="report.md")).claims
    found = check_listings(work(tmp_path, *claims, text=whole))
    assert ("inconsistent" in {each.outcome.value for each in found}) is is_wrong


LOG = {
    "train.py": CODE["vgg.py"],
    "logs/run.log": "\n".join(
        f"epoch {epoch} train_acc {train:.2f} val_acc {val:.2f} train_loss {loss:.4f}"
        for epoch, train, val, loss in (
            (1, 60.31, 64.52, 1.3021), (2, 68.24, 70.17, 1.0172), (3, 73.15, 73.48, 0.8534),
            (4, 77.62, 75.21, 0.7215), (5, 81.38, 76.93, 0.6107), (6, 84.27, 76.12, 0.6412),
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The validation accuracy crosses 75 % in epoch 3.", True),
        ("In epoch 2 the validation accuracy is still under 70.", True),
        ("By epoch 4 the validation accuracy is already above 76 %.", True),
        ("The training loss is lowest in epoch 3.", True),
        ("The training loss bottoms out in epoch 2 and rises after that.", True),
        ("The validation accuracy peaks in epoch 3.", True),
        ("Training overtakes validation; train takes over in epoch 2.", True),
        ("The validation accuracy crosses 75 % in epoch 4.", False),
        ("In epoch 2 the validation accuracy is still under 71.", False),
        ("In epoch 2 the validation accuracy is almost under 70.", False),
        ("The training loss is lowest in epoch 5.", False),
        ("The validation accuracy peaks in epoch 5.", False),
        ("At first validation is ahead; train takes over in epoch 4.", False),
        ("In epoch 2 it took less than 70 seconds.", False),
        ("After epoch 3 there are fewer than 2 left.", False),
    ],
)
def test_what_a_log_says_of_an_epoch(tmp_path: Path, text: str, is_wrong: bool) -> None:
    claims = read_statements(read_text(text, path="report.md")).claims
    found = check_run(work(tmp_path, *claims, code=LOG, text=text))
    assert ("inconsistent" in {each.outcome.value for each in found}) is is_wrong


PRINTED = {
    "train.py": CODE["vgg.py"],
    "out/all.txt": "n=16 final loss 0.0141\nn=64 final loss 0.0098\n"
    "sgd final test 61.05 best 65.42 @ 12\nadam final test 64.37 best 67.03 @ 33\n",
}


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The loss is 0.0141 for n = 16 and 0.0089 for n = 64.", True),
        ("SGD ends at 61.05 and has its peak of 65.42 @ 21.", True),
        ("The test accuracy is 61.05 with SGD. The best of all runs: 67.30.", True),
        ("The loss is 0.0141 for n = 16 and 0.0098 for n = 64.", False),
        ("The loss is 0.0141 for n = 16 and 0.0102 with another seed.", False),
        ("The paper reports 0.0089, we have 0.0141.", False),
        ("SGD ends at 61.05 and has its peak of 65.42 @ 12.", False),
        ("The test accuracy is 61.05 with SGD. In another run it was 67.40.", False),
    ],
)
def test_numbers_that_are_a_slip_away_from_what_was_printed(
    tmp_path: Path, text: str, is_wrong: bool
) -> None:
    claims = read_statements(read_text(text, path="report.md")).claims
    found = check_run(work(tmp_path, *claims, code=PRINTED, text=text))
    assert ("inconsistent" in {each.outcome.value for each in found}) is is_wrong
