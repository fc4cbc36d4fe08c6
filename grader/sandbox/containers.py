"""The wall made by a container engine, Docker or Podman, for machines without bubblewrap.

It promises what bubblewrap's wall does. The Python environment is that of an image, see
`image.py`. What runs is no child of ours but the engine's, so it is ended, and asked what it died
of, by its name; no `--rm`, because an engine forgets at once why such a container ended.
"""

import contextlib
import functools
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from grader.errors import SettingsError
from grader.records import EndingName, Limits
from grader.sandbox.bubblewrap import TEMPORARY_BYTES, own_folder
from grader.sandbox.control_group import MEMORY_SLACK_BYTES, process_slack
from grader.sandbox.image import IMAGE, how_to_build
from grader.sandbox.profile import profile
from grader.sandbox.wall import Mount, View

ENGINES = ("docker", "podman")
ASK_SECONDS = 30.0
"""Time for the engine to answer a question."""
CHECK_SECONDS = 120.0
PREFIX = "grade-"
LABEL = "grade.process"

_ALONE = (
    *("--network", "none", "--read-only", "--ipc", "private", "--hostname", "grade"),
    *("--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--init", "--interactive"),
    *("--pull", "never", "--log-driver", "none", "--ulimit", "core=0"),
)
_LISTEN = (
    "import socket; s = socket.socket(socket.AF_UNIX); s.bind('/grade/exchange/s'); s.listen(); "
    "import zmq; print('listens', flush=True); s.settimeout(60); s.accept()[0].send(b'heard')"
)
_numbers = itertools.count()


