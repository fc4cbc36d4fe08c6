"""Notices what code does to those who watch it, and which machines it tries to reach.

Python calls it from below, by an audit hook that no code can take away again. It holds its own
references to everything that it uses, so that what is put in the place of our functions is seen.
Whoever knows it can still deceive it: it makes forging harder, and impossible it cannot make it.
"""

import json
import os
import re
import socket
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FILE = "witness.json"
NETWORKS = "networks.json"
FORMAT = 1
MOST_TOLD = 20
DEEPEST = 60
"""Frames of the stack that are looked through."""
WRITER_WITHIN = 8
"""Frames above the opening of a file in which whoever writes it is found: paths are looked up on
the way."""
LOCAL = ("", "localhost", "localhost.localdomain", "ip6-localhost", "0.0.0.0", "::", "::1")
ENGINES = ("docker.sock", "containerd.sock", "podman.sock", "crio.sock")
"""Sockets of those who run containers; other sockets in files are the machine's own affair."""

_NETWORK_FILE = re.compile(r"n\d+\.")
_CONNECTIONS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CALLABLE = (types.FunctionType, type, staticmethod, classmethod, property)

Held = tuple[Any, str, Any, Any, str]
"""Who holds a function, under which name, the function, its code, and what it is called."""


class Witness:
    """What was done to the probe in one run, and which machines it tried to reach."""

    def __init__(self, out: Path, cell: Callable[[], int | None]) -> None:
        self._out = os.fspath(out)
        self._cell = cell
        self._process = os.getpid()
        self._held: list[Held] = []
        self._codes: frozenset[Any] = frozenset()
        self._records: frozenset[str] = frozenset()
        self._own_name = socket.gethostname()
        self._changed: list[str] = []
        self._wrote: list[str] = []
        self._reached: list[dict[str, Any]] = []
        self._is_busy = False

    def start(self) -> None:
        """Begin to listen; called when all our modules are there and no student's code is."""
        package = __name__.rpartition(".")[0]
        modules = [
            module
            for name, module in list(sys.modules.items())
            if name == package or name.startswith(f"{package}.")
        ]
        self._held = [held for module in modules for held in _functions_in(module)]
        told = {vars(module).get("FILE") for module in modules}
        self._records = frozenset(filter(None, told)) | {NETWORKS}
        self._codes = frozenset(code for held in self._held for code in _codes_in(held[3]))
        sys.addaudithook(self._make_hook())

    def _make_hook(self) -> Callable[[str, tuple[Any, ...]], None]:
        # Methods are looked up now: a class that is changed later changes nothing here.
        handler_of = {
            "open": self._on_open,
            "os.rename": self._on_rename,
            **dict.fromkeys(_CONNECTIONS, self._on_address),
            **dict.fromkeys(_NAMES, self._on_name),
        }.get

        def hook(event: str, values: tuple[Any, ...]) -> None:
            # Called at every `id()` of any code, so nothing more is done at once.
            handler = handler_of(event)
            if handler is not None:
                try:
                    handler(values)
                except Exception:
                    # Whatever goes wrong here is nothing to the code that runs.
                    return

        return hook

    def _on_open(self, values: tuple[Any, ...]) -> None:
        path, _, flags = values
        if isinstance(flags, int) and flags & _WRITES:
            self._on_writing(path)

    def _on_rename(self, values: tuple[Any, ...]) -> None:
        self._on_writing(os.fspath(values[1]))

    def _on_writing(self, path: Any) -> None:
        if not isinstance(path, str) or not path.startswith(self._out):
            return
        name = path.rpartition("/")[2].removesuffix(".part")
        if name not in self._records and not _NETWORK_FILE.match(name):
            return
        if self._is_busy or os.getpid() != self._process:
            return
        changed = self._differing()
        # Whatever of ours writes them is meant to: our own doing is nobody's fault.
        if not self._is_ours():
            self._add(self._wrote, name[:100])
        for name in changed:
            self._add(self._changed, name)

    def _is_ours(self) -> bool:
        """Whether it is code of ours that writes.

        Python's own, packages, and what stands in for `open` are left out of account.
        """
        for frame in _frames(WRITER_WITHIN):
            is_ours = frame.f_code in self._codes
            is_between = is_ours and "machine" in frame.f_code.co_filename
            if not is_between and _package(frame.f_code.co_filename) == "":
                return is_ours
        return False

    def _differing(self) -> list[str]:
        """Names of our functions in whose place something else is."""
        found = []
        for owner, name, function, code, title in self._held:
            now = vars(owner).get(name)
            if now is not function or (code is not None and _function(now).__code__ is not code):
                found.append(title)
        return found

    def _on_address(self, values: tuple[Any, ...]) -> None:
        address = values[1]
        if isinstance(address, tuple) and address and isinstance(address[0], str):
            port = address[1] if len(address) > 1 and isinstance(address[1], int) else None
            self._reach(address[0], port)
        elif isinstance(address, str) and address.endswith(ENGINES):
            self._reach(address, None)

    def _on_name(self, values: tuple[Any, ...]) -> None:
        host = values[0]
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if isinstance(name, str):
            port = values[1] if len(values) > 1 and isinstance(values[1], int) else None
            self._reach(name, port)

    def _reach(self, host: str, port: int | None) -> None:
        cell = self._cell()
        if cell is None or self._is_busy or os.getpid() != self._process:
            return
        if host.lower() in LOCAL or host.startswith("127.") or host == self._own_name:
            return
        host = host[:200]
        if any(each["host"] == host for each in self._reached):
            return
        who = self._who()
        if who is not None:
            self._add(self._reached, {"host": host, "port": port, "who": who, "cell": cell})

    def _who(self) -> str | None:
        """The package whose code it is, nothing for the student's own; None if it is told anyway.

        What our own code lets through, such as a download of a file that is given, says so itself.
        """
        nearest: str | None = None
        for frame in _frames(DEEPEST):
            if frame.f_code in self._codes and "machine" in frame.f_code.co_filename:
                return None
            if nearest is None:
                nearest = _package(frame.f_code.co_filename)
        return nearest or ""

    def _add(self, told: list[Any], value: Any) -> None:
        if value in told or len(told) >= MOST_TOLD:
            return
        told.append(value)
        self._write()

    def _write(self) -> None:
        document = {
            "format": FORMAT,
            "changed": self._changed,
            "wrote": self._wrote,
            "reached": self._reached,
        }
        self._is_busy = True
        try:
            partial = Path(self._out, FILE + ".part")
            partial.write_text(json.dumps(document), "utf-8")
            partial.replace(Path(self._out, FILE))
        finally:
            self._is_busy = False


