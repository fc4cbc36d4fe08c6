"""The same solutions of assignments in several styles, with the facts that all of them state."""

import textwrap
from dataclasses import dataclass

IMPORTS = """
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.utils.data import DataLoader, TensorDataset
"""


@dataclass(frozen=True)
class Solution:
    """What an assignment asks for, and the code that differs from one to the next."""

    layers: str
    parameters: int
    network: str
    """The class `Net`, or what makes it."""
    optimizer: str
    """The optimizer's name in torch."""
    rate: str
    more: dict[str, str]
    """Further settings of the optimizer."""
    batch: int
    epochs: int
    schedule: str
    """The class of the scheduler and its settings; empty if there is none."""
    words: str
    clip: float | None = None

    @property
    def settings(self) -> str:
        """The further settings, as they stand in a call."""
        return "".join(f", {name}={value}" for name, value in self.more.items())


DEEP = Solution(
    layers="784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10",
    parameters=29_642,
    network="""
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc1 = nn.Linear(28 * 28, 32)
                self.fc2 = nn.Linear(32, 64)
                self.fc3 = nn.Linear(64, 32)
                self.out = nn.Linear(32, 10)

            def forward(self, x):
                x = F.relu(self.fc1(x))
                x = F.relu(self.fc2(x))
                x = F.relu(self.fc3(x))
                return self.out(x)
    """,
    optimizer="SGD",
    rate="1e-3",
    more={"momentum": "0.9"},
    batch=128,
    epochs=1500,
    schedule="MultiStepLR(optimizer, milestones=[80], gamma=0.1)",
    words="multistep 80 x0.1",
)

LENET = Solution(
    layers="3x32x32 -> conv 6 k5 -> relu -> maxpool 2 -> conv 16 k5 -> relu -> maxpool 2"
    " -> flatten -> 120 -> relu -> 84 -> relu -> 10",
    parameters=62_006,
    network="""
        import torchvision
        import torchvision.transforms as transforms
        transform = transforms.Compose([
            transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
        train_set = torchvision.datasets.CIFAR10(root="./data", train=True, transform=transform)

        class Net(nn.Module):
            def __init__(self):
                super(Net, self).__init__()
                self.conv1 = nn.Conv2d(3, 6, 5)
                self.pool = nn.MaxPool2d(2, 2)
                self.conv2 = nn.Conv2d(6, 16, 5)
                self.fc1 = nn.Linear(16 * 5 * 5, 120)
                self.fc2 = nn.Linear(120, 84)
                self.fc3 = nn.Linear(84, 10)

            def forward(self, x):
                x = self.pool(F.relu(self.conv1(x)))
                x = self.pool(F.relu(self.conv2(x)))
                x = x.view(-1, 16 * 5 * 5)
                x = F.relu(self.fc1(x))
                x = F.relu(self.fc2(x))
                return self.fc3(x)
    """,
    optimizer="SGD",
    rate="0.001",
    more={"momentum": "0.9"},
    batch=4,
    epochs=50,
    schedule="",
    words="constant",
)

RNN = Solution(
    layers="",
    parameters=4_874,
    network="""
        class Net(nn.Module):
            def __init__(self, length=5, hidden=64, classes=10):
                super().__init__()
                self.hx = nn.Linear(1, hidden, bias=False)
                self.hh = nn.Linear(hidden, hidden)
                self.ph = nn.Linear(hidden, classes)

            def forward(self, x):
                h = torch.zeros(x.shape[0], 64)
                for t in range(x.shape[1]):
                    h = torch.tanh(self.hx(x[:, t:t + 1]) + self.hh(h))
                return self.ph(h)
    """,
    optimizer="RMSprop",
    rate="0.05",
    more={"alpha": "0.99"},
    batch=32,
    epochs=300,
    schedule="StepLR(optimizer, step_size=100, gamma=0.1)",
    words="step 100 x0.1",
    clip=10.0,
)

MOONS = Solution(
    layers="2 -> 20 -> sigmoid -> 2",
    parameters=102,
    network="""
        class Net(nn.Module):
            def __init__(self, inputs=2, hidden=[20], classes=2):
                super().__init__()
                sizes = [inputs] + hidden
                steps = []
                for a, b in zip(sizes, sizes[1:]):
                    steps += [nn.Linear(a, b), nn.Sigmoid()]
                steps.append(nn.Linear(sizes[-1], classes))
                self.layers = nn.Sequential(*steps)

            def forward(self, x):
                return self.layers(x)
    """,
    optimizer="SGD",
    rate="1e-2",
    more={},
    batch=100,
    epochs=1500,
    schedule="",
    words="constant",
)

DENSE = Solution(
    layers="784 -> 500 -> relu -> 300 -> relu -> 10",
    parameters=545_810,
    network="""
        class Net(nn.Module):
            def __init__(self, *sizes):
                super().__init__()
                self.hidden1 = nn.Linear(784, 500)
                self.hidden2 = nn.Linear(500, 300)
                self.last = nn.Linear(300, 10)
                self.act = nn.ReLU()

            def forward(self, images):
                flat = torch.flatten(images, 1)
                return self.last(self.act(self.hidden2(self.act(self.hidden1(flat)))))
    """,
    optimizer="SGD",
    rate="0.001",
    more={"weight_decay": "1e-5"},
    batch=256,
    epochs=40,
    schedule="",
    words="constant",
)

SOLUTIONS = {
    "a2 deep": DEEP,
    "hw2 lenet": LENET,
    "a7 dense": DENSE,
    "cs324 rnn": RNN,
    "cs324 moons": MOONS,
}


