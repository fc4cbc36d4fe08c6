"""What a report reckons in words, says twice or says of all runs, on the whole road."""

from dataclasses import replace

import pytest

from grader.consistency import hold
from grader.records import Checked, Place, Source
from tests.consistency.itself import work_on

RUNS = """# 2.4 Weight decay

| decay | run 1 | run 2 | run 3 | mean |
| --- | --- | --- | --- | --- |
| 1e-3 | 95.02 | 94.81 | 95.10 | 94.98 |
| 1e-4 | 95.44 | 95.28 | 95.36 | 95.36 |

"""
SIZES = """# 2.1 Network

The network is 784 → 64 → 64 → 10 and has 55,050 parameters.

"""
LAYERS = """# 2.1 Network

| layer | units | parameters |
| --- | --- | --- |
| hidden 1 | 64 | {first} |
| hidden 2 | 64 | {second} |
| output | 10 | 650 |
| total | 138 | 55,050 |
"""
EPOCHS = "# 2.4 Study\n\nEvery network was trained for 40 epochs.\n\n"
CARBON = "# 3.4 Carbon\n\nThe training took 11 min 39 s, 15.4 Wh and 4.538 g of CO2.\n\n"
SCORES = "# 3 Noise\n\nThe test accuracy falls from 83.8 % to 67.5 %.\n\n"

WRONG = (
    (SIZES + "# 5 Conclusion\n\nOur small net had 55,500 of them.", "55,500"),
    (SIZES + "# 5 Conclusion\n\nThe 55 500 parameters were enough.", "55 500"),
    (SIZES + "If you leave out the biases, there remain 54,192 weights.", "54,192"),
    (LAYERS.format(first="52,040", second="4,160"), "52,040"),
    (LAYERS.format(first="50,176", second="4,160"), "50,176"),
    ("# 3\n\nTraining took 840 s, or sixteen minutes, on my laptop.", "sixteen minutes"),
    ("# 3\n\nDuration: 11 min 39 s, in seconds 739.", "in seconds 739"),
    ("# 3\n\nThe training used 0.0161 kWh (161 Wh).", "161 Wh"),
    ("# 3\n\nTime: 50 epochs × 32 s ≈ 37 min.", "37 min"),
    ("# 1\n\nOur net gets 182 of the 200 test points, i.e. 96.0 %, right.", "96.0 %"),
    ("# 1\n\nStopping there saves 35 % of it, 26 epochs in 40.", "35 %"),
    ("# 1\n\nI train on 54,000 of the 60,000 images and keep the remaining sixth.", "sixth"),
    (SCORES + "The decrease is 16.3 points, i.e. 16.3 %.", "16.3 %"),
    ("# 4\n\nThe loss falls from 1.6921 to 0.5247, a reduction by a factor of 2.2.", "2.2"),
    ("# 4\n\nThe error sinks from 0.0126 to 0.0068, that is, by 54.9 %.", "54.9 %"),
    ("# 3\n\nSumming 208 + 1,168 + 33,684 + 850 one obtains 36,910 parameters.", "36,910"),
    ("# 3\n\nIf you add 64, 4,096, 64, 640 and 10, it's 4,938.", "4,938"),
    ("# 2\n\nThe 3072 · 10 weights and ten biases make 30,720 values.", "30,720"),
    (EPOCHS + "These are 15 runs or 800 epochs altogether.", "800"),
    (EPOCHS + "There are 50 updates in an epoch, and thus 5,000 in a run.", "5,000"),
    (CARBON + "Ten such trainings would emit some 54 g.", "54 g"),
    (CARBON + "If I had run ten of these, it would have been 0.45 kg.", "0.45 kg"),
    (RUNS + "Every one of the six runs is above 95 %.", "95 %"),
    (RUNS + "There are six attempts in the table, and none made it to 95.4 %.", "95.4 %"),
)
RIGHT = (
    (SIZES + "If you leave out the biases, there remain 54,912 weights.", "54,912"),
    (SIZES + "The network of the literature has 55,500 parameters.", "55,500"),
    (SIZES + "With another seed for its design it would have 50,550 parameters.", "50,550"),
    (SIZES + "We trained it on 55,000 images and kept 5,000.", "55,000"),
    (SIZES + "In total 50,505 updates were made.", "50,505"),
    (SIZES + "The first layer holds 50,240 of them, the second 4,160.", "50,240"),
    (LAYERS.format(first="50,240", second="4,160"), "50,240"),
    (LAYERS.format(first="50,240", second="4,160"), "4,160"),
    ("# 3\n\nTraining took 840 s, or fourteen minutes, on my laptop.", "fourteen"),
    ("# 3\n\nThe 1,500 epochs lasted 13 min 5 s, about 0.52 s apiece.", "0.52 s"),
    ("# 3\n\nIt took 25 min (40 s on the GPU of a friend).", "40 s"),
    ("# 3\n\nIt takes 5 min or 40 s, depending on the machine.", "40 s"),
    ("# 3\n\nFor the deep one it was 0.0097 kWh, so 35.1 Wh for both.", "35.1 Wh"),
    ("# 3\n\nTime: 50 epochs × 32 s ≈ 27 min.", "27 min"),
    ("# 3\n\nA run lasts 2 h 29 min (149 min).", "149 min"),
    ("# 3\n\nThe run with 65 W for 20 min used 21.7 Wh, i.e. 0.0217 kWh.", "0.0217"),
    ("# 1\n\nOur net gets 192 of the 200 test points, i.e. 96.0 %, right.", "96.0 %"),
    ("# 1\n\nIt misses 8 of the 200 points, i.e. 96.0 % are right.", "96.0 %"),
    ("# 1\n\nWith 800 of the 1,000 points we get 92.5 % on the rest.", "92.5 %"),
    ("# 1\n\nI train on 54,000 of the 60,000 images and keep the remaining tenth.", "tenth"),
    (SCORES + "The decrease is 16.3 points, i.e. 19.5 %.", "19.5 %"),
    ("# 3\n\nFrom 100 % it falls by 16.3 points, i.e. 16.3 %.", "i.e. 16.3"),
    ("# 4\n\nThe loss falls from 1.6921 to 0.5247, a reduction by a factor of 3.2.", "3.2"),
    ("# 4\n\nThe loss falls from 1.69 to 0.52, roughly by a factor of 3.", "factor"),
    ("# 4\n\nThe accuracy rises from 38.6 % to 52.7 %, that is, by 14.1 %.", "14.1 %"),
    ("# 4\n\nThe error sinks from 0.0126 to 0.0068, that is, by 46 %.", "46 %"),
    ("# 4\n\nThe error fell from 9.6 % to 4.8 %, so by 4.8 points, and the loss by 30 %.", "30 %"),
    ("# 4\n\nThe loss fell from 1.20 to 0.40 and the time by a factor of 5.", "factor of 5"),
    ("# 4\n\nThe loss falls from 0.50 to 0.45 while the accuracy gains 3.1 %.", "3.1 %"),
    ("# 3\n\nSumming 208 + 1,168 + 33,684 + 850 one obtains 35,910 parameters.", "35,910"),
    ("# 3\n\n208 + 1,168 + 33,684 + 850 is less than the 545,810 of before.", "545,810"),
    ("# 3\n\nIf you add 64, 4,096, 64, 640 and 10, it's 4,874.", "4,874"),
    ("# 2\n\nThe 3072 · 10 weights and ten biases make 30,730 values.", "30,730"),
    ("# 2\n\n2 · 4096 · 16 weights and 4,112 biases make 135,184 values.", "135,184"),
    (EPOCHS + "These are 15 runs or 600 epochs altogether.", "600"),
    (EPOCHS + "With early stopping the 15 runs took 411 epochs altogether.", "411"),
    (EPOCHS + "There are 50 updates in an epoch, and thus 2,000 in a run.", "2,000"),
    (CARBON + "Ten such trainings would emit some 45 g.", "45 g"),
    (CARBON + "If I had run ten of these, it would have been 0.045 kg.", "0.045 kg"),
    (CARBON + "Ten of them fit into two hours; a car emits 120 g per kilometre.", "120 g"),
    (CARBON + "Ten such trainings need 154 Wh.", "154 Wh"),
    (CARBON + "A hundred such trainings take 19.4 hours.", "19.4 hours"),
    (CARBON + "Two of these networks, both smaller, emit 3.1 g.", "3.1 g"),
    (CARBON + "Ten such trainings with early stopping would emit 20 g.", "20 g"),
    (CARBON + "One of these emits as much as 38 m by car, which are 4.5 g.", "4.5 g"),
    (
        "# 5\n\n| epoch | validation accuracy |\n| --- | --- |\n| 1 | 60.35 |\n| 50 | 83.15 |\n\n"
        "After epoch 50 the validation accuracy loses a bit, from 85.75 to 84.85, so 0.90 points.",
        "0.90",
    ),
    (RUNS + "Every one of the six runs is above 94 %.", "94 %"),
    (RUNS + "Every one of the six runs but one is above 95 %.", "95 %"),
    (RUNS + "On average all of the six runs are above 95 %.", "95 %"),
    (RUNS + "All of the two runs that we repeated are above 95 %.", "95 %"),
    (RUNS + "There are six attempts in the table, and none made it to 95.5 %.", "95.5 %"),
    (RUNS + "Nearly all of the six runs exceed 95 %.", "95 %"),
)


