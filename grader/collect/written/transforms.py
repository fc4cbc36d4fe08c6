"""What a data set does to its images, as the code text says it."""

from collections.abc import Iterator

from grader.collect.written.loops import LOADER, elements
from grader.collect.written.machine import Machine
from grader.collect.written.names import DATA_SETS
from grader.collect.written.values import Around, Built, Dotted, Value

_SIZES = ("Resize", "CenterCrop", "RandomCrop", "RandomResizedCrop")
_NO_SIZE = frozenset(
    "ToTensor Normalize RandomHorizontalFlip RandomVerticalFlip RandomRotation ColorJitter"
    " RandomAffine RandomErasing PILToTensor ConvertImageDtype ToPILImage AutoAugment"
    " RandAugment RandomApply RandomPerspective ToImage ToDtype RandomInvert GaussianBlur".split()
)
MOST_AROUND = 5
"""Progress bars around numbered batches around a loader."""
MOST_WORDS = 400
"""Characters of a text about transforms."""


def transforms_of(machine: Machine, source: Value) -> str:
    """The transforms of the data set that a loop runs over; empty if they are not known."""
    for _ in range(MOST_AROUND):
        if isinstance(source, Around) and source.inner:
            loaders = [each for each in source.inner if isinstance(each, Built | Around)]
            source = loaders[0] if len(loaders) == 1 else None
    if isinstance(source, Built) and source.path == LOADER:
        source = source.args.get(0, "dataset")
    steps = _steps(machine, source)
    if steps is None:
        return ""
    words = [_words(machine, step) for step in steps]
    text = ", ".join(word for word in words if word)
    return text if None not in words and len(text) <= MOST_WORDS else ""


def _steps(machine: Machine, data: Value) -> list[Built] | None:
    """The transforms of a torchvision data set one by one; None if they are not all known."""
    if not isinstance(data, Built) or not data.path.startswith("torchvision.datasets."):
        return None
    position = 3 if data.path.rpartition(".")[2] == "SVHN" else 2
    given = data.args.get(position, "transform", None)
    return [] if given is None else list(_taken_apart(machine, given)) or None


def _taken_apart(machine: Machine, value: Value) -> Iterator[Built]:
    if isinstance(value, Built) and value.path.endswith(".Compose"):
        steps = elements(machine, value.args.get(0, "transforms"))
        if steps is not None and all(isinstance(step, Built) for step in steps):
            yield from steps
    elif isinstance(value, Built):
        yield value


def _words(machine: Machine, value: Value) -> str | None:
    """A transform, or a setting of one, as the code has it; None if it is not known."""
    if isinstance(value, Built):
        given = [(None, each) for each in value.args.positional]
        parts = [(name, _words(machine, each)) for name, each in (*given, *value.args.keywords)]
        if not value.args.complete or any(text is None for _, text in parts):
            return None
        inside = ", ".join(f"{name}={text}" if name else str(text) for name, text in parts)
        return f"{value.path.rpartition('.')[2]}({inside})"
    if value is None or isinstance(value, int | float | str):
        return repr(value)[:60]
    if isinstance(value, Dotted):
        return value.path.rpartition(".")[2][:60]
    items = elements(machine, value)
    if items is None or len(items) > 20:
        return None
    words = [_words(machine, item) for item in items]
    inside = ", ".join(word for word in words if word is not None)
    return None if None in words else f"({inside}{',' if len(words) == 1 else ''})"


def image_shapes(machine: Machine) -> set[tuple[int, int, int]]:
    """The shapes of images that the code speaks of: of its data sets, and of what it reshapes."""
    found = {shape for shape in machine.shapes if len(shape) == 3}
    shapes = {(shape[0], shape[1], shape[2]) for shape in found}
    for data in machine.data_sets:
        shape = DATA_SETS.get(data.path.rpartition(".")[2])
        steps = _steps(machine, data) if shape else None
        if shape and steps is not None:
            for step in steps:
                shape = _after(machine, step, shape) if shape else None
            shapes |= {shape} if shape else set()
    return shapes


def _after(
    machine: Machine, step: Built, shape: tuple[int, int, int]
) -> tuple[int, int, int] | None:
    """The shape of an image behind a transform; None if it is not known."""
    name = step.path.rpartition(".")[2]
    if name in _NO_SIZE:
        return shape
    if name == "Grayscale":
        channels = step.args.get(0, "num_output_channels", 1)
        return (channels, *shape[1:]) if isinstance(channels, int) else None
    if name not in _SIZES:
        return None
    size = step.args.get(0, "size")
    sizes = (size, size) if isinstance(size, int) else elements(machine, size)
    if sizes is None or len(sizes) != 2 or not all(isinstance(each, int) for each in sizes):
        return None
    return (shape[0], sizes[0], sizes[1])
