"""Small packages whose few functions matter to what is printed or computed, done plainly."""

import contextlib
import functools
import inspect
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .standin import Parts, Refused, Standin


class Config(dict[str, Any]):
    """Settings by name and as attributes; what was set is what is read."""

    def __getattr__(self, name: str) -> Any:
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def update(self, *settings: Any, **more: Any) -> None:
        """Take over settings from a mapping or from what `argparse` made."""
        more.pop("allow_val_change", None)
        for each in settings:
            super().update(each if isinstance(each, Mapping) else vars(each) if each else {})
        super().update(more)

    setdefaults = update


def wandb() -> Parts:
    """Weights & Biases: the settings are kept, nothing is sent."""
    config = Config()
    run = _quiet("wandb.run")
    vars(run)["config"] = config

    def init(*_: Any, config: Any = None, **__: Any) -> Any:
        settings.update(config)
        return run

    settings = config
    refused = {name: Refused(f"wandb.{name}") for name in ("agent", "Api")}
    return {"config": config, "run": run, "init": init, **refused}


def termcolor() -> Parts:
    """Colours of text: the text stays."""

    def colored(text: Any, *_: Any, **__: Any) -> str:
        return str(text)

    def cprint(text: Any, *_: Any, end: str = "\n", **__: Any) -> None:
        print(text, end=end)

    return {"colored": colored, "cprint": cprint}


class _NoColours:
    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return ""


def colorama() -> Parts:
    """Codes of colours: empty texts."""
    none = _NoColours()
    return {"Fore": none, "Back": none, "Style": none, "Cursor": none}


def tabulate() -> Parts:
    """A table as plain lines."""

    def table(rows: Any = (), headers: Any = (), *_: Any, **__: Any) -> str:
        if isinstance(rows, Mapping):
            headers = list(rows) if headers == "keys" else headers
            rows = list(zip(*rows.values(), strict=False))
        head = [headers] if headers and not isinstance(headers, str) else []
        return _lines([*head, *(_cells(row) for row in rows)])

    return {"tabulate": table}


class _Logger:
    """Loguru's logger: lines on the error stream, without time and colours."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return functools.partial(self._print if name in _LEVELS else self._ignore, name)

    def log(self, level: Any, message: Any, *args: Any, **kwargs: Any) -> None:
        """A line of any level."""
        self._print(str(level), message, *args, **kwargs)

    def catch(self, function: Any = None, **_: Any) -> Any:
        """A decorator or a block; errors go on as they would."""
        return function if inspect.isfunction(function) else Standin("loguru.catch")

    def _print(self, level: str, message: Any, *args: Any, **kwargs: Any) -> None:
        text = str(message).format(*args, **kwargs) if args or kwargs else str(message)
        print(f"{level.upper()} | {text}", file=sys.stderr)

    def _ignore(self, name: str, *_: Any, **__: Any) -> Any:
        return self if name in ("bind", "opt", "patch") else 0


_LEVELS = ("trace", "debug", "info", "success", "warning", "error", "critical", "exception")


def loguru() -> Parts:
    """Lines for a log."""
    return {"logger": _Logger()}


class PrettyTable:
    """Rows under names, printed as plain lines."""

    def __init__(self, field_names: Iterable[Any] = (), **_: Any) -> None:
        self.field_names = list(field_names)
        self.title = ""
        self._rows: list[list[Any]] = []

    @property
    def rows(self) -> list[list[Any]]:
        """The rows that were added."""
        return [list(row) for row in self._rows]

    def add_row(self, row: Iterable[Any], **_: Any) -> None:
        """Add one row."""
        self._rows.append(list(row))

    def add_rows(self, rows: Iterable[Iterable[Any]], **_: Any) -> None:
        """Add several rows."""
        for row in rows:
            self.add_row(row)

    def add_column(self, name: Any, values: Iterable[Any], **_: Any) -> None:
        """Add one column."""
        self.field_names.append(name)
        for index, value in enumerate(values):
            if index == len(self._rows):
                self._rows.append([])
            self._rows[index].append(value)

    def get_string(self, **_: Any) -> str:
        """The table as text."""
        title = [[self.title]] if self.title else []
        return _lines([*title, self.field_names, *self._rows])

    __str__ = get_string


def _cells(row: Any) -> list[Any]:
    if isinstance(row, Mapping):
        return list(row.values())
    return list(row) if isinstance(row, Iterable) and not isinstance(row, str) else [row]


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    return "\n".join("  ".join(str(cell) for cell in row) for row in rows)


def icecream() -> Parts:
    """What is looked at is given back."""

    def ic(*values: Any) -> Any:
        return values[0] if len(values) == 1 else values or None

    return {"ic": ic, "install": lambda *_: None}


def apex() -> Parts:
    """Mixed precision: networks stay as they are, in full precision."""
    amp = _quiet("apex.amp")

    def initialize(models: Any, optimizers: Any = None, *_: Any, **__: Any) -> Any:
        return models if optimizers is None else (models, optimizers)

    @contextlib.contextmanager
    def scale_loss(loss: Any, *_: Any, **__: Any) -> Iterator[Any]:
        yield loss

    vars(amp).update(initialize=initialize, scale_loss=scale_loss)
    return {"amp": amp}


def counters() -> Parts:
    """Operations and parameters of a network: not known."""

    def pair(*_: Any, **__: Any) -> tuple[float, float]:
        return math.nan, math.nan

    def same(values: Any, *_: Any, **__: Any) -> Any:
        return values

    names = ("profile", "get_model_complexity_info")
    return {**dict.fromkeys(names, pair), "clever_format": same}


def downloads(package: str) -> Parts:
    """Files from the network: there is none."""

    def fetch(*args: Any, output: Any = None, out: Any = None, **_: Any) -> Any:
        print(f"{package}: this machine has no network; nothing was fetched")
        return output or out or (args[1] if len(args) > 1 else None)

    names = ("download", "download_folder", "cached_download", "dataset_download")
    return dict.fromkeys(names, fetch)


def _quiet(name: str) -> Any:
    return Standin(name)
