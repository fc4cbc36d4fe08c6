"""How networks were evaluated: in which mode, with or without gradients, and on which data."""

import re
from collections.abc import Iterator
from math import prod

from grader.collect.mistakes.signals import LoaderSignal, OverlapSignal, Signals
from grader.collect.mistakes.sources import Sources
from grader.collect.mistakes.splits import splits_in
from grader.notation import NotationError, output_shape, parse_architecture
from grader.records import Kind, Missing, Mistake

LEAST_PASSES = 2
FEW_SHARED = 0.01
"""Share of examples that changes no accuracy that anybody reads: an index that is one too high."""
REPEATS = (
    "the pictures on this machine stand in for the real ones and repeat themselves, so these may be"
    " different pictures of the real data"
)
MOST_OVERLAPS = 50
_SWITCHES = re.compile(r"\.eval\s*\(|\.train\s*\(\s*(?:mode\s*=\s*)?False")
_ON_PURPOSE = re.compile(
    r"monte.?carlo|mc.?dropout|uncertainty|bayesian|update_bn|swa_utils|\btta\b|test.?time.?aug",
    re.IGNORECASE,
)


def modes(signals: Signals, sources: Sources) -> Iterator[Mistake]:
    """Networks that were never switched to evaluation."""
    may_come_later = not signals.is_complete and _SWITCHES.search(sources.text)
    if _ON_PURPOSE.search(sources.text) or may_come_later:
        return
    only_evaluated = {
        each.number for each in signals.file.loaders if each.is_only_evaluated and each.drained
    }
    by_network = signals.calls()
    for mode in signals.file.modes:
        calls = by_network.get(mode.network, [])
        evaluated = [
            call
            for call in calls
            if call.trained and (not call.gradients or call.loader in only_evaluated)
        ]
        times = sum(call.times for call in evaluated)
        if not mode.active or not mode.judged or not times or not all(c.training for c in calls):
            continue
        layers = " and ".join(mode.active)
        verb = "work" if len(mode.active) > 1 else "works"
        yield Mistake(
            name="never-switched-to-eval",
            sentence=f"{signals.called(mode.network)} was in training mode in all {times:,} calls"
            f" that evaluated it, so its {layers} {verb} as in training: `eval()` was never in"
            " force.",
            kind=Kind.OBSERVED,
            place=signals.place(mode.cell, mode.line),
        )


def kept_gradients(signals: Signals) -> Iterator[Mistake]:
    """Passes over data that is only evaluated, with gradients switched on."""
    for loader in signals.file.loaders:
        if not loader.is_only_evaluated or loader.drained < 1 or loader.draws < LEAST_PASSES:
            continue
        for call in signals.file.calls:
            kept = call.loader == loader.number and call.gradients and call.trained
            if not kept or call.times < LEAST_PASSES:
                continue
            network = signals.network(call.network)
            if network is not None and network.trainable_parameters:
                yield Mistake(
                    name="gradients-kept-in-evaluation",
                    sentence=f"{signals.called(call.network)} is evaluated on {_named(loader)}"
                    " without `torch.no_grad()`: that is harmless for the results, and costs"
                    " memory and time.",
                    kind=Kind.OBSERVED,
                    place=signals.place(loader.cell, loader.line),
                )
                break


def augmented(signals: Signals, sources: Sources) -> Iterator[Mistake]:
    """Random transforms of what is only evaluated, and is the test set."""
    if _ON_PURPOSE.search(sources.text):
        return
    evaluated = {
        call.loader for call in signals.file.calls if call.trained and call.loader is not None
    }
    shared = {overlap.other for overlap in signals.file.overlaps}
    for loader in signals.file.loaders:
        is_test = loader.split == "test" or (
            loader.split != "train" and _called(loader, ("test",)) is not None
        )
        if not loader.random or not is_test or loader.number not in evaluated - shared:
            continue
        if loader.is_only_evaluated:
            names = ", ".join(f"`{name[:40]}`" for name in dict.fromkeys(loader.random))
            yield Mistake(
                name="augmented-test-set",
                sentence=f"The test images of {_named(loader)} are changed at random before they"
                f" are evaluated ({names}): their accuracy is that of changed images, and"
                " another at every pass.",
                kind=Kind.OBSERVED,
                place=signals.place(loader.cell, loader.line),
            )


def overlaps(signals: Signals, *, repeats: bool) -> Iterator[Mistake]:
    """Data that is called test or validation data, and that the same network was trained on.

    With `repeats`, the pictures that the run was given repeat themselves.
    """
    loaders = {each.number: each for each in signals.file.loaders}
    for overlap in signals.file.overlaps[:MOST_OVERLAPS]:
        one, other = loaders.get(overlap.trained), loaders.get(overlap.other)
        if one is None or other is None or not other.examples:
            continue
        name = _called(other, ("test", "validation"))
        network = _trained_and_evaluated(signals, overlap)
        if name is None or network is None or overlap.shared > other.examples:
            continue
        if overlap.shared < FEW_SHARED * other.examples or _gives_inputs_back(signals, network):
            continue
        yield Mistake(
            name="evaluated-on-training-data",
            sentence=f"{overlap.shared:,} of the {other.examples:,} examples of `{name}` are among"
            f" those that {signals.called(network)} was trained on: how well it does there says"
            " little about new examples.",
            kind=Kind.OBSERVED,
            place=signals.place(other.cell, other.line),
            doubt=REPEATS if overlap.look_alike and repeats else "",
            networks=signals.ids(network),
        )


def _gives_inputs_back(signals: Signals, network: str) -> bool:
    """Whether outputs are of its inputs' size: no labels are learnt by heart, any examples do."""
    found = signals.network(network)
    if found is None or not found.layers:
        return False
    try:
        layers = parse_architecture(found.layers)
    except NotationError:
        return False
    shape = output_shape(layers)
    return not isinstance(shape, Missing) and prod(shape) == prod(layers.input)


def _trained_and_evaluated(signals: Signals, overlap: OverlapSignal) -> str | None:
    """A network that was trained on the one and evaluated on the other, and on nothing else."""
    trained = {each.number for each in signals.file.loaders if each.is_trained_on}
    sharing = {each.trained for each in signals.file.overlaps if each.other == overlap.other}
    for network, own in signals.calls().items():
        evaluated = any(call.loader == overlap.other and call.trained for call in own)
        on = {call.loader for call in own if call.gradients and call.training} & trained
        # Trained once without these examples, and later with all: only then it is right.
        if evaluated and overlap.trained in on and on <= sharing:
            return network
    return None


def _called(loader: LoaderSignal, splits: tuple[str, ...]) -> str | None:
    """The loader's first name that says so, if none says that it is for training."""
    if any("train" in splits_in(name) for name in loader.names):
        return None
    named = (name[:40] for name in loader.names if splits_in(name) & set(splits))
    return next(named, None)


def _named(loader: LoaderSignal) -> str:
    """The loader's name that tells most."""
    telling = [name for name in loader.names if splits_in(name)]
    name = next(iter((*telling, *loader.names)), "")
    return f"`{name[:40]}`" if name else "a loader"
