"""The command line: what can be asked for, in words good enough to work from."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from grader import __version__
from grader.errors import SettingsError
from grader.option_values import count, memory, metavar_of, seconds, share, size
from grader.records import Given, Limits, RunMode
from grader.records.execution import MEBIBYTE
from grader.settings import DEFAULT_OUT, DEFAULT_WORKERS, SANDBOX_CHOICES, Settings

GRADE = """\
Grade every submission in a folder against a rubric.

  grade submissions/ --rubric rubrics/a2.yaml      grade a class
  grade rubric rubrics/a2.yaml                     check a rubric and print it
  grade rubric --schema                            print the JSON Schema for editors
  grade inspect my-submission.zip                  look at one submission without a rubric
  grade writeup report.pdf --code my-code/         hold a report against itself and the code
  grade doctor                                     try what this machine can enforce
  grade verify graded/                             what was changed since the results were written

Each entry of the folder is one submission: a sub-folder, a zip or tar, a notebook, a script or a
PDF. A folder of files that belong together (main.ipynb, utils.py, report.pdf) is one.

Code runs in a sandbox without network. Results go to --out: index.html for the class,
<id>/report.html for each submission, grades.csv. What was found out is kept there too: a second
run executes nothing that it knows, a run that was stopped goes on, and a changed rubric is
judged again without running anything.
"""
ENDS = """\
exit status:
  0    all graded
  1    asked wrongly: the rubric, a path or an option
  2    graded, but something waits for a person
  130  stopped with Ctrl-C; what was done is kept
"""
WRITE_UP = """\
Hold documents against themselves and against code. Nothing is executed.

  grade writeup report.pdf                         against itself and the listings inside it
  grade writeup report.pdf --code my-code/         and against code: a folder, zip or notebook
  grade writeup a2.ipynb                           prose against the notebook's code and outputs
  grade writeup report.pdf --annotated marked.pdf  with highlights and notes in a copy

Every statement that can be checked is held against tables and other statements of the document,
listings, code and saved outputs. What does not agree is shown with both sides; what cannot be
decided is said to be so.
"""
WRITE_UP_ENDS = """\
exit status:
  0    nothing disagrees
  1    at least one statement does not agree
  2    not checked: asked wrongly, or a document cannot be read and waits for a person
"""
RUBRIC = """\
Check a rubric, and work on it.

  grade rubric a2.yaml                             check it and print it readably
  grade rubric a2.yaml --explain 3.1/low-accuracy  what an item looks at, what would decide it
  grade rubric a2.yaml --try my-solution/          grade one submission, item by item
  grade rubric a2.yaml --audit cases/              hold it against solutions and planted faults
  grade rubric --new a5.yaml                       start one from a template
  grade rubric --schema                            print the JSON Schema for editors
"""
RUBRIC_ENDS = """\
exit status:
  0    the rubric is right; of an audit: every case came out as it should
  1    asked wrongly, or the rubric is wrong
  2    an audit found a case that did not come out as it should
"""
VERIFY = """\
Say what of the results was changed, removed or added since `grade` wrote them.

  grade verify graded/                             against the list that lies beside them
  grade verify graded/ --digest 3f5a9c0b77d2       and that list against a digest noted elsewhere

Whoever can write to the folder can write the list anew: only a digest that was noted elsewhere
tells. `grade` prints it when it is done.
"""
VERIFY_ENDS = """\
exit status:
  0    everything is as it was
  1    something is not, or there is nothing to compare with
"""
MEMORY_WITH_GPU = 16_384 * MEBIBYTE
"""Waking a device alone takes gigabytes of a process's own memory."""


