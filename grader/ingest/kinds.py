"""What a file is for us: by its suffix, and by its first bytes where the suffix says little."""

from pathlib import PurePosixPath

from grader.ingest.text import decode, has_mark
from grader.records import FileKind

HEAD_BYTES = 4_096
"""How much of a file's beginning is looked at."""

ARCHIVE_SUFFIXES = (
    ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz",
)  # fmt: skip
FOREIGN_ARCHIVE_SUFFIXES = (".rar", ".7z", ".tar.zst", ".tar.lz", ".ace", ".arj", ".cab")
RENAMED_NOTEBOOK_SUFFIXES = (".ipynb.json", ".ipynb.txt")
RENAMED_SCRIPT_SUFFIXES = (".py.txt",)
PLAIN_TEXT_SUFFIXES = (".md", ".markdown", ".txt", ".rst", ".tex")

SHELL_SCRIPT_SUFFIXES = (".sh", ".bash", ".bat", ".cmd", ".ps1", ".mk")
SHELL_SCRIPT_NAMES = ("makefile", "justfile", "dockerfile", "run", "train")
SHELL_SCRIPT_BYTES = 100_000
"""Size of a shell script that is read: a larger one is none."""

_OF_NOTEBOOKS = (('"cells"', '"cell_type"'), ('"nbformat"',), ('"worksheets"',), ('"kernelspec"',))
"""Words that stand at the beginning of a notebook, also of one that is damaged: one set of them."""
_NOT_WRITE_UPS = ("requirements.txt", "cmakelists.txt", "robots.txt")
_KIND_OF_SUFFIX = {
    **dict.fromkeys((".ipynb",), FileKind.NOTEBOOK),
    **dict.fromkeys((".py",), FileKind.SCRIPT),
    **dict.fromkeys(
        (*PLAIN_TEXT_SUFFIXES, ".pdf", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".pages"),
        FileKind.WRITE_UP,
    ),
    **dict.fromkeys(
        (
            ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".h5", ".hdf5", ".keras",
            ".onnx", ".safetensors", ".pt2", ".pth.tar", ".pt.tar", ".ckpt.tar",
        ),
        FileKind.CHECKPOINT,
    ),
    **dict.fromkeys(
        (
            ".npz", ".npy", ".csv", ".tsv", ".mat", ".json", ".yaml", ".yml", ".xml", ".xlsx",
            ".xls", ".parquet", ".gz", ".idx", ".toml", ".ini", ".cfg", ".log",
        ),
        FileKind.DATA,
    ),
}  # fmt: skip


def kind_of(path: str, head: bytes) -> FileKind:
    """What a file is for us, from its path and its first bytes."""
    name = PurePosixPath(path).name.casefold()
    if name in _NOT_WRITE_UPS:
        return FileKind.OTHER
    if name.endswith(RENAMED_NOTEBOOK_SUFFIXES):
        return FileKind.NOTEBOOK
    if name.endswith(RENAMED_SCRIPT_SUFFIXES):
        return FileKind.SCRIPT
    kind = _by_suffix(name)
    if kind is FileKind.SCRIPT and _by_content(head, otherwise=kind) is FileKind.NOTEBOOK:
        return FileKind.NOTEBOOK
    # Course platforms hand notebooks back as `x.json`, or with no suffix at all.
    if kind is FileKind.OTHER or name.endswith((".json", ".txt")):
        return _by_content(head, otherwise=kind)
    if kind is FileKind.SCRIPT and b"\0" in head and not has_mark(head):
        return FileKind.OTHER
    return kind


def is_archive(path: str) -> bool:
    """Whether a file is an archive that we unpack, by its name; `.pth.tar` is a checkpoint."""
    name = path.casefold()
    return name.endswith(ARCHIVE_SUFFIXES) and _by_suffix(name) is not FileKind.CHECKPOINT


def is_foreign_archive(path: str) -> bool:
    """Whether a file is an archive of a kind that we cannot unpack."""
    return path.casefold().endswith(FOREIGN_ARCHIVE_SUFFIXES)


def is_shell_script(path: str) -> bool:
    """Whether a file may say how scripts are called, by its name."""
    name = PurePosixPath(path).name.casefold()
    return name.endswith(SHELL_SCRIPT_SUFFIXES) or name in SHELL_SCRIPT_NAMES


def looks_packed(head: bytes) -> bool:
    """Whether a file begins like an archive; meant for files without a telling suffix."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or head[257:262] == b"ustar"


def without_suffix(name: str) -> str:
    """A file's name without the suffix that only says of what kind it is."""
    packed = ARCHIVE_SUFFIXES + FOREIGN_ARCHIVE_SUFFIXES
    endings = (*packed, *RENAMED_NOTEBOOK_SUFFIXES, *_KIND_OF_SUFFIX)
    fitting = [suffix for suffix in endings if name.casefold().endswith(suffix)]
    longest = max(map(len, fitting), default=0)
    return name[:-longest] if 0 < longest < len(name) else name


def _by_suffix(name: str) -> FileKind:
    suffixes = PurePosixPath(name).suffixes
    for suffix in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        if suffix in _KIND_OF_SUFFIX:
            return _KIND_OF_SUFFIX[suffix]
    return FileKind.OTHER


def _by_content(head: bytes, *, otherwise: FileKind) -> FileKind:
    # Decoded, because shells of Windows write notebooks as UTF-16.
    start = decode(head).lstrip("\ufeff \t\r\n")
    if start.startswith("{") and any(all(w in start for w in words) for words in _OF_NOTEBOOKS):
        return FileKind.NOTEBOOK
    if start.startswith("%PDF-"):
        return FileKind.WRITE_UP
    return otherwise
