"""Loops: over literals element by element, over anything else one round that stands for all."""

import ast
from collections.abc import Callable
from typing import Any

from grader.collect.written.frames import Loop, State
from grader.collect.written.limits import MOST_UNROLLED
from grader.collect.written.loops import element_of, elements, loop_of
from grader.collect.written.machine import Machine
from grader.collect.written.operators import certainty
from grader.collect.written.targets import assign
from grader.collect.written.values import UNKNOWN, Value
from grader.collect.written.ways import LOOP_WAYS, NEXT, Ways, merge_into, switched_off


def follow_for(machine: Machine, node: Any) -> Ways:
    over = machine.evaluate(machine, node.iter)
    items = elements(machine, over)
    unrolled = items is not None and len(items) <= MOST_UNROLLED
    with loop_of(machine, over, node) as loop:
        if unrolled and items is not None:
            ways = _each(machine, node, items)
        else:

            def begin() -> None:
                assign(machine, node.target, element_of(over, loop))

            ways = _any_round(machine, node, loop, begin, at_least_once=bool(items))
    return ways | machine.execute(machine, node.orelse) if node.orelse else ways


def _each(machine: Machine, node: Any, items: tuple[Value, ...]) -> Ways:
    """Follow a loop over a literal, element by element."""
    ways: set[str] = set()
    left: list[State] = []
    regions = 0
    went_on = True
    for each in items:
        machine.frame.jumps.append({"break": [], "continue": []})
        assign(machine, node.target, each)
        found = machine.execute(machine, node.body)
        jumps = machine.frame.jumps.pop()
        left += jumps["break"]
        ways |= found
        went_on = bool(found & {"next", "continue"})
        if not went_on:
            break
        merge_into(machine, jumps["continue"], with_current="next" in found)
        if found & {"break", "return", "raise"}:
            # Only perhaps is there another round.
            machine.serial += 1
            machine.regions.append(machine.serial)
            regions += 1
    del machine.regions[len(machine.regions) - regions :]
    merge_into(machine, left, with_current=went_on)
    return _after_loop(ways, reached=went_on or bool(left))


def _after_loop(ways: set[str], *, reached: bool) -> Ways:
    outer = frozenset(ways) - LOOP_WAYS - NEXT
    return outer | NEXT if reached else outer


def _any_round(
    machine: Machine,
    node: Any,
    loop: Loop,
    begin: Callable[[], None],
    *,
    at_least_once: bool = False,
) -> Ways:
    """Follow one round that stands for all: what rounds change is unknown at its beginning."""
    before = machine.snapshot()
    for name in _assigned(node.body):
        machine.bind(name, UNKNOWN)
    start, batch = machine.snapshot(), loop.batch
    for _ in range(3):
        events, changes, loop.batch = len(machine.events), machine.weak_changes, batch
        machine.frame.jumps.append({"break": [], "continue": []})
        with machine.uncertain():
            begin()
            found = machine.execute(machine, node.body)
        jumps = machine.frame.jumps.pop()
        if machine.weak_changes == changes:
            break
        # Things changed: this round did not stand for all. Once more, with what they became.
        del machine.events[events:]
        machine.restore(start)
    ends = [*jumps["break"], *jumps["continue"]]
    if not at_least_once:
        ends.append(before)
    merge_into(machine, ends, with_current="next" in found)
    return _after_loop(set(found) | {"next"}, reached=True)


def _assigned(body: list[ast.stmt]) -> set[str]:
    """Names that these statements may give another value."""
    names: set[str] = set()
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        waiting += ast.iter_child_nodes(node)
    return names


def follow_while(machine: Machine, node: Any) -> Ways:
    count = _rounds(machine, node)
    truth = certainty(machine, machine.evaluate(machine, node.test))
    if truth is False:
        switched_off(machine, node.body)
        return NEXT
    with loop_of(machine, UNKNOWN, node) as loop:
        loop.kind, loop.count = "while", count
        return _any_round(machine, node, loop, lambda: None, at_least_once=truth is True)


def _rounds(machine: Machine, node: ast.While) -> int | None:
    """How often `while epoch < 50` runs, when its last or first act is `epoch += 1`."""
    match node.test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Lt() | ast.LtE() as op]):
            pass
        case _:
            return None
    start = machine.look_up(name)
    end = machine.evaluate(machine, node.test.comparators[0])
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    changes = [
        each
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and each.id == name and not isinstance(each.ctx, ast.Load)
    ]
    by_one = [
        each
        for each in node.body
        if isinstance(each, ast.AugAssign)
        and isinstance(each.op, ast.Add)
        and each.target in changes
        and isinstance(each.value, ast.Constant)
        and each.value.value == 1
    ]
    if len(changes) != 1 or len(by_one) != 1:
        return None
    return max(0, end - start + isinstance(op, ast.LtE))
