"""Names of loss functions, which under another quantity say what a run was trained with."""

import re
from functools import lru_cache

from grader.matching.figures.words import as_words, quantities_in

_LOSS_FUNCTIONS = re.compile(
    r"\b(?:r?mse|mae|bce|nll|ce|xent|hinge|cross ?entropy|kreuzentropie|entropie croisee"
    r"|entropia cruzada|(?:mean )?(?:squared|quadratic)(?: error)?|neg(?:ative)? log likelihood)"
    r"(?: loss)?\b"
)


@lru_cache(maxsize=8_192)
def is_loss_function(text: str) -> bool:
    """Whether a text names a loss function and no quantity beside it: `MSE`, `cross entropy`.

    Under an accuracy that is what a network was trained with, not what is drawn.
    """
    words = as_words(text)
    rest = _LOSS_FUNCTIONS.sub(" ", words)
    return rest != words and not quantities_in(rest)
