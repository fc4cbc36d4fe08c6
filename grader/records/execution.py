"""What happened when a submission ran."""

from dataclasses import dataclass
from enum import StrEnum

from grader.records.place import Place

SECOND = 1.0
MEBIBYTE = 1024 * 1024


class RunMode(StrEnum):
    """How the time of a submission is spent."""

    FULL = "full"
    """Every cell may take all the time there is."""
    BUDGET = "budget"
    """A cell leaves time for the cells and the notebooks after it."""
    SAVED = "saved"
    """Nothing is trained: a cell is left where it begins to, and the cells after it are run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one submission may use. Every limit has words of its own when it is hit."""

    wall_seconds: float = 600.0
    """Time for the whole submission."""
    cell_seconds: float | None = None
    """Time for one cell; None means no limit but that of the whole submission."""
    cpu_seconds: float = 1_800.0
    """Processor time of all its processes together."""
    memory_bytes: int = 4_096 * MEBIBYTE
    """Memory of all its processes together."""
    processes: int = 64
    """Processes and threads that student code may add beyond the kernel's own."""
    file_bytes: int = 1_024 * MEBIBYTE
    """Size of any one file it writes."""
    disk_bytes: int = 2_048 * MEBIBYTE
    """Size of everything it writes."""
    output_bytes: int = 1 * MEBIBYTE
    """Printed text that is kept for each cell; what is beyond is counted and dropped."""
    mode: RunMode = RunMode.BUDGET
    """How the time is spent."""
    gpu_share: float = 0.0
    """Share of one NVIDIA device that it may use, from 0 (none) to 1 (all of it)."""


class CellOutcome(StrEnum):
    """How the run of one cell ended."""

    OK = "ok"
    RAISED = "raised"
    INTERRUPTED = "interrupted"
    DIED = "died"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRun:
    """One code cell as it ran."""

    index: int
    """Index of the cell in its notebook, the first is 0."""
    outcome: CellOutcome
    """How it ended."""
    seconds: float
    """Wall time."""
    error: str = ""
    """Name and message of the error, one line; empty if none."""
    line: int | None = None
    """Line of the cell in which the error was raised, the first is 1."""
    output: str = ""
    """Printed text, at most the limit."""
    dropped_bytes: int = 0
    """Printed bytes beyond the limit, which were dropped."""


class EndingName(StrEnum):
    """The ways in which a run, or a part of it, can end."""

    FINISHED = "finished"
    RAISED = "raised"
    WALL_TIME = "wall time"
    CELL_TIME = "cell time"
    TRAINING_LEFT_OUT = "training left out"
    CPU_TIME = "cpu time"
    MEMORY = "memory"
    PROCESSES = "processes"
    FILE_SIZE = "file size"
    DISK = "disk"
    OUTPUT = "output"
    DIED = "died"
    NOT_RUN = "not run"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    NO_TEXT = "no text"
    SANDBOX_FAILED = "sandbox failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a run, or one cell of it, ended, in words for the report."""

    name: EndingName
    """Which way."""
    sentence: str
    """What happened, in one sentence."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookRun:
    """One notebook or script as it ran, in a kernel of its own."""

    path: str
    """Path inside the submission."""
    cells: tuple[CellRun, ...]
    """Its code cells in order, those that were not run too."""
    endings: tuple[Ending, ...]
    """How it ended; every limit that was hit; every cell that raised."""
    seconds: float
    """Wall time from the start of the kernel to its end."""
    probe_folder: str
    """Where the files that the probe wrote lie, on our side; untrusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """Everything that happened when a submission ran."""

    sandbox: str
    """Name of the member of the sandbox family that ran it."""
    notebooks: tuple[NotebookRun, ...]
    """One for each notebook and script, in order."""
