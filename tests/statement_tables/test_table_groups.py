"""What cells have from other lines of their table: runs beside them, rows that head a group."""

from grader.collect.statements.tables import claims_of_table
from grader.records import BlockKind, Claim, Statistic
from tests.statement_tables.tabled import read

RUNS = """# 2 Decay

| weight decay | val acc (%) run 1 | val acc (%) run 2 | mean over runs | std |
| --- | --- | --- | --- | --- |
| 0.001 | 92.41 | 92.19 | 92.30 | 0.16 |
"""
GROUPS = """# 2 Shallow

| | Chosen by train loss | Chosen by val. acc. |
| --- | --- | --- |
| Epoch | 1487 | 251 |
| Test acc. (%) | 82.71 | 85.19 |
| stepped rate | | |
| Test acc. (%) | 85.21 | 85.33 |
"""


def claims_in(text: str) -> tuple[Claim, ...]:
    write_up = read(text)
    kinds = [block.kind for block in write_up.blocks]
    made = claims_of_table(write_up, kinds.index(BlockKind.TABLE))
    return tuple(claim for claim in made if claim.quantity in ("accuracy", "loss"))


def test_a_mean_over_runs_is_of_what_the_runs_tell() -> None:
    means = [c for c in claims_in(RUNS) if c.statistic is Statistic.MEAN]

    assert [(c.quantity, c.subject.split, c.value) for c in means] == [
        ("accuracy", "validation", 92.30)
    ]


def test_what_was_picked_by_is_no_quantity_and_an_epoch_no_result() -> None:
    claims = claims_in(GROUPS)

    assert [c.value for c in claims] == [82.71, 85.19, 85.21, 85.33]
    assert {c.quantity for c in claims} == {"accuracy"}
    assert [c.subject.selection for c in claims[:2]] == ["train loss", "validation accuracy"]


def test_a_row_of_words_alone_tells_the_rows_below_it_apart() -> None:
    first, _, third, _ = claims_in(GROUPS)

    assert first.subject != third.subject
