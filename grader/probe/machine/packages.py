"""Packages that are missing here and do not bear on the grade get a stand-in.

Ours is the last finder that is asked: what is installed or was handed in always wins. It answers
only an import of the student's own code that is not prepared for the package to be missing.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from . import colab, data_sets, keras_data, progress_bars, small_parts
from .frames import expects_import_error, importer, is_students
from .old_modules import ALIASES, elsewhere, holds_modules
from .patching import note
from .put_off import PUT_OFF, absent, may_be_absent
from .standin import Parts, StandinModule

_TUNERS = frozenset(
    "run fit optimize fmin minimize gp_minimize maximize agent sweep Tuner get_best_result"
    " suggest_float suggest_int suggest_categorical suggest_uniform suggest_loguniform"
    " load_study best_config get_best_config best_params best_trial".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that can be stood in for."""

    does: str
    """What does not happen without it, as the rest of a sentence."""
    parts: Callable[[], Parts] = field(default=dict)
    """What of it works all the same."""
    numbers: bool = False
    """Whether its functions give numbers, which are then not known (NaN)."""
    refused: frozenset[str] = frozenset()
    """Names of functions whose results cannot be made up."""


_LOGGER = Package(does="nothing was logged with it")
_DRAWING = Package(does="it drew nothing")
_TUNER = Package(does="nothing was tuned with it", refused=_TUNERS)
_COUNTER = Package(
    does="what it would have counted is not known", parts=small_parts.counters, numbers=True
)
_METER = Package(
    does="what it would have measured is not known",
    numbers=True,
    refused=frozenset({"memory_usage", "run", "runcall", "runctx"}),
)
_SUMMARY = Package(does="its table was not printed")
_LOOKS = Package(does="nothing looks different through it")
_BAR = Package(does="it showed no progress", parts=progress_bars.parts)
_COLAB = Package(does="drives, uploads and downloads of it do nothing here")


TENSORBOARD = "torch.utils.tensorboard"
"""A part of torch's that is of no use without a package that is not torch's."""


def _several(names: str, package: Package) -> dict[str, Package]:
    return dict.fromkeys(names.split(), package)


PACKAGES: dict[str, Package] = {
    **_several(
        "tensorboard tensorboardX tensorboard_logger mlflow comet_ml neptune visdom aim clearml"
        " sacred dvclive livelossplot guild polyaxon swanlab knockknock"
        " telegram_send pushbullet slack_sdk trains comet crayon",
        _LOGGER,
    ),
    TENSORBOARD: _LOGGER,
    "icecream": Package(does="it printed nothing", parts=small_parts.icecream),
    "wandb": Package(does="nothing was logged with it", parts=small_parts.wandb),
    **_several(
        "torchviz graphviz hiddenlayer netron visualtorch torchview plotly bokeh altair bqplot"
        " pydot pydotplus cufflinks chart_studio playsound chime nnviz",
        _DRAWING,
    ),
    **_several("ray optuna hyperopt skopt bayes_opt nni ax keras_tuner nevergrad smac", _TUNER),
    **_several("thop ptflops fvcore torchstat pthflops calflops deepspeed_profiler", _COUNTER),
    **_several("torchsummaryX pytorch_model_summary modelsummary torch_summary", _SUMMARY),
    **_several(
        "codecarbon carbontracker eco2ai experiment_impact_tracker pyJoules GPUtil pynvml"
        " nvidia_smi py3nvml gpustat nvgpu memory_profiler line_profiler pytorch_memlab"
        " nvidia_ml_py",
        _METER,
    ),
    **_several(
        "lab_black nb_black jupyter_black blackcellmagic jupyterthemes nb_mypy watermark autotime"
        " ipdb pretty_errors version_information jupytext nbextensions ipympl"
        " rich_traceback better_exceptions snoop heartrate birdseye",
        _LOOKS,
    ),
    **_several(
        "kora condacolab google google.colab google.cloud google.auth kaggle_secrets", _COLAB
    ),
    "loguru": Package(does="its lines were printed plainly", parts=small_parts.loguru),
    "dotenv": Package(does="no settings were read with it"),
    **_several("progressbar fastprogress alive_progress pkbar progress", _BAR),
    "termcolor": Package(does="text stayed without colours", parts=small_parts.termcolor),
    "colorama": Package(does="text stayed without colours", parts=small_parts.colorama),
    "tabulate": Package(does="tables were printed plainly", parts=small_parts.tabulate),
    "prettytable": Package(
        does="tables were printed plainly",
        parts=lambda: {"PrettyTable": small_parts.PrettyTable},
    ),
    "apex": Package(does="everything was computed in full precision", parts=small_parts.apex),
    **{
        name: Package(
            does="nothing was fetched with it",
            parts=lambda name=name: small_parts.downloads(name),  # type: ignore[misc]
        )
        for name in ("gdown", "wget", "kaggle", "opendatasets", "kagglehub")
    },
}
"""Names of packages as they are imported."""


def prepare(task: dict[str, Any], notes: Any) -> None:
    """Ask us last where a module is; and first where TensorBoard is that torch brings along."""
    finder = Finder(notes, data_sets.as_keras(task, notes))
    sys.meta_path.append(finder)
    sys.meta_path.insert(0, BoardFinder(finder))


class Finder:
    """The last of the finders; also the loader of what it finds."""

    def __init__(self, notes: Any, readers: Mapping[str, Callable[[], Any]]) -> None:
        self._notes, self._readers = notes, readers

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: Any = None
    ) -> ModuleSpec | None:
        """A stand-in, if the package has one and the student's code cannot do without it."""
        known = root(name)
        is_known = (
            known in PACKAGES or name in ALIASES or (known in PUT_OFF and may_be_absent(name))
        )
        if not is_known:
            return None
        asking = importer()
        if asking is None or not is_students(asking) or expects_import_error(asking):
            return None
        return ModuleSpec(name, self, is_package=holds_modules(name))  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The stand-in itself."""
        if spec.name in ALIASES:
            return elsewhere(spec.name, self._notes)
        name = root(spec.name)
        if name in PUT_OFF:
            return self._absent(spec.name)
        if name == "google":
            return ModuleType(name)
        package = PACKAGES[name]
        what = f"{name} was replaced by a stand-in: {package.does}."
        note(self._notes, what, f"{name} is not installed on this machine.")
        return StandinModule(
            spec.name,
            parts={**package.parts(), **colab.parts(spec.name, self._notes)},
            numbers=package.numbers,
            refused=package.refused,
        )

    def _absent(self, name: str) -> ModuleType:
        return absent(name, keras_data.parts(name, self._readers, self._absent), self._notes)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to do."""


class BoardFinder:
    """The first of the finders; it knows one module only."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: Any = None
    ) -> ModuleSpec | None:
        """A stand-in for torch's TensorBoard, if the package that it needs is missing."""
        if name != TENSORBOARD or PathFinder.find_spec("tensorboard") is not None:
            return None
        return self._finder.find_spec(name)


def root(name: str) -> str:
    """The package of a module, as the table calls it."""
    parts = name.split(".")
    if name.startswith(TENSORBOARD):
        return TENSORBOARD
    return ".".join(parts[:2]) if parts[0] == "google" else parts[0]