class Containers:
    """Shows a process its image and its view, and nothing else."""

    isolates = True
    filters = True
    """Whether calls of the kernel are filtered: engines that cannot refuse the profile."""

    def __init__(self, name: str, program: str | None = None) -> None:
        """`name` is the engine's, `program` where it lies."""
        self.name = name
        self.program = program or find_engine(name)
        self._started: dict[View, str] = {}

    def command(self, argv: Sequence[str], view: View) -> list[str]:
        """The command that runs `argv` in a new container with the view."""
        name = self._started[view] = f"{PREFIX}{os.getpid()}-{next(_numbers)}"
        named = ("--name", name, "--label", f"{LABEL}={os.getpid()}")
        limits = view.limits or Limits()
        memory = str(limits.memory_bytes + MEMORY_SLACK_BYTES)
        held = (
            *("--memory", memory, "--memory-swap", memory),
            *("--pids-limit", str(limits.processes + process_slack())),
            *("--cpus", str(max(1, (os.cpu_count() or 1) - 1))),
            *("--ulimit", f"cpu={min(int(limits.cpu_seconds), 10**9)}"),
        )
        size = f"size={TEMPORARY_BYTES}"
        memory_folders = ("--tmpfs", f"/tmp:rw,exec,nosuid,nodev,mode=1777,{size}")
        shared = ("--shm-size", str(TEMPORARY_BYTES))
        # Nothing of the image's environment is inherited either.
        variables = [f"{key}={value}" for key, value in view.environment]
        inside = ["python3" if word == sys.executable else word for word in argv]
        return [
            *(self.program, "run", *named, *_ALONE, *self._user(), *_filter(view), *held),
            *(*memory_folders, *shared, *_devices(view), *_mounts(view), "--workdir", view.cwd),
            *("--entrypoint", "/usr/bin/env", IMAGE, "-i", *variables, *inside),
        ]

    def inside(self, mount: Mount) -> str:
        """Everything is seen at its target."""
        return mount.target

    def strays(self, view: View) -> list[psutil.Process]:
        """None that could be ended one by one: see `end`."""
        return []

    def end(self, view: View) -> None:
        """End the view's container with all that runs in it, without waiting for that."""
        if name := self._started.get(view):
            threading.Thread(target=self._ask, args=("kill", name), daemon=True).start()

    def remove(self, view: View) -> None:
        """Remove the view's container; afterwards nothing of it is alive."""
        if name := self._started.pop(view, None):
            self._ask("rm", "--force", name)

    def limits_hit(self, view: View) -> Iterator[EndingName]:
        """The limits that the engine says ended the view's container."""
        name = self._started.get(view)
        if name and self._ask("inspect", "--format", "{{.State.OOMKilled}}", name) == "true":
            yield EndingName.MEMORY

    def check(self) -> None:
        """Raise `SettingsError` unless Python starts in a container, and can be talked with."""
        if refusal := self.refusal():
            raise SettingsError(refusal)
        self.remove_abandoned()

    def refusal(self) -> str | None:
        """Why nothing starts behind this wall, and what to do; None if something does."""
        if self._ask("version", "--format", "{{.Server.Version}}") is None:
            return f"sandbox: {self.name} is here, but no engine of it answers; start it"
        if self._ask("image", "inspect", "--format", "{{.Id}}", IMAGE) is None:
            return f"sandbox: {self.name} has no image {IMAGE}; make it: {how_to_build(self.name)}"
        with tempfile.TemporaryDirectory(prefix="grade-") as folder:
            mount = Mount(source=folder, target="/grade/exchange", writable=True)
            return self._refused(View(mounts=(mount,), environment=(("PATH", "/usr/bin:/bin"),)))

    def remove_abandoned(self) -> None:
        """Remove the containers of graders that were killed."""
        form = ("--format", "{{.Names}}", "--filter", f"label={LABEL}")
        for name in (self._ask("ps", "--all", *form) or "").split():
            number = name.removeprefix(PREFIX).partition("-")[0]
            if number.isdigit() and not psutil.pid_exists(int(number)):
                self._ask("rm", "--force", name)

    def holds_memory(self) -> bool:
        """Whether the engine can limit memory and processes on this machine."""
        asked = {
            "docker": "{{.MemoryLimit}} {{.PidsLimit}}",
            "podman": "{{.Host.CgroupControllers}}",
        }
        answer = self._ask("info", "--format", asked[self.name]) or ""
        return answer == "true true" or ("memory" in answer and "pids" in answer)

    def _refused(self, view: View) -> str | None:
        """Why a container cannot be started, or not be talked with, if so."""
        command = self.command([sys.executable, "-I", "-c", _LISTEN], view)
        try:
            with subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as started:
                assert started.stdout is not None
                if started.stdout.readline().strip() != b"listens":
                    words = " ".join(started.communicate()[1].decode(errors="replace").split())
                    return f"sandbox: {self.name} is refused here ({words[-300:]})"
                heard = _heard(Path(view.mounts[0].source, "s"))
                self.end(view)
        except OSError as error:
            return f"sandbox: {self.program} did not start: {error}"
        finally:
            self.remove(view)
        if heard:
            return None
        return (
            f"sandbox: {self.name} runs in a virtual machine here, which passes on no sockets; "
            "run grade inside of one"
        )

    def _ask(self, *words: str) -> str | None:
        """What the engine answers on one line; None if it refuses or does not answer."""
        try:
            done = subprocess.run(
                [self.program, *words],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=ASK_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else None

    def _user(self) -> tuple[str, ...]:
        """Ourselves, who the folders belong to; without any capability even as root."""
        user = ("--user", f"{os.getuid()}:{os.getgid()}")
        if self.name == "podman":
            own = ("--userns", "keep-id") if os.getuid() else ()
            return (*user, *own, "--security-opt", "label=disable")
        return user


def find_engine(name: str) -> str:
    """Where the engine's program lies."""
    if found := shutil.which(name):
        return found
    raise SettingsError(f"sandbox: there is no {name} on this machine")


def found_engine() -> str | None:
    """The name of the first engine that is installed."""
    return next((name for name in ENGINES if shutil.which(name)), None)


def _heard(path: Path) -> bool:
    """Whether a socket in a shared folder reaches the container."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as ours:
        ours.settimeout(ASK_SECONDS)
        ours.connect(str(path))
        return ours.recv(5) == b"heard"
    return False


def _mounts(view: View) -> Iterator[str]:
    for mount in view.mounts:
        parts = ["type=bind", f"source={mount.source}", f"target={mount.target}"]
        parts += [] if mount.writable else ["readonly"]
        # Engines read this as a line of CSV: a comma in a name must not add a setting.
        yield "--mount"
        yield ",".join(_quoted(part) for part in parts)


def _quoted(part: str) -> str:
    return '"' + part.replace('"', '""') + '"' if any(c in part for c in ',"\n') else part


def _devices(view: View) -> Iterator[str]:
    for path in view.devices:
        yield from ("--device", path)


def _filter(view: View) -> tuple[str, str]:
    return ("--security-opt", f"seccomp={_profile_file(hiding=bool(view.devices))}")


@functools.cache
def _profile_file(*, hiding: bool) -> str:
    path = own_folder() / f"calls-{hiding:d}.json"
    path.write_text(profile(hiding=hiding))
    return str(path)
