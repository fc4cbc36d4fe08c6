"""How the endings of a run are told to students: calm, whole sentences, with the place."""

from grader.records import Ending, EndingName, Limits, Notebook, Place
from grader.records.execution import MEBIBYTE

GIBIBYTE = 1_024 * MEBIBYTE

_SIGNALS = {
    4: "an illegal instruction",
    6: "an abort",
    7: "a bus error",
    8: "an arithmetic error",
    9: "a kill signal",
    11: "a segmentation fault",
    15: "a request to terminate",
}
_CPU_SIGNAL = 24

_LIMIT_WORDS = {
    EndingName.MEMORY: ("MemoryError", "can't allocate memory", "Cannot allocate memory"),
    EndingName.FILE_SIZE: ("[Errno 27]",),
    EndingName.PROCESSES: ("can't start new thread", "BlockingIOError: [Errno 11]"),
}


def limit_sentence(name: EndingName, limits: Limits, where: str) -> str:
    """What happened when the limit `name` was hit, `where` being `in cell 7` or alike."""
    size, allowed = _size, "that a submission may use"
    sentences = {
        EndingName.WALL_TIME: (
            f"The time for the whole submission, {_time(limits.wall_seconds)}, was over {where}."
        ),
        EndingName.CELL_TIME: (
            f"The run was interrupted {where} after {_time(limits.cell_seconds or 0)}, the time "
            "that one cell may take."
        ),
        EndingName.CPU_TIME: (
            f"The run used more processor time than the {_time(limits.cpu_seconds)} {allowed}, "
            f"{where}."
        ),
        EndingName.MEMORY: (
            f"The run used more memory than the {size(limits.memory_bytes)} {allowed}, {where}."
        ),
        EndingName.PROCESSES: (
            f"The run started more than the {limits.processes} processes and threads {allowed}, "
            f"{where}."
        ),
        EndingName.FILE_SIZE: (
            f"The run wrote a file larger than the {size(limits.file_bytes)} that one file may "
            f"have, {where}."
        ),
        EndingName.DISK: (
            f"The run wrote more files than the {size(limits.disk_bytes)} of disk {allowed}, "
            f"{where}."
        ),
    }
    return sentences[name]


def share_sentence(seconds: float, where: str) -> str:
    """What is said about a cell that was cut short for the sake of what comes after it."""
    return (
        f"The run was interrupted {where} after {_time(seconds)}, so that there is time for what "
        "comes after it."
    )


def left_out_sentence(notebook: Notebook, cell: int, line: int | None) -> str:
    """What is said about a cell that began to train where nothing was to be trained."""
    what = notebook.path if notebook.is_script else f"cell {cell}"
    at = "where" if line is None else f"at line {line}, where"
    then = "" if notebook.is_script else " The cells after it were still run."
    return f"Training was not run, as asked: {what} was left {at} it began to train.{then}"


def output_sentence(kept_bytes: int, dropped_bytes: int, where: str) -> str:
    """What is said about output that was too long."""
    total = _size(kept_bytes + dropped_bytes)
    return f"About {total} were printed {where}, of which the first {_size(kept_bytes)} are kept."


def consequence(*, kernel_lives: bool, goes_on: bool) -> str:
    """What followed from a limit that was hit in a cell, as a second sentence."""
    if not kernel_lives:
        return "It did not stop, so the whole run was ended there."
    if goes_on:
        return "The cells after it were still run."
    return "What comes after it was not run."


def death_sentence(exit_code: int | None, where: str) -> str:
    """What is said about a Python process that ended by itself."""
    number = -exit_code if exit_code and exit_code < 0 else (exit_code or 0) - 128
    if number in _SIGNALS:
        return f"The Python process crashed {where} ({_SIGNALS[number]})."
    return f"The Python process ended itself {where}, before the notebook was over."


def is_cpu_signal(exit_code: int | None) -> bool:
    """Whether a process was ended by the limit on its own processor time."""
    return exit_code in (-_CPU_SIGNAL, 128 + _CPU_SIGNAL)


def limit_behind(error: str) -> EndingName | None:
    """The limit that made a cell raise this error, if one did."""
    found = (name for name, words in _LIMIT_WORDS.items() if any(w in error for w in words))
    return next(found, None)


def where(notebook: Notebook, cell: int | None) -> str:
    """A place in running text: `in cell 7`."""
    if notebook.is_script or cell is None:
        return f"in {notebook.path}"
    return f"in cell {cell}"


def ending(
    name: EndingName,
    sentence: str,
    notebook: Notebook,
    *,
    cell: int | None = None,
    line: int | None = None,
) -> Ending:
    """An ending at a place in `notebook`."""
    return Ending(
        name=name, sentence=sentence, place=Place(file=notebook.path, cell=cell, line=line)
    )


def _size(number: int) -> str:
    if number >= GIBIBYTE:
        return f"{number / GIBIBYTE:.1f} GiB"
    return f"{number / MEBIBYTE:.1f} MiB"


def _time(seconds: float) -> str:
    if seconds >= 120 and seconds % 60 == 0:
        return f"{seconds / 60:.0f} minutes"
    seconds = round(seconds, 0 if seconds >= 10 else 1)
    return "1 second" if seconds == 1 else f"{seconds:g} seconds"
