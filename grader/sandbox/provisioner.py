"""What jupyter_client needs to start a kernel of ours behind a wall.

The kernel talks over Unix sockets in a folder that it shares with us, so it needs no network. Its
specification is made here: nothing that a notebook says about kernels is ever read.
"""

import contextlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from grader.records.execution import MEBIBYTE
from grader.sandbox.spawn import Child

MESSAGE_BYTES = 8 * MEBIBYTE
"""Largest part of a message that is received; the connection of a larger one is cut."""
WAITING_MESSAGES = 64
"""Messages that wait on our side; the kernel's own side drops what comes beyond."""

_log = logging.getLogger(__name__)

Start = Callable[[], Child]


class WalledProvisioner(LocalProvisioner):
    """Starts the kernel behind a wall, and writes down where it is to listen, as seen inside."""

    child: Child

    def __init__(self, start: Start, sockets_inside: str, inside_file: Path, **rest: Any) -> None:
        super().__init__(**rest)
        self._start_child, self._sockets_inside = start, sockets_inside
        self._inside_file = inside_file

    async def pre_launch(self, **settings: Any) -> dict[str, Any]:
        """Write both connection files: one for us, one in terms of the folders inside."""
        settings = await super().pre_launch(**settings)
        assert self.parent is not None
        key = bytes(self.parent.session.key).decode()
        information = {**self.connection_info, "ip": self._sockets_inside, "key": key}
        self._inside_file.write_text(json.dumps(information))
        return settings

    async def launch_kernel(self, cmd: list[str], **settings: Any) -> Any:
        """Start the kernel; the command is the wall's business."""
        self.child = self._start_child()
        self.process = self.child.popen
        self.pid = self.child.popen.pid
        return self.connection_info


class OnlySpecification(KernelSpecManager):
    """Knows one kernel, whatever name is asked for."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Our kernel; a signal would end the wall, so it is interrupted by a message."""
        return KernelSpec(
            argv=["python"],
            display_name="grade",
            language="python",
            interrupt_mode="message",
        )


def make_manager(
    start: Start, *, sockets: Path, sockets_inside: str, inside_file: Path
) -> AsyncKernelManager:
    """A manager for one kernel whose sockets lie in the folder `sockets`."""
    manager = AsyncKernelManager(
        transport="ipc",
        ip=str(sockets / "k"),
        connection_file=str(sockets.parent / "connection.json"),
        kernel_name="grade",
        kernel_spec_manager=OnlySpecification(),
        context=make_context(),
        log=_log,
    )
    manager.provisioner = WalledProvisioner(
        start,
        f"{sockets_inside}/k",
        inside_file,
        parent=manager,
        kernel_id="grade",
        kernel_spec=manager.kernel_spec,
    )
    return manager


def make_context() -> zmq.asyncio.Context:
    """A context whose sockets receive neither huge messages nor many at once."""
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.MAXMSGSIZE, MESSAGE_BYTES)
    context.setsockopt(zmq.RCVHWM, WAITING_MESSAGES)
    context.setsockopt(zmq.LINGER, 0)
    return context


def make_client(manager: AsyncKernelManager) -> AsyncKernelClient:
    """A client for the manager's kernel with the channels that we use."""
    client = manager.client(context=manager.context)
    client.start_channels(stdin=False, hb=False)
    client.allow_stdin = False
    return client


def reconnect(channel: Any) -> None:
    """Connect a channel anew: after a message that is too large, a socket stays deaf."""
    endpoint = channel.socket.getsockopt(zmq.LAST_ENDPOINT)
    with contextlib.suppress(zmq.ZMQError):
        channel.socket.disconnect(endpoint)
    channel.socket.connect(endpoint)
