"""Packs the samples that are zips, and trains the weights that one of them brings along.

Run it before grading this folder: `python submissions/.sources/make.py`. The weights are trained on
the data that grading will use, which is looked for as `grade` does, so they are made here and never
stored. The same data gives the same zips, byte for byte, on one machine.
"""

import argparse
import io
import os
import runpy
import zipfile
from pathlib import Path

import torch
from torch import Tensor, nn

from reference.data import Source, find_source, splits

SOURCES = Path(__file__).parent
THRIFTY = "sample-07-thrifty"
NETWORKS = {"deep": [784, 32, 64, 32, 10], "wide": [784, 128, 64, 128, 10]}
EPOCHS, DROP_AFTER = 18, 12
LONG_AGO = (2024, 1, 1, 0, 0, 0)


def main() -> None:
    """Write one zip beside this folder for each folder in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    named = os.environ.get("GRADE_DATA")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(named) if named else None,
        help="folder with the real data sets; without it, GRADE_DATA from the environment",
    )
    parser.add_argument("--offline", action="store_true", help="download nothing")
    options = parser.parse_args()
    # Networks this small gain nothing from a second core, and lose much when it is busy.
    torch.set_num_threads(1)
    for folder in sorted(path for path in SOURCES.iterdir() if path.is_dir()):
        files = {str(path.relative_to(SOURCES)): path.read_bytes() for path in _files(folder)}
        if folder.name == THRIFTY:
            source = find_source(data=options.data, download=not options.offline)
            files |= _weights(folder / "networks.py", source)
        target = SOURCES.parent / f"{folder.name}.zip"
        target.write_bytes(_zipped(files))
        print(f"{target.name}: {len(files)} files")


def _files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if "__pycache__" not in path.parts]


def _weights(definition: Path, source: Source) -> dict[str, bytes]:
    """State dictionaries of the sample's own networks, really trained."""
    make = runpy.run_path(str(definition))["MLP"]
    train = splits(source, "a2/clothing").train
    images = torch.tensor(train.inputs).float() / 255
    labels = torch.tensor(train.labels)
    files = {}
    for name, sizes in NETWORKS.items():
        torch.manual_seed(7)
        network = make(sizes)
        _train(network, images, labels)
        saved = io.BytesIO()
        torch.save(network.state_dict(), saved)
        files[f"{THRIFTY}/models/{name}.pt"] = saved.getvalue()
    return files


def _train(network: nn.Module, images: Tensor, labels: Tensor) -> None:
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=DROP_AFTER, gamma=0.1)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(images)).split(128):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(images[rows]), labels[rows]).backward()
            optimizer.step()
        scheduler.step()


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in sorted(files.items()):
            # A fixed date, so that nothing is executed again because a file was packed again.
            member = zipfile.ZipInfo(path, LONG_AGO)
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


if __name__ == "__main__":
    main()