def _functions_in(module: types.ModuleType) -> Iterator[Held]:
    """Functions and methods that a module of ours holds, and their codes."""
    place = module.__name__.partition(".")[2]
    owners: list[tuple[Any, str]] = [(module, place)]
    owners += [(each, f"{place}.{each.__name__}") for each in _classes_in(module)]
    for owner, inside in owners:
        for name, value in list(vars(owner).items()):
            if isinstance(value, _CALLABLE):
                code = getattr(_function(value), "__code__", None)
                known = code if isinstance(code, types.CodeType) else None
                yield owner, name, value, known, f"{inside}.{name}"[:100]


def _classes_in(module: types.ModuleType) -> list[type]:
    here = (value for value in vars(module).values() if isinstance(value, type))
    return [value for value in here if value.__module__ == module.__name__]


def _function(value: Any) -> Any:
    return getattr(value, "fget", None) or getattr(value, "__func__", value)


def _codes_in(code: Any) -> Iterator[Any]:
    """A code and those of the functions within it."""
    if code is not None:
        yield code
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                yield from _codes_in(constant)


def _frames(most: int) -> Iterator[types.FrameType]:
    """The frames of what called us, without those of this file."""
    frame: types.FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    while frame is not None and most:
        yield frame
        frame, most = frame.f_back, most - 1


def _package(filename: str) -> str | None:
    """The package that a file of code belongs to: nothing for the student's own code, None for
    Python's own and for what stands between."""
    for folder in ("/site-packages/", "/dist-packages/"):
        if folder in filename:
            return filename.partition(folder)[2].split("/")[0].removesuffix(".py")[:60]
    is_python = filename.startswith(("<frozen", sys.base_prefix + "/lib/python", os.__file__[:-5]))
    return None if is_python else ""
