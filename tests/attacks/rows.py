"""The attacks by their numbers, and the table of what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TITLES = {
    1: "faked variables",
    2: "a model object that lies",
    3: "overloaded comparison operators",
    4: "patched libraries",
    5: "searching frames and memory for what is expected",
    6: "files beside the notebook that steer Python",
    7: "kernel and notebook settings",
    8: "forged messages and records",
    9: "writing the results",
    10: "pickles for the grader to open",
    11: "poisoned checkpoints",
    12: "reading what is held out",
    13: "reading other submissions",
    14: "leaving something for the next",
    15: "changing the database of evidence",
    16: "ending early",
    17: "a dead kernel",
    18: "bombs of processes and threads",
    19: "bombs of memory",
    20: "burning time, deaf to interrupts",
    21: "processes that stay",
    22: "filling the disk",
    23: "floods of output",
    24: "the network",
    25: "credentials and the environment",
    26: "ways out of the sandbox",
    27: "names in archives that lead out",
    28: "links, devices and pipes",
    29: "archives and notebooks that grow",
    30: "tricky names",
    31: "scripts in what is shown",
    32: "formulas in the gradebook",
    33: "control codes for terminals",
    34: "tricks of YAML",
    35: "hostile PDFs",
    36: "instructions to whoever grades",
    37: "training on the test set",
    38: "networks that hide what they are",
    39: "trainings that are none",
    40: "noticing the grader",
    41: "results that were pasted in",
    42: "guessing by handing in again",
    43: "changing a file between copy and run",
    44: "changing the evidence later",
}
OUT_OF_REACH = {
    42: "there is no service here that students could ask again and again; what a report tells "
    "of held-out data is rounded",
}
"""Rows of which only a part can be tried here, and why."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One attack that was tried."""

    row: int
    contained: bool
    seconds: float
    words: str
    """Why it is not contained, if it is not."""


def table(tried: Iterable[Tried]) -> str:
    """All rows in Markdown: contained or not, seconds, how many attacks."""
    by_row: dict[int, list[Tried]] = {number: [] for number in TITLES}
    for one in tried:
        by_row[one.row].append(one)
    lines = ["| # | Attack | Result | Tests |", "| ---: | --- | --- | ---: |"]
    lines += [f"| {number} | {TITLES[number]} | {_cells(number, by_row)} |" for number in TITLES]
    return "\n".join(lines)


def _cells(number: int, by_row: Mapping[int, list[Tried]]) -> str:
    found = by_row[number]
    if not found:
        return f"not tried: {OUT_OF_REACH.get(number, 'no test ran')} | 0"
    holes = "; ".join(one.words for one in found if not one.contained)
    held = f"contained: {OUT_OF_REACH[number]}" if number in OUT_OF_REACH else "contained"
    return f"{f'**not contained**: {holes}' if holes else held} | {len(found)}"
