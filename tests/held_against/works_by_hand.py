"""Small works, made by hand: a write-up, its claims, and code as texts."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from grader.collect.code_texts import can_be_read, read_sources
from grader.collect.listings import read_listings
from grader.collect.saved import read_saved
from grader.collect.write_ups import read_text
from grader.collect.written import read_written
from grader.consistency.work import Work
from grader.ingest import read_one
from grader.records import (
    Amount,
    Block,
    Checked,
    Claim,
    Evidence,
    Place,
    Span,
    Statements,
    Subject,
    Whose,
)

NOTHING = Evidence(submission="s", name="s", digest="0")


def number(value: float, words: str = "", *, slack: float = 0.0, unit: str = "") -> Amount:
    """A number as written."""
    decimals = len(words.partition(".")[2].rstrip(" %")) if words else 0
    return Amount(
        value=value,
        least=value - slack,
        most=value + slack,
        unit=unit,
        decimals=decimals,
        words=words or format(value, "g"),
    )


def claim(
    sentence: str,
    quantity: str,
    told: float | str | tuple[int, ...] | None = None,
    *,
    denied: bool = False,
    whose: Whose = Whose.OWN,
    slack: float = 0.0,
    **subject: object,
) -> Claim:
    """A claim of the sentence that is the whole write-up's line of these words."""
    value = float(told) if isinstance(told, int | float) else None
    return Claim(
        quantity=quantity,
        value=value,
        amount=number(value, slack=slack) if value is not None else None,
        name=told if isinstance(told, str) else "",
        sizes=told if isinstance(told, tuple) else (),
        denied=denied,
        whose=whose,
        subject=Subject(**subject),  # type: ignore[arg-type]
        words=sentence,
        place=Place(file="report.md", line=1),
    )


def work(
    folder: Path,
    *claims: Claim,
    code: dict[str, str] | None = None,
    text: str = "",
    evidence: Evidence | None = None,
) -> Work:
    """A work with these claims, and this code in files of these names."""
    text = text or "\n\n".join(dict.fromkeys(each.words for each in claims))
    write_up = read_text(text, path="report.md")
    placed = tuple(_placed(each, write_up.blocks) for each in claims)
    listed = read_listings(write_up)
    if code is None:
        return Work(
            write_up=write_up,
            statements=Statements(document="report.md", claims=placed),
            evidence=evidence or NOTHING,
            listed=listed,
        )
    for name, content in code.items():
        path = folder / "handed-in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    submission = read_one(folder / "handed-in", into=folder / "copy")
    written = read_written(submission)
    return Work(
        write_up=write_up,
        statements=Statements(document="report.md", claims=placed),
        evidence=evidence
        or Evidence(
            submission="s",
            name="s",
            digest="0",
            training=written.training,
            written_networks=written.networks,
            saved=read_saved(submission),
        ),
        has_code=True,
        is_code_whole=can_be_read(submission),
        sources=read_sources(submission),
        listed=listed,
    )


def _placed(claim: Claim, blocks: tuple[Block, ...]) -> Claim:
    for index, block in enumerate(blocks):
        start = block.text.find(" ".join(claim.words.split()))
        if start >= 0:
            span = Span(block=index, start=start, end=start + len(claim.words))
            return replace(claim, span=span, sentence=span)
    return claim


def outcome(found: Iterable[Checked], words: str) -> str:
    """What came of the statement with these words; empty if nothing was said of it."""
    outcomes = [each.outcome.value for each in found if each.words == words]
    assert len(outcomes) <= 1
    return "".join(outcomes)


def notebook(*cells: tuple[str, ...]) -> str:
    """A notebook of (kind, source) or (kind, source, printed)."""
    made = []
    for kind, source, *printed in cells:
        cell: dict[str, object] = {"cell_type": kind, "source": source, "metadata": {}}
        if kind == "code":
            stream = {"output_type": "stream", "name": "stdout", "text": "".join(printed)}
            cell |= {"outputs": [stream] if printed else [], "execution_count": 1}
        made.append(cell)
    metadata = {"language_info": {"name": "python"}}
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})
