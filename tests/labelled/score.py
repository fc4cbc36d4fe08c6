"""How many of the labelled mistakes are found, and how often right statements are accused.

    python -m tests.labelled.score [--report NAME] [--kind K] [--missed] [--false-alarms]

Held-back reports are counted apart, and their words are shown only with `--held-back`.
"""

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from grader.records import Consistency
from tests.labelled.labels import Report, read_reports
from tests.labelled.matching import Placed, Told, place, tell
from tests.labelled.placing import Words
from tests.labelled.route import findings_of, read_document, reading_room, typeset

COLUMNS = ["wrong", "found", "missed", "recall", "right", "alarms", "precision", "confirmed"]
COLUMNS += ["open", "guessed", "vouched", "pointed at", "doubted"]
WRONG, RIGHT, OPEN = Consistency.INCONSISTENT, Consistency.CONSISTENT, Consistency.CANNOT_TELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Labels, and everything that the findings say of them."""

    placed: tuple[Placed, ...]
    told: tuple[Told, ...]

    def labelled(self, outcome: Consistency) -> list[Placed]:
        """The labels with this outcome."""
        return [each for each in self.placed if each.label.outcome is outcome]

    def said(self, each: Placed) -> set[str]:
        """The outcomes that findings give a label."""
        return {told.finding.outcome for told in self.told if each in told.about}

    def found(self) -> list[Placed]:
        """Wrong statements that were found."""
        return [each for each in self.labelled(WRONG) if WRONG in self.said(each)]

    def missed(self) -> list[Placed]:
        """Wrong statements that were not."""
        return [each for each in self.labelled(WRONG) if WRONG not in self.said(each)]

    def false_alarms(self) -> list[Placed]:
        """Right statements that are said to be wrong."""
        return [each for each in self.labelled(RIGHT) if WRONG in self.said(each)]

    def looking_wrong(self, outcome: Consistency) -> list[Placed]:
        """The labels with this outcome that are said to look wrong, and not to be wrong."""
        doubted = {id(each) for told in self.told if told.finding.looks_wrong
                   for each in told.about}  # fmt: skip
        labels = self.labelled(outcome)
        return [each for each in labels if id(each) in doubted and WRONG not in self.said(each)]

    def confirmed(self) -> list[Placed]:
        """Right statements that are said to be right, and not to be wrong."""
        said = {id(each): self.said(each) for each in self.labelled(RIGHT)}
        return [
            each
            for each in self.labelled(RIGHT)
            if RIGHT in said[id(each)] and WRONG not in said[id(each)]
        ]

    def guessed(self) -> list[Placed]:
        """Statements that nobody can decide, and that are said to be wrong."""
        return [each for each in self.labelled(OPEN) if WRONG in self.said(each)]

    def vouched(self) -> list[Placed]:
        """Statements that nobody can decide, and that are said to be right."""
        return [each for each in self.labelled(OPEN) if self.said(each) & {RIGHT} == {RIGHT}]

    def unlabelled(self) -> list[Told]:
        """Accusations of words that carry no label: suspects."""
        return [told for told in self.told if not told.about and told.finding.outcome == WRONG]

    def part(self, placed: Iterable[Placed]) -> "Score":
        """Only these labels."""
        kept = tuple(placed)
        return Score(placed=kept, told=self.told)


def score(reports: Sequence[Report]) -> Score:
    """Hold every report against itself and its code, and the findings against the labels."""
    placed: list[Placed] = []
    told: list[Told] = []
    with tempfile.TemporaryDirectory() as folder, reading_room() as room:
        for report in reports:
            into = Path(folder) / report.name
            document = typeset(report, into)
            words = Words(read_document(document, room, into / "copy"))
            here = place(report, words)
            placed += here
            told += (tell(each, here, words) for each in findings_of(report, document, into))
    return Score(placed=tuple(placed), told=tuple(told))


def table(all_of: Score) -> str:
    """One row for each kind, for each report, for each part of the set, and for the whole."""
    rows = [("", COLUMNS)]
    for kind in sorted({each.label.kind for each in all_of.placed}):
        rows.append((kind, _row(all_of.part(e for e in all_of.placed if e.label.kind == kind))))
    for name in sorted({each.report.name for each in all_of.placed}):
        rows.append((name, _row(all_of.part(e for e in all_of.placed if e.report.name == name))))
    for name, held_back in (("in the open", False), ("held back", True)):
        part = (each for each in all_of.placed if each.report.held_back is held_back)
        rows.append((name, _row(all_of.part(part))))
    rows.append(("total", _row(all_of)))
    return "\n".join(f"{name:18}" + "".join(f"{cell:>11}" for cell in row) for name, row in rows)


def _row(part: Score) -> list[str]:
    wrong, right = part.labelled(WRONG), part.labelled(RIGHT)
    found, alarms = part.found(), part.false_alarms()
    return [
        str(len(wrong)),
        str(len(found)),
        str(len(wrong) - len(found)),
        _percent(len(found), len(wrong)),
        str(len(right)),
        str(len(alarms)),
        _percent(len(found), len(found) + len(alarms)),
        str(len(part.confirmed())),
        str(len(part.labelled(OPEN))),
        str(len(part.guessed())),
        str(len(part.vouched())),
        str(len(part.looking_wrong(WRONG))),
        str(len(part.looking_wrong(RIGHT))),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"


def show_labels(console: Console, title: str, shown: Sequence[Placed], all_of: Score) -> None:
    """Labels with what was said of them."""
    console.print(f"\n[bold]{title}[/bold]: {len(shown)}")
    for each in shown:
        label = each.label
        console.print(f"- {each.report.name} ({label.kind}): [cyan]{escape(label.words)}[/cyan]")
        console.print(f"    {escape(label.because)}")
        for told in all_of.told:
            if each in told.about:
                finding = told.finding
                console.print(
                    f"    {finding.outcome} ({finding.check}): {escape(finding.sentence)}"
                )


def show_told(console: Console, title: str, shown: Sequence[Told]) -> None:
    """Findings with their words."""
    console.print(f"\n[bold]{title}[/bold]: {len(shown)}")
    for told in shown:
        finding = told.finding
        console.print(
            f"- {told.report.name} ({finding.check}): [cyan]{escape(finding.words)}[/cyan]"
        )
        console.print(f"    {escape(finding.sentence)}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the score."""
    parser = argparse.ArgumentParser(prog="python -m tests.labelled.score", description=__doc__)
    parser.add_argument("--report", action="append", help="only this one; may be repeated")
    parser.add_argument("--kind", help="only labels of this kind")
    parser.add_argument("--missed", action="store_true", help="list wrong ones that were not found")
    parser.add_argument(
        "--false-alarms", action="store_true", help="list accusations that are not due"
    )
    parser.add_argument(
        "--held-back", action="store_true", help="list those of held-back reports, too"
    )
    options = parser.parse_args(arguments)
    reports = [each for each in read_reports() if each.name in (options.report or [each.name])]
    console = Console(highlight=False, soft_wrap=True)
    whole = score(reports)
    if options.kind:
        whole = whole.part(each for each in whole.placed if each.label.kind == options.kind)
    console.print(table(whole))
    console.print(f"accusations of words without a label: {len(whole.unlabelled())}")
    if lost := [each for each in whole.placed if not each.spans]:
        show_labels(console, "labels that are not found in their document", lost, whole)
    names = {each.name for each in reports if options.held_back or not each.held_back}
    shown = whole.part(each for each in whole.placed if each.report.name in names)
    if options.missed:
        show_labels(console, "missed", shown.missed(), whole)
    if options.false_alarms:
        show_labels(console, "false alarms", shown.false_alarms(), whole)
        show_labels(console, "decided, and nobody can", shown.guessed(), whole)
        suspects = [told for told in whole.unlabelled() if told.report.name in names]
        show_told(console, "accusations of words without a label", suspects)


if __name__ == "__main__":
    main()
