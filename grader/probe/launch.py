"""Starts a notebook's kernel: limits first, then the probe, then IPython, then the student's code.

Called as `launch.py TASK -f CONNECTION`. Only the standard library is imported before the limits
hold. What is bounded here is bounded again outside, where no student code can undo it; doing it
here too keeps honest floods cheap.
"""

import importlib
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
    sys.argv = [task["argv0"]]
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
    """Start the probe; without it the run goes on unobserved."""
    try:
        probe = importlib.import_module("grade_probe.watch")
        probe.start(task)
    except Exception as error:
        print(f"no probe: {type(error).__name__}: {error}", file=sys.stderr)
        return None
    return probe


def start_kernel(task: dict[str, Any], arguments: list[str], probe: Any) -> None:
    """Run IPython's kernel until it is ended from outside."""
    application = _application(task["limits"]["output_bytes"])
    folder = Path.cwd()
    application.initialize([*arguments, "--HistoryManager.hist_file=:memory:"])
    if task["script"]:
        # IPython's advice after `sys.exit()` is for people who sit at a prompt.
        warnings.filterwarnings("ignore", message="To exit: use")
        application.shell.user_ns["__file__"] = str(folder / task["argv0"])
    # Only now, so that a file of the student's called `queue.py` cannot take the place of ours.
    sys.path.insert(0, str(folder))
    attach = getattr(probe, "attach", None)
    if attach is not None:
        attach(application.shell)
    application.start()


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
