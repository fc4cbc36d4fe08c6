"""Optimizers, losses and activations that code text names, whether it was followed or not."""

import re
from collections.abc import Iterator

from grader.consistency.facts.agreeing import same_name
from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Known
from grader.records import Source

_OPTIMIZER = re.compile(
    r"\b(SGD|AdamW?|NAdam|RAdam|Adamax|Adagrad|Adadelta|RMSprop|ASGD|LBFGS|Rprop)\b"
)
_LOSS = re.compile(
    r"\b(?:(CrossEntropy|MSE|NLL|BCE|BCEWithLogits|L1|SmoothL1|Huber|KLDiv)Loss"
    r"|(cross_entropy|mse_loss|nll_loss|binary_cross_entropy|l1_loss)\()"
)
_ACTIVATION = re.compile(
    r"\bnn\.(ReLU|Sigmoid|Tanh|GELU|LeakyReLU|ELU|SiLU|SELU|Softplus|Mish)\b"
    r"|\b(?:F|torch|functional)\.(relu|sigmoid|tanh|gelu|leaky_relu|elu|silu|selu|softplus)\b"
    r"|\.(relu|sigmoid|tanh)\(\)|\b(ReLU|Sigmoid|Tanh)\(|\b(clamp)\(min=0"
    r"|\b(?:np|numpy|torch)\.(maximum)\([^\n,()]{0,30},?\s*0|\b(?:np|numpy)\.(tanh)\("
    r"|\b(maximum)\(\s*0|1(?:\.0?)?\s*/\s*\(\s*1(?:\.0?)?\s*\+\s*(?:np|torch|math)\.(exp)\(\s*-"
)
_PATTERNS = {"optimizer": _OPTIMIZER, "loss_function": _LOSS, "activation": _ACTIVATION}
_LOSSES = {
    "crossentropy": "cross_entropy", "bcewithlogits": "bce", "l1": "l1", "smoothl1": "smooth_l1",
    "kldiv": "kl_div", "mse": "mse", "binary_cross_entropy": "bce", "leakyrelu": "leaky_relu",
    "clamp": "relu", "maximum": "relu", "exp": "sigmoid",
}  # fmt: skip
MOST = 40
"""Places of one quantity in one text."""


def known_of_names(sources: tuple[Source, ...]) -> Iterator[Known]:
    """Every name of an optimizer, a loss or an activation in code."""
    for source in sources:
        if source.is_prose:
            continue
        for quantity, pattern in _PATTERNS.items():
            told: set[str] = set()
            for match in pattern.finditer(source.text):
                word = next(group for group in match.groups() if group).lower()
                word = word.removesuffix("_loss")
                name = same_name(_LOSSES.get(word, word))
                if name not in told and len(told) < MOST:
                    told.add(name)
                    yield Known(
                        quantity=quantity,
                        name=name,
                        is_followed=False,
                        words=match[0],
                        place=place_at(source, match.start()),
                    )
