"""The same thing told twice: in text, tables, captions, abstract and conclusion."""

from grader.consistency.itself.repeated import hold_repeated
from grader.records import Checked, Consistency, Statistic
from tests.consistency.itself import Reader

TABLE = """# 3.2 Deep wide MLP

| network | test accuracy (%) |
| --- | --- |
| deep MLP | 84.39 |
| deep wide MLP | 85.21 |

"""


def after_table(text: str) -> Reader:
    reader = Reader(TABLE + text)
    reader.number("accuracy", "84.39", network="deep mlp", split="test")
    return reader.number("accuracy", "85.21", network="deep wide mlp", split="test")


def on_text(reader: Reader) -> list[Checked]:
    last = max(index for index, b in enumerate(reader.write_up.blocks) if b.rows)
    checked = hold_repeated(reader.work)
    return [each for each in checked if each.span is not None and each.span.block > last]


def test_a_value_that_its_table_repeats_is_consistent() -> None:
    reader = after_table("The deep wide MLP reaches 85.2 % on the test set.")
    reader.number("accuracy", "85.2 %", network="deep wide mlp", split="test")

    (checked,) = on_text(reader)

    assert checked.outcome is Consistency.CONSISTENT


def test_a_value_that_its_table_contradicts_is_shown_with_both_sides() -> None:
    reader = after_table("The deep wide MLP reaches 85.12 % on the test set.")
    reader.number("accuracy", "85.12 %", network="deep wide mlp", split="test")

    (checked,) = on_text(reader)

    assert checked.outcome is Consistency.INCONSISTENT
    assert "85.12 %" in checked.sentence
    assert "85.21" in checked.sentence
    assert checked.other is not None
    assert checked.other.line == 6


def test_what_may_speak_of_another_epoch_split_or_run_is_not_accused() -> None:
    for subject in (
        {"network": "deep wide mlp", "split": "validation"},
        {"network": "deep wide mlp", "split": "test", "epoch": 20},
        {"network": "deep wide mlp", "split": "test", "settings": (("seed", "2"),)},
        {"network": "deep wide mlp", "split": ""},
        {"network": "", "split": "test"},
        {"network": "deep wide mlp with dropout", "split": "test"},
    ):
        reader = after_table("There we see 81.70 % in the end.")
        reader.number("accuracy", "81.70 %", **subject)

        assert Consistency.INCONSISTENT not in {checked.outcome for checked in on_text(reader)}


def test_a_share_of_one_told_as_per_cent_is_named() -> None:
    reader = after_table("The deep wide MLP reaches 0.8521 % on the test set.")
    reader.number("accuracy", "0.8521 %", network="deep wide mlp", split="test")

    (checked,) = on_text(reader)

    assert checked.outcome is Consistency.INCONSISTENT
    assert "share of one" in checked.sentence


def test_the_conclusion_is_held_against_the_results() -> None:
    reader = Reader(
        "# Results\n\nThe CNN reaches a test accuracy of 97.9 %.\n\n"
        "# Conclusion\n\nOur CNN reached a test accuracy of 98.9 %.\n"
    )
    reader.number("accuracy", "97.9 %", network="the cnn", split="test")
    reader.number("accuracy", "98.9 %", network="our cnn", split="test")

    outcomes = {checked.words[:7]: checked.outcome for checked in hold_repeated(reader.work)}

    assert outcomes == {"Our CNN": Consistency.INCONSISTENT}


def test_two_experiments_in_one_paragraph_are_two() -> None:
    reader = Reader(
        "# 2 MLP\n\nThe MLP reached 83.2 % on the test set. "
        "After adding dropout the MLP reached 85.2 % on the test set."
    )
    reader.number("accuracy", "83.2 %", network="the mlp", split="test")
    reader.number("accuracy", "85.2 %", network="the mlp", split="test")

    assert not [c for c in hold_repeated(reader.work) if c.outcome is Consistency.INCONSISTENT]


def test_a_setting_told_twice_is_held_together() -> None:
    text = "# 2 MLP\n\n| setting | value |\n| --- | --- |\n| batch size | 128 |\n\nWe use {}.\n"
    outcomes = []
    for words in ("a batch size of 64", "a batch size of 128"):
        reader = Reader(text.format(words))
        reader.number("batch_size", "128").number("batch_size", words.rsplit(" ", 1)[1])
        outcomes.append({checked.outcome for checked in on_text(reader)})

    assert outcomes == [{Consistency.INCONSISTENT}, {Consistency.CONSISTENT}]


def test_settings_that_were_tried_do_not_contradict_each_other() -> None:
    reader = Reader(
        "# 5 Batch size\n\nWe use a batch size of 4. We then use a batch size of 1000.\n\n"
        "# 6 Rate\n\nWe use a batch size of 32.\n"
    )
    reader.number("batch_size", "4").number("batch_size", "1000").number("batch_size", "32")

    assert not list(hold_repeated(reader.work))


def test_a_network_has_one_number_of_parameters() -> None:
    reader = Reader(
        "# 2 A\n\nThe shallow MLP has 25,450 parameters.\n\n# 3 B\n\n"
        "The shallow MLP has only 25,408 parameters, the deep one more.\n"
    )
    reader.number("parameters", "25,450", network="shallow mlp")
    reader.number("parameters", "25,408", network="shallow mlp")

    (checked,) = hold_repeated(reader.work)

    assert checked.outcome is Consistency.INCONSISTENT
    assert checked.place.line == 7


def test_values_that_nothing_can_have_are_found() -> None:
    reader = Reader("# 1 A\n\nWe got an accuracy of 185.2 %, a loss of -0.31 and momentum 9.")
    reader.number("accuracy", "185.2 %").number("loss", "-0.31").number("momentum", "9")

    assert [c.outcome for c in hold_repeated(reader.work)] == [Consistency.INCONSISTENT] * 3


def test_an_epoch_after_the_last_is_found() -> None:
    reader = Reader("# 1 A\n\nWe trained for 300 epochs. The best accuracy is 84.2 % at epoch 340.")
    reader.number("epochs", "300").number("accuracy", "84.2 %", epoch=340, moment="best")

    assert [c.outcome for c in hold_repeated(reader.work)] == [Consistency.INCONSISTENT]


def test_one_value_in_two_notations_beside_each_other_is_one() -> None:
    outcomes = []
    for first, second in (("0.8513", "85.31 %"), ("0.8513", "85.13 %"), ("85.1 %", "83.7 %")):
        reader = Reader(f"# 1 A\n\nThe test accuracy is {first} ({second}).")
        reader.number("accuracy", first, split="test").number("accuracy", second, split="test")
        outcomes.append([checked.outcome for checked in hold_repeated(reader.work)])

    assert outcomes == [[Consistency.INCONSISTENT], [Consistency.CONSISTENT], []]


def test_a_spread_is_no_accuracy() -> None:
    reader = after_table("The deep wide MLP has a standard deviation of 0.31 %.")
    spread = Statistic.SPREAD
    reader.number("accuracy", "0.31 %", statistic=spread, network="deep wide mlp", split="test")

    assert not on_text(reader)
