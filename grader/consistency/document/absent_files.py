"""What follows from a file that the text names and that was not handed in."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.consistency.document.paths import base, stem, suffix
from grader.consistency.document.written_files import may_be_made, writes_elsewhere
from grader.consistency.work import Work
from grader.records import Consistency

CODE = (".py", ".ipynb", ".sh")
WEIGHTS = (".pt", ".pth", ".ckpt", ".pkl", ".h5", ".hdf5", ".onnx", ".safetensors")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp")
RESULTS = (".csv", ".json", ".log", ".txt", ".tsv", ".xlsx")
OTHERS = (".npy", ".npz", ".yaml", ".yml", ".mat", ".pdf", ".zip")

_OF_OTHERS = re.compile(
    r"\b(?:tutorial|provided|given|original|library|official|pytorch(?:'s)?|torchvision|github"
    r"|course|handout|staff|downloaded?|data ?sets?|template|starter|skeleton|not (?:submitted"
    r"|included|part|handed|uploaded|attached|in)|without|pre-?trained|removed|deleted|instead of"
    r"|too (?:large|big)|renamed?|e\.g|for example|such as|would|could|previous|old|locally|lost"
    r"|google drive|kaggle|colab|on (?:my|our|his|her) (?:laptop|machine|computer|drive|disk"
    r"|server)|server|gitignore|temporary|temp|earlier|optional(?:ly)?"
    r"|can be (?:made|created|generated)|no longer|never|left out|on request|will be|similar"
    r"|called like|does ?n[o']t exist)\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\b(?:curves?|plots?|plotted|figures?|graphs?|saved|stored|written|results?)\b", re.IGNORECASE
)
_HANDED_IN = re.compile(
    r"\b(?:submitted|included|attached|enclosed|handed in|uploaded|can be found|is found|are found"
    r"|provided with|in (?:the|our|my) (?:zip|folder|submission|archive|attachment)"
    r"|part of (?:the|our|my) submission)\b",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\b(?:python3?|run|running|execute|launch|bash|sh)\s[^.;]{0,30}$", re.IGNORECASE
)
_AT = re.compile(
    r"(?:(?:^|\b)(?:in|see|from|under|at|as|to|into|file|files|table|log|logs|cf|siehe|en|dans|aus|nach)\s"
    r"{1,2}(?:the\s|our\s|my\s)?(?:files?\s)?|[(:=>]\s?|\bvon\s)[\"'“`]?$",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"^[\"'”`)]?\s(?:contains?|holds?|has|have|lists?|shows?|stores?|records?|keeps?|enthält|zeigt)\b",
    re.IGNORECASE,
)
_IS_DATA = re.compile(
    r"\b(?:data|images|labels|faces|inputs?|digits|loaded|loads|reads?|opens?|opened|archive"
    r"|requirements|pip|install|environment)\b",
    re.IGNORECASE,
)
_DATA_NAME = re.compile(
    r"data|train|test|mnist|cifar|images|faces|labels|_q\d|require|readme|config"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the words around the name of a file say of it."""

    sentence: str
    """The whole sentence."""
    is_promised: bool
    """Whether it is said to be part of what is handed in."""
    is_run: bool
    """Whether it is to be started."""
    is_there: bool
    """Whether something is said to be in it."""


def told_of(text: str, start: int, end: int, around: tuple[int, int]) -> Told:
    """What is said of the file that these characters name; `around` is their sentence."""
    before = text[max(around[0], start - 60) : start]
    sentence = text[around[0] : around[1]]
    promised = _HANDED_IN.search(sentence) or before.rstrip("`\"'").endswith(("see ", "See "))
    return Told(
        sentence=sentence,
        is_promised=bool(promised),
        is_run=bool(_RUNS.search(before)),
        is_there=bool(_AT.search(before[-30:]) or _HOLDS.match(text[end : end + 20])),
    )


def outcome_of_absence(work: Work, name: str, names: dict[str, str], told: Told) -> Consistency:
    """Whether a file must be there, since it was said to be and nothing else can have made it.

    `names` leads from the last part of each path to the path.
    """
    kind = suffix(name)
    if _OF_OTHERS.search(told.sentence) or "://" in told.sentence:
        return Consistency.CANNOT_TELL
    if closest(name, names):
        return Consistency.CANNOT_TELL
    if kind in CODE:
        is_beside = any(path.endswith(CODE) for path in names)
        is_own = told.is_promised or told.is_run or not _is_package(name)
        return _wrong_if(is_beside and is_own)
    made = may_be_made(work.sources, base(name), kind)
    is_result = kind in WEIGHTS or (kind in PICTURES and bool(_DRAWN.search(told.sentence)))
    if is_result and made is False:
        return Consistency.INCONSISTENT
    if kind in WEIGHTS and told.is_promised and made is None:
        return Consistency.INCONSISTENT
    is_shown = kind in PICTURES and told.is_promised
    if is_shown and any(path.endswith(PICTURES) for path in names):
        return Consistency.INCONSISTENT
    if kind in (*RESULTS, *PICTURES) and told.is_there and not _is_input(name, told.sentence):
        return _wrong_if(_has_kin(work, name) or _cannot_be_made(work, name, kind))
    return Consistency.CANNOT_TELL


def closest(name: str, names: dict[str, str]) -> str:
    """The path of a file of this name with another suffix; empty if there is none."""
    is_code = suffix(name) in CODE
    return next(
        (
            path
            for path in names.values()
            if stem(path) == stem(name) and (suffix(path) in CODE) == is_code
        ),
        "",
    )


def _wrong_if(certain: bool) -> Consistency:
    return Consistency.INCONSISTENT if certain else Consistency.CANNOT_TELL


def _is_input(name: str, sentence: str) -> bool:
    """Whether it may be data that the course gives, or belong to the machine."""
    return bool(_IS_DATA.search(sentence) or _DATA_NAME.search(base(name)))


def _has_kin(work: Work, name: str) -> bool:
    """Whether files of its kind lie in the folder where it should be, named as it is."""
    folder = PurePosixPath(name.replace("\\", "/")).parent.name.casefold()
    kin = [
        path
        for path in work.files
        if suffix(path) == suffix(name)
        and PurePosixPath(path.replace("\\", "/")).parent.name.casefold() == folder
    ]
    pattern = re.sub(r"\d+", "#", stem(name))
    return bool(folder and kin) or (
        "#" in pattern and sum(re.sub(r"\d+", "#", stem(path)) == pattern for path in kin) > 1
    )


def _cannot_be_made(work: Work, name: str, kind: str) -> bool:
    """Whether the code was handed in whole and writes nothing that could be this file."""
    if not work.sources or not work.is_code_whole:
        return False
    made = may_be_made(work.sources, base(name), kind)
    return not made and not writes_elsewhere(work.sources, kind)


def _is_package(name: str) -> bool:
    """Whether it looks like a module of a library: `torch/optim/sgd.py`, `setup.py`."""
    small = name.casefold().replace("\\", "/")
    return small.startswith(("torch", "numpy", "site-packages", "tensorflow", "keras")) or base(
        name
    ) in ("setup.py", "__init__.py", "conftest.py")
