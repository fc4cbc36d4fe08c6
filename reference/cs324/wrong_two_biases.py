"""CS324 A2, part 3, a wrong turn: two biases that add up to one, b_h and one in W_hh.

It can say nothing that one bias cannot; each step moves the sum of the two twice as far.
"""

from functools import partial

from reference.cs324.rnn import REGIME, network
from reference.recipe import Recipe

RECIPE = Recipe(
    assignment="cs324",
    name="wrong-two-biases-5",
    task="palindromes/5",
    layers="4x1 -> op:rnn:4288 -> 10 in=64",
    network=partial(network, recurrent_bias=True),
    regime=REGIME,
    published=(),
    file=__file__,
    wrong_turn="a bias in W_hh as well as b_h",
)
