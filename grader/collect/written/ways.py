"""The ways on behind a statement, and the names where they meet."""

import ast
from typing import Any

from grader.collect.written.frames import State
from grader.collect.written.machine import Machine
from grader.collect.written.operators import certainty

Ways = frozenset[str]
NEXT: Ways = frozenset({"next"})
LOOP_WAYS = frozenset({"break", "continue"})


def follow_if(machine: Machine, node: Any) -> Ways:
    """Follow an `if`: one branch, or both where it is not known which."""
    truth = certainty(machine, machine.evaluate(machine, node.test))
    if truth is not None:
        if _is_a_switch(machine, node):
            switched_off(machine, node.orelse if truth else node.body)
        return machine.execute(machine, node.body if truth else node.orelse)
    loop = machine.loops[-1] if machine.loops and _is_remainder(node.test) else None
    if loop:
        loop.by_remainder += 1
    before = machine.snapshot()
    machine.conditions += 1
    with machine.uncertain():
        first = machine.execute(machine, node.body)
        after_first = machine.snapshot()
        machine.restore(before)
        second = machine.execute(machine, node.orelse)
    if loop:
        loop.by_remainder -= 1
    machine.conditions -= 1
    _join(machine, (first, after_first), (second, machine.snapshot()))
    return first | second


def _is_a_switch(machine: Machine, node: ast.If) -> bool:
    """Whether a branch that is not taken is switched off, and not just another case.

    In a function `if name == "sgd": ... else: ...` chooses, for this call, between cases; and what
    a module does when it is run alone is nobody's choice.
    """
    parts = list(ast.walk(node.test))
    if any(isinstance(each, ast.Name) and each.id == "__name__" for each in parts):
        return False
    chooses = bool(node.orelse) or any(isinstance(each, ast.Compare) for each in parts)
    return not (machine.calls and chooses)


def _is_remainder(test: ast.expr) -> bool:
    """Whether something happens in every n-th round only."""
    return any(isinstance(each, ast.Mod) for each in ast.walk(test))


def _join(machine: Machine, first: tuple[Ways, State], second: tuple[Ways, State]) -> None:
    """The names behind two branches: of those that lead on."""
    states = [state for ways, state in (first, second) if "next" in ways]
    if len(states) == 2:
        machine.restore(states[0].merged(states[1]))
    elif states:
        machine.restore(states[0])


def switched_off(machine: Machine, body: list[ast.stmt]) -> None:
    """Follow a branch that is not taken; it leaves nothing behind."""
    if not body:
        return
    before = machine.snapshot()
    jumps = [{way: list(states) for way, states in each.items()} for each in machine.frame.jumps]
    returned, elsewhere = list(machine.frame.returned), dict(machine.frame.elsewhere)
    with machine.asleep(), machine.uncertain():
        machine.execute(machine, body)
    machine.restore(before)
    machine.frame.jumps, machine.frame.returned = jumps, returned
    machine.frame.elsewhere = elsewhere


def merge_into(machine: Machine, states: list[State], *, with_current: bool) -> None:
    """Make the names of the current frame what they may be in any of these states."""
    if with_current:
        states = [machine.snapshot(), *states]
    if not states:
        return
    first, *rest = states
    for state in rest:
        first = first.merged(state)
    machine.restore(first)
