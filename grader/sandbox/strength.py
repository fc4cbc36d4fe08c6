"""What a wall on this machine lacks of all that it could have."""

import contextlib

from grader.records import Limits
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.containers import Containers
from grader.sandbox.control_group import ControlGroup


def shortfalls(wall: Bubblewrap | Containers) -> tuple[str, ...]:
    """What does not hold here although it might, in words; nothing where all of it holds."""
    if isinstance(wall, Containers):
        return () if wall.holds_memory() else ("the engine can limit no memory here",)
    missing = [] if wall.filters else ["calls of the kernel are not filtered"]
    if "memory" not in kernel_limits():
        missing.append("memory is looked at four times a second, and not held by the kernel")
    return tuple(missing)


def kernel_limits() -> tuple[str, ...]:
    """What control groups limit here: `pids`, `memory`, both or nothing. One is tried."""
    with contextlib.closing(ControlGroup(Limits())) as group:
        return group.held if group.is_entered() else ()
