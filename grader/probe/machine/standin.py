"""Objects that accept everything and do nothing, for packages that do not bear on a result.

What would bear on one is refused: a stand-in is no number, and it runs nothing that a tuner
would run.
"""

import inspect
import math
from collections.abc import Iterator
from types import ModuleType
from typing import Any

Parts = dict[str, Any]


class NotHereError(RuntimeError):
    """What a package that is not installed would have found; it cannot be made up."""


class Standin:
    """Stands in for whatever a package offers: attributes, calls, blocks, decorators."""

    def __init__(self, name: str, refused: frozenset[str] = frozenset()) -> None:
        vars(self).update(_name=name, _refused=refused)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        own = vars(self)
        own[name] = made = part(type(self), f"{own['_name']}.{name}", own["_refused"])
        return made

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        is_decorator = len(args) == 1 and not kwargs
        if is_decorator and (inspect.isfunction(args[0]) or inspect.isclass(args[0])):
            return args[0]
        return self._another()

    def _another(self) -> "Standin":
        own = vars(self)
        return type(self)(own["_name"], own["_refused"])

    def __mro_entries__(self, _bases: Any) -> tuple[type, ...]:
        return (Base,)

    def __instancecheck__(self, _: Any) -> bool:
        return False

    def __subclasscheck__(self, _: Any) -> bool:
        return False

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        return None

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, _: Any) -> bool:
        return False

    def __getitem__(self, key: Any) -> Any:
        return self._another()

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __repr__(self) -> str:
        return f"<{vars(self)['_name']}: not installed here>"

    def __format__(self, _: str) -> str:
        return repr(self)


class Unknown(Standin, float):
    """A stand-in in a package that counts or measures: a number that is not known."""

    def __new__(cls, *_: Any) -> "Unknown":
        return float.__new__(cls, math.nan)

    __repr__ = float.__repr__

    def __format__(self, form: str) -> str:
        return float.__format__(self, form)


class Base:
    """What a class of the student's derives from in place of a class that is not here."""

    def __init__(self, *_: Any, **__: Any) -> None:
        return None


class Refused:
    """Stands where something would be found or run; to use it in any way is an error."""

    def __init__(self, name: str) -> None:
        vars(self)["_name"] = name

    def __call__(self, *_: Any, **__: Any) -> Any:
        name = vars(self)["_name"]
        raise NotHereError(
            f"{name} is not installed on this machine, and its result cannot be made up"
        )

    __getitem__ = __iter__ = __len__ = __float__ = __int__ = __enter__ = __call__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self()

    def __exit__(self, *_: Any) -> None:
        return None


def part(kind: type[Standin], name: str, refused: frozenset[str]) -> Any:
    """The stand-in for one name of a package, or one that refuses to make up a result."""
    return Refused(name) if name.rpartition(".")[2] in refused else kind(name, refused)


class StandinModule(ModuleType):
    """A module of stand-ins."""

    def __init__(
        self,
        name: str,
        *,
        parts: Parts | None = None,
        numbers: bool = False,
        refused: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(name, "Stands in for a package that is not installed on this machine.")
        self.__path__: list[str] = []
        self.__version__ = "0.0.0"
        self._kind, self._refused = Unknown if numbers else Standin, refused
        vars(self).update(parts or {})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        own = vars(self)
        own[name] = made = part(own["_kind"], f"{self.__name__}.{name}", own["_refused"])
        return made
