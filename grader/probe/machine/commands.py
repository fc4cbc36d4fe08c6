"""Commands for a shell, as text: those that install or fetch something are not run."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

_INSTALL = re.compile(
    r"^(?:sudo\s+)?(?:\S*/)?(?:"
    r"(?:python[\d.]*\s+-m\s+|\{?sys\.executable\}?\s+-m\s+)?pip[\d.]*|uv(?:\s+pip)?|"
    r"conda|mamba|apt|apt-get|brew|npm|yum|dpkg|jupyter\s+(?:nb|lab)extension"
    r")\s+(?:-\S+\s+)*"
    r"(?:install|uninstall|update|upgrade|add|remove|download|enable|autoremove|-i)\b"
)
_EXECUTABLE_INSTALL = re.compile(r"^\S*python[\d.]*['\"]?\s+-m\s+pip[\d.]*\s+(?:un)?install\b")
_FETCH = re.compile(
    r"^(?:sudo\s+)?(?:\S*/)?(?:wget|curl|gdown|aria2c|kaggle|git\s+(?:clone|pull|lfs)|gsutil|aws)\b"
)
_INSTALL_ONLY = "No packages are installed during grading; what the course needs is installed."
_NO_NETWORK = "This machine has no network."


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is left of a shell command, and what was left out of it."""

    text: str
    """What is run; empty if nothing is."""
    left_out: tuple[tuple[str, str], ...]
    """Each part that is not run, with the reason."""
    fetches: bool
    """Whether something would have been fetched."""


def allowed(command: str) -> Command:
    """The command without its parts that install or fetch; the whole text if it has none."""
    pieces = re.split(r"(&&|\|\||;|\n)", command)
    kept: list[str] = []
    left_out: list[tuple[str, str]] = []
    fetches = False
    for piece, separator in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        reason = _refused(piece.strip().lstrip("("))
        if reason:
            left_out.append((" ".join(piece.split())[:200], reason))
            fetches = fetches or reason is _NO_NETWORK
        else:
            kept += [piece, separator]
    if not left_out:
        return Command(text=command, left_out=(), fetches=False)
    text = "".join(kept).strip().rstrip("&|;").strip()
    return Command(text=text, left_out=tuple(left_out), fetches=fetches)


def _refused(piece: str) -> str:
    """Why a piece of a command is not run; empty if it is."""
    if _INSTALL.match(piece) or _EXECUTABLE_INSTALL.match(piece):
        return _INSTALL_ONLY
    return _NO_NETWORK if _FETCH.match(piece) else ""


_UNZIP = re.compile(r"^unzip\s+(?P<flags>(?:-[a-zA-Z]+\s+)*)(?P<path>'[^']+'|\"[^\"]+\"|[^\s;|&]+)"
                    r"(?:\s+-d\s+(?P<folder>'[^']+'|\"[^\"]+\"|[^\s;|&]+))?\s*$")  # fmt: skip


def unzip(command: str) -> bool:
    """Unpack an archive that the shell would not find, if that is what the command asks for.

    Python finds the files of the course and the submission by their names; a shell does not.
    """
    match = _UNZIP.match(command.strip())
    if match is None or "l" in match["flags"]:
        return False
    path = match["path"].strip("'\"")
    if Path(path).exists():
        return False
    try:
        # Opened by us, so that files are found here as they are by the student's code.
        with open(path, "rb") as file, zipfile.ZipFile(file) as archive:  # noqa: PTH123
            archive.extractall((match["folder"] or ".").strip("'\""))
    except (OSError, zipfile.BadZipFile):
        return False
    return True
