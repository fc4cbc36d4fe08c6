"""Whether what lies in a folder is one person's, or one submission for each of a class."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.ingest.folders import head_of
from grader.ingest.imports import imports_in
from grader.ingest.kinds import is_archive, is_foreign_archive, kind_of, without_suffix
from grader.ingest.limits import DEFAULT
from grader.ingest.notebooks import NotReadableError, read_notebook
from grader.ingest.text import decode_script
from grader.records import FileKind

MOST_PARTS = 40
"""Entries of a folder beyond which it is a class's."""
MOST_CODE_BYTES = 300_000
"""Size of a file of code whose imports are looked at."""

_CODE = (FileKind.NOTEBOOK, FileKind.SCRIPT)
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_OTHER = re.compile(r"[^\w\s.,()&+-]")
_ASSIGNMENT = re.compile(r"(?:a|assign|assignment|coursework|homework|hw|lab|project|sheet)\d{0,2}")
_TASKS = frozenset(
    "aufgabe ej ejercicio ex exercise p part parte problem q question sec section task teil".split()
)
_THINGS = frozenset(
    "activation activations adam all and answer answers appendix aufgabe augmentation autoencoder"
    " autoencoders baseline batch bericht checkpoint checkpoints cifar classifier cnn code common"
    " conf config configs conv convnet data dataloader dataset datasets decay deep demo denoise"
    " denoising dockerfile dropout eigenfaces environment eval evaluate evaluation experiment"
    " experiments fashion figs figure figures fig helper helpers image images img informe init"
    " layer layers learning lenet lib license load loader log logs loss losses main makefile"
    " metrics misc mlp mnist model models module modules moons net nets network networks noise"
    " noisy notebook notebooks numpy of optim optimizer optimizers out output outputs palindrome"
    " palindromes part parts pca perceptron pics plot plots plotting preprocess preprocessing"
    " pytorch question questions rate report requirements result results rnn run runs saved script"
    " scripts section settings setup sgd shallow solution solutions source src svd table tables"
    " test tests the tools torch train trainer training trainings transforms tuning up util"
    " utilities utils vgg vis visualisation visualization visualize weight weights wide write"
    " writeup".split()
)
"""What files of a homework are named after; no name of a person, no `submission`, no `student`."""


def belong_together(entries: Sequence[Path]) -> bool:
    """Whether the entries of a folder are plainly the parts of one submission.

    They are if they hold code and all of them are parts: named after what they hold (`main`, `Q1`,
    `figures`, `report`), imported by another, a checkpoint. One file may have a name of its own.
    """
    if not 1 < len(entries) <= MOST_PARTS:
        return False
    kinds = {entry: _kind(entry) for entry in entries}
    code = [entry for entry, kind in kinds.items() if kind in _CODE]
    if not code and not any(entry.is_dir() and _holds_code(entry) for entry in entries):
        return False
    parts = {entry for entry in entries if is_part(_stem(entry))} | set(_imported(entries, code))
    own = {_stem(entry) for entry in entries if _is_of_an_assignment(_stem(entry))}
    named = [
        entry
        for entry in entries
        if entry not in parts
        and kinds[entry] is not FileKind.CHECKPOINT
        # `hw2.ipynb` and `hw2.pdf` are one's, `a2.ipynb` and `a3.ipynb` may be two's.
        and not (len(own) == 1 and _stem(entry) in own)
    ]
    return not named or (len(named) == 1 and named[0].is_file() and not _is_packed(named[0]))


def is_part(stem: str) -> bool:
    """Whether a name says what a file holds: the part of a task, or a thing of the field."""
    pieces = _PIECE.findall(stem)
    if not pieces or _OTHER.search(stem):
        return False
    tasks = {at for at, piece in enumerate(pieces[:-1])
             if piece in _TASKS and pieces[at + 1].isdecimal()}  # fmt: skip
    words = [piece for at, piece in enumerate(pieces) if piece.isalpha() and at not in tasks]
    is_number = all(piece.isdecimal() for piece in pieces)
    return not is_number and all(word in _THINGS for word in words)


def _is_of_an_assignment(stem: str) -> bool:
    return _ASSIGNMENT.fullmatch(re.sub(r"[\W_]", "", stem)) is not None


def _stem(entry: Path) -> str:
    name = entry.name if entry.is_dir() else without_suffix(entry.name)
    return name.casefold()


def _kind(entry: Path) -> FileKind:
    return FileKind.OTHER if entry.is_dir() else kind_of(entry.name, head_of(entry))


def _is_packed(entry: Path) -> bool:
    return is_archive(entry.name) or is_foreign_archive(entry.name)


def _holds_code(folder: Path) -> bool:
    return any(entry.suffix.casefold() in (".py", ".ipynb") for entry in _inside(folder))


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _imported(entries: Sequence[Path], code: Sequence[Path]) -> Iterator[Path]:
    """The files and folders of the entries that code beside them imports."""
    modules = {_stem(entry): entry for entry in entries if entry.is_dir() or entry.suffix == ".py"}
    for entry in code:
        for each in imports_in(_source(entry)):
            found = modules.get(each.module.partition(".")[0].casefold())
            if found is not None and found != entry:
                yield found


def _source(entry: Path) -> str:
    data = head_of(entry, MOST_CODE_BYTES)
    if _kind(entry) is not FileKind.NOTEBOOK:
        return decode_script(data)
    try:
        cells = read_notebook(entry.name, data, DEFAULT).cells
    except NotReadableError:
        return ""
    return "\n".join(cell.source for cell in cells if cell.kind == "code")
