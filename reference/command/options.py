"""The options of the command `reference`."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

Command = Callable[[argparse.Namespace], int]

DEFAULT_RUNS = 5
EPILOG = """exit codes:
  0    done
  1    asked wrongly: an option, a name, a folder
  2    checked, and something is not as expected
  130  stopped from the keyboard; finished runs are kept, the same command goes on
"""


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong, and leaves with our own exit code."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong."""
        self.exit(1, f"reference: {message}, see {self.prog} --help\n")


def parser(
    commands: Mapping[str, Command], *, assignments: tuple[str, ...], version: str
) -> Parser:
    """The parser; it sets `do` to the function of the command that was asked for."""
    top = Parser(
        prog="reference",
        description="Train what assignments ask for, and show what it reached.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"reference {version}")
    family = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    added = {
        "list": _list(family, assignments),
        "train": _train(family, assignments),
        "show": _show(family, assignments),
        "check": _check(family, assignments),
        "draw": _draw(family, assignments),
        "data": _data(family),
    }
    for name, command in added.items():
        command.set_defaults(do=commands[name])
    return top


Family = argparse._SubParsersAction


def _list(family: "Family[Parser]", assignments: tuple[str, ...]) -> Parser:
    command = family.add_parser("list", help="name every recipe with its network and regime")
    _add_assignments(command, assignments)
    return command


def _train(family: "Family[Parser]", assignments: tuple[str, ...]) -> Parser:
    command = family.add_parser(
        "train",
        help="train an assignment's recipes and write its expected file",
        description="Train recipes and write what they reach into the assignment's expected file. "
        "Finished runs are kept, so a study that is stopped goes on where it was. A result that "
        "rests on more epochs or runs of the same recipe and data is never replaced.",
    )
    _add_assignment(command, assignments)
    _add_expected(command)
    _add_only(command, "train")
    command.add_argument(
        "--runs",
        type=_positive,
        default=DEFAULT_RUNS,
        metavar="N",
        help=f"seeds to train; default: {DEFAULT_RUNS}",
    )
    command.add_argument(
        "--epochs",
        type=_positive,
        metavar="N",
        help="stop after so many; the result then says that it is incomplete",
    )
    _add_device(command)
    command.add_argument(
        "--work", type=Path, metavar="DIR", help="folder for finished runs; default: the cache"
    )
    _add_data(command)
    return command


def _show(family: "Family[Parser]", assignments: tuple[str, ...]) -> Parser:
    command = family.add_parser(
        "show",
        help="compare what was reached with published figures",
        description="Compare what was reached with published figures, and say what is known of "
        "the differences.",
    )
    _add_assignments(command, assignments)
    _add_expected(command)
    command.add_argument(
        "--png", type=Path, metavar="DIR", help="draw the curves of every recipe into this folder"
    )
    return command


def _check(family: "Family[Parser]", assignments: tuple[str, ...]) -> Parser:
    command = family.add_parser(
        "check",
        help="train a few epochs and compare them with what was reached before",
        description="Train one short run of each recipe, with a seed of its own, and say whether "
        "it lies where the expected file's curves are. Nothing is written.",
    )
    _add_assignment(command, assignments)
    _add_expected(command)
    _add_only(command, "check")
    command.add_argument(
        "--epochs",
        type=_positive,
        metavar="N",
        help="train at most so many; default: 5, or more where they take seconds",
    )
    _add_device(command)
    _add_data(command)
    return command


def _draw(family: "Family[Parser]", assignments: tuple[str, ...]) -> Parser:
    command = family.add_parser(
        "draw",
        help="train one run of each recipe and draw what it learns",
        description="Train one run of each recipe and draw the weights of its first layer at a few "
        "epochs; of networks that reconstruct, what they make of clean and of noisy test images, "
        "too. Nothing else is kept.",
    )
    _add_assignment(command, assignments)
    command.add_argument(
        "--png", type=Path, metavar="DIR", required=True, help="folder for the pictures"
    )
    _add_only(command, "draw")
    command.add_argument(
        "--epochs", type=_positive, metavar="N", help="stop after so many; default: the regime's"
    )
    _add_device(command)
    _add_data(command)
    return command


def _data(family: "Family[Parser]") -> Parser:
    command = family.add_parser(
        "data",
        help="write the courses' full data files into a folder",
        description="Write the full data files, test labels included: for course staff. What "
        "students' code sees while it is graded holds a sixth of the test images only.",
    )
    command.add_argument("folder", type=Path, metavar="DEST", help="folder to write into")
    _add_data(command)
    return command


def _add_assignment(command: Parser, assignments: tuple[str, ...]) -> None:
    known = ", ".join(assignments)
    command.add_argument(
        "assignment", metavar="ASSIGNMENT", help=f"{known}, or a Python file with RECIPES"
    )


def _add_assignments(command: Parser, assignments: tuple[str, ...]) -> None:
    known = ", ".join(assignments)
    command.add_argument(
        "assignments",
        nargs="*",
        metavar="ASSIGNMENT",
        help=f"{known}, or a Python file with RECIPES; default: all of our own",
    )


def _add_expected(command: Parser) -> None:
    command.add_argument(
        "--expected",
        type=Path,
        metavar="DIR",
        help="folder of expected files; default: our own, or `expected` beside the Python file",
    )


def _add_only(command: Parser, verb: str) -> None:
    command.add_argument(
        "--only", metavar="NAME", action="append", help=f"{verb} this recipe; may be repeated"
    )


def _add_device(command: Parser) -> None:
    command.add_argument(
        "--device", choices=("auto", "cpu", "cuda"), default="auto", help="default: a GPU if any"
    )


def _add_data(command: Parser) -> None:
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="folder with real data; default: $GRADE_DATA"
    )
    command.add_argument(
        "--cache", type=Path, metavar="DIR", help="folder for what can be made again"
    )
    command.add_argument("--offline", action="store_true", help="never download anything")
    command.add_argument(
        "--stand-in", action="store_true", help="use the embedded stand-in, whatever else there is"
    )


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r}, expected a whole number from 1 up")
    return number
