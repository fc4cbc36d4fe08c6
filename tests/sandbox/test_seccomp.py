"""The filter of the kernel's calls: what it refuses, and what honest code does under it."""

import errno
import struct
from dataclasses import dataclass

import pytest

from grader.sandbox.seccomp import HIDING, REFUSED, filter_program
from tests.sandbox.invented import RunCells

CALLS = """\
import ctypes, errno, socket
libc = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    ctypes.set_errno(0)
    return errno.errorcode.get(ctypes.get_errno()) if libc.syscall(*arguments) < 0 else "allowed"
def opens(*arguments):
    try:
        socket.socket(*arguments).close()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "allowed"
import platform
column = ["x86_64", "aarch64"].index(platform.machine())
"""
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED, ANSWERED = 0x7FFF0000, 0x00050000


@dataclass(frozen=True)
class Call:
    """A call as the kernel tells a filter of it."""

    number: int
    arguments: tuple[int, ...] = ()
    architecture: int = ARCHITECTURES["x86_64"]

    def data(self) -> bytes:
        """The kernel's `struct seccomp_data`."""
        arguments = (*self.arguments, *[0] * (6 - len(self.arguments)))
        return struct.pack("=iIQ6Q", self.number, self.architecture, 0, *arguments)


def answer(program: bytes, call: Call) -> int:
    """What the filter says, by the rules of the kernel's own machine for filters."""
    steps = [struct.unpack("=HBBI", program[i : i + 8]) for i in range(0, len(program), 8)]
    data, loaded, at = call.data(), 0, 0
    while True:
        code, then, otherwise, value = steps[at]
        if code == 0x06:
            return int(value)
        if code == 0x20:
            (loaded,) = struct.unpack_from("=I", data, value)
        elif code == 0x54:
            loaded &= value
        else:
            holds = {0x15: loaded == value, 0x35: loaded >= value, 0x45: bool(loaded & value)}
            at += then if holds[code] else otherwise
        at += 1


@pytest.mark.parametrize(("machine", "column"), [("x86_64", 0), ("aarch64", 1)])
def test_each_refused_call_is_not_permitted_and_its_neighbours_are(
    machine: str, column: int
) -> None:
    program = filter_program(machine)
    assert program is not None
    absent = {numbers[column] for numbers in HIDING.values()} | {435}
    refused = {numbers[column] for numbers in REFUSED.values()}
    if machine == "x86_64":
        refused |= {134, 136, 139, 154, 156, 172, 173}
    answers = {
        number: answer(program, Call(number, (2, 1), ARCHITECTURES[machine]))
        for number in range(500)
    }

    assert {n for n, a in answers.items() if a == ANSWERED | errno.EPERM} == refused
    assert {n for n, a in answers.items() if a == ANSWERED | errno.ENOSYS} == absent
    assert len(program) // 8 < 4096


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (Call(101, architecture=0x40000003), errno.ENOSYS),  # the 32-bit way of calling
        (Call(0x40000000 + 1), errno.ENOSYS),  # the x32 way of calling
        (Call(56, (0x3D0F00,)), 0),  # a thread
        (Call(56, (0x11,)), 0),  # a fork
        (Call(56, (0x10000011,)), errno.EPERM),  # a new user namespace
        (Call(56, (0xFFFF_FFFF_1000_0011,)), errno.EPERM),
        (Call(41, (1, 1)), 0),
        (Call(41, (2, 0o2000001)), 0),
        (Call(41, (10, 2)), 0),
        (Call(41, (2, 3)), errno.EPERM),
        (Call(41, (2, 0o2000003)), errno.EPERM),
        (Call(41, (16, 3, 0)), 0),  # what asks for the machine's own addresses
        (Call(41, (16, 3, 9)), errno.EPERM),
        (Call(41, (17, 3)), errno.EPERM),
        (Call(41, (40, 1)), errno.EPERM),  # the host of a virtual machine
        (Call(16, (0, 0x5401)), 0),
        (Call(16, (0, 0x5412)), errno.EPERM),
    ],
)
def test_what_is_refused_depends_on_the_arguments(call: Call, said: int) -> None:
    program = filter_program("x86_64")
    assert program is not None

    assert answer(program, call) == (ANSWERED | said if said else ALLOWED)