def accused(text: str) -> list[Checked]:
    return [each for each in hold(work_on(text)) if each.is_called_wrong]


def is_about(checked: Checked, text: str, words: str) -> bool:
    block = work_on(text).write_up.blocks[checked.span.block].text if checked.span else ""
    said = block[checked.span.start : checked.span.end] if checked.span else ""
    return words in said or words in checked.words


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_what_does_not_come_to_what_is_said_is_shown(text: str, words: str) -> None:
    assert any(is_about(each, text, words) for each in accused(text))


@pytest.mark.parametrize(("text", "words"), RIGHT)
def test_what_looks_like_it_and_is_right_or_of_something_else_is_left(
    text: str, words: str
) -> None:
    assert words in text
    assert [each.sentence for each in accused(text)] == []


def test_a_wrong_row_is_accused_and_not_the_total_that_is_right() -> None:
    text = LAYERS.format(first="52,040", second="4,160")
    assert [each.words.split(" | ")[0] for each in accused(text)] == ["hidden 1"]


def test_what_an_output_has_is_not_accused_for_a_table_with_two_digits_changed_over() -> None:
    text = (
        "# 7 Augmentation\n\n| net | test acc |\n| --- | --- |\n| plain | 60.3 |\n"
        "| augmented | 68.1 |\n\nThe final test accuracy becomes 61.8 % for the augmented net.\n"
    )
    printed = Source(place=Place(file="log.txt"), text="", output="epoch 50 test acc 0.6180")
    work = replace(work_on(text), sources=(printed,))
    accused = [each for each in hold(work) if each.is_called_wrong]
    assert not [each for each in accused if "61.8" in each.words]
