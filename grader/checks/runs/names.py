"""Optimizer, loss and number of epochs of a training run held against what is asked."""

from collections.abc import Sequence

from grader.checks.code.texts import EARLY_STOP, code_mention, may_mention
from grader.checks.runs.fields import State, Wish, plain
from grader.checks.runs.pools import Run
from grader.records import Evidence, Kind, Softmax

EPOCHS_TOLERANCE = 0.1
"""Share of the asked epochs that may be missing or too many: `about 50`."""

OPTIMIZERS = frozenset(
    "adadelta adafactor adagrad adam adamax adamw asgd lbfgs nadam radam rmsprop rprop sgd"
    " sparseadam".split()
)
"""torch's own. One with another name may be any of them by another name."""

LOSSES = (
    "cross_entropy",
    "nll",
    "mse",
    "l1",
    "smooth_l1",
    "huber",
    "kl_div",
    "bce",
    "bce_with_logits",
    "multi_margin",
)
"""torch's own, in the words in which runs and code tell of them."""

OPTIMIZER_CHOICES = tuple(sorted(OPTIMIZERS))
LOSS_CHOICES = (*LOSSES, *(f"{loss}_sum" for loss in LOSSES))
"""With `_sum` it is added up over the values. A rubric that asks for a word that nothing is ever
called by would take points of the whole class."""

TWINS = {"adam": "adamw", "adamw": "adam", "nll": "cross_entropy", "cross_entropy": "nll"}
"""Names that may stand for the same: AdamW is Adam with its weight decay taken apart."""

LOG_SOFTMAX = r"log_?softmax|logsumexp"
"""Words of code that takes the logarithm of a softmax."""


def optimizer_wish(asked: Sequence[str]) -> Wish:
    """An optimizer that is one of the asked ones."""
    names = [plain(each) for each in asked]

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        found = run.training.optimizer
        if not found:
            return "not known", State.UNKNOWN, ""
        if plain(found) in names:
            return found, State.SAME, ""
        if plain(found) not in OPTIMIZERS:
            return found, State.NEAR, f"what {found} does is not known"
        if TWINS.get(found) in names:
            return found, State.NEAR, f"{found} is a form of {TWINS[found]}"
        return found, State.DIFFERENT, ""

    return Wish(
        field="optimizer",
        words=" or ".join(asked),
        hold=hold,
        quantity="optimizer",
        fits=lambda value: isinstance(value, str) and plain(value) in names,
    )


def loss_wish(asked: Sequence[str]) -> Wish:
    """A loss that is one of the asked ones."""

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        found = run.training.loss
        if not found:
            return "not known", State.UNKNOWN, "its loss was not understood"
        if found in asked:
            return found, State.SAME, ""
        if TWINS.get(found) in asked:
            return _twin_loss(evidence, found, run)
        if _undivided(found) in {_undivided(each) for each in asked}:
            return found, State.NEAR, "it is the same loss, added up in another way"
        return found, State.DIFFERENT, ""

    return Wish(
        field="loss",
        words=" or ".join(asked),
        hold=hold,
        quantity="loss_function",
        fits=lambda value: value in asked,
    )


def _undivided(loss: str) -> str:
    return loss.removesuffix("_sum").removesuffix("_none").removesuffix("_mean")


def _twin_loss(evidence: Evidence, found: str, run: Run) -> tuple[str, State, str]:
    if is_cross_entropy(evidence, run):
        return f"{found} after a log-softmax", State.SAME, "which is cross entropy"
    return found, State.NEAR, f"with a log-softmax it is {TWINS[found]}"


def is_cross_entropy(evidence: Evidence, run: Run) -> bool:
    """Whether a run's loss is the likelihood of classes after a log-softmax.

    The log-softmax is the network's last layer, or is taken of what the network gives: then the
    code has one, and no loss was seen that was given plain probabilities.
    """
    if run.training.loss != "nll":
        return False
    layers = run.layers.layers if run.layers else ()
    if layers and isinstance(layers[-1], Softmax):
        return layers[-1].logarithm
    is_wrong = any(each.name == "probabilities-in-nll-loss" for each in evidence.mistakes)
    return not is_wrong and code_mention(evidence, LOG_SOFTMAX) is not None


def epochs_wish(asked: int, *, or_more: bool) -> Wish:
    """About so many epochs, or at least so many."""
    slack = 0 if or_more else max(1, round(EPOCHS_TOLERANCE * asked))

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        begun, finished = run.training.epochs, run.training.epochs_finished
        # Which of the two a student would count is a matter of the last batch.
        most = max((each for each in (begun, finished) if each is not None), default=None)
        least = begun if finished is None else finished
        if most is None or least is None:
            return "not known", State.UNKNOWN, "its epochs could not be counted"
        found = f"{most:,}"
        if most >= asked - slack and (or_more or least <= asked + slack):
            return found, State.SAME, ""
        if most >= asked:
            return found, State.NEAR, "it was trained for longer"
        if run.cut:
            return found, State.UNKNOWN, run.cut
        if run.training.kind is Kind.OBSERVED and may_mention(evidence, EARLY_STOP):
            return found, State.NEAR, "the code may end a training early"
        return found, State.DIFFERENT, ""

    def fits(value: float | str) -> bool:
        if isinstance(value, str):
            return False
        return value >= asked - slack and (or_more or value <= asked + slack)

    return Wish(
        field="epochs",
        words=f"at least {asked:,}" if or_more else f"{asked:,}",
        hold=hold,
        quantity="epochs",
        fits=fits,
        numbers=(float(asked),),
    )
