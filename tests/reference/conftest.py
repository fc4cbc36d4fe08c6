"""What the tests of the reference share."""

import os
from pathlib import Path

import numpy as np
import pytest

from reference.data import Source, find_source, stand_in_source
from reference.data.records import Examples, Splits


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return stand_in_source(cache=tmp_path_factory.mktemp("stand-in-cache"))


@pytest.fixture(scope="session")
def real_folder() -> Path:
    folder = os.environ.get("GRADE_DATA")
    if not folder:
        pytest.skip("needs real data: GRADE_DATA is not set")
    return Path(folder)


@pytest.fixture(scope="session")
def real(real_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Source:
    return find_source(data=real_folder, cache=tmp_path_factory.mktemp("real-cache"))


@pytest.fixture(scope="session")
def few_examples() -> Splits:
    """Data on which a training run takes a blink: the class is where the image is bright."""
    random = np.random.RandomState(0)

    def some(count: int) -> Examples:
        labels = random.randint(10, size=count)
        inputs = random.randint(0, 64, size=(count, 784), dtype=np.uint8)
        for pixel in range(30):
            inputs[np.arange(count), labels * 70 + pixel] = 255
        return Examples(inputs=inputs, labels=labels)

    return Splits(train=some(300), validation=some(100), test=some(200))
