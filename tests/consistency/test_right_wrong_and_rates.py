"""Right and wrong answers beside their share, and ratios of learning rates in words."""

import pytest

from grader.consistency.itself.arithmetic import hold_arithmetic
from grader.consistency.itself.slips_of_digits import Slip, slip
from grader.records import Consistency
from tests.consistency.itself import work_on

YES, NO = Consistency.CONSISTENT, Consistency.INCONSISTENT


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The accuracy is 96.5 %, so 193 points are right and 7 are wrong.", YES),
        ("The accuracy is 96.5 %, so 193 points are right and 9 are wrong.", NO),
        ("Of the 200 test points 14 of the 200 points are misclassified, i.e. 93.0 %.", YES),
        ("16 of the 200 points are misclassified, an accuracy of 93.0 %.", NO),
        ("16 of the 200 points are misclassified (8 %).", YES),
        ("191 of the 200 points are right (95.5 %). With 93.0 % the other has 14 wrong.", YES),
        ("191 of the 200 points are right (95.5 %). At 93.0 % the other has 16 wrong ones.", NO),
        ("191 of the 200 points are right (95.5 %). At 93.0 % 16 points were wrong.", NO),
        ("Of 800 training points 24 are wrong (97 %), of 200 test points 8.", None),
        ("With 30 % noise, 3,000 of the 10,000 images are wrong.", None),
        ("About 14 of the 200 points are wrong, an accuracy of 90 %.", None),
    ],
)  # fmt: skip
def test_right_and_wrong_answers_come_to_the_share_told(
    text: str, outcome: Consistency | None
) -> None:
    found = {each.outcome for each in hold_arithmetic(work_on(text))}

    assert (NO in found) is (outcome is NO)
    assert outcome is not YES or YES in found


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("We compare the learning rates 0.1 and 0.001. The hundred times smaller rate lags.", YES),
        ("We compare the learning rates 0.1 and 0.001. The ten times smaller rate is slow.", NO),
        ("With lr = 1e-4, i.e. ten times smaller than the learning rate 0.1, it is slow.", NO),
        ("With 0,01 it takes long, with 0,1 it does not. So a hundred times smaller learning rate"
         " is no good.", NO),
        ("The learning rates 10, 0.1 and 0.01 were tried. The learning rate falls by the factor 10"
         " between each two experiments.", NO),
        ("The learning rates 1, 0.1 and 0.01 were tried. The learning rate falls by the factor 10"
         " between each two experiments.", YES),
        ("The learning rate is 0.001. After epoch 80 the learning rate is 10 times smaller.", None),
        ("We used a learning rate of 0.001, ten times smaller than the default.", None),
        ("With a learning rate of 0.01 the loss is three times larger than with 0.001.", None),
    ],
)  # fmt: skip
def test_ratios_of_learning_rates_are_those_of_the_rates_told(
    text: str, outcome: Consistency | None
) -> None:
    found = {
        each.outcome
        for each in hold_arithmetic(work_on(text))
        if "learning rates told" in each.sentence
    }

    assert found == ({outcome} if outcome else set())


@pytest.mark.parametrize(
    ("told", "meant", "decimals", "kind"),
    [
        (21.1, 12.1, 1, Slip.SWAPPED),
        (5.42, 4.52, 2, Slip.SWAPPED),
        (15.4, 14.4, 1, Slip.DIGIT),
        (0.5, 0.05, 2, Slip.SHIFTED),
        (12.1, 12.1, 1, None),
        (25.3, 14.4, 1, None),
        (9.4, 10.4, 1, None),
    ],
)
def test_a_slip_of_the_pen_is_told_from_another_number(
    told: float, meant: float, decimals: int, kind: Slip | None
) -> None:
    assert slip(told, meant, decimals) is kind
