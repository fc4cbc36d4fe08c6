"""What stood before the losses of a run."""

import math
from collections.abc import Iterator

from grader.collect.mistakes.signals import HeadSignal, Signals
from grader.records import Kind, Mistake, Network

LEAST_ROWS = 2
LEAST_TIMES = 2


def before_losses(signals: Signals) -> Iterator[Mistake]:
    """A softmax or sigmoid where the loss takes one of its own, or over the wrong dimension."""
    for head in signals.file.heads:
        sentences = {
            "softmax-over-wrong-dimension": _over_examples(head),
            **_doubled(signals, head),
        }
        for name, sentence in sentences.items():
            if sentence:
                place = signals.place(head.cell, head.line)
                yield Mistake(name=name, sentence=sentence, kind=Kind.OBSERVED, place=place)


def _over_examples(head: HeadSignal) -> str:
    is_row = head.rank == 2 and head.rows >= LEAST_ROWS and head.over == 0
    if not is_row or head.kind == "sigmoid" or head.classes < 2:
        return ""
    return (
        f"The {_word(head)} before the loss runs over dimension 0, the {head.rows:,} examples of a"
        f" batch, and not over the {head.classes:,} classes: each example's probabilities do not"
        " add up to one."
    )


def _doubled(signals: Signals, head: HeadSignal) -> dict[str, str]:
    where = _where(signals, head)
    if head.loss == "cross_entropy" and head.kind == "softmax":
        return {
            "softmax-before-cross-entropy": f"{where}, and cross entropy takes a softmax of its"
            f" own{_floor(head)}."
        }
    if head.loss == "cross_entropy" and head.kind == "logsoftmax":
        return {
            "log-softmax-before-cross-entropy": f"{where}, and cross entropy takes one of its own:"
            " the second changes no number, so this is superfluous and harmless."
        }
    if head.loss == "nll_loss" and head.kind == "softmax":
        return {
            "probabilities-in-nll-loss": f"{where}, and `NLLLoss` is given its probabilities, where"
            " it wants their logarithms: the loss falls below zero, and its slope is not that of a"
            " cross entropy."
        }
    if head.loss == "mse_loss" and head.kind == "softmax":
        return {
            "softmax-before-squared-error": f"{where}, and the squared error is taken of its"
            " probabilities: its slope is nearly zero wherever the network is sure, right or wrong."
        }
    if head.loss == "binary_cross_entropy_with_logits" and head.kind == "sigmoid":
        return {
            "sigmoid-before-bce-with-logits": f"{where}, and `BCEWithLogitsLoss` takes a sigmoid of"
            " its own: the loss cannot fall to zero."
        }
    return {}


def _where(signals: Signals, head: HeadSignal) -> str:
    network = signals.network(head.network)
    word = _word(head)
    if network is not None and _last_layer(network) == head.kind:
        return f"`{network.class_name[:40]}.forward` ends in a {word}"
    return f"A {word} is taken of the outputs before the loss"


def _last_layer(network: Network) -> str:
    return network.layers.rpartition("-> ")[2].strip()


def _word(head: HeadSignal) -> str:
    return {"logsoftmax": "log-softmax"}.get(head.kind, head.kind)


def _floor(head: HeadSignal) -> str:
    """How far the loss can fall at best, where every probability is zero or one."""
    if not head.plain or not 2 <= head.classes <= 100_000 or head.over == 0:
        return ""
    floor = math.log(math.e + head.classes - 1) - 1
    return f": the loss cannot fall under {floor:.2f} for {head.classes:,} classes"


def whole_batches(signals: Signals) -> Iterator[Mistake]:
    """Loops over batches in which every loss is that of the whole data set."""
    for loader in signals.file.loaders:
        if loader.whole < LEAST_TIMES or loader.parts or not loader.batch_size:
            continue
        name = f"`{loader.names[0][:40]}`" if loader.names else "a loader"
        yield Mistake(
            name="whole-set-in-batch-loop",
            sentence=f"The loop over {name} gives batches of {loader.batch_size:,}, and the loss"
            f" that `backward` goes through is that of all {loader.examples:,} examples, at every"
            " batch.",
            kind=Kind.OBSERVED,
            place=signals.place(loader.cell, loader.line),
        )
