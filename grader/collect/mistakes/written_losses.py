"""Networks that end in a softmax and are trained with cross entropy, in code that did not run."""

from collections.abc import Iterator

from grader.records import Evidence, Kind, Mistake

ENDINGS = {
    "softmax": "softmax-before-cross-entropy",
    "logsoftmax": "log-softmax-before-cross-entropy",
}


def written_before_losses(evidence: Evidence) -> Iterator[Mistake]:
    """One record for each such network, if no network of its class was seen at work."""
    networks = {each.id: each for each in evidence.written_networks}
    ran = {each.class_name for each in evidence.networks if each.steps}
    observed = any(each.kind is Kind.OBSERVED for each in evidence.training)
    for training in evidence.training:
        network = networks.get(training.network)
        if training.kind is not Kind.WRITTEN or network is None or network.class_name in ran:
            continue
        last = network.layers.rpartition("-> ")[2].strip()
        if training.loss != "cross_entropy" or last not in ENDINGS:
            continue
        # What is switched off beside code that runs may be an attempt that was given up.
        if training.dormant and observed:
            continue
        harm = {
            "softmax": "and the cross entropy that it is trained with takes a softmax of its own",
            "logsoftmax": "and the cross entropy that it is trained with takes one of its own: the"
            " second changes no number, so this is superfluous and harmless",
        }[last]
        yield Mistake(
            name=ENDINGS[last],
            sentence=f"`{(network.class_name or network.name)[:40]}` ends in a"
            f" {last.replace('logsoftmax', 'log-softmax')}, {harm}.",
            kind=Kind.WRITTEN,
            place=network.place,
        )