def grade_parser() -> argparse.ArgumentParser:
    """Options of `grade PATH`."""
    parser = _parser("grade", GRADE, epilog=ENDS)
    parser.add_argument("path", type=Path, metavar="PATH", help="folder of submissions, or one")
    parser.add_argument(
        "--rubric",
        type=Path,
        required=True,
        metavar="FILE",
        help="the YAML file; a bare a2.yaml that is not here is the one that ships with grade",
    )
    parser.add_argument(
        "--as",
        dest="given",
        choices=[given.value for given in Given],
        default=Given.EITHER.value,
        help="what a folder is: a class with one submission for each entry, or one submission "
        "(default: what its files look like)",
    )
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="ID", help="run only these submissions"
    )
    parser.add_argument(
        "--late", type=Path, metavar="FILE", help="CSV with the columns submission,days"
    )
    _add_workers(parser)
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="results (default: graded)"
    )
    parser.add_argument("--fresh", action="store_true", help="run again what is known already")
    _add_running(parser)
    return parser


def inspect_parser() -> argparse.ArgumentParser:
    """Options of `grade inspect PATH`."""
    parser = _parser("grade inspect", "Show what is known of one submission, without a rubric.")
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder, archive or notebook")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write the evidence as JSON (`-`: to the screen)"
    )
    _add_running(parser)
    return parser


def write_up_parser() -> argparse.ArgumentParser:
    """Options of `grade writeup PATH`."""
    parser = _parser("grade writeup", WRITE_UP, epilog=WRITE_UP_ENDS, status=2)
    parser.add_argument(
        "paths",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="PDF, Markdown, text, docx, HTML, a notebook, or a folder or zip with such in it",
    )
    parser.add_argument(
        "--code", type=Path, metavar="PATH", help="the code: a folder, zip, notebook or script"
    )
    parser.add_argument(
        "--rubric", type=Path, metavar="FILE", help="its numbers say what the reference reaches"
    )
    parser.add_argument(
        "--annotated",
        type=Path,
        metavar="OUT.pdf",
        help="write a copy of the PDF with highlights, notes, and links between both sides",
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write all that was checked (`-`: to the screen)"
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="list what cannot be told and what agrees, too"
    )
    parser.add_argument(
        "--sandbox",
        choices=SANDBOX_CHOICES,
        default="auto",
        help="what documents are opened behind; `none` protects nothing",
    )
    return parser


def doctor_parser() -> argparse.ArgumentParser:
    """Options of `grade doctor`."""
    words = "Try what keeps strangers' code in on this machine, and say what to do about the rest."
    parser = _parser("grade doctor", words)
    parser.add_argument(
        "--dockerfile",
        action="store_true",
        help="print what the image for --sandbox docker or podman is made of, and try nothing",
    )
    return parser


def verify_parser() -> argparse.ArgumentParser:
    """Options of `grade verify DIR`."""
    parser = _parser("grade verify", VERIFY, epilog=VERIFY_ENDS)
    parser.add_argument("folder", type=Path, metavar="DIR", help="what `grade` wrote to (--out)")
    parser.add_argument(
        "--digest", metavar="HEX", help="the digest that `grade` printed when it was done"
    )
    return parser


def rubric_parser() -> argparse.ArgumentParser:
    """Options of `grade rubric FILE`."""
    parser = _parser("grade rubric", RUBRIC, epilog=RUBRIC_ENDS)
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the YAML file")
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--schema", action="store_true", help="print the JSON Schema for editors")
    wanted.add_argument(
        "--new", action="store_true", help="start a rubric: write it to FILE, or print it"
    )
    wanted.add_argument(
        "--explain", metavar="ID", help="say what an item looks at and what would decide it"
    )
    wanted.add_argument(
        "--try",
        type=Path,
        dest="tried",
        metavar="SUBMISSION",
        help="grade one submission and print each item with its evidence",
    )
    wanted.add_argument(
        "--audit",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="DIR",
        help="hold it against solutions and planted faults (default: a folder of its name)",
    )
    _add_workers(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=DEFAULT_OUT,
        metavar="DIR",
        help="where it is kept what runs showed (default: graded)",
    )
    parser.add_argument("--fresh", action="store_true", help="run again what is known already")
    _add_running(parser)
    return parser


