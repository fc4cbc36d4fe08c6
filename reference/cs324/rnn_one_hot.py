"""CS324 A2, part 3: the same RNN, but each digit is told as one of ten values that is 1.

The assignment says that the number of weights depends on the encoding of the inputs; the published
figure does not say which encoding it is from.

Reached: 100 % at lengths 3, 5 and 6, about 73 % at 7 and 8, 33 % at 9, 12 to 34 % at 10 and 11.
The deviations are more than 30 points: some seeds learn it and others do not. Five seeds, half a
minute a length on one CPU core, torch 2.15.
"""

import torch
from torch import Tensor, nn

from reference.cs324.rnn import HIDDEN, REGIME
from reference.data.made import LENGTHS
from reference.recipe import Published, Recipe

DIGITS = 10
PUBLISHED = {5: (Published(metric="test_accuracy", at="end", low=100.0, epoch=100),)}
"""By length; of the others it is told that accuracy falls as they grow."""


class OneHotRnn(nn.Module):
    """h(t) = tanh(W_hx x(t) + W_hh h(t-1) + b_h), h(0) = 0; o = W_ph h(T) + b_o."""

    def __init__(self) -> None:
        super().__init__()
        self.hx = nn.Linear(DIGITS, HIDDEN)  # b_h is its bias
        self.hh = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.ph = nn.Linear(HIDDEN, DIGITS)
        for weight in self.parameters():
            nn.init.uniform_(weight, -(HIDDEN**-0.5), HIDDEN**-0.5)

    def forward(self, digits: Tensor) -> Tensor:
        """Scores (batch, 10) for digits (batch, steps)."""
        told = digits.unsqueeze(-1) == torch.arange(DIGITS, device=digits.device)
        hidden = digits.new_zeros(len(digits), HIDDEN)
        for digit in told.to(digits.dtype).unbind(1):  # (batch, 10)
            hidden = torch.tanh(self.hx(digit) + self.hh(hidden))
        scores: Tensor = self.ph(hidden)
        return scores


def network() -> nn.Module:
    """5,450 learnt values."""
    return OneHotRnn()


def _recipe(length: int) -> Recipe:
    return Recipe(
        assignment="cs324",
        name=f"rnn-one-hot-{length}",
        task=f"palindromes/{length}",
        layers=f"{length - 1}x10 -> op:rnn:4800 -> 10 in={HIDDEN}",
        network=network,
        regime=REGIME,
        published=PUBLISHED.get(length, ()),
        file=__file__,
    )


RECIPES = tuple(_recipe(length) for length in LENGTHS)
