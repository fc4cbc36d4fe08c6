"""What the probe left behind, parsed strictly. Every byte of it may be a lie, or too large."""

import os
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from grader.errors import ProbeError

LARGEST_JSON = 32 * 1024 * 1024
LARGEST_WEIGHTS = 512 * 1024 * 1024
MOST_NETWORKS = 300
FORMAT = 1

Text = Annotated[str, Field(max_length=2_000)]
Size = Annotated[int, Field(ge=0, le=2**40)]
Shape = Annotated[tuple[Size, ...], Field(max_length=12)]
Identifier = Annotated[str, Field(pattern=r"^n[0-9]{1,6}$")]

BYTES = {
    "float64": 8,
    "float32": 4,
    "float16": 2,
    "bfloat16": 2,
    "int64": 8,
    "int32": 4,
    "int16": 2,
    "int8": 1,
    "uint8": 1,
    "bool": 1,
    "complex64": 8,
    "complex128": 16,
}
"""Bytes of one value of each type that is accepted."""


class Strict(BaseModel):
    """A record of the probe's: nothing unknown, nothing infinite, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class TensorEntry(Strict):
    """Shape and type of one distinct tensor."""

    shape: Shape
    dtype: Annotated[str, Field(pattern="^(" + "|".join(BYTES) + ")$")]

    @property
    def values(self) -> int:
        """Number of values."""
        count = 1
        for size in self.shape:
            count *= size
        return count

    @property
    def size(self) -> int:
        """Bytes."""
        return self.values * BYTES[self.dtype]


class NameEntry(Strict):
    """A name under which a network holds a tensor."""

    name: Text
    tensor: Size
    role: Annotated[str, Field(pattern="^(parameter|buffer|constant)$")]
    trainable: bool


class RangeEntry(Strict):
    """Range and moments of the values that a network was fed."""

    minimum: float
    maximum: float
    mean: float
    deviation: float
    values: Size


class InputEntry(Strict):
    """What a network was fed."""

    shape: Shape
    dtype: Annotated[str, Field(max_length=20)]
    calls: dict[Annotated[str, Field(max_length=10)], Size]
    rows: dict[Annotated[str, Field(pattern="^(train|eval)$")], Annotated[int, Field(ge=0, le=64)]]
    range: RangeEntry | None
    batch: Size


class NetworkEntry(Strict):
    """One network as the probe saw it."""

    id: Identifier
    class_name: Text
    variables: Annotated[tuple[Text, ...], Field(max_length=10)]
    cell: Size | None
    steps: Size
    tensors: Annotated[tuple[TensorEntry, ...], Field(max_length=20_000)]
    names: Annotated[tuple[NameEntry, ...], Field(max_length=20_000)]
    method: Annotated[str, Field(pattern="^(export|trace|hooks|none)$")]
    reason: Text
    input: InputEntry | None
    checkpoint: Text = ""
    like: Annotated[str, Field(pattern=r"^(n[0-9]{1,6})?$")] = ""
    stage_of: Annotated[str, Field(pattern=r"^(n[0-9]{1,6})?$")] = ""
    loaded_from: Text = ""
    left_out: bool = False


class NetworksFile(Strict):
    """The probe's list of networks."""

    format: int
    torch: Text
    networks: Annotated[tuple[NetworkEntry, ...], Field(max_length=MOST_NETWORKS)]


def _within_64_bits(value: Any) -> Any:
    """Arguments of operations; a number of thousands of digits would cost us whoever prints it."""
    if isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            _within_64_bits(part)
    elif isinstance(value, int) and not -(2**63) <= value < 2**64:
        raise ValueError("a number beyond 64 bits")
    return value


class Node(Strict):
    """One operation of a graph."""

    name: Text
    target: Text
    args: Annotated[Any, AfterValidator(_within_64_bits)]
    kwargs: Annotated[dict[str, Any], AfterValidator(_within_64_bits)]
    shape: Annotated[tuple[Annotated[int, Field(ge=-1, le=2**40)], ...], Field(max_length=12)] | (
        None
    ) = None


class ModuleCall(Strict):
    """One module that a call went through, where no graph could be had."""

    type: Text
    text: Text


class GraphFile(Strict):
    """One network's graph."""

    format: int
    method: Text
    reason: str
    input_shape: Shape = ()
    batch: Size | None = None
    inputs: Annotated[tuple[Text, ...], Field(max_length=100)] = ()
    nodes: Annotated[tuple[Node, ...], Field(max_length=20_000)] = ()
    output: Any = None
    modules: Annotated[tuple[ModuleCall, ...], Field(max_length=20_000)] = ()


class PredictionEntry(Strict):
    """Outputs that a network gave inside the student's process."""

    file: Annotated[str, Field(pattern=r"^n[0-9]{1,6}\.[0-9]{1,3}\.outputs$")]
    shape: Annotated[tuple[Size, ...], Field(min_length=2, max_length=2)]


class PredictionsFile(Strict):
    """All such outputs of one network, by task."""

    format: int
    tasks: dict[Text, PredictionEntry]


Model = TypeVar("Model", bound=Strict)


def read_bytes(path: Path, *, largest: int) -> bytes:
    """The content of a plain file of at most `largest` bytes; links are not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            with open(descriptor, "rb", closefd=False) as source:
                content = source.read(largest + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        # A folder, too, can be opened, and then not read.
        raise ProbeError(f"{path.name}: cannot be opened: {error.strerror}") from error
    if len(content) > largest:
        raise ProbeError(f"{path.name}: larger than {largest:,} bytes")
    return content


def read_model(path: Path, model: type[Model], *, largest: int = LARGEST_JSON) -> Model:
    """A JSON file of the probe's as `model`; anything that does not fit is a ProbeError."""
    content = read_bytes(path, largest=largest)
    try:
        found = model.model_validate_json(content)
    except (ValidationError, RecursionError) as error:
        first = str(error).splitlines()
        raise ProbeError(f"{path.name}: {' '.join(first[:3])[:300]}") from error
    if getattr(found, "format", FORMAT) != FORMAT:
        raise ProbeError(f"{path.name}: format {getattr(found, 'format', None)} is not known here")
    return found


def read_if_there(path: Path, model: type[Model]) -> Model | None:
    """The same; None if the probe never got to write it."""
    return read_model(path, model) if path.exists() else None


def read_networks(folder: Path) -> NetworksFile:
    """The probe's list of networks; an empty one if it never got to write it."""
    found = read_if_there(folder / "networks.json", NetworksFile)
    return found or NetworksFile(format=FORMAT, torch="", networks=())


def read_weights(path: Path, tensors: tuple[TensorEntry, ...]) -> bytes:
    """The raw weights of one network, which must be as long as their shapes say."""
    wanted = sum(tensor.size for tensor in tensors)
    if wanted > LARGEST_WEIGHTS:
        raise ProbeError(f"{path.name}: {wanted:,} bytes of weights are too many")
    content = read_bytes(path, largest=wanted)
    if len(content) != wanted:
        raise ProbeError(f"{path.name}: {len(content):,} bytes, {wanted:,} were announced")
    return content
