"""Published data sets, which code expects to download, are found among the course's files."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .known_files import KnownFiles
from .patching import after_import, note

CLASSES = "airplane automobile bird cat deer dog frog horse ship truck".split()
"""CIFAR-10's, in order."""


def prepare(task: dict[str, Any], notes: Any) -> None:
    """Wait for the libraries that download data."""
    if not task.get("given"):
        return
    known = KnownFiles(task)
    given = known.data_sets
    after_import("torchvision.datasets.mnist", lambda module: _digits(module, given, notes))
    after_import("torchvision.datasets.cifar", lambda module: _colours(module, given, notes))
    after_import("sklearn.datasets._openml", lambda module: _openml(module, given, notes))
    after_import("urllib.request", lambda module: _downloads(module, known, notes))


def as_keras(task: dict[str, Any], notes: Any) -> dict[str, Callable[[], Any]]:
    """What reads each data set that the course gives, as Keras gives it."""
    from . import keras_data

    given = KnownFiles(task).data_sets if task.get("given") else {}

    def read(data_set: dict[str, Any]) -> Any:
        _tell(notes, data_set)
        if data_set["name"] == "CIFAR10":
            return keras_data.colours(_root(data_set) / "cifar-10-batches-py")
        return keras_data.digits(_root(data_set) / data_set["name"] / "raw")

    return {name: functools.partial(read, each) for name, each in given.items()}


def _root(data_set: dict[str, Any]) -> Path:
    """The folder that the names of a data set's files begin in."""
    name, path = next(iter(data_set["paths"].items()))
    return Path(path.removesuffix(name))


def _tell(notes: Any, data_set: dict[str, Any]) -> None:
    name = data_set["name"]
    what = f"`{name}` was read from the course's files, whatever its folder, and not downloaded."
    note(notes, what, f"There is no network here. {data_set['words']}")


def _tell_passed_over(notes: Any, name: str, root: Any) -> None:
    what = f"The files of `{name}` in `{str(root)[:200]}` were passed over for the course's."
    note(notes, what, "Part of the test images is kept to measure networks on.")


def _is_there(path: Path) -> bool:
    """Whether a file lies at this very path: asked in a way that `paths` does not answer."""
    try:
        os.lstat(path)
    except OSError:
        return False
    return True


def _digits(module: Any, given: dict[str, Any], notes: Any) -> None:
    """MNIST and Fashion-MNIST; the others of the family stay as they are."""
    base = module.MNIST
    load, exists, old_exists = base._load_data, base._check_exists, base._check_legacy_exist
    download = base.download

    def ours(self: Any) -> Any:
        own: Any = type(self)
        for kind in own.__mro__:
            if kind.__module__ == module.__name__:
                same = own.resources is kind.resources
                named = kind in (base, module.FashionMNIST)
                return given.get(kind.__name__) if same and named else None
        return None

    def _check_legacy_exist(self: Any) -> Any:
        return False if ours(self) else old_exists(self)

    def _check_exists(self: Any) -> Any:
        return True if ours(self) else exists(self)

    def _download(self: Any) -> Any:
        return None if ours(self) else download(self)

    def _load_data(self: Any) -> Any:
        data_set = ours(self)
        if not data_set:
            return load(self)
        raw = Path(self.root, data_set["name"], "raw")
        if _is_there(raw / "t10k-images-idx3-ubyte"):
            _tell_passed_over(notes, data_set["name"], self.root)
        _tell(notes, data_set)
        start = _root(data_set) / data_set["name"] / "raw" / ("train" if self.train else "t10k")
        images = module.read_image_file(f"{start}-images-idx3-ubyte")
        return images, module.read_label_file(f"{start}-labels-idx1-ubyte")

    base._check_legacy_exist, base._check_exists = _check_legacy_exist, _check_exists
    base.download, base._load_data = functools.wraps(download)(_download), _load_data


def _colours(module: Any, given: dict[str, Any], notes: Any) -> None:
    """CIFAR-10; CIFAR-100 stays as it is."""
    base, data_set = module.CIFAR10, given.get("CIFAR10")
    if data_set is None:
        return
    begin, sound, load_meta, download = (
        base.__init__, base._check_integrity, base._load_meta, base.download,
    )  # fmt: skip

    def is_ours(self: Any) -> bool:
        kind: Any = type(self)
        return bool(kind.base_folder == base.base_folder and kind.train_list == base.train_list)

    @functools.wraps(begin)
    def __init__(self: Any, root: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        if not is_ours(self):
            begin(self, root, *args, **kwargs)
            return
        own = os.path.expanduser(root) if isinstance(root, str) else root  # noqa: PTH111
        if _is_there(Path(own, base.base_folder, "test_batch")):
            _tell_passed_over(notes, "CIFAR10", own)
        _tell(notes, data_set)
        begin(self, _root(data_set), *args, **kwargs)
        self.root = own

    def _check_integrity(self: Any) -> Any:
        return True if is_ours(self) else sound(self)

    def _download(self: Any) -> Any:
        return None if is_ours(self) else download(self)

    def _load_meta(self: Any) -> None:
        if not is_ours(self):
            load_meta(self)
            return
        self.classes = list(CLASSES)
        self.class_to_idx = {name: number for number, name in enumerate(CLASSES)}

    base.__init__, base._check_integrity, base._load_meta = __init__, _check_integrity, _load_meta
    base.download = functools.wraps(download)(_download)


def _openml(module: Any, given: dict[str, Any], notes: Any) -> None:
    """`fetch_openml` of the data sets that the course gives."""
    fetch = module.fetch_openml
    names = {
        "mnist_784": "MNIST", 554: "MNIST", "fashion-mnist": "FashionMNIST", 40996: "FashionMNIST",
    }  # fmt: skip

    @functools.wraps(fetch)
    def fetch_openml(name: Any = None, **kwargs: Any) -> Any:
        asked = name.lower() if isinstance(name, str) else kwargs.get("data_id")
        data_set = given.get(names.get(asked, ""))
        if data_set is None or kwargs.get("target_column", "default-target") != "default-target":
            return fetch(name, **kwargs)
        from .openml import as_bunch

        _tell(notes, data_set)
        return as_bunch(_root(data_set) / data_set["name"] / "raw", **kwargs)

    module.fetch_openml = fetch_openml


def _downloads(module: Any, known: KnownFiles, notes: Any) -> None:
    """A file that the course gives is not fetched; for any other it is said why it cannot be."""
    director = module.OpenerDirector
    begin = director.open

    @functools.wraps(begin)
    def open(self: Any, fullurl: Any, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        try:
            return begin(self, fullurl, *args, **kwargs)
        except module.URLError as error:
            url = fullurl if isinstance(fullurl, str) else getattr(fullurl, "full_url", "")
            if isinstance(error, module.HTTPError) or not str(url).startswith(("http", "ftp")):
                raise
            found = known.given(url)
            if found is None or not Path(found.path).is_file():
                why = "There is no network here, and it is no file that the course gives."
                note(notes, f"`{url[:200]}` was not fetched.", why)
                error.reason = f"there is no network here, and the course does not give {url[:500]}"
                raise
        note(notes, found.what, "There is no network here, and the course gives this file.")
        return begin(self, Path(found.path).as_uri())

    director.open = open
