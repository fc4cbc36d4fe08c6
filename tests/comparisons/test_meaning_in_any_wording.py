"""Values, differences, ratios, orders and totals, as different students would word them."""

import pytest

from tests.comparisons.reading import accused
from tests.comparisons.sections import BATCH, CURVE, DECAY, LEN, NETS, SEL

LOG = """# 7 Augmentation

```
epoch  1 loss 1.893 train 33.2 test 44.6
epoch 10 loss 1.466 train 48.0 test 59.3
epoch 20 loss 1.369 train 51.7 test 61.8
epoch 50 loss 1.280 train 54.9 test 63.5
```

"""
TWO = """# 8 Another loss

The final test accuracy is 60.7 % with cross entropy. With the MSE it is 62.2 %.
"""
SIDES = """# 9 Crops

The test accuracy was 63.1 %. The training accuracy was 59.8 %.
"""
COUNTS = """# 1 MLP

The network has 9,249,010 parameters.

# 2 CNN

The CNN has 3,477,066 parameters.
"""
FRAMES = """# 1 Two moons

Table 1: Results

| Model | Train acc (%) | Test acc (%) | Time (s) |
| --- | --- | --- | --- |
| NumPy | 95.3 | 95.5 | 3.1 |
| PyTorch | 93.6 | 92.0 | 12.4 |

"""


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        # A value, or a bound, of one row.
        (CURVE, "Already after 10 epochs the test accuracy is above 78 %."),
        (CURVE, "The test accuracy is over 75% from epoch 5 on."),
        (CURVE, "In the end the train loss is 0.014, which is nearly nothing."),
        (CURVE, "At the fifth epoch the test loss was 0.714."),
        (CURVE, "After ten epochs we are at 73.7 % test accuracy."),
        (CURVE, "Training accuracy at ep. 20: 92.6 %"),
        (CURVE, "At the end of the table the test accuracy is still higher than 79 %."),
        (BATCH, "With batch size 1 the test accuracy is 57.3 %."),
        (BATCH, "For 4 images at a time, that is batch size 4, the train accuracy is 89.5%."),
        (LEN, "When the length is 7 the accuracy is 99.6 %."),
        (LOG, "Our loss ended at 1.820."),
        (LOG, "At epoch 20 the test accuracy is below 60 %."),
        # How far two values are apart.
        (CURVE, "After the last epoch the gap between train and test is 19.5 points."),
        (CURVE, "After 20 epochs the gap between train and test accuracy is 18.3 points."),
        (
            CURVE,
            "At the end the training accuracy is clearly above the test accuracy. The difference "
            "is 22.5 percentage points.",
        ),
        (BATCH, "The gap to the test images is small for 500. For batch size 4 the difference "
                "between training and test is 34.5 points."),
        (LEN, "Between length 7 and 9 we lose 15.6 points."),
        (BATCH, "From 4 to 500 → minus 16.2 points on the test images."),
        (TWO, "This is an improvement of 2.5 points."),
        (TWO, "So we gained 3.5 points with it."),
        (LOG, "We started at 44.6 % and thus improved by 21.9 points over the whole run."),
        (NETS, "It has a test accuracy of 84.4 %, which is 1.8 points lower than the shallow one."),
        (NETS, "It rises from 61.2 % to 63.5 %, so we gained 3.2 points."),
        (NETS, "With dropout it is 51.8 % and without it 38.0 %, what is a difference of 14.8 "
               "points."),
        # Changes with both ends.
        (CURVE, "The error was reduced by 75 %, from 9.6 % to 4.8 %."),
        (CURVE, "The error decreased from 45.4 % to 21.6 %, a relative reduction of 34 %."),
        (CURVE, "The MSE shrinks from 0.0126 to 0.0068, in other words by 64 %."),
        # Ratios.
        (COUNTS, "The CNN has less than a third of the parameters of the MLP with 9,249,010."),
        (COUNTS, "It has 26,698 parameters, about a third of the 55,050 of the dense network."),
        # Orders.
        (FRAMES, "For both models the training accuracy is higher than the test accuracy."),
        (SIDES, "Here the train accuracy is higher than the test accuracy."),
        (TWO, "So the cross entropy gives the better final accuracy."),
        (CURVE, "At the end the test accuracy is higher than the training accuracy."),
        # Totals, and amounts told twice.
        (FRAMES, "Together they need 16.5 seconds."),
        (FRAMES, "All three trainings took 212 minutes, so more than 4 hours."),
        (FRAMES, "The energy was 0.0154 kWh (154 Wh)."),
        (FRAMES, "It took 11 min 39 s, i.e. 739 s."),
        # Shares of the parameters.
        (
            COUNTS,
            "About 85 % of them are in the first dense layer (3,211,776).",
        ),
        # What others reached.
        (NETS, "In the literature 95.5 % is reported. Our best result is less than two points "
               "below this."),
        # Whole columns.
        (LEN, "The accuracy does not depend on the length of the sequence."),
        (BATCH, "The gap between train and test is the largest for batch size 1."),
        (DECAY, "The accuracy always gets better when the weight decay gets larger."),
    ],
)  # fmt: skip
def test_what_no_value_bears_out_is_found(section: str, sentence: str) -> None:
    assert accused(section + sentence)


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        (CURVE, "Already after 10 epochs the test accuracy is above 77 %."),
        (CURVE, "The test accuracy is over 74% from epoch 5 on."),
        (CURVE, "In the end the train loss is 0.041, which is nearly nothing."),
        (CURVE, "At the fifth epoch the test loss was 0.741."),
        (CURVE, "At epoch 15 the test accuracy is 78.1 %."),
        (CURVE, "After 10 epochs with dropout the test accuracy was 73.1 %."),
        (CURVE, "At epoch 10 of another run the test accuracy was 76.2 %."),
        (CURVE, "At epoch 10 we would expect a test accuracy of 80.5 %."),
        (CURVE, "After 20 epochs it is about 79 % in the test."),
        (CURVE, "After 10 epochs the test error is 22.7 %."),
        (CURVE, "At epoch 10 the rate is lowered from 0.01 to 0.001 and the loss falls."),
        (CURVE, "A tutorial has 81.3 % test accuracy after 10 epochs."),
        (BATCH, "With batch size 1 the training accuracy is 69.4 %."),
        (LOG, "Our loss ended at 1.280."),
        (LOG, "Our loss ended at 1.28, in another section it was 0.45."),
        (CURVE, "After the last epoch the gap between train and test is 20.5 points."),
        (CURVE, "From epoch 5 to 10 the test accuracy gains 2.7 points, the training one 10.7."),
        (CURVE, "The gap between training and test accuracy grew from 4.3 to 20.5 points."),
        (LEN, "Between length 7 and 9 we lose 25.6 points."),
        (TWO, "This is an improvement of 1.5 points."),
        (TWO, "The augmentation in Section 7 brought 2.4 points."),
        (LOG, "We started at 44.6 % and thus improved by 18.9 points over the whole run."),
        (NETS, "It has a test accuracy of 84.4 %, which is 0.8 points lower than the shallow one."),
        (NETS, "With ReLU it is 51.9 %, an improvement of 13.5 points or 35 % in relative terms."),
        (CURVE, "The error was reduced by 50 %, from 9.6 % to 4.8 %."),
        (CURVE, "The error fell from 9.6 % to 4.8 %, so by 4.8 points, and the loss by 30 %."),
        (CURVE, "The MSE shrinks from 0.0126 to 0.0068, in other words by 46 %."),
        (COUNTS, "The CNN has less than half of the parameters of the MLP with 9,249,010."),
        (COUNTS, "That is 62,006 parameters, less than a fifth of the other one's!"),
        (COUNTS, "A run takes forty-seven times longer than before."),
        (FRAMES, "For the NumPy model the test accuracy is higher than the training accuracy."),
        (SIDES, "Here the test accuracy is higher than the training accuracy."),
        (SIDES, "Normally the train accuracy is higher than the test accuracy."),
        (TWO, "So the MSE gives the better final accuracy."),
        (TWO, "In the first five epochs cross entropy is better."),
        (FRAMES, "Together they need 15.5 seconds."),
        (FRAMES, "All three trainings took 212 minutes, so more than 3 hours."),
        (FRAMES, "The energy was 0.0154 kWh (15.4 Wh)."),
        (FRAMES, "It took 11 min 39 s, i.e. 699 s."),
        (FRAMES, "50 ep. × 32 s ≈ 27 min"),
        (FRAMES, "The training took 3.1 s, or 12.4 s with the other library."),
        (COUNTS, "About 92 % of them are in the first dense layer (3,211,776)."),
        (COUNTS, "The convolutions hold about 7.5 % of them; the rest is in the first layer."),
        (NETS, "In the literature 95.5 % is reported. Our best result is ten points below this."),
        (LEN, "Up to length 5 the accuracy does not depend on the length."),
        (LEN, "The accuracy does not depend on the seed."),
        (BATCH, "The gap between train and test is the largest for batch size 4."),
        (BATCH, "- best = last holds for batch size 500 only"),
        (NETS, "Neither in a table nor in a log did any of them ever get past 86 % in the test."),
        (NETS, "For n = 16 we count 2 · 4096 · 16 weights and 4,112 biases, so 135,184 values."),
        (
            "# 1 Autoencoder\n\nIt is 4096 - 16 - 4096.\n\n"
            "| n | weights | biases | total |\n|---|---|---|---|\n"
            "| 16 | 131,072 | 4,112 | 135,184 |\n",
            "",
        ),
        (SEL, "The test accuracy of the second choice is 84.96 %, found at epoch 203."),
    ],
)  # fmt: skip
def test_what_may_be_right_is_left_alone(section: str, sentence: str) -> None:
    assert not accused(section + sentence)
