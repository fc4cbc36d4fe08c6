"""Started as a file by the outside; makes the folder that it lies in a package, and serves."""

import importlib
import importlib.util
import sys
from pathlib import Path

PACKAGE = "grade_reader"


def main() -> None:
    """Serve until standard input ends."""
    folder = Path(__file__).absolute().parent
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules[PACKAGE] = package = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)
    importlib.import_module(f"{PACKAGE}.serve").serve()


if __name__ == "__main__":
    main()
