"""Progress bars that show nothing: what goes through them comes out as it is."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from .standin import Parts, Standin


class Bar(Standin):
    """A bar: goes through what it was given, and takes whatever it is told."""

    def __init__(self, name: str, refused: Any = frozenset(), *, through: Any = ()) -> None:
        super().__init__(name, refused)
        vars(self)["_through"] = through

    def __call__(self, through: Any = None, *_: Any, **__: Any) -> Any:
        """A bar over what is given; over numbers up to a number that is given."""
        given = range(through) if type(through) is int else through
        is_text = isinstance(given, str) or not isinstance(given, Iterable)
        return Bar(vars(self)["_name"], through=() if is_text else given)

    def iter(self, through: Any) -> Any:
        """A bar over what is given."""
        return self(through)

    def __iter__(self) -> Iterator[Any]:
        return iter(vars(self)["_through"])

    def __len__(self) -> int:
        return len(vars(self)["_through"])


@contextlib.contextmanager
def _block(*_: Any, **__: Any) -> Iterator[Any]:
    yield Standin("bar")


def _over(through: Iterable[Any], *_: Any, **__: Any) -> Any:
    return Bar("bar", through=through)


def parts() -> Parts:
    """The names under which several packages have their bars."""
    bar = Bar("bar")
    callable_bars = (
        "progress_bar", "master_bar", "progressbar", "ProgressBar", "Bar", "ChargingBar",
        "IncrementalBar", "FillingSquaresBar", "FillingCirclesBar", "PixelBar", "ShadyBar",
    )  # fmt: skip
    return {
        **dict.fromkeys(callable_bars, bar),
        "alive_it": _over,
        "alive_bar": _block,
        "Kbar": Standin("bar"),
    }
