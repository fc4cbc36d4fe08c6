"""A text alone, as everything that its statements are held against."""

from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements import read_statements
from grader.collect.statements.amounts import find_amounts
from grader.collect.write_ups import read_text
from grader.consistency import Work
from grader.records import (
    BlockKind,
    Claim,
    Evidence,
    Span,
    Statements,
    Statistic,
    Subject,
    Whose,
    WriteUp,
)


def work_of(write_up: WriteUp, statements: Statements) -> Work:
    """A write-up with what it states, and nothing else."""
    evidence = Evidence(submission="s", name="s", digest="0")
    return Work(write_up=write_up, statements=statements, evidence=evidence)


def work_on(text: str) -> Work:
    """A Markdown text as it is read."""
    write_up = read_text(text, path="report.md")
    return work_of(write_up, read_statements(write_up))


class Reader:
    """Makes claims of a text by hand, in reading order."""

    def __init__(self, text: str) -> None:
        self.write_up = read_text(text, path="report.md")
        self.claims: list[Claim] = []
        self._block, self._offset = 0, 0

    def number(
        self,
        quantity: str,
        words: str,
        *,
        statistic: Statistic = Statistic.VALUE,
        whose: Whose = Whose.OWN,
        several: bool = False,
        **subject: object,
    ) -> "Reader":
        """The next number with these words in the text tells this quantity."""
        span = self._next(words)
        (found,) = find_amounts(words)
        amount = found.amount
        if quantity == "accuracy" and not amount.unit:
            factor = 100 if amount.value <= 1 else 1
            amount = replace(
                amount,
                value=amount.value * factor,
                least=amount.least * factor,
                most=amount.most * factor,
                unit="%",
            )
        self._add(
            span,
            quantity=quantity,
            amount=amount,
            value=amount.value,
            statistic=statistic,
            whose=whose,
            is_one_of_several=several,
            subject=self._subject(span, subject),
        )
        return self

    def name(self, quantity: str, words: str, name: str, **subject: object) -> "Reader":
        """The next such words tell a value that is a name."""
        span = self._next(words)
        self._add(span, quantity=quantity, name=name, subject=self._subject(span, subject))
        return self

    def sizes(self, words: str, *sizes: int, **subject: object) -> "Reader":
        """The next such words tell a row of sizes."""
        span = self._next(words)
        self._add(span, quantity="sizes", sizes=sizes, subject=self._subject(span, subject))
        return self

    @property
    def work(self) -> Work:
        """The work, with these claims."""
        statements = Statements(document="report.md", claims=tuple(self.claims))
        return work_of(self.write_up, statements)

    def _add(self, span: Span, **fields: object) -> None:
        block = self.write_up.blocks[span.block]
        sentence = self._sentence(span)
        claim = Claim(
            words=block.text[sentence.start : sentence.end],
            place=block.place_of(span.start),
            span=span,
            sentence=sentence,
            is_listed=block.kind is BlockKind.TABLE,
            **fields,  # type: ignore[arg-type]
        )
        self.claims.append(claim)

    def _subject(self, span: Span, fields: dict[str, object]) -> Subject:
        question = self.write_up.blocks[span.block].question
        return Subject(**{"question": question, **fields})  # type: ignore[arg-type]

    def _next(self, words: str) -> Span:
        for index, text in self._blocks():
            start = text.find(words, self._offset if index == self._block else 0)
            if start >= 0:
                self._block, self._offset = index, start + len(words)
                return Span(block=index, start=start, end=start + len(words))
        raise AssertionError(f"{words!r} is not in the text")

    def _blocks(self) -> Iterator[tuple[int, str]]:
        for index in range(self._block, len(self.write_up.blocks)):
            yield index, self.write_up.blocks[index].text

    def _sentence(self, span: Span) -> Span:
        text = self.write_up.blocks[span.block].text
        stop = "\n" if self.write_up.blocks[span.block].kind is BlockKind.TABLE else ". "
        start = text.rfind(stop, 0, span.start)
        end = text.find(stop, span.end)
        return Span(
            block=span.block,
            start=start + len(stop) if start >= 0 else 0,
            end=end if end >= 0 else len(text),
        )
