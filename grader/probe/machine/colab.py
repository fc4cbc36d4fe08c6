"""Google Colab's and Kaggle's own modules."""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .patching import note
from .standin import Parts, Standin

_PACKAGE = "google.colab"
_DRIVE = "/content/drive"
_NOT_COLAB = "This run is not on Google Colab."


def parts(name: str, notes: Any) -> Parts:
    """What the module of this name holds; nothing for the modules of others."""
    known = {"drive": _drive, "files": _files, "userdata": _userdata, "patches": _patches}
    if name == "kaggle_secrets":
        return {"UserSecretsClient": lambda *_: _userdata(notes)}
    if name == _PACKAGE:
        return {short: make(notes) for short, make in known.items()}
    short = name.removeprefix(f"{_PACKAGE}.")
    return vars(known[short](notes)) if short in known else {}


def _standin(name: str, **functions: Any) -> Standin:
    made = Standin(f"{_PACKAGE}.{name}")
    vars(made).update(functions)
    return made


def _drive(notes: Any) -> Standin:
    def mount(mountpoint: Any = _DRIVE, *_: Any, **__: Any) -> None:
        what = "No Google Drive was mounted; files are looked for by their names instead."
        note(notes, what, _NOT_COLAB)
        print(f"Mounted at {mountpoint}")

    return _standin("drive", mount=mount)


def _files(notes: Any) -> Standin:
    def upload(*_: Any, **__: Any) -> Uploaded:
        what = "Nothing was uploaded; uploaded files are looked for by their names instead."
        note(notes, what, _NOT_COLAB)
        return Uploaded()

    def download(*_: Any, **__: Any) -> None:
        note(notes, "`files.download` was left out.", _NOT_COLAB)

    return _standin("files", upload=upload, upload_file=upload, download=download)


def _userdata(notes: Any) -> Standin:
    def get(name: Any = "", *_: Any, **__: Any) -> str:
        note(notes, f"The secret {name} was an empty text.", _NOT_COLAB)
        return ""

    return _standin("userdata", get=get, get_secret=get)


def _patches(_notes: Any) -> Standin:
    def cv2_imshow(image: Any) -> None:
        pyplot = importlib.import_module("matplotlib.pyplot")
        # The library that it is made for has blue first and red last.
        pyplot.imshow(image[..., ::-1] if getattr(image, "ndim", 2) == 3 else image, cmap="gray")
        pyplot.axis("off")
        pyplot.show()

    return _standin("patches", cv2_imshow=cv2_imshow)


class Uploaded(Mapping[str, bytes]):
    """What was uploaded: whatever file of that name is there."""

    def __init__(self) -> None:
        self._read: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._read:
            try:
                self._read[name] = Path(name).read_bytes()
            except OSError:
                words = f"{name} cannot be uploaded here, and no file of this name was handed in"
                raise FileNotFoundError(words) from None
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)
