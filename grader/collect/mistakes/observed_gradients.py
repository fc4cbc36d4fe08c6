"""Gradients that are not zeroed, or too early, and parameters that no optimizer changes."""

from collections.abc import Iterator

from grader.collect.mistakes.signals import LeftOutSignal, OptimizerSignal, Signals
from grader.records import Kind, Mistake

AT_LEAST = 2
"""Times that something must have been seen: once may be an accident of the first step."""


def zeroing(signals: Signals) -> Iterator[Mistake]:
    """Optimizers whose gradients are never zeroed, or zeroed too early."""
    for each in signals.file.optimizers:
        place = signals.place(each.cell, each.line)
        if each.stale >= AT_LEAST and not each.clean:
            yield Mistake(
                name="gradients-never-zeroed",
                sentence=_never_zeroed(each),
                kind=Kind.OBSERVED,
                place=place,
                networks=_ids(signals, each),
            )
        if each.emptied >= AT_LEAST and not each.filled:
            yield Mistake(
                name="gradients-zeroed-before-step",
                sentence=f"The gradients are zeroed after `backward` and before the step of"
                f" {each.name}: in all {each.emptied:,} steps that were looked at they were zero,"
                " so nothing was learnt.",
                kind=Kind.OBSERVED,
                place=place,
                networks=_ids(signals, each),
            )


def _ids(signals: Signals, optimizer: OptimizerSignal) -> tuple[str, ...]:
    return tuple(each for name in optimizer.networks for each in signals.ids(name))


def _never_zeroed(each: OptimizerSignal) -> str:
    return (
        f"The gradients of {each.name} are not zeroed between its steps: in all {each.stale:,}"
        " pairs of steps that were looked at, `backward` added the new gradients to those of the"
        " step before."
    )


def left_out(signals: Signals) -> Iterator[Mistake]:
    """Parameters that losses reach and nothing changes."""
    for each in _together(signals.file.left_out):
        network = signals.network(each.network)
        if network is None or each.foreign or not each.tensors:
            continue
        starved = _starved(signals) if not each.beside else None
        if each.loaded and starved is None:
            continue
        if starved is not None and each.network not in starved.networks:
            who = signals.called(each.network)
            yield Mistake(
                name="optimizer-of-another-network",
                sentence=f"{starved.name} holds other parameters than those of {who}, from which"
                f" the losses come{_held(signals, starved)}: no gradient reached what was stepped,"
                f" and nothing of {who} was trained.",
                kind=Kind.OBSERVED,
                place=signals.place(starved.cell, starved.line),
                networks=(network.id,),
            )
        elif (
            (signals.is_complete or each.held_in)
            and each.beside
            and (words := _not_held(signals, each))
        ):
            yield Mistake(
                name="parameters-not-in-optimizer",
                sentence=words,
                kind=Kind.OBSERVED,
                place=network.place,
            )


def _together(entries: tuple[LeftOutSignal, ...]) -> list[LeftOutSignal]:
    """Layers in the same plain container as one."""
    found: dict[tuple[str, str], LeftOutSignal] = {}
    for each in entries:
        key = (each.beside, each.held_in) if each.held_in else (each.network, "")
        if key in found:
            values = found[key].values + each.values
            each = found[key].model_copy(update={"values": values})
        found[key] = each
    return list(found.values())


def _starved(signals: Signals) -> OptimizerSignal | None:
    """The optimizer to whose steps no gradient came; the first of several of one network."""
    found = [each for each in signals.file.optimizers if each.starved >= AT_LEAST]
    if len({each.networks for each in found}) != 1 or (len(found) > 1 and not found[0].networks):
        return None
    return found[0]


def _held(signals: Signals, starved: OptimizerSignal) -> str:
    names = sorted({signals.called(each) for each in starved.networks})
    return f" (those of another one, {names[0]})" if names else ""


def _not_held(signals: Signals, each: LeftOutSignal) -> str:
    names = ", ".join(f"`{name[:40]}`" for name in each.names[:3])
    more = ", …" if each.tensors > 3 else ""
    who = signals.called(each.network)
    if each.held_in:
        return (
            f"`{each.held_in[:40]}` of {signals.called(each.beside)} is a plain Python container,"
            f" so the layers in it are no parts of the network: their {each.values:,} values get"
            " gradients, are in no optimizer and never change. `nn.ModuleList` makes them parts."
        )
    if each.same:
        return (
            f"{each.tensors:,} of the {each.of:,} trainable tensors of {who} ({names}{more}) get"
            " gradients and are in no optimizer: they never change."
        )
    if each.copy_ or each.tensors != each.of:
        return ""
    return (
        f"The losses reach {who} beside {signals.called(each.beside)}, and only the latter is in"
        f" an optimizer: the {each.values:,} values of {who} get gradients and never change."
    )
