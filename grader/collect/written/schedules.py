"""How a learning rate falls, in the project's words: `step 80 x0.1`, `constant`, `by hand`."""

import ast

from grader.collect.schedule_words import DEFAULTS, SCHEDULERS, schedule_words
from grader.collect.written.frames import Event, Loop
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.values import Built, Value


def schedule_of(machine: Machine, optimizer: Built, events: list[Event]) -> str:
    """The schedule of an optimizer with these events of its own; empty if it is not certain."""
    kinds = {event.kind for event in events}
    stepped = [event for event in events if event.kind == "step"]
    if "escaped" in kinds or not stepped:
        return ""
    schedulers = {id(event.detail): event.detail for event in events if event.kind == "schedule"}
    if "by_hand" in kinds:
        return "" if schedulers else "by hand"
    if len(schedulers) != 1:
        return "" if schedulers else "constant"
    (scheduler,) = schedulers.values()
    words = in_words(machine, scheduler)
    rounds = _rounds(machine, scheduler)
    if not words or rounds is None:
        return ""
    return f"{words} per batch" if _is_per_batch(rounds, stepped) else words


def _rounds(machine: Machine, scheduler: Built) -> list[ast.stmt | None] | None:
    """The loops around the scheduler's step; None if it is not stepped in every round of one."""
    steps = [
        event
        for event in machine.events
        if event.kind == "scheduler_step"
        and event.subject is scheduler
        and (not event.dormant or scheduler.dormant)
    ]
    found = [_nodes(event.loops) for event in steps]
    in_one_place = bool(found) and all(each == found[0] for each in found)
    sometimes = any(event.conditional or event.accumulates for event in steps)
    return found[0] if in_one_place and not sometimes else None


def _nodes(loops: tuple[Loop, ...]) -> list[ast.stmt | None]:
    return [loop.node for loop in loops]


def _is_per_batch(rounds: list[ast.stmt | None], stepped: list[Event]) -> bool:
    inner = stepped[0].loops
    batches = len(inner) > 1 or bool(inner and inner[-1].kind == "batches")
    return batches and bool(inner) and inner[-1].node in rounds


def in_words(machine: Machine, scheduler: Built) -> str:
    """A scheduler as the project writes it; empty if a setting is not known."""
    name = scheduler.path.rpartition(".")[2]
    given: dict[str, str | None] = {}
    for position, setting in enumerate(SCHEDULERS[name], start=1):
        fallback = DEFAULTS.get(name, {}).get(setting)
        value = scheduler.args.get(position, setting, fallback)
        # One that the code leaves to torch is not told.
        if value is not None:
            given[setting] = _word(machine, value)
    told = {setting: word for setting, word in given.items() if word is not None}
    return schedule_words(name, told) if scheduler.args.complete and told == given else ""


def _word(machine: Machine, value: Value) -> str | None:
    """A setting as text; None if it is not known."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | str):
        return str(value)[:40]
    if isinstance(value, float):
        return f"{value:g}"
    parts = elements(machine, value)
    if parts is None or not all(isinstance(part, int) for part in parts):
        return None
    return ",".join(map(str, parts[:50]))
