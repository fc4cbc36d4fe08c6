"""Whether a statement and a value tell the same."""

import re
from math import isclose

from grader.consistency.facts.known import Known
from grader.records import Claim

_SAME = {
    "swish": "silu", "leakyrelu": "leaky_relu", "rms_prop": "rmsprop", "sgdm": "sgd",
    "sgd_momentum": "sgd", "sgd_with_momentum": "sgd", "stochastic_gradient_descent": "sgd",
    "mini_batch_sgd": "sgd", "mini_batch_gradient_descent": "sgd", "gradient_descent": "sgd",
    "momentum": "sgd", "mean_squared_error": "mse", "l2": "mse", "mae": "l1",
    "mean_absolute_error": "l1", "crossentropy": "cross_entropy",
    "categorical_cross_entropy": "cross_entropy", "negative_log_likelihood": "nll",
    "softmax_cross_entropy": "cross_entropy", "binary_cross_entropy": "bce",
    "bce_with_logits": "bce", "sparse_categorical_cross_entropy": "cross_entropy",
    "centred": "standardised", "logistic": "sigmoid", "hyperbolic_tangent": "tanh",
}  # fmt: skip
_OF_THE_DATA = re.compile(
    r"\b(?:mean|average)(?: \w+){0,6} of (?:the|our|all|its) (?:\w+ )?"
    r"(?:data ?set|training|train|data|images|set)\b",
    re.IGNORECASE,
)
_RELATED = (
    frozenset(["cross_entropy", "nll", "bce"]),
    frozenset(["mse", "rmse"]),
    frozenset(["softmax", "log_softmax"]),
    frozenset(["relu", "leaky_relu", "relu6"]),
    frozenset(["adam", "adamw"]),
    frozenset(["_1..1", "standardised"]),
    frozenset(["-1..1", "standardised"]),
)
"""Names of which one may be meant by the other: too near to say that they differ."""


def agrees(claim: Claim, known: Known) -> bool | None:
    """Whether a claim tells this value; None if that cannot be said."""
    if known.is_open:
        return None
    if claim.sizes and known.sizes:
        return _agree_in_sizes(claim.sizes, known)
    if claim.name and known.name:
        if known.name == "-1..1" and _is_mean_of_data(claim):
            return False
        return _agree_in_name(claim.name, known)
    if claim.value is not None and known.value is not None:
        others = known.others if _may_be_later(claim) else ()
        return any(allows(claim, value) for value in (known.value, *others))
    return None


_LATER = re.compile(
    r"\b(?:after|final\w*|end\w*|decay\w*|drop\w*|reduc\w*|lower\w*|later|then|from|until|till"
    r"|schedul\w*|decreas\w*|divid\w*|multipl\w*|epoch \d+|down|step\w*|becomes?)\b|→|->",
    re.IGNORECASE,
)


def _may_be_later(claim: Claim) -> bool:
    """Whether a rate may be what a schedule made of it; one that is simply told is the first."""
    return claim.quantity != "learning_rate" or bool(_LATER.search(claim.words))


def _is_mean_of_data(claim: Claim) -> bool:
    """Whether the mean of the data themselves is said to be taken away; halves are none."""
    named = claim.name in ("standardised", "centred") and "0.5" not in claim.words
    return named and bool(_OF_THE_DATA.search(claim.words))


def allows(claim: Claim, value: float) -> bool:
    """Whether an author with this exact value may have written the claim so."""
    if claim.amount is not None and claim.amount.allows(value):
        return True
    return claim.value is not None and isclose(claim.value, value, rel_tol=1e-6, abs_tol=1e-12)


def same_name(name: str) -> str:
    """A name as it is compared."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_").removesuffix("_loss")
    return _SAME.get(plain, plain)


def _agree_in_name(told: str, known: Known) -> bool | None:
    if told == "centred" and known.name == "-1..1":
        # Halves are no mean of the data.
        return False
    left, right = same_name(told), same_name(known.name)
    if known.quantity == "schedule":
        return _agree_in_schedule(left, known.name.lower())
    if known.quantity == "loss_function":
        right = same_name(right.removesuffix("_sum").removesuffix("_none"))
    if left == right:
        return True
    if any(left in group and right in group for group in _RELATED):
        return None
    return False


def _agree_in_schedule(told: str, known: str) -> bool | None:
    """Schedules: a family by its name; settings are held against settings."""
    first = known.partition(" ")[0].replace("_", "")
    said = told.replace("_", "").removesuffix("lr").removesuffix("decay").removesuffix("annealing")
    if not said or first == "by":
        return None
    if first.startswith(said) or said.startswith(first) or said in first:
        return True
    return False if said in ("constant", "step", "multistep", "cosine", "plateau") else None


def _agree_in_sizes(told: tuple[int, ...], known: Known) -> bool | None:
    sizes = known.sizes
    parts = {sizes, sizes[1:], sizes[:-1], sizes[1:-1]}
    if told in parts:
        return True
    if "cnn" in known.kinds or "rnn" in known.kinds:
        inside = any(sizes[start : start + len(told)] == told for start in range(len(sizes)))
        return True if inside else None
    # One layer more than the longest way to tell them, or one less than the shortest, is odd.
    return False if len(told) >= 2 else None
