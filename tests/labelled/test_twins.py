"""Twin reports are made as they should be, and those that are there can be scored."""

import pytest

from grader.collect.write_ups import read_text
from grader.records import Consistency
from tests.labelled.labels import Report, read_twins
from tests.labelled.matching import place
from tests.labelled.placing import Words
from tests.labelled.twins import twin

SOURCE = """# One layer

The rate is ⟦0.1¦0.01¦code⟧, as in Fig. 3 above. Nothing here. It is
⟦not ¦¦argument¦elsewhere⟧ bad!

| net | test |
|---|---|
| small | ⟦37.4¦34.7¦itself-table⟧ |
| large | 51.8 |

- **lr** ⟦falls¦rises¦run⟧
- stays
"""
TWINS = read_twins()


def name_of(report: Report) -> str:
    return report.name


def test_one_twin_says_what_is_right_and_the_other_what_is_wrong() -> None:
    right, wrong = (twin(SOURCE, right=each).text for each in (True, False))
    assert right.startswith("# One layer\n\nThe rate is 0.1, as in Fig. 3 above. Nothing here.")
    assert "| small | 34.7 |" in wrong
    assert right.splitlines()[-1] == wrong.splitlines()[-1] == "- stays"


def test_a_statement_is_the_whole_sentence_or_item_or_row_and_no_more() -> None:
    made = twin(SOURCE, right=False)
    assert [each.words for each in made.statements] == [
        "The rate is 0.01, as in Fig. 3 above.",
        "It is\n bad!",
        "| small | 34.7 |",
        "**lr** rises",
    ]
    assert [each.kind for each in made.statements] == ["code", "argument", "itself-table", "run"]
    assert made.statements[1].elsewhere == ("elsewhere",)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Of ⟦ten¦nine¦counts⟧ layers ⟦two¦three¦counts⟧ are dense.", "two slots in one sentence"),
        ("There are ⟦ten¦nine⟧ layers.", "not a slot"),
        ("There are ⟦ten¦nine¦counts layers.", "not a slot"),
    ],
)
def test_a_slot_that_is_written_wrongly_is_refused(source: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        twin(source, right=True)


@pytest.mark.parametrize("report", TWINS, ids=name_of)
def test_every_statement_stands_at_one_place_of_its_report(report: Report) -> None:
    words = Words(read_text(report.text or "", path=report.document.name))
    assert [each.label.words for each in place(report, words) if not each.spans] == []


def test_the_two_of_a_pair_make_the_same_statements_with_opposite_outcomes() -> None:
    rights, wrongs = TWINS[::2], TWINS[1::2]
    assert len(rights) == len(wrongs)
    for right, wrong in zip(rights, wrongs, strict=True):
        assert (right.name, wrong.name) == (
            f"{right.document.parent.name}-right",
            f"{right.document.parent.name}-wrong",
        )
        assert [each.kind for each in right.labels] == [each.kind for each in wrong.labels]
        assert {each.outcome for each in right.labels} == {Consistency.CONSISTENT}
        assert {each.outcome for each in wrong.labels} == {Consistency.INCONSISTENT}
