"""Starts a notebook's kernel: limits first, then the probe, then IPython, then the student's code.

Called as `launch.py TASK -f CONNECTION`. Only the standard library is imported before the limits
hold. What is bounded here is bounded again outside, where no student code can undo it; doing it
here too keeps honest floods cheap.
"""

import contextlib
import importlib
import importlib.machinery
import json
import resource
import sys
import warnings
from pathlib import Path
from typing import Any

TEXT_CHARACTERS = 65_536
"""Longest text of one display, error or traceback that is sent."""
MESSAGES = 2_000
"""Displays and pieces of printed text that are sent for one cell."""
CPU_GRACE_SECONDS = 120
ABOVE_WHY = "It was handed in there, and Python looks beside the program alone."

_PRINTED = ("stream", "display_data", "execute_result", "update_display_data")


def main() -> None:
    """Become the kernel that the command line asks for."""
    task = json.loads(Path(sys.argv[1]).read_text())
    arguments = sys.argv[2:]
    limit_resources(task["limits"])
    library = Path(__file__).absolute().parent.parent
    # The isolated mode leaves out the script's own folder, in which our modules would be found
    # under a second name.
    sys.path.append(str(library))
    sys.argv = [task["argv0"], *task.get("arguments", ())]
    probe = load_probe(task)
    start_kernel(task, arguments, probe)


def limit_resources(limits: dict[str, Any]) -> None:
    """Limit this process and every process that it will start."""
    cpu = int(limits["cpu_seconds"]) + CPU_GRACE_SECONDS
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        # Not the address space: torch alone maps gigabytes that it never touches.
        resource.RLIMIT_DATA: limits["memory_bytes"],
    }
    if limits.get("tasks"):
        wanted[resource.RLIMIT_NPROC] = limits["tasks"]
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def load_probe(task: dict[str, Any]) -> Any:
    """Start the probe; without it the run goes on unobserved, and a file says why."""
    try:
        probe = importlib.import_module("grade_probe.watch")
        probe.start(task)
    except Exception as error:
        words = f"{type(error).__name__}: {error}"
        print(f"no probe: {words}", file=sys.stderr)
        with contextlib.suppress(OSError):
            Path(task["out"], "unwatched.txt").write_text(words[:500], "utf-8")
        return None
    return probe


def start_kernel(task: dict[str, Any], arguments: list[str], probe: Any) -> None:
    """Run IPython's kernel until it is ended from outside."""
    application = _application(task["limits"]["output_bytes"])
    folder = start_folder(task)
    application.initialize([*arguments, "--HistoryManager.hist_file=:memory:"])
    if task["script"]:
        # IPython's advice after `sys.exit()` is for people who sit at a prompt.
        warnings.filterwarnings("ignore", message="To exit: use")
        become_script(application.shell, task)
    # Only now, so that a file of the student's called `queue.py` cannot take the place of ours.
    sys.path.insert(0, str(folder))
    if task["script"] and Path.cwd() != folder:
        sys.path.insert(1, str(Path.cwd()))
    above = FoldersAbove(task, getattr(probe, "note", None))
    sys.meta_path.insert(sys.meta_path.index(importlib.machinery.PathFinder) + 1, above)
    attach = getattr(probe, "attach", None)
    if attach is not None:
        attach(application.shell)
    application.start()


def start_folder(task: dict[str, Any]) -> Path:
    """The folder whose modules the program's own imports name first."""
    if not task["script"]:
        return Path.cwd()
    folders = list(Path(task["file"]).parents)
    return folders[min(int(task["package_depth"]), len(folders) - 1)]


def become_script(shell: Any, task: dict[str, Any]) -> None:
    """Give the main program what Python gives a script, in place of what IPython gives."""
    path, depth = Path(task["file"]), task["package_depth"]
    shell.user_ns["__file__"] = str(path)
    if depth:
        shell.user_ns["__package__"] = ".".join(path.parts[-depth - 1 : -1])
    # IPython's own only ask its user to leave, and the program would go on.
    for name in ("exit", "quit"):
        shell.user_ns[name] = sys.exit
        shell.builtin_trap.auto_builtins[name] = sys.exit


