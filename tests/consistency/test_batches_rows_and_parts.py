"""Batches of an epoch, counts with biases, totals of a sentence before, and rows of tables."""

import pytest

from grader.consistency.itself.counts import hold_counts
from grader.consistency.itself.repeated import hold_repeated
from grader.consistency.itself.totals import hold_totals
from tests.consistency.itself import work_on


def totals(text: str) -> set[str]:
    return {each.outcome.value for each in hold_totals(work_on(text))}


def repeated(text: str) -> set[str]:
    return {each.outcome.value for each in hold_repeated(work_on(text))}


CIFAR = "CIFAR-10 has 50,000 training images.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "For batch size 4 there are 12,500 updates per epoch, for batch size 1000 only 500.",
        "With batch size 4 there are 12,500 steps in each epoch, and with batch size 500 1,000.",
        "With batch size 4 the weights are updated 12,500 times in an epoch, with batch size 1 "
        "5,000 times.",
        "With 1000 images there are only fifty updates in an epoch, against 1.250 with batch 4.",
    ],
)
def test_batches_that_the_images_do_not_make(text: str) -> None:
    assert "inconsistent" in totals(CIFAR + text)


@pytest.mark.parametrize(
    "text",
    [
        "For batch size 4 there are 12,500 updates per epoch, for batch size 1000 only 50.",
        "With batch size 64 there are 782 iterations per epoch, and with batch size 128 391.",
        "With batch size 64 there are 781 batches per epoch, with batch size 500 there are 100.",
        "With batch size 4 there are 12,500 updates per epoch, 250 times more than with batch size "
        "1000.",
        "With batch size 4 there are 12,500 updates per epoch, with batch size 1000 it takes 7 "
        "seconds.",
        "With batch size 4 we make 12,500 steps per epoch, and with batch size 8 after 100 epochs "
        "625,000 steps.",
        "With batch size 4 there are 12,500 updates per epoch, with batch size 1000 we reach 46 %.",
        "With batch size 4 we make 12,500 updates per epoch, with batch size 1000 the best is 46.",
        "With batch size 4, 1,250 updates per epoch are made, as only a tenth of the data is used.",
        "With batch size 500 there are 90 updates per epoch, the other 5,000 images are for "
        "validation; with batch size 50 there are 900.",
    ],
)
def test_batches_that_may_be_right(text: str) -> None:
    assert "inconsistent" not in totals(CIFAR + text)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The convolutional layers have 260,160 parameters and the dense layers have 3,216,906 "
         "parameters. In total it is 3,467,066 parameters.", True),
        ("The convolutional layers have 260,160 parameters and the dense layers have 3,216,906 "
         "parameters. In total it is 3,477,066 parameters.", False),
        ("The encoder has 65,552 parameters and the decoder 69,632 parameters. "
         "Altogether there are 131,072 parameters.", True),
        ("The small network has 25,450 parameters and the large one 101,770 parameters. "
         "The total number of parameters of the deep network is 118,346.", False),
        ("The training with batch size 1 lasted 2.7 hours and with batch size 4 about 43 minutes. "
         "For all three we needed 2.9 hours.", True),
        ("The training with batch size 1 lasted 2.7 hours and with batch size 4 about 43 minutes. "
         "For all three we needed 3.6 hours.", False),
        ("The training with batch size 1 lasted 2.7 hours and with batch size 4 about 43 minutes. "
         "In total we would need 1 hour on a faster card.", False),
        ("An epoch takes 7 minutes with batch size 1 and 2 minutes with batch size 4. "
         "In total each training took 5 minutes.", False),
    ],
)  # fmt: skip
def test_totals_of_the_sentence_before(text: str, is_wrong: bool) -> None:
    assert ("inconsistent" in totals(f"# 2.1 Networks\n\n{text}")) is is_wrong


SIZES = "# 2.1 Counting\n\nThe network is 784 → 64 → 64 → 10.\n\n"


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("In the last layer are 650 parameters, in the first 50,176 when the biases are included.",
         True),
        ("Counted with its biases, the middle layer has 4,096 of them.", True),
        ("The first layer has 50,176 parameters, weights plus biases.", True),
        ("The whole has 54,912 parameters including the biases.", True),
        ("The first layer has 50,240 parameters, weights plus biases.", False),
        ("The first layer has 50,176 weights and 64 biases.", False),
        ("There are 50,176 weights, with the biases it is 50,240.", False),
        ("The first layer has 50,176 parameters without and 50,240 with biases.", False),
        ("784 * 64 = 50,176, and with the biases 50,240.", False),
        ("The first layer has 50,176 parameters, biases are not counted.", False),
        ("With the biases the first layer would have more than 50,176 parameters.", False),
        ("The first layer has about 50,176 parameters with biases.", False),
    ],
)  # fmt: skip
def test_counts_that_say_that_biases_are_in_them(text: str, is_wrong: bool) -> None:
    found = [each.outcome.value for each in hold_counts(work_on(SIZES + text))]

    assert ("inconsistent" in found) is is_wrong


TABLE = """# 2 Study

| n | parameters | val. acc. | epochs to converge | best epoch |
| --- | --- | --- | --- | --- |
| 32 | 25,450 | 0.823 | 350 | 141 |
| 128 | 101,770 | 0.841 | 240 | 224 |
| 512 | 407,050 | 0.852 | 150 | 87 |

"""


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The network with 128 neurons converges in 150 epochs.", True),
        ("With n = 32 the best epoch is 224.", True),
        ("With n = 32 the best epoch is 114.", True),
        ("The network with 128 neurons converges in 240 epochs.", False),
        ("The network with 128 neurons converges faster than 150 epochs.", False),
        ("The networks with 128 and 512 neurons converge in 150 epochs.", False),
        ("The network with 128 neurons was trained for 500 epochs.", False),
        ("The network with 128 neurons nearly converges in about 150 epochs.", False),
        ("The network with 128 neurons does not converge in 150 epochs.", False),
        ("With Adam the network with 128 neurons converges in 150 epochs.", False),
        ("For the deep network with 128 neurons the best epoch is 87.", False),
        ("The first layer has 128 neurons, and the best epoch is 87.", False),
        ("With the other seed the network with 128 neurons converges in 150 epochs.", False),
    ],
)
def test_a_number_of_another_row(text: str, is_wrong: bool) -> None:
    assert ("inconsistent" in repeated(TABLE + text)) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The test accuracy peaks at 84.19% in epoch 40. The peak of the test accuracy is at "
         "epoch 60.", True),
        ("The test accuracy peaks at 84.19% in epoch 40. The peak of the test accuracy is at "
         "epoch 40.", False),
        ("The test accuracy peaks at 84.19% in epoch 40. The lowest train loss is at epoch 490.",
         False),
        ("The test accuracy peaks at 84.19% in epoch 40. With the other seed, the peak of the test "
         "accuracy is at epoch 60.", False),
        ("The test accuracy of the small network peaks at 84.19% in epoch 40. The peak of the test "
         "accuracy of the wide network is at epoch 60.", False),
        ("With Adam the test accuracy peaks at 84.19% in epoch 40. With SGD the peak of the test "
         "accuracy is at epoch 60.", False),
    ],
)  # fmt: skip
def test_the_epoch_of_the_best_told_twice(text: str, is_wrong: bool) -> None:
    assert ("inconsistent" in repeated(f"# 4.1 Noisy labels\n\n{text}")) is is_wrong
