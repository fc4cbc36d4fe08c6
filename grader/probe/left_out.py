"""Runs a notebook without its training: a cell is left where it begins to train."""

import contextlib
import traceback
from typing import Any

from .events import Events

MOST_BACKWARDS = 10
"""Calls of `backward` in one cell that may show something; more of them train without optimizer."""


# Its name is looked for outside. Not an Exception: code that goes on after errors must not go on.
class TrainingLeftOut(BaseException):
    """Raised in the student's cell where it would begin to train."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it: the student's own lines, and none of ours or of torch's."""
        from IPython import get_ipython

        shell = get_ipython()
        lines = []
        for frame, line in traceback.walk_tb(self.__traceback__):
            named = shell.compile.format_code_name(frame.f_code.co_filename) if shell else None
            lines += [f"{named[0]} {named[1]}, line {line}"] if named else []
        return [*lines, f"{type(self).__name__}: {self}"]


class LeftOut:
    """Stops every cell before the first step of an optimizer."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._parameters: dict[int, Any] = {}
        self._cell: int | None = None
        self._backwards = 0

    def start(self) -> None:
        """Listen to what training begins with."""
        # Last of all, so that the others have seen the step that is not taken.
        self._events.before_step.append(self._on_step)
        self._events.backward.append(self._on_backward)
        self._events.load_state_dict.append(self._on_load)

    def concerns(self, tensors: list[Any]) -> bool:
        """Whether any of these tensors was about to be trained."""
        return any(id(tensor) in self._parameters for tensor in tensors)

    def _on_load(self, module: Any, _state: Any) -> None:
        """What is loaded later takes the place of what was not trained."""
        for parameter in module.parameters():
            self._parameters.pop(id(parameter), None)

    def _on_step(self, optimizer: Any) -> None:
        with contextlib.suppress(Exception):
            for group in optimizer.param_groups:
                # The parameters themselves, so that no other gets the number of one.
                self._parameters |= {id(each): each for each in group["params"]}
        raise TrainingLeftOut("training is left out, as asked")

    def _on_backward(self, _tensor: Any) -> None:
        if self._events.cell != self._cell:
            self._cell, self._backwards = self._events.cell, 0
        self._backwards += 1
        if self._backwards > MOST_BACKWARDS:
            raise TrainingLeftOut("training is left out, as asked")
