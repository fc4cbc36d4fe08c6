"""Which random transforms the images of a training went through, as its loaders had them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from grader.collect.mistakes import Signals
from grader.records import Training


def with_random_transforms(
    training: Iterable[Training], signals: Iterable[Signals]
) -> tuple[Training, ...]:
    """The runs with the random transforms that were seen in them.

    Calls tell of networks, not of runs: where a network was trained on several loaders, they must
    have the same transforms.
    """
    seen = dict(pair for each in signals for pair in _by_network(each))
    return tuple(
        replace(run, random_transforms=seen.get((run.place.file, run.network), ()))
        for run in training
    )


def _by_network(signals: Signals) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    loaders = {each.number: each for each in signals.file.loaders}
    for identifier, calls in signals.calls().items():
        network = signals.network(identifier)
        numbers = {call.loader for call in calls if call.gradients and call.loader is not None}
        found = {
            tuple(dict.fromkeys(name[:40] for name in loaders[number].random))
            for number in numbers
            if number in loaders and loaders[number].is_trained_on
        }
        if network is not None and len(found) == 1:
            yield (signals.path, network.id), found.pop()
