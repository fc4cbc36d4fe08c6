"""What is noted while a notebook runs: its endings, in order, each with its sentence."""

from collections.abc import Iterable

from grader.records import Cell, Ending, EndingName, Limits, Notebook
from grader.sandbox import endings
from grader.sandbox.output import CellError, CellOutput
from grader.sandbox.shares import Grant


class Journal:
    """The endings of one notebook so far."""

    def __init__(self, notebook: Notebook, limits: Limits) -> None:
        self._notebook, self._limits = notebook, limits
        self._endings: list[Ending] = []
        self._last = max(
            (c.index for c in notebook.cells if c.kind == "code" and c.source.strip()), default=None
        )
        self._last_was_cut = False
        self.over: EndingName | None = None
        """Why no further cell is run; None while they are."""
        self.grant: Grant | None = None
        """The time that the cell which runs was given."""

    @property
    def endings(self) -> tuple[Ending, ...]:
        """All endings, in the order in which they came."""
        return tuple(self._endings)

    def finished(self) -> None:
        """Every cell had its turn; one whose last cell was cut short did not reach its end."""
        if self.over is None and not self._last_was_cut:
            words = f"{self._notebook.path} ran to its end."
            self._endings.append(endings.ending(EndingName.FINISHED, words, self._notebook))

    def interrupted(self, cell: Cell, cut: EndingName, error: CellError | None) -> None:
        """A cell was stopped because of the limit `cut`; the error says where it was."""
        goes_on = cut is EndingName.CELL_TIME
        self._last_was_cut = cell.index == self._last
        ends_here = goes_on and self._last_was_cut
        then = "" if ends_here else endings.consequence(kernel_lives=True, goes_on=goes_on)
        self._limit(cut, cell, error.line if error else None, then)
        if not goes_on:
            self.over = cut

    def died(
        self, cell: Cell, exit_code: int | None, *, cut: EndingName | None, hit: EndingName | None
    ) -> None:
        """The kernel is dead: it did not stop after `cut`, or hit a limit, or by itself."""
        self.over = EndingName.DIED
        over_cpu = EndingName.CPU_TIME if endings.is_cpu_signal(exit_code) else None
        if cause := hit or cut or over_cpu:
            then = endings.consequence(kernel_lives=False, goes_on=False) if cut else ""
            self._limit(cause, cell, then=then)
        else:
            where = endings.where(self._notebook, cell.index)
            self._note(EndingName.DIED, cell, endings.death_sentence(exit_code, where))

    def raised(self, cell: Cell, error: CellError) -> None:
        """A cell raised an error, maybe because of a limit."""
        if limit := endings.limit_behind(error.words):
            self._limit(limit, cell, error.line)
        where = endings.where(self._notebook, cell.index)
        words = f"An error was raised {where}: {error.words}"
        self._note(EndingName.RAISED, cell, words, error.line)

    def left_out(self, cell: Cell, error: CellError) -> None:
        """A cell was left where it began to train, because that was asked for."""
        self._last_was_cut = cell.index == self._last
        words = endings.left_out_sentence(self._notebook, cell.index, error.line)
        self._note(EndingName.TRAINING_LEFT_OUT, cell, words, error.line)

    def limits_hit(self, cell: Cell, names: Iterable[EndingName]) -> None:
        """Limits were hit that did not end the cell; each is told once."""
        noted = {ending.name for ending in self._endings}
        for name in names:
            if name not in noted:
                self._limit(name, cell)

    def printed(self, cell: Cell, output: CellOutput) -> None:
        """A cell is over; told when it printed too much."""
        if output.dropped_bytes:
            where = endings.where(self._notebook, cell.index)
            words = endings.output_sentence(output.kept_bytes, output.dropped_bytes, where)
            self._note(EndingName.OUTPUT, cell, words)

    def _limit(self, name: EndingName, cell: Cell, line: int | None = None, then: str = "") -> None:
        where = endings.where(self._notebook, cell.index)
        if name is EndingName.CELL_TIME and self.grant and self.grant.is_share:
            sentence = endings.share_sentence(self.grant.seconds, where)
        else:
            sentence = endings.limit_sentence(name, self._limits, where)
        self._note(name, cell, f"{sentence} {then}".strip(), line)

    def _note(self, name: EndingName, cell: Cell, sentence: str, line: int | None = None) -> None:
        ending = endings.ending(name, sentence, self._notebook, cell=cell.index, line=line)
        self._endings.append(ending)
