"""The three networks."""

import torch
from torch import nn

LAYOUTS = {
    "shallow": (784, 32, 10),
    "deep": (784, 32, 64, 32, 10),
    "wide": (784, 128, 64, 128, 10),
}


class Perceptron(nn.Module):
    """Linear layers from a list, with a ReLU between each two."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        super().__init__()
        pairs = zip(sizes, sizes[1:])
        self.linears = nn.ModuleList([nn.Linear(inputs, outputs) for inputs, outputs in pairs])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        *hidden, last = self.linears
        for layer in hidden:
            x = torch.relu(layer(x))
        return last(x)


def build(name: str) -> Perceptron:
    return Perceptron(LAYOUTS[name])


if __name__ == "__main__":
    for name in LAYOUTS:
        print(name, sum(p.numel() for p in build(name).parameters()))
