from collections import OrderedDict

from torch import nn


def mlp(widths):
    """A stack of linear layers with a rectifier after each but the last."""
    stack = OrderedDict()
    for i, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
        stack[f"linear{i}"] = nn.Linear(fan_in, fan_out)
        if i < len(widths) - 2:
            stack[f"relu{i}"] = nn.ReLU()
    return nn.Sequential(stack)


class FaceCoder(nn.Module):
    def __init__(self, code_size, pixels=64 * 64):
        super().__init__()
        self.encoder = nn.Linear(pixels, code_size)
        self.decoder = nn.Linear(code_size, pixels)

    def encode(self, faces):
        return self.encoder(faces).clamp(min=0)

    def forward(self, faces):
        return self.decoder(self.encode(faces))