def test_drivers_may_hide_memory_and_processors_we_do_not_know_get_no_filter() -> None:
    for_devices = filter_program("x86_64", hiding=True)
    assert for_devices is not None

    assert answer(for_devices, Call(319)) == ALLOWED
    assert answer(for_devices, Call(101)) == ANSWERED | errno.EPERM
    assert filter_program("riscv64") is None


@pytest.mark.sandbox
def test_the_kernel_refuses_them_behind_the_wall(run_cells: RunCells) -> None:
    run = run_cells(
        CALLS,
        f"print({{call(numbers[column], 0, 0, 0, 0, 0) for numbers in {[*REFUSED.values()]!r}}})",
        f"print({{call(numbers[column], 0, 0, 0) for numbers in {[*HIDING.values()]!r}}})",
        "print(call(435, 0, 0), {opens(*f) for f in [(40, 1), (17, 3), (38, 5), (2, 3, 1)]})",
        "print({opens(*f) for f in [(1, 1), (2, 1), (10, 2), (16, 3, 0)]})",
        "print([l.split()[1] for l in open('/proc/1/status') if l.startswith('Seccomp:')])",
    )

    assert [cell.output.strip() for cell in run.cells] == [
        "", "{'EPERM'}", "{'ENOSYS'}", "ENOSYS {'EPERM'}", "{'allowed'}", "['2']",
    ]  # fmt: skip


@pytest.mark.sandbox
@pytest.mark.torch
def test_honest_code_does_not_notice_it(run_cells: RunCells) -> None:
    run = run_cells(
        "import torch\nfrom torch import nn\n"
        "from torch.utils.data import DataLoader, TensorDataset\n"
        "rows = TensorDataset(torch.randn(64, 4), torch.arange(64) % 2)\n"
        "net = nn.Linear(4, 2)\noptimizer = torch.optim.Adam(net.parameters())\n"
        "for x, y in DataLoader(rows, batch_size=16, num_workers=2):\n"
        "    nn.functional.cross_entropy(net(x), y).backward()\n    optimizer.step()\n"
        "print(len(list(DataLoader(rows, num_workers=1))))",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('x.png')\nplt.close()\n"
        "import os\nprint(os.path.getsize('x.png') > 1000)",
        "torch.set_num_threads(4)\nprint((torch.ones(2000, 2000) @ torch.ones(2000, 2000)).max())",
        "import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', 'print(5)'],"
        " capture_output=True, text=True).stdout)",
        "from multiprocessing import Pool\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "def twice(x): return 2 * x\n"
        "with Pool(2) as pool: print(pool.map(twice, [1, 2]))\n"
        "with ThreadPoolExecutor(4) as threads: print(list(threads.map(twice, [1, 2])))",
        "from multiprocessing.shared_memory import SharedMemory\n"
        "m = SharedMemory(create=True, size=9)\n"
        "m.buf[0] = 7\nprint(m.buf[0])\nm.close()\nm.unlink()",
        "from sklearn.ensemble import RandomForestClassifier\n"
        "print(RandomForestClassifier(5, n_jobs=2).fit([[0], [1]], [0, 1]).n_classes_)",
        "import socket, asyncio\ns = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(s.getsockname()).close()\nprint(socket.gethostbyname('localhost'))",
        "!echo shell",
        "%timeit -n1 -r1 1 + 1",
    )

    assert {cell.error for cell in run.cells} == {""}
    assert [cell.output.strip().splitlines()[-1] for cell in run.cells[:-1]] == [
        "64", "True", "tensor(2000.)", "5", "[2, 4]", "7", "2", "127.0.0.1", "shell",
    ]  # fmt: skip
