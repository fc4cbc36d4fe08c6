"""Packages that are missing and bear on results: their import is let pass, and every use fails.

So a line that imports what is used in one cell only, or nowhere, does not take along the cell that
it stands in. Libraries still hear that such a package is not there.
"""

import sys
from types import ModuleType
from typing import Any, NoReturn

from .frames import importer, is_students
from .patching import note
from .standin import Parts

PUT_OFF = frozenset((
    "tensorflow keras jax flax theano mxnet paddle cv2 skimage albumentations timm transformers"
    " torchtext torchaudio imageio nltk spacy gensim xgboost lightgbm catboost statsmodels"
    " ignite fastai torchnet skorch imgaug kornia einops umap h5py d2l mlxtend imblearn monai"
    " numba cupy faiss onnx onnxruntime captum shap lime lpips pytorch_msssim piq medmnist"
    " torch_geometric dgl gym gymnasium accelerate diffusers efficientnet_pytorch"
    " pretrainedmodels segmentation_models_pytorch torchdiffeq pyro gpytorch torch_optimizer"
    " python_speech_features librosa soundfile openpyxl xlrd dask polars yellowbrick scikitplot"
    " idx2numpy emnist tensorflow_datasets tensorflow_probability torch_xla"
).split())  # fmt: skip
"""Packages that are often imported, bear on results, and may be missing here."""


def absent(name: str, parts: Parts, notes: Any) -> ModuleType:
    """A module of a package that is missing, with those of its parts that can be given."""
    package = name.partition(".")[0]
    what = f"{package} is not installed on this machine; its import was let pass."
    note(notes, what, "It bears on results, so nothing can stand in for it: what uses it fails.")
    return _Absent(name, parts)


def may_be_absent(name: str) -> bool:
    """Whether this is a package, or a module of one that is not there."""
    above = name.rpartition(".")[0]
    return not above or isinstance(sys.modules.get(above), _Absent)


def failed(name: str) -> ModuleNotFoundError:
    """The error of an import that finds no module of this package."""
    package = name.partition(".")[0]
    return ModuleNotFoundError(f"No module named {package!r}", name=package)


class _Absent(ModuleType):
    """A module that is not there."""

    def __init__(self, name: str, parts: Parts) -> None:
        super().__init__(name, "This package is not installed on this machine.")
        self.__path__: list[str] = []
        vars(self).update(parts)

    def __getattr__(self, name: str) -> Any:
        asking = sys._getframe(1)
        if asking.f_code.co_name == "_handle_fromlist" and is_students(importer()):
            if name == "__all__":
                # Nobody knows which names `import *` would bring.
                raise failed(self.__name__)
            return vars(self).setdefault(name, _AbsentName(self.__name__))
        is_special = name.startswith("__") and name != "__version__"
        if is_students(asking) and not is_special:
            raise failed(self.__name__)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


class _AbsentName:
    """A name that was imported from a module that is not there."""

    def __init__(self, module: str) -> None:
        vars(self)["_module"] = module

    def _fail(self, *_: Any, **__: Any) -> NoReturn:
        raise failed(vars(self)["_module"])

    __call__ = __getitem__ = __iter__ = __len__ = __bool__ = __enter__ = __float__ = __int__ = _fail
    __mro_entries__ = __instancecheck__ = __subclasscheck__ = __or__ = __setattr__ = _fail

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._fail()

    def __exit__(self, *_: Any) -> None:
        return None

    def __repr__(self) -> str:
        return f"<of {vars(self)['_module']}: not installed here>"
