"""The events of a notebook become records: its networks and its trainings."""

import ast
import re
from dataclasses import dataclass, replace

from grader.collect.written.frames import Event, Loop
from grader.collect.written.limits import MOST_FACTS
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.names import OPTIMIZERS
from grader.collect.written.networks import (
    class_name,
    is_module,
    layers_in_words,
    parameters_of,
    parts_of,
)
from grader.collect.written.schedules import schedule_of
from grader.collect.written.transforms import transforms_of
from grader.collect.written.values import (
    UNKNOWN,
    Built,
    DictThing,
    Instance,
    Origin,
    Parameters,
    Spot,
    Value,
)
from grader.records import Kind, Place, Training, WrittenNetwork

_EPOCHS = re.compile(r"ep|ép|^e$|^_$", re.IGNORECASE)
_DRAWS = re.compile(r"next|rand|choice|sample|shuffle|batch|iter", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the code text of a submission says."""

    training: tuple[Training, ...] = ()
    """Every optimizer that it makes, with how it is used."""
    networks: tuple[WrittenNetwork, ...] = ()
    """Every network that it builds."""
    is_whole: bool = False
    """Whether all of it could be parsed and followed."""


def facts_of(machine: Machine, *, first: int) -> Written:
    """The records of one notebook; its networks are numbered from `first`."""
    ids: dict[int, str] = {}
    networks: list[WrittenNetwork] = []
    for found in _networks(machine):
        record = _network(machine, found, f"w{first + len(networks)}")
        twin = next((one for one in networks if replace(one, id=record.id) == record), None)
        if twin is None and len(networks) < MOST_FACTS:
            networks.append(record)
        ids[id(found)] = twin.id if twin else record.id
        for part in parts_of(machine, found):
            ids.setdefault(id(part), ids[id(found)])
    optimizers = [event.subject for event in machine.events if event.kind == "optimizer"]
    training = [_training(machine, one, ids) for one in optimizers[:MOST_FACTS]]
    # Rounds of a loop, or calls, that say the same say it once.
    return Written(training=tuple(dict.fromkeys(training)), networks=tuple(networks))


def _networks(machine: Machine) -> list[Instance | Built]:
    """Every module that no other one holds and that is built as a network, or trained."""
    built = [event.subject for event in machine.events if event.kind == "network"]
    for event in machine.events:
        if event.kind == "optimizer":
            _, _, trained = _group(machine, event.subject)
            built += [trained] if trained is not None and is_module(trained) else []
    built = list({id(each): each for each in built}.values())[:MOST_FACTS]
    held = {id(part) for network in built for part in parts_of(machine, network)}
    return [network for network in built if id(network) not in held]


def _network(machine: Machine, found: Instance | Built, identifier: str) -> WrittenNetwork:
    place, called_from = _places(found.spot)
    dormant = bool(found.spot and found.spot.dormant)
    before, machine.dormant = machine.dormant, dormant
    try:
        layers = layers_in_words(machine, found)
        parameters = parameters_of(machine, found)
    except Exception:
        # As where code is followed: one network that is not understood spoils no other.
        layers, parameters = "", None
    finally:
        machine.dormant = before
    return WrittenNetwork(
        id=identifier,
        name=found.name[:100],
        class_name=class_name(found)[:100],
        layers=layers,
        parameters=parameters,
        place=place,
        called_from=called_from,
        dormant=dormant,
    )


def _places(spot: Spot | None) -> tuple[Place, Place | None]:
    if spot is None:
        return Place(file=""), None
    place = _place(spot.origin, spot.line)
    called = spot.depth > 0 or spot.origin != spot.top_origin
    return place, _place(spot.top_origin, spot.top_line) if called else None


def _place(origin: Origin, line: int) -> Place:
    return Place(file=origin.file, cell=origin.cell, line=line)


def _group(machine: Machine, optimizer: Built) -> tuple[dict[str, Value], bool, Value]:
    """Settings of the first group of parameters, whether they are all known, and the network."""
    given = optimizer.args.get(0, "params")
    if isinstance(given, Parameters):
        return {}, True, given.network
    groups = elements(machine, given) or ()
    if groups and all(isinstance(group, DictThing) for group in groups):
        contents = [machine.content(group) for group in groups]
        if all(isinstance(content, dict) for content in contents):
            owners = [content.get("params") for content in contents]
            whole = len(owners) == 1 and isinstance(owners[0], Parameters)
            return contents[0], True, owners[0].network if whole else None
    # A list may be one of groups with settings of their own.
    return {}, given is UNKNOWN or bool(groups), None


def _training(machine: Machine, optimizer: Built, ids: dict[int, str]) -> Training:
    assert optimizer.spot is not None
    name = optimizer.path.rpartition(".")[2]
    group, _, network = _group(machine, optimizer)
    events = [
        event
        for event in machine.events
        if event.subject is optimizer and (optimizer.spot.dormant or not event.dormant)
    ]
    steps = [event for event in events if event.kind == "step"]
    usage = [_usage(event, optimizer.spot) for event in steps]
    place, called_from = _places(optimizer.spot)
    rate = _setting(optimizer, group, name, "lr")
    return Training(
        network=ids.get(id(network), ""),
        optimizer=name.lower(),
        learning_rate=None if _is_set_before(events) else rate,
        momentum=_setting(optimizer, group, name, "momentum"),
        weight_decay=_setting(optimizer, group, name, "weight_decay"),
        batch_size=_agreed([one[0] for one in usage]),
        epochs=_epochs([one[1] for one in usage]),
        loss=_agreed([event.detail[0] or None for event in steps]) or "",
        schedule=schedule_of(machine, optimizer, events),
        kind=Kind.WRITTEN,
        place=place,
        called_from=called_from,
        gradient_clip=_number(_agreed([event.detail[1] for event in steps])),
        transforms=_agreed([transforms_of(machine, _source(event)) for event in steps]) or "",
        dormant=optimizer.spot.dormant,
    )


def _agreed(values: list[Value]) -> Value:
    """The one value of all steps; None if they differ."""
    return values[0] if values and all(value == values[0] for value in values) else None


def _setting(optimizer: Built, group: dict[str, Value], name: str, setting: str) -> float | None:
    names = list(OPTIMIZERS[name])
    if setting not in names:
        return None
    if setting in group:
        return _number(group[setting])
    position = names.index(setting) + 1
    return _number(optimizer.args.get(position, setting, OPTIMIZERS[name][setting]))


def _number(value: Value) -> float | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain else None


def _is_set_before(events: list[Event]) -> bool:
    """Whether the rate is set by hand before the first step: then it is not the constructor's."""
    kinds = [event.kind for event in events if event.kind in ("by_hand", "step")]
    return bool(kinds) and kinds[0] == "by_hand"


def _source(event: Event) -> Value:
    return event.loops[-1].source if event.loops else None


def _epochs(loops: list[Loop | None]) -> int | None:
    """How often the one loop over epochs runs; two trainings one after the other have two."""
    first = loops[0] if loops else None
    if first is None or any(loop is None or loop.serial != first.serial for loop in loops):
        return None
    return None if _may_end_early(first) else first.count


def _usage(step: Event, birth: Spot) -> tuple[int | None, Loop | None]:
    """Batch size and loop over epochs, of the loops between making the optimizer and its step."""
    loops = [loop for loop in step.loops if loop.serial not in birth.loops]
    if not loops:
        return None, None
    inner = loops[-1]
    is_batch_loop = len([loop for loop in loops if loop.kind != "items"]) > 1 or (
        inner.kind in ("batches", "unknown") or inner.batch is not None
    )
    batch = inner.batch if is_batch_loop and not step.accumulates else None
    outer = loops[:-1] if is_batch_loop else loops
    counted = [loop for loop in outer if loop.kind != "items"]
    if len(counted) != 1 or (not is_batch_loop and not _is_of_epochs(counted[0])):
        return batch, None
    return batch, counted[0]


def _is_of_epochs(loop: Loop) -> bool:
    """Whether one loop alone, with a step in each round, is one over epochs and not batches."""
    node = loop.node
    if node is None:
        return False
    name = ast.unparse(node.target) if isinstance(node, ast.For) else ""
    if isinstance(node, ast.While):
        name = ast.unparse(node.test)
    return bool(_EPOCHS.search(name)) and not _DRAWS.search(ast.unparse(node))


def _may_end_early(loop: Loop) -> bool:
    """Whether a `break` of the loop's own, or a `return`, stands in it."""
    waiting: list[ast.AST] = list(getattr(loop.node, "body", []))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Break | ast.Return):
            return True
        if isinstance(node, ast.For | ast.While):
            inner = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
            waiting += inner
        elif not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return False
