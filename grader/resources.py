"""Where the files lie that are no code: templates and rubrics."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def resource_folder(name: str) -> Path:
    """The folder `templates` or `rubrics`, in an installed package or in a checkout."""
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}: no such folder beside {PACKAGE}, install the package again")