def rubric_options(words: Sequence[str]) -> argparse.Namespace:
    """What `grade rubric` was asked for; ends the program where a file is missing, or too much."""
    parser = rubric_parser()
    options = parser.parse_args(words)
    if options.schema and options.file is not None:
        parser.error("--schema is the same for every rubric, leave FILE out")
    if options.file is None and not (options.schema or options.new):
        parser.error("FILE is missing, the rubric")
    return options


def settings_from(options: argparse.Namespace, *, data: Path | None) -> Settings:
    """The settings that the options ask for; `data` is used where they name none."""
    given = {name: getattr(options, name) for name in _LIMITS if getattr(options, name) is not None}
    share = _gpu_share(options)
    if share:
        given.setdefault("memory_bytes", MEMORY_WITH_GPU)
    return Settings(
        out=getattr(options, "out", DEFAULT_OUT),
        workers=getattr(options, "workers", DEFAULT_WORKERS),
        data=options.data or data,
        offline=options.offline,
        sandbox=options.sandbox,
        limits=replace(Limits(), mode=RunMode(options.run), gpu_share=share, **given),
        fresh=getattr(options, "fresh", False),
        given=Given(getattr(options, "given", Given.EITHER)),
        only=tuple(getattr(options, "only", ())),
    )


def _gpu_share(options: argparse.Namespace) -> float:
    """The share of a device that every run gets; 0 without one."""
    if not options.gpu:
        if options.gpu_share is not None:
            raise SettingsError("gpu share: it says how much of a GPU a run gets, so add --gpu")
        return 0.0
    return 1.0 if options.gpu_share is None else float(options.gpu_share)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line and ends with the status for being asked wrongly."""

    status = 1

    def error(self, message: str) -> NoReturn:
        self.exit(self.status, f"{self.prog}: {message}, see {self.prog} --help\n")


def _parser(
    name: str, description: str, *, epilog: str = "", status: int = 1
) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=name,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.status = status
    parser.add_argument("--version", action="version", version=f"grade {__version__}")
    return parser


def _add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        type=count,
        default=DEFAULT_WORKERS,
        metavar="N",
        help="submissions that run at once (default: %(default)s)",
    )


def _add_running(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="folder with the data sets (default: $GRADE_DATA, the cache, a download, a stand-in)",
    )
    parser.add_argument("--offline", action="store_true", help="download nothing")
    parser.add_argument(
        "--sandbox",
        choices=SANDBOX_CHOICES,
        default="auto",
        help="what runs the code; `none` protects nothing: for code that you trust as your own",
    )
    parser.add_argument(
        "--run",
        choices=[mode.value for mode in RunMode],
        default=RunMode.BUDGET.value,
        help="`full`: a cell may take all the time there is; `budget` (the default): it leaves "
        "time for what comes after it; `saved`: nothing is trained",
    )
    parser.add_argument(
        "--gpu",
        action="store_true",
        help="let the code use an NVIDIA GPU, one submission at a time on each",
    )
    parser.add_argument(
        "--gpu-share",
        type=share,
        metavar="SHARE",
        help="part of a GPU's memory that a submission gets: with 0.5, two run on each at once",
    )
    limits = parser.add_argument_group("limits of one submission")
    for name, (option, read, words) in _LIMITS.items():
        limits.add_argument(option, dest=name, type=read, metavar=metavar_of(read), help=words)


_LIMITS: dict[str, tuple[str, Callable[[str], object], str]] = {
    "wall_seconds": ("--time", seconds, "time for all of it (default: 10m)"),
    "cell_seconds": ("--cell-time", seconds, "time for one cell (default: no limit of its own)"),
    "cpu_seconds": ("--cpu-time", seconds, "processor time (default: 30m)"),
    "memory_bytes": ("--memory", memory, "memory (default: 4G, with --gpu 16G)"),
    "processes": ("--processes", count, "processes and threads that it may add (default: 64)"),
    "file_bytes": ("--file-size", size, "largest file that it writes (default: 1G)"),
    "disk_bytes": ("--disk", size, "everything that it writes (default: 2G)"),
    "output_bytes": ("--output-size", size, "printed text kept for each cell (default: 1M)"),
}
