"""Lightning's loggers whose packages are missing: what is logged goes into a CSV file."""

from importlib.machinery import PathFinder
from typing import Any

from .frames import expects_error
from .patching import after_import, note
from .standin import Standin

_NEEDED = {
    "WandbLogger": ("wandb",),
    "TensorBoardLogger": ("tensorboard", "tensorboardX"),
    "MLFlowLogger": ("mlflow", "mlflow_skinny"),
    "CometLogger": ("comet_ml",),
    "NeptuneLogger": ("neptune",),
}
"""Each logger with the packages of which it needs one."""


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Wait for the library, under either of its names."""
    for name in ("pytorch_lightning.loggers", "lightning.pytorch.loggers"):
        after_import(name, lambda module: _loggers(module, notes))


def _loggers(module: Any, notes: Any) -> None:
    for name, packages in _NEEDED.items():
        if not any(map(PathFinder.find_spec, packages)):
            before = getattr(module, name, None)
            setattr(module, name, _plain(module.CSVLogger, name, before, notes))


def _plain(csv: Any, name: str, before: Any, notes: Any) -> Any:
    """A logger of this name that writes what Lightning's own CSV logger writes."""

    def begin(self: Any, *args: Any, **settings: Any) -> None:
        if expects_error(("ImportError", "ModuleNotFoundError")):
            before(*args, **settings)
        what = f"Lightning's {name} was replaced by its CSVLogger."
        note(notes, what, f"{_NEEDED[name][0]} is not installed on this machine.")
        csv.__init__(self, **_place(name, args, settings))
        vars(self)["_quiet"] = Standin(name)

    def experiment(self: Any) -> Any:
        return _Both(csv.experiment.fget(self), vars(self)["_quiet"])

    def more(self: Any, attribute: str) -> Any:
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        return getattr(vars(self)["_quiet"], attribute)

    body = {"__init__": begin, "experiment": property(experiment), "__getattr__": more}
    return type(name, (csv,), body)


def _place(name: str, args: tuple[Any, ...], settings: dict[str, Any]) -> dict[str, Any]:
    """Where the file goes: TensorBoard's logger is told in the same words as the CSV logger."""
    told = dict(zip(("save_dir", "name", "version"), args, strict=False)) | settings
    words = ("save_dir", "name", "version") if name == "TensorBoardLogger" else ("save_dir",)
    given = {word: told[word] for word in words if told.get(word) is not None}
    return {"save_dir": ".", **(given if name == "TensorBoardLogger" or not args else {})}


class _Both:
    """What writes the file; and what takes everything else that a logger may be told."""

    def __init__(self, writer: Any, quiet: Any) -> None:
        vars(self).update(_writer=writer, _quiet=quiet)

    def __getattr__(self, name: str) -> Any:
        own = vars(self)
        return getattr(own["_writer"] if hasattr(own["_writer"], name) else own["_quiet"], name)
