"""The filter of `seccomp.py` as the profile that container engines take: JSON, by names.

A rule holds where all of its conditions do, each about another argument. Arguments are compared
by their lower half, which is all that the kernel looks at.
"""

import errno
import json
import platform
from typing import Any

from grader.sandbox.seccomp import (
    FAMILIES,
    HIDING,
    NETLINK,
    NEW_NAMESPACES,
    REFUSED,
    REFUSED_ON_X86,
    TERMINAL_TRICKS,
)

_LOWER_HALF = 0xFFFFFFFF
_KIND_MASK, _KINDS_REFUSED = 0xF, (3, 10)
"""SOCK_RAW and SOCK_PACKET."""
_ARCHITECTURES = {"aarch64": "SCMP_ARCH_AARCH64", "arm64": "SCMP_ARCH_AARCH64"}

_Rule = dict[str, Any]


def profile(*, hiding: bool = False) -> str:
    """The profile; `hiding` allows memory that no process is charged for, for drivers."""
    absent = ["clone3", *(() if hiding else HIDING)]
    rules = [
        _rule([*REFUSED, *REFUSED_ON_X86]),
        _rule(absent, error=errno.ENOSYS),
        *(_rule(["clone"], _is(0, bit, mask=bit)) for bit in _bits(NEW_NAMESPACES)),
        *_sockets(),
        *(_rule(["ioctl"], _is(1, trick)) for trick in TERMINAL_TRICKS),
    ]
    architecture = _ARCHITECTURES.get(platform.machine(), "SCMP_ARCH_X86_64")
    whole = {
        "defaultAction": "SCMP_ACT_ALLOW",
        "architectures": [architecture],
        "syscalls": rules,
    }
    return json.dumps(whole, indent=1)


def _sockets() -> list[_Rule]:
    known = (*FAMILIES, NETLINK)
    others = [number for number in range(max(known)) if number not in known]
    beyond = {"index": 0, "value": max(known), "op": "SCMP_CMP_GT"}
    routes_only = {"index": 2, "value": 0, "op": "SCMP_CMP_NE"}
    return [
        *(_rule(["socket"], _is(0, number)) for number in others),
        _rule(["socket"], beyond),
        _rule(["socket"], _is(0, NETLINK), routes_only),
        *(
            _rule(["socket"], _is(0, family), _is(1, kind, mask=_KIND_MASK))
            for family in FAMILIES
            for kind in _KINDS_REFUSED
        ),
    ]


def _rule(names: list[str], *conditions: _Rule, error: int = errno.EPERM) -> _Rule:
    return {
        "names": names,
        "action": "SCMP_ACT_ERRNO",
        "errnoRet": error,
        "args": list(conditions),
    }


def _is(index: int, value: int, *, mask: int = _LOWER_HALF) -> _Rule:
    return {"index": index, "value": mask, "valueTwo": value, "op": "SCMP_CMP_MASKED_EQ"}


def _bits(mask: int) -> list[int]:
    return [1 << number for number in range(32) if mask >> number & 1]
