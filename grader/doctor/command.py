"""Runs the examination and prints a line for each thing."""

from collections.abc import Callable

from grader.doctor.finding import Finding, State
from grader.doctor.machine import machine
from grader.doctor.tries import tries
from grader.errors import SettingsError
from grader.sandbox.bubblewrap import Bubblewrap

_END = {
    State.HOLDS: "Everything holds: strangers' code can be run here.",
    State.LESS: "Strangers' code can be run here, with less than could hold.",
    State.MISSING: "Something does not hold: do not run strangers' code here.",
    None: "There is no wall here: `grade` refuses to run code, unless told --sandbox none.",
}


def doctor_command(say: Callable[[str], None] = print) -> bool:
    """Try what this machine can enforce and say each; whether strangers' code can be run."""
    worst: State | None = State.HOLDS
    wall, found = _wall()
    for finding in (*machine(wall_stands=wall is not None), found):
        say(finding.line())
        worst = _worse(worst, finding.state)
    if wall is None:
        say(_END[None])
        return False
    for finding in tries(wall):
        say(finding.line())
        worst = _worse(worst, finding.state)
    say(_END[worst])
    return worst is not State.MISSING


def _wall() -> tuple[Bubblewrap | None, Finding]:
    try:
        wall = Bubblewrap()
        wall.check()
    except SettingsError as error:
        words = str(error).removeprefix("sandbox: ")
        return None, Finding(what="wall", state=State.MISSING, words=words)
    words = f"bubblewrap starts ({wall.program}), in namespaces of its own"
    return wall, Finding(what="wall", state=State.HOLDS, words=words)


def _worse(one: State | None, other: State) -> State | None:
    order = (State.HOLDS, State.LESS, State.MISSING)
    if one not in order or other not in order:
        return one
    return max(one, other, key=order.index)
