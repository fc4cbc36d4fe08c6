"""What the machine says of itself that bears on the wall."""

import os
import platform
from collections.abc import Iterator
from pathlib import Path

from grader.doctor.finding import Finding, State

_REFUSALS = {
    "/proc/sys/user/max_user_namespaces": (
        "0",
        "no user namespaces are allowed",
        "`sysctl user.max_user_namespaces=10000` allows them",
    ),
    "/proc/sys/kernel/unprivileged_userns_clone": (
        "0",
        "only root may make user namespaces",
        "`sysctl kernel.unprivileged_userns_clone=1` lets everybody",
    ),
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns": (
        "1",
        "AppArmor limits new user namespaces to programs with a profile",
        "install the system's own bubblewrap with an AppArmor profile that says `userns,`, or "
        "`sysctl kernel.apparmor_restrict_unprivileged_userns=0`",
    ),
}
"""Settings of Linux by their files: the value that is in the way, what it means, what to do."""
_MARKS_OF_CONTAINERS = ("/.dockerenv", "/run/.containerenv")
_IN_A_CONTAINER = (
    "where bubblewrap is refused in it, start it with `--security-opt seccomp=unconfined "
    "--security-opt apparmor=unconfined`"
)


def machine(*, wall_stands: bool, root: Path = Path("/")) -> Iterator[Finding]:
    """What is found on the machine below `root`, one thing after the other."""
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield Finding(what="system", state=State.TOLD, words=system)
    yield _user()
    if any((root / mark.lstrip("/")).exists() for mark in _MARKS_OF_CONTAINERS):
        advice = "" if wall_stands else _IN_A_CONTAINER
        yield Finding(what="container", state=State.TOLD, words="inside of one", advice=advice)
    yield from _refusals(root, wall_stands=wall_stands)


def _user() -> Finding:
    if os.getuid() != 0:
        return Finding(what="user", state=State.HOLDS, words="not root")
    return Finding(
        what="user",
        state=State.LESS,
        words="root, so what got through the wall would be root as well",
        advice="an ordinary user is enough to grade",
    )


def _refusals(root: Path, *, wall_stands: bool) -> Iterator[Finding]:
    for file, (value, words, advice) in _REFUSALS.items():
        try:
            found = (root / file.lstrip("/")).read_text().strip()
        except OSError:
            continue
        if found == value:
            # Root, and programs with a profile, are not bound by them.
            state = State.TOLD if wall_stands else State.MISSING
            yield Finding(
                what="namespaces", state=state, words=words, advice="" if wall_stands else advice
            )
