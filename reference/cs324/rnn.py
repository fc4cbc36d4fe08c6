"""CS324 A2, part 3: an RNN written by hand says the last digit of a palindrome.

It reads one digit a step, as a number from 0 to 9, and answers after the last of them. One recipe
for each length of palindromes; gradients are clipped, as the assignment's configuration says. It
does not name the initialisation: all weights as `nn.RNN` has them, uniform between -1/8 and 1/8
for 64 hidden units.

Reached: at length 5 two of five seeds learn it (100 %), the others stay at chance; from length 8 on
none does. Five seeds, half a minute a length on one CPU core, torch 2.15.

Differs: with digits as numbers 0 to 9 the published rate of 0.05 is too high to be trusted: after
one epoch all 64 hidden units are saturated (|h| > 0.99 on every training example, three seeds), and
learning begins, if at all, when the rate falls at epoch 100. With a rate of 0.005 all of five seeds
reach 100 % by epoch 40. With digits one-hot (`rnn-one-hot-5`) the published rate gives 100 % on all
five seeds: the published figure is probably from that encoding.
"""

import torch
from torch import Tensor, nn

from grader.records import Regime
from reference.data.made import LENGTHS
from reference.recipe import Published, Recipe

HIDDEN = 64


class Rnn(nn.Module):
    """h(t) = tanh(W_hx x(t) + W_hh h(t-1) + b_h), h(0) = 0; o = W_ph h(T) + b_o."""

    def __init__(self, *, recurrent_bias: bool) -> None:
        super().__init__()
        self.hx = nn.Linear(1, HIDDEN)  # b_h is its bias
        self.hh = nn.Linear(HIDDEN, HIDDEN, bias=recurrent_bias)
        self.ph = nn.Linear(HIDDEN, 10)
        for weight in self.parameters():
            nn.init.uniform_(weight, -(HIDDEN**-0.5), HIDDEN**-0.5)

    def forward(self, digits: Tensor) -> Tensor:
        """Scores (batch, 10) for digits (batch, steps)."""
        hidden = digits.new_zeros(len(digits), HIDDEN)
        for digit in digits.unsqueeze(-1).unbind(1):  # (batch, 1)
            hidden = torch.tanh(self.hx(digit) + self.hh(hidden))
        scores: Tensor = self.ph(hidden)
        return scores


def network(*, recurrent_bias: bool = False) -> nn.Module:
    """4,874 learnt values; with a bias in W_hh as well as b_h 4,938."""
    return Rnn(recurrent_bias=recurrent_bias)


REGIME = Regime(
    optimizer="rmsprop",
    learning_rate=0.05,
    batch_size=32,
    epochs=300,
    loss="cross_entropy",
    gradient_clip=10.0,
    schedule="step 100 x0.1",
    scaling="none",
)

PUBLISHED = {5: (Published(metric="test_accuracy", at="end", low=100.0, epoch=100),)}
"""By length; of the others it is told that accuracy falls as they grow."""


def _recipe(length: int) -> Recipe:
    return Recipe(
        assignment="cs324",
        name=f"rnn-{length}",
        task=f"palindromes/{length}",
        layers=f"{length - 1}x1 -> op:rnn:4224 -> 10 in={HIDDEN}",
        network=network,
        regime=REGIME,
        published=PUBLISHED.get(length, ()),
        file=__file__,
    )


RECIPES = tuple(_recipe(length) for length in LENGTHS)
