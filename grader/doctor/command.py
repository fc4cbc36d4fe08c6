"""Runs the examination and prints a line for each thing."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace

from grader.doctor.finding import Finding, State
from grader.doctor.machine import machine
from grader.doctor.tries import tries
from grader.errors import SettingsError
from grader.options import doctor_parser
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.containers import ENGINES, Containers
from grader.sandbox.image import dockerfile

_END = {
    State.HOLDS: "Everything holds: strangers' code can be run here.",
    State.LESS: "Strangers' code can be run here, with less than could hold.",
    State.MISSING: "Something does not hold: do not run strangers' code here.",
    None: "There is no wall here: `grade` refuses to run code, unless told --sandbox none.",
}
_ONLY_ENGINE = "     tried below: --sandbox {name}, since bubblewrap does not start here"


def doctor_command(words: list[str]) -> int:
    """Print what the words ask for; gives back the exit status."""
    if doctor_parser().parse_args(words).dockerfile:
        sys.stdout.write(dockerfile())
        return 0
    return 0 if examine() else 1


def examine(say: Callable[[str], None] = print) -> bool:
    """Try what this machine can enforce and say each; whether strangers' code can be run."""
    worst: State | None = State.HOLDS
    wall, found = _wall()
    for finding in (*machine(wall_stands=wall is not None), *found):
        say(finding.line())
        worst = _worse(worst, finding.state)
    if wall is None:
        say(_END[None])
        return False
    if isinstance(wall, Containers):
        say(_ONLY_ENGINE.format(name=wall.name))
    for finding in tries(wall):
        say(finding.line())
        worst = _worse(worst, finding.state)
    say(_END[worst])
    return worst is not State.MISSING


def _wall() -> tuple[Bubblewrap | Containers | None, list[Finding]]:
    """The first wall that starts here, and what is to be said of each that might."""
    wall: Bubblewrap | Containers | None = None
    found: list[Finding] = []
    for name in (Bubblewrap.name, *(engine for engine in ENGINES if shutil.which(engine))):
        try:
            tried = Containers(name) if name in ENGINES else Bubblewrap()
            tried.check()
        except SettingsError as error:
            words = str(error).removeprefix("sandbox: ")
            state = State.TOLD if name in ENGINES or wall else State.MISSING
            found.append(Finding(what="wall", state=state, words=words))
            continue
        how = "containers" if name in ENGINES else "namespaces"
        words = f"{name} starts ({tried.program}), in {how} of its own"
        found.append(Finding(what="wall", state=State.HOLDS, words=words))
        wall = wall or tried
    # One that starts is enough, though less is known of what engines do.
    less = (replace(one, state=State.LESS) if one.state is State.MISSING else one for one in found)
    return wall, list(less) if wall else found


def _worse(one: State | None, other: State) -> State | None:
    order = (State.HOLDS, State.LESS, State.MISSING)
    if one not in order or other not in order:
        return one
    return max(one, other, key=order.index)
