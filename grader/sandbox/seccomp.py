"""Which calls of the Linux kernel a walled process may make, as a filter that the kernel runs.

Namespaces leave the whole kernel within reach: what no coursework needs, and what gave strangers
a way out before, is answered here with "not permitted". The program is in the kernel's own
language for filters, laid out as in linux/filter.h, linux/seccomp.h and linux/audit.h.
"""

import errno
import platform
import struct
from dataclasses import dataclass

_Step = tuple[int, int, int, int]

_NUMBER, _ARCHITECTURE = 0, 4
"""Offsets in the kernel's `struct seccomp_data`."""
_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT = 0x15, 0x35, 0x45
_ALLOW, _ANSWER_ERROR = 0x7FFF0000, 0x00050000

NEW_NAMESPACES = 0x7E020000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET."""
FAMILIES = (1, 2, 10)
"""AF_UNIX, AF_INET and AF_INET6: the sockets that namespaces hold in."""
NETLINK = 16
"""AF_NETLINK, of which only the list of addresses and routes is allowed."""
_KIND_MASK, _RAW, _PACKET = 0xF, 3, 10
TERMINAL_TRICKS = (0x5412, 0x541C, 0x5423)
"""TIOCSTI and TIOCLINUX, which type into a terminal, and TIOCSETD, which loads its drivers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    """How one kind of processor numbers the calls."""

    architecture: int
    """AUDIT_ARCH_..., which the kernel tells with every call."""
    foreign_from: int
    """Numbers from here on belong to another way of calling; 0 if there is none."""
    column: int
    """Its column in the table of calls."""
    clone: int
    ioctl: int
    socket: int


_MACHINES = {
    "x86_64": _Machine(
        architecture=0xC000003E, foreign_from=0x40000000, column=0, clone=56, ioctl=16, socket=41
    ),
    "aarch64": _Machine(
        architecture=0xC00000B7, foreign_from=0, column=1, clone=220, ioctl=29, socket=198
    ),
}
_CLONE3 = 435
"""Its flags lie in memory, where no filter sees them; the C library then takes `clone`."""

REFUSED: dict[str, tuple[int, int]] = {
    # Other processes, and what they hold.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    # Keyrings, which outlive a process and belong to no namespace.
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # Large and young parts of the kernel.
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "fanotify_init": (300, 262),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    # Namespaces and mounts.
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # The machine itself.
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
}
"""Calls that nobody may make: their numbers on x86-64 and on 64-bit ARM."""
HIDING: dict[str, tuple[int, int]] = {
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
}
"""Calls for memory that is counted for no process: said not to exist, which programs expect."""
REFUSED_ON_X86 = {
    "uselib": 134,
    "ustat": 136,
    "sysfs": 139,
    "modify_ldt": 154,
    "_sysctl": 156,
    "iopl": 172,
    "ioperm": 173,
}
"""Calls that ARM never had."""


def filter_program(machine: str | None = None, *, hiding: bool = False) -> bytes | None:
    """The filter for this kind of processor, as bytes; None where we know none.

    `hiding` allows memory that no process is charged for, which drivers of devices may need.
    """
    known = _MACHINES.get(machine or platform.machine())
    return _packed(_steps(known, hiding=hiding)) if known else None


def _steps(machine: _Machine, *, hiding: bool) -> list[_Step]:
    refused = [numbers[machine.column] for numbers in REFUSED.values()]
    refused += REFUSED_ON_X86.values() if machine.column == 0 else ()
    absent = [_CLONE3, *(numbers[machine.column] for numbers in HIDING.values() if not hiding)]
    foreign = _if(_IF_AT_LEAST, machine.foreign_from, _answer(errno.ENOSYS))
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, machine.architecture),
        *_answer(errno.ENOSYS),
        (_LOAD, 0, 0, _NUMBER),
        *(foreign if machine.foreign_from else ()),
        *_if(_IF_EQUAL, machine.clone, _clone()),
        *_if(_IF_EQUAL, machine.socket, _socket()),
        *_if(_IF_EQUAL, machine.ioctl, _ioctl()),
        *(step for number in absent for step in _if(_IF_EQUAL, number, _answer(errno.ENOSYS))),
        *(step for number in refused for step in _if(_IF_EQUAL, number, _answer())),
        _allow(),
    ]


def _clone() -> list[_Step]:
    """Threads and processes, but no new namespaces."""
    return [_argument(0), *_if(_IF_ANY_BIT, NEW_NAMESPACES, _answer()), _allow()]


def _socket() -> list[_Step]:
    """Sockets that namespaces hold in: the machine's host, for one, hears others (AF_VSOCK)."""
    routes_only = [_argument(2), *_if(_IF_EQUAL, 0, [_allow()]), *_answer()]
    not_raw = [
        _argument(1),
        (_AND, 0, 0, _KIND_MASK),
        *_if(_IF_EQUAL, _RAW, _answer()),
        *_if(_IF_EQUAL, _PACKET, _answer()),
        _allow(),
    ]
    return [
        _argument(0),
        *_if(_IF_EQUAL, NETLINK, routes_only),
        *(step for family in FAMILIES for step in _if(_IF_EQUAL, family, not_raw)),
        *_answer(),
    ]


def _ioctl() -> list[_Step]:
    tricks = (step for trick in TERMINAL_TRICKS for step in _if(_IF_EQUAL, trick, _answer()))
    return [_argument(1), *tricks, _allow()]


def _if(condition: int, value: int, then: list[_Step]) -> list[_Step]:
    """Steps that are taken only where what was loaded last meets the condition."""
    return [(condition, 0, len(then), value), *then]


def _argument(number: int) -> _Step:
    """Loads the lower half of an argument, which is all that the kernel looks at here."""
    return (_LOAD, 0, 0, 16 + 8 * number)


def _allow() -> _Step:
    return (_RETURN, 0, 0, _ALLOW)


def _answer(error: int = errno.EPERM) -> list[_Step]:
    """The call is not made, and fails with this error."""
    return [(_RETURN, 0, 0, _ANSWER_ERROR | error)]


def _packed(steps: list[_Step]) -> bytes:
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
