from torch import nn


class FaceCoder(nn.Module):
    def __init__(self, code):
        super().__init__()
        self.down = nn.Linear(64 * 64, code)
        self.up = nn.Linear(code, 64 * 64)

    def forward(self, x):
        return self.up(nn.functional.relu(self.down(x)))


def perceptron(*widths):
    """Linear layers with ReLU between them."""
    layers = []
    for before, after in zip(widths, widths[1:]):
        layers += [nn.Linear(before, after), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def shallow():
    return perceptron(784, 32, 10)


def deep():
    return perceptron(784, 32, 64, 32, 10)


def deep_wide():
    return perceptron(784, 128, 64, 128, 10)
