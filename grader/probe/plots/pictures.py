"""A small picture of a figure: the one that the student's code drew, else one of our own.

Only ever called in a fork: drawing changes a figure.
"""

import importlib
import io
from pathlib import Path, PurePath
from typing import Any

LARGEST = 60 * 1024
"""Bytes of one picture."""
WIDEST = 640
"""Pixels of its longer side."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"

_LARGEST_DRAWN = 32 * 1024 * 1024
_STEPS = ((WIDEST, 256), (WIDEST, 64), (480, 64), (WIDEST // 2, 64), (WIDEST // 2, 16))
"""Longer side and number of colours, from what looks best to what is smallest."""


def picture(figure: Any, target: Any) -> bytes:
    """A PNG of `figure`; `target` is where the student's code drew it to. Empty if it is too much.

    Raises whatever drawing a student's figure may raise.
    """
    drawn = _drawn(target) or _draw(figure)
    return drawn if len(drawn) <= LARGEST and _is_small(drawn) else _smaller(drawn)


def _drawn(target: Any) -> bytes:
    """The PNG that the student's code has made; empty if it made none."""
    content = b""
    if isinstance(target, io.BytesIO):
        content = target.getvalue()
    elif isinstance(target, str | PurePath) and Path(target).is_file():
        with Path(target).open("rb") as source:
            content = source.read(_LARGEST_DRAWN + 1)
    is_png = content.startswith(SIGNATURE) and len(content) <= _LARGEST_DRAWN
    return content if is_png else b""


def _draw(figure: Any) -> bytes:
    importlib.import_module("matplotlib.backends.backend_agg").FigureCanvasAgg(figure)
    target = io.BytesIO()
    dots = min(100.0, WIDEST / max(1.0, *figure.get_size_inches()))
    figure.savefig(target, format="png", dpi=dots, bbox_inches="tight")
    return target.getvalue()


def _is_small(content: bytes) -> bool:
    width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
    return max(width, height) <= 2 * WIDEST


def _smaller(content: bytes) -> bytes:
    # Pillow draws for matplotlib: where there is a figure, there it is.
    pillow = importlib.import_module("PIL.Image")
    opened = pillow.open(io.BytesIO(content))
    # First of all: what is drawn for print takes long to copy.
    opened.thumbnail((WIDEST, WIDEST), reducing_gap=1.5)
    opened = opened.convert("RGBA")
    shown = pillow.new("RGB", opened.size, "white")
    shown.paste(opened, mask=opened.getchannel("A"))
    for side, colours in _STEPS:
        small = shown.copy()
        small.thumbnail((side, side))
        target = io.BytesIO()
        # An octree, and no dithering: ten times as fast, and plain areas stay small.
        small.quantize(colours, method=2, dither=0).save(target, format="PNG")
        if len(target.getvalue()) <= LARGEST:
            return target.getvalue()
    return b""