class FoldersAbove:
    """Finds modules in the folders above the program's own, where they are found nowhere else."""

    def __init__(self, task: dict[str, Any], note: Any) -> None:
        root = task.get("folder") or str(Path.cwd())
        here = [Path(task.get("file") or Path.cwd()), Path.cwd() / "_"]
        above = (folder for path in here for folder in path.parents)
        self._folders = [str(f) for f in dict.fromkeys(above) if f.is_relative_to(root)]
        self._note = note

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Where the module is; nothing if it is in none of these folders either."""
        if path is not None or "." in name:
            return None
        for folder in self._folders:
            spec = importlib.machinery.PathFinder.find_spec(name, [folder], target)
            # A mere folder of that name is no reason to take it for a package.
            if spec is not None and (spec.origin or self._holds_code(spec)):
                if folder not in sys.path:
                    sys.path.append(folder)
                if self._note is not None:
                    self._note(f"`import {name}` found it in a folder above.", ABOVE_WHY)
                return spec
        return None

    @staticmethod
    def _holds_code(spec: Any) -> bool:
        places = list(spec.submodule_search_locations or ())
        return any(next(Path(place).glob("*.py"), None) for place in places)


def _application(output_bytes: int) -> Any:
    from ipykernel.kernelapp import IPKernelApp
    from jupyter_client.session import Session

    class BoundedSession(Session):
        """Sends no more than anybody will read."""

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.allowance = Allowance(output_bytes)

        def send(
            self,
            stream: Any,
            msg_or_type: Any,
            content: Any = None,
            parent: Any = None,
            ident: Any = None,
            buffers: Any = None,
            track: bool = False,
            header: Any = None,
            metadata: Any = None,
        ) -> Any:
            message = msg_or_type
            if not isinstance(message, dict):
                message = self.msg(message, content, parent, header, metadata)
            bounded = self.allowance.bound(message)
            if bounded is None:
                return message
            return super().send(stream, bounded, ident=ident, buffers=buffers, track=track)

    class QuietApplication(IPKernelApp):
        """A kernel without anybody's configuration."""

        def _session_default(self) -> Any:
            return BoundedSession(parent=self)

        def load_config_file(self, *_: Any, **__: Any) -> None:
            return None

    return QuietApplication.instance()


class Allowance:
    """How much one cell may still send."""

    def __init__(self, output_bytes: int) -> None:
        self.output_bytes = output_bytes
        self.cell = ""
        self.sent = self.dropped = self.messages = 0

    def bound(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """The message, shortened to what is of use outside; None if nothing is."""
        kind, content = message["header"]["msg_type"], message["content"]
        if kind.startswith("comm_"):
            return None
        if kind in _PRINTED:
            self._begin(message)
            return self._printed(message, kind, content)
        if kind == "execute_reply":
            self._begin(message)
            content["dropped"] = self.dropped
        for key in ("evalue", "traceback"):
            if key in content:
                content[key] = _shortened(content[key])
        return message

    def _begin(self, message: dict[str, Any]) -> None:
        cell = message["parent_header"].get("msg_id", "")
        if cell != self.cell:
            self.cell, self.sent, self.dropped, self.messages = cell, 0, 0, 0

    def _printed(self, message: Any, kind: str, content: Any) -> dict[str, Any] | None:
        data = content if kind == "stream" else content.get("data", {})
        key = "text" if kind == "stream" else "text/plain"
        text = str(data.get(key, ""))
        encoded = text.encode(errors="replace")
        room = max(0, self.output_bytes - self.sent) if self.messages < MESSAGES else 0
        kept = encoded[:room]
        self.sent += len(kept)
        self.dropped += len(encoded) - len(kept)
        self.messages += 1
        if not kept:
            return None
        short = {key: kept.decode(errors="ignore")}
        message["content"] = (
            {**content, **short} if kind == "stream" else {**content, "data": short}
        )
        return dict(message)


def _shortened(value: Any) -> Any:
    if isinstance(value, list):
        # The last lines of a traceback say where it happened.
        return [_shortened(line) for line in value[:100] + value[100:][-100:]]
    return str(value)[:TEXT_CHARACTERS]


if __name__ == "__main__":
    main()
