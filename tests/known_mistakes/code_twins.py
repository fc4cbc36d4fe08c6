"""Mistakes of code alone, that `docs/mistakes.md` lists: the code with each, and without it."""

from dataclasses import dataclass

from tests.known_mistakes.a7_twins import DENSE, PROBABLE
from tests.known_mistakes.cs324_twins import CLIPPED, MOONS, RNN
from tests.known_mistakes.hw2_twins import DATA, LENET


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTwin:
    """A mistake of code, by its name in the list of known mistakes."""

    name: str
    """Its name there."""
    wrong: str
    """Code with it."""
    right: str
    """Code without it."""


_EVALUATED = """def evaluate(net, loader):
    right = total = 0
    with torch.no_grad():
        for x, y in loader:
            right += (net(x).argmax(1) == y).sum().item()
            total += len(y)
    return 100 * right / total
"""
_TRAINING = """net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
train_accuracies = []
for epoch in range(50):
    for x, y in train_loader:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(net(x), y).backward()
        optimizer.step()
    train_accuracy = evaluate(net, @)
    train_accuracies.append(train_accuracy)
"""

TWINS = (
    CodeTwin(name="layer-never-used", wrong=DENSE, right=PROBABLE),
    CodeTwin(name="clipping-only-promised", wrong=RNN, right=CLIPPED),
    CodeTwin(
        name="softmax-before-cross-entropy",
        wrong=MOONS.replace("@", ", nn.Softmax(dim=1)"),
        right=MOONS.replace("@", ""),
    ),
    CodeTwin(
        name="whole-set-in-batch-loop",
        wrong=MOONS.replace("@", "").replace(
            "criterion(net(x[start : start + 100]), y[start : start + 100])",
            "batch, labels = x[start : start + 100], y[start : start + 100]\n"
            "        loss = criterion(net(x), y)\n"
            "        loss",
        ),
        right=MOONS.replace("@", ""),
    ),
    CodeTwin(
        name="test-accuracy-called-training",
        wrong=LENET + DATA + _EVALUATED + _TRAINING.replace("@", "test_loader"),
        right=LENET + DATA + _EVALUATED + _TRAINING.replace("@", "train_loader"),
    ),
)
