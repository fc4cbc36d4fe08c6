"""Where in the student's code we are, told from the stack."""

import sys
from types import FrameType

Spot = tuple[str, int]
"""File and line of code."""

MOST_FRAMES = 200
NOT_THEIRS = ("torch", "functools", "contextlib", "tqdm", __name__.partition(".")[0])


def line_in_cell() -> int | None:
    """The line of the running cell that set going what happens now."""
    space = vars(sys.modules["__main__"])
    for frame in _frames():
        if frame.f_globals is space and frame.f_code.co_name == "<module>":
            return frame.f_lineno
    return None


def spot_of_caller() -> Spot:
    """The innermost line that is neither ours nor a library's."""
    for frame in _frames():
        if _is_theirs(frame):
            return frame.f_code.co_filename, frame.f_lineno
    return "", 0


def names_of(value: object, *, most: int = 8) -> list[str]:
    """Variables that hold `value`, in the functions that run now and in the notebook."""
    names: list[str] = []
    for frame in _frames():
        if _is_theirs(frame):
            found = [name for name, held in list(frame.f_locals.items()) if held is value]
            names += [name for name in found if name not in names and name[:1] != "_"]
        if frame.f_code.co_name == "<module>" and _is_theirs(frame):
            break
    space = list(vars(sys.modules["__main__"]).items())
    names += [
        name for name, held in space if held is value and name not in names and name[:1] != "_"
    ]
    return [name[:60] for name in names[:most]]


def _frames() -> list[FrameType]:
    frames: list[FrameType] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and len(frames) < MOST_FRAMES:
        frames.append(frame)
        frame = frame.f_back
    return frames


def _is_theirs(frame: FrameType) -> bool:
    name = frame.f_globals.get("__name__", "")
    return isinstance(name, str) and name.partition(".")[0] not in NOT_THEIRS
