"""What stands behind an option becomes a number: counts, times, sizes and shares."""

import argparse
import re
from collections.abc import Callable

UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
LEAST_MEMORY = 256 * 2**20
"""Bytes below which no kernel starts that knows torch."""
SPANS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0}


def count(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def seconds(text: str) -> float:
    """A time: `90`, `90s`, `10m` or `1h`."""
    found = re.fullmatch(r"([0-9]*\.?[0-9]+)\s*([smh]?)", text.strip().lower())
    if not found or float(found[1]) <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time, write 90, 90s, 10m or 1h")
    return float(found[1]) * SPANS[found[2]]


def share(text: str) -> float:
    """A number from 0.01 to 1."""
    found = re.fullmatch(r"[0-9]*\.?[0-9]+", text.strip())
    if not found or not 0.01 <= float(text) <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share, write a number up to 1 as 0.5")
    return float(text)


def size(text: str) -> int:
    """Bytes: `512M`, `4G` or `4GiB`."""
    found = re.fullmatch(r"([0-9]*\.?[0-9]+)\s*([kmgt]?)(i?b)?", text.strip().lower())
    if not found or float(found[1]) <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size, write 512M, 4G or 4GiB")
    return int(float(found[1]) * UNITS[found[2]])


def memory(text: str) -> int:
    """Bytes that a kernel can start in."""
    found = size(text)
    if found < LEAST_MEMORY:
        raise argparse.ArgumentTypeError(f"{text!r} is too little to start in, write 256M or more")
    return found


def metavar_of(read: Callable[[str], object]) -> str:
    """The word that stands for an option's value in `--help`."""
    return {"seconds": "TIME", "size": "SIZE", "memory": "SIZE"}.get(read.__name__, "N")