def _training(solution: Solution, *, epochs: str, loader: str, depth: int = 0) -> str:
    """The loop, with what it runs over."""
    clip = "    torch.nn.utils.clip_grad_norm_(model.parameters(), 10)" if solution.clip else ""
    lines = [
        f"for epoch in range({epochs}):",
        f"    for x, y in {loader}:",
        "        optimizer.zero_grad()",
        "        loss = criterion(model(x), y)",
        "        loss.backward()",
        f"    {clip}" if clip else "",
        "        optimizer.step()",
        "    scheduler.step()" if solution.schedule else "",
        "    print(epoch, loss.item())",
    ]
    return textwrap.indent("\n".join(line for line in lines if line), " " * depth) + "\n"


def _scheduler(solution: Solution, depth: int = 0) -> str:
    if not solution.schedule:
        return ""
    return " " * depth + f"scheduler = optim.lr_scheduler.{solution.schedule}\n"


def flat(solution: Solution) -> tuple[str, ...]:
    """One cell after the other, with the numbers where they are used."""
    return (
        IMPORTS,
        textwrap.dedent(solution.network),
        f"loader = DataLoader(train_set, batch_size={solution.batch}, shuffle=True)",
        f"model = Net()\ncriterion = nn.CrossEntropyLoss()\n"
        f"optimizer = optim.{solution.optimizer}(model.parameters(), lr={solution.rate}"
        f"{solution.settings})\n" + _scheduler(solution),
        _training(solution, epochs=str(solution.epochs), loader="loader"),
    )


def function(solution: Solution) -> tuple[str, ...]:
    """A function `train`, called with values."""
    return (
        IMPORTS,
        textwrap.dedent(solution.network),
        "def train(model, loader, lr, epochs=10, device='cpu'):\n"
        "    model = model.to(device)\n    criterion = torch.nn.CrossEntropyLoss().to(device)\n"
        f"    optimizer = torch.optim.{solution.optimizer}(model.parameters(), lr"
        f"{solution.settings})\n"
        + _scheduler(solution, 4)
        + _training(solution, epochs="epochs", loader="tqdm(loader)", depth=4)
        + "    return model\n",
        f"from tqdm import tqdm\nmodel = train(Net(), DataLoader(train_set, {solution.batch}),"
        f" {solution.rate}, epochs={solution.epochs})",
    )


def configuration(solution: Solution) -> tuple[str, ...]:
    """A dictionary and a record of settings."""
    more = "".join(f'"{name}": {value}, ' for name, value in solution.more.items())
    return (
        IMPORTS + "from dataclasses import dataclass, field\n",
        "@dataclass\nclass Config:\n    epochs: int = 3\n"
        f"    batch_size: int = {solution.batch} // 2\n"
        f"    settings: dict = field(default_factory=lambda: {{{more}}})\n",
        f"config = Config(epochs={solution.epochs})\nconfig.batch_size *= 2\n"
        f"hyper = {{'lr': {solution.rate}}}\nhyper.update(config.settings)",
        textwrap.dedent(solution.network),
        f"model = Net()\noptimizer = optim.{solution.optimizer}(params=model.parameters(), **hyper)"
        f"\n{_scheduler(solution)}criterion = lambda out, want: F.cross_entropy(out, want)\n"
        "loaders = {'train': DataLoader(train_set, batch_size=config.batch_size)}\n"
        + _training(solution, epochs="config.epochs", loader="loaders['train']"),
    )


def script(solution: Solution) -> tuple[str, ...]:
    """A script with command-line flags and a `main`."""
    settings = "".join(f", {name}=args.{name}" for name in solution.more)
    options = "".join(
        f"    parser.add_argument('--{name}', type=float, default={value})\n"
        for name, value in solution.more.items()
    )
    body = (
        "    model = Net()\n    loader = DataLoader(train_set, batch_size=args.batch_size)\n"
        "    criterion = nn.CrossEntropyLoss()\n"
        f"    optimizer = optim.{solution.optimizer}(model.parameters(), lr=args.lr{settings})\n"
        + _scheduler(solution, 4)
        + _training(solution, epochs="args.epochs", loader="loader", depth=4)
    )
    return (
        IMPORTS
        + "import argparse\n"
        + textwrap.dedent(solution.network)
        + f"\nEPOCHS_DEFAULT = {solution.epochs}\n\ndef main(args):\n{body}\n"
        + "if __name__ == '__main__':\n    parser = argparse.ArgumentParser()\n"
        + f"    parser.add_argument('--lr', type=float, default='{solution.rate}')\n"
        + f"    parser.add_argument('--batch-size', type=int, default={solution.batch})\n"
        + "    parser.add_argument('--epochs', type=int, default=EPOCHS_DEFAULT)\n"
        + options
        + "    args, unparsed = parser.parse_known_args()\n    main(args)\n",
    )


def switched_off(solution: Solution) -> tuple[str, ...]:
    """The training is commented out, and a checkpoint is loaded instead."""
    imports, network, loader, begin, loop = flat(solution)
    off = "\n".join(f"# {line}" for line in (begin + "\n" + loop).splitlines() if line)
    return (
        imports,
        network,
        loader,
        f"# It takes hours, so it is switched off:\n{off}",
        "model = Net()\nmodel.load_state_dict(torch.load('model.pt'))\nmodel.eval()",
    )


STYLES = {
    "flat": flat,
    "function": function,
    "configuration": configuration,
    "script": script,
    "switched off": switched_off,
}
