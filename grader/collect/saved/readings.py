"""What is read from one place of an output, before its neighbours tell what its scale is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number with its name, as it was printed."""

    metric: str
    """`accuracy` or `loss`."""
    split: str
    """`train`, `validation`, `test`; empty if not told."""
    number: float
    """As printed; of counts such as 8439/10000 their share in per cent."""
    is_percent: bool
    """Whether it was said to be in per cent."""
    words: str
    """The line in which it stands, cut to a readable length."""
    epoch: int | None = None
    """Number of the epoch, as printed; None if not told."""
    is_best: bool = False
    """Whether it was said to be the best of several."""

    @property
    def quantity(self) -> str:
        """`test_accuracy`, `loss`, ..."""
        return f"{self.split}_{self.metric}" if self.split else self.metric


def words_around(line: str, start: int, end: int, *, longest: int = 300) -> str:
    """The line, or what stands around a number in it if it is too long to read."""
    if len(line) <= longest:
        return line.strip()
    offset = max(0, min(start - longest // 2, len(line) - longest))
    return line[offset : max(offset + longest, end)][:longest].strip()
