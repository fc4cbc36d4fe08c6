"""Strangers' sentences: many ways of saying a thing, and honest ones that look alike."""

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.records import Consistency
from tests.comparisons.making import checked
from tests.comparisons.tables import (
    BATCH,
    CRIT,
    DECAY,
    EPOCHS,
    FRAME,
    LEN,
    LR,
    NETS,
    RELU,
    WHOLE,
)

YES, NO = Consistency.CONSISTENT, Consistency.INCONSISTENT


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (RELU, "ReLU adds 15.49 points on the test set."),
        (RELU, "Thanks to ReLU the test accuracy goes up, namely by 41.49 points."),
        (RELU, "With ReLU the distance between training and test accuracy is 16.92 points."),
        (RELU, "The generalization gap of the network with ReLU amounts to 19.26 points."),
        (RELU, "Dropping the ReLU costs 14.94 points of test accuracy."),
        (BATCH, "Batch size 4 beats batch size 1 by 6.9 points and batch size 500 by 14.3 points."),
        (BATCH, "Batch size 4 is ahead of 500 by 11.3 percentage points."),
        (BATCH, "Compared with batch size 1, batch size 4 gains 9.6 points."),
        (BATCH, "Batch size 500 lags 31.3 points behind batch size 4."),
        (BATCH, "Going from 4 to 500 we lose 18.3 points."),
        (FRAME, "The gap between train and test is 0.4 points for NumPy and"
         " 2.1 points for PyTorch."),
        (FRAME, "PyTorch is 0.5 points worse than NumPy on the test set."),
        (CRIT, "Between the two validation criteria there are only 0.5 points on the test set."),
        (CRIT, "Picking by the training loss costs 2.91 points of test accuracy."),
        (RELU, "This is a relative improvement of 14.5 % on the test set."),
        (RELU, "ReLU improves the test accuracy by 14.49 % relative."),
        (RELU, "In relative terms the test accuracy rises by 14.49 %."),
        (RELU, "ReLU gives us 14.49 percentage points. That is an increase of 14.49 %."),
        (CRIT, "Selecting by the validation loss gives the best test accuracy."),
        (CRIT, "The validation accuracy yields the lowest test accuracy."),
        (CRIT, "Stopping at the lowest validation loss results in the highest test accuracy."),
        (BATCH, "Batch size 4 comes first, batch size 500 second."),
        (BATCH, "In the ranking batch size 1 is first."),
        (BATCH, "Ranked by accuracy, 4 is first and 1 last."),
        (LR, "0.01 is the best learning rate."),
        (LR, "We conclude that 0.01 is the best choice."),
        (NETS, "The smallest network is also the worst."),
        (NETS, "The largest network is the best."),
        (NETS, "The network with the most parameters is the best one."),
        (NETS, "The deep MLP is the best of all networks that we trained."),
        (DECAY, "The accuracy gets better the larger the weight decay is."),
        (LEN, "The accuracy rises the longer the palindromes are."),
        (LEN, "Accuracy improves with the length."),
        (LEN, "The RNN is perfect for all lengths."),
        (LEN, "The RNN makes no mistake on long palindromes."),
        (LEN, "At length 11 the accuracy is below chance."),
        (EPOCHS, "The test accuracy keeps increasing until the last epoch."),
        (EPOCHS, "From epoch 10 on the test loss more than triples until the end of the training."),
        (EPOCHS, "The test loss keeps falling until the end."),
        (BATCH, "The smaller the batch size, the better the accuracy."),
        (LR, "Larger learning rates give better accuracy."),
        (DECAY, "In the literature 98.5 % is reached. Our results are close"
         " to that of the literature."),
        (DECAY, "Others get 98.5 % [2]; ours is about the same."),
    ],
)  # fmt: skip
def test_what_the_table_contradicts_is_found_in_whatever_words(table: str, sentence: str) -> None:
    assert NO in _outcomes(table + sentence)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (RELU, "ReLU adds 14.49 points on the test set."),
        (RELU, "With ReLU the distance between training and test accuracy is 19.62 points."),
        (RELU, "Dropping the ReLU costs 14.49 points of test accuracy."),
        (BATCH, "Batch size 4 beats batch size 1 by 6.9 points and batch size 500 by 13.3 points."),
        (BATCH, "Batch size 4 is ahead of 500 by 13.3 percentage points."),
        (BATCH, "Compared with batch size 1 the batch size 4 gains 6.9 points."),
        (BATCH, "Batch size 500 lags 13.3 points behind batch size 4."),
        (BATCH, "Going from 4 to 500 we lose 13.3 points."),
        (FRAME, "The gap between train and test is 0.4 points for NumPy and"
         " 1.1 points for PyTorch."),
        (FRAME, "PyTorch is 5.0 points worse than NumPy on the test set."),
        (CRIT, "Picking by the training loss costs 2.19 points of test accuracy."),
        (RELU, "ReLU improves the test accuracy by 14.49 % absolute."),
        (RELU, "ReLU improves the test accuracy by 14.49 percentage points (38 % relative)."),
        (CRIT, "Selecting by the validation accuracy gives the best test accuracy."),
        (CRIT, "The training loss leads to the lowest test accuracy."),
        (BATCH, "Batch size 4 comes first, batch size 1 second and batch size 500 third."),
        (BATCH, "Ranked by accuracy, 4 is first and 500 last."),
        (LR, "0.001 is the best learning rate."),
        (DECAY, "1e-5 has the best mean, followed by 1e-7."),
        (NETS, "The smallest network is the best."),
        (LEN, "The accuracy falls the longer the palindromes are."),
        (LEN, "The longer the sequence, the lower the accuracy."),
        (EPOCHS, "The test loss almost doubles from epoch 10 to epoch 40."),
        (LR, "The smaller the learning rate, the better the accuracy."),
        (DECAY, "The literature reports 92.5 %. Our results are close to the literature."),
    ],
)  # fmt: skip
def test_what_the_table_says_is_confirmed_in_whatever_words(table: str, sentence: str) -> None:
    found = _outcomes(table + sentence)

    assert YES in found
    assert NO not in found


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (RELU, "After the first epoch the network with ReLU was already 5.2"
         " points ahead of the other."),
        (RELU, "In the plot the curves are about 10.5 points apart around epoch 20."),
        (RELU, "Over three seeds the test accuracy varies by 0.6 points."),
        (RELU, "At its best epoch the network with ReLU was 1.58 points better than at the end."),
        (RELU, "The result is 0.15 points below that of the single layer from Section 2."),
        (RELU, "The best test accuracy with ReLU, reached in epoch 21, is"
         " 1.5 points higher than the final one."),
        (RELU, "With dropout we could win back 1.4 points."),
        (RELU, "We expected a gain of 15.5 points."),
        (RELU, "The published gain is 15.4 points."),
        (RELU, "Without ReLU the gap between training and test accuracy is only 6.93 points."),
        (RELU, "With ReLU the relative improvement is 38 %."),
        (RELU, "ReLU makes the relative error fall by 23.4 %."),
        (RELU, "The error rate falls from 62.05 % to 47.56 %, a relative reduction of 23.4 %."),
        (RELU, "The training accuracy rises by 60.6 % relative."),
        (RELU, "The accuracy rises from 37.95 % to 52.44 %, so by 14.49 %"
         " (absolute) or 38.2 % (relative)."),
        (BATCH, "Batch size 1 needs 138 s more per epoch than batch size 4."),
        (BATCH, "With batch size 1 the best accuracy was 58.9 %, 4.6 points above the last one."),
        (BATCH, "Batch size 4 was the best, 500 the worst."),
        (BATCH, "Batch size 1 comes second, after 4 and before 500."),
        (BATCH, "Batch size 500 comes first when it comes to speed, batch size 4 second."),
        (BATCH, "In terms of time 500 is first and 1 last."),
        (BATCH, "We ranked them by speed: 500 is first, 4 second, 1 third."),
        (BATCH, "Batch size 500 is the better choice if time matters."),
        (BATCH, "The larger the batch, the shorter the epoch."),
        (BATCH, "The larger the batch, the smoother the curve."),
        (BATCH, "The smaller the batch size, the noisier the gradient."),
        (BATCH, "Larger batches give faster epochs but not better accuracy."),
        (BATCH, "Between 4 and 500 the accuracy falls with growing batch size."),
        (BATCH, "Except for batch size 1, the smaller the batch, the better."),
        (LR, "The smaller the learning rate, the better the accuracy, at least down to 0.001."),
        (LR, "For 10 and 0.1 the accuracy is at chance level."),
        (LR, "With 0.1 the network is not better than random guessing."),
        (LR, "With 0.01 the network is better than random guessing."),
        (LR, "0.001 is the better learning rate of the last two."),
        (LR, "A learning rate of 0.0001, ten times smaller than 0.001, was too slow."),
        (LR, "The learning rates differ by a factor of ten, except for the first."),
        (LR, "From one rate to the next we divide by ten or a hundred."),
        (LR, "The learning rate 10 is a hundred times larger than 0.1."),
        (LR, "With a rate of 0.01 the loss is three times larger than with 0.001."),
        (LR, "With the learning rates 0.01 and 0.001 training took ten"
         " times longer than expected."),
        (CRIT, "The validation loss gives the best compromise."),
        (CRIT, "The validation accuracy gives the highest validation accuracy, of course."),
        (CRIT, "The training loss leads to the lowest training loss."),
        (CRIT, "The validation loss has its best value in epoch 210."),
        (CRIT, "The validation loss is the best criterion in our opinion."),
        (CRIT, "With the scheduler the validation loss would give the best test accuracy."),
        (CRIT, "Picking the epoch by the lowest validation loss costs 0.05"
         " points of test accuracy."),
        (DECAY, "The accuracy gets better the smaller the weight decay is, up to a point."),
        (DECAY, "Run 2 is the best for 1e-3 and 1e-7."),
        (DECAY, "The best single run belongs to 1e-5."),
        (DECAY, "Other students reached 98.1 %, our results are far from that."),
        (DECAY, "Our results are close to each other; in the literature 98.5 % is reached."),
        (DECAY, "The literature reports 98.5 % and 97.8 %; our result is"
         " close to what a linear model gets."),
        (DECAY, "Compared to the literature (98.5 %) our best mean of 92.0 % is 6.5 points lower."),
        (EPOCHS, "The test accuracy keeps increasing until epoch 20."),
        (EPOCHS, "The test accuracy increases almost until the end."),
        (EPOCHS, "The training accuracy keeps increasing until the last epoch."),
        (EPOCHS, "Before epoch 10 the test loss falls by more than a third."),
        (EPOCHS, "The training loss more than doubles its distance to the test"
         " loss until the end."),
        (EPOCHS, "The time per epoch doubles with augmentation."),
        (EPOCHS, "From the first to the last epoch the test accuracy wins 18.09 points."),
        (EPOCHS, "Between epochs 2 and 5 the accuracy rises by 8.1 points."),
        (EPOCHS, "In epoch 15 the test accuracy was 0.6 points higher than in epoch 10."),
        (LEN, "For short lengths the RNN is perfect."),
        (LEN, "The RNN is perfect for lengths up to 5, and it forgets long palindromes."),
        (LEN, "An LSTM would be perfect for all lengths."),
        (LEN, "We hoped for perfect accuracy on long palindromes."),
        (LEN, "On long sequences the accuracy is not perfect."),
        (LEN, "It does not reach perfect accuracy for all lengths."),
        (LEN, "In training it reaches perfect accuracy for all lengths."),
        (LEN, "The accuracy is perfect for all lengths that are at most 5."),
        (NETS, "The smallest network is the fastest."),
        (NETS, "The largest network is the best on the validation set."),
        (NETS, "The smallest network has the best ratio of accuracy and parameters."),
        (NETS, "Of the deep networks the largest one is the best."),
        (NETS, "The largest learning rate is the worst for the smallest network."),
        (NETS, "Width pays off more than depth: from 84.39 % the deep wide"
         " network rises to 85.21 %."),
        (NETS, "Depth helps less than width."),
        (FRAME, "NumPy is better than its PyTorch twin by 5.0 points on the test set."),
        (FRAME, "The PyTorch version is the worse one."),
        (FRAME, "For NumPy the gap is 0.4 points, for PyTorch 1.1 points."),
        (FRAME, "With 5,000 points instead of 1,000 PyTorch gains 4.1 points."),
        (RELU, "In our plot the two are about 12 points apart at epoch 10."),
        (RELU, "In epoch 5 the difference was still 12.1 points."),
        (RELU, "The one-layer network of Section 2 is 1.72 points worse than"
         " the network without ReLU."),
        (BATCH, "With twice as many epochs batch size 500 would gain maybe 5 points."),
        (CRIT, "The training loss is the worst criterion."),
        (BATCH, "First we tried batch size 1, second batch size 4."),
        (LR, "We conclude that 0.01 is the better choice."),
        (LR, "No other learning rate comes close to 0.001."),
        (NETS, "The deep wide MLP is the best of the deep networks."),
        (DECAY, "The accuracy gets lower the larger the weight decay is."),
        (LEN, "The RNN is perfect on short palindromes."),
        (LEN, "The RNN is perfect up to length 5."),
        (LEN, "At length 11 the accuracy is above chance."),
        (LEN, "For length 11 it is no better than random guessing."),
        (EPOCHS, "The test loss keeps falling until epoch 10."),
        (BATCH, "The larger the batch, the faster an epoch."),
    ],
)  # fmt: skip
def test_nobody_is_accused_of_what_stands_nowhere(table: str, sentence: str) -> None:
    assert NO not in _outcomes(table + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ReLU alone brings 41.1 points.",
        "Going from batch size 4 to 1 costs 5.8 points.",
        "Going from batch size 4 to 1000 costs 14.7 points.",
        "Between 0.01 and 0.001 lie 12.2 points.",
        "0.01 is the best learning rate.",
        "Among the batch sizes 1 is the best.",
        "Our 66.1 % are close to the 99 % of the literature.",
        "ReLU is a relative improvement of 14.1 %.",
        "Batch size 1 takes almost ten times as long as batch size 4.",
        "Batch size 1000 is seven times faster than batch size 1.",
        "Without the ReLU the gap is only 3.6 points.",
        "The larger the learning rate, the better the result.",
        "MSE comes first, augmentation second.",
        "Ranking: MSE > augmentation > LeNet.",
        "Augmentation makes the test accuracy worse.",
        "Augmentation lowers the test accuracy.",
        "With augmentation the test accuracy is lower than without.",
        "Batch size 1000 gives the highest accuracy.",
        "The worst batch size is 1.",
        "Removing the ReLU does not change the test accuracy.",
        "The results for batch sizes 4 and 1000 are nearly identical.",
        "The accuracy grows with the batch size.",
        "Smaller learning rates are always worse.",
        "The best and the final accuracy of batch size 1000 differ by 3.7 points.",
    ],
)  # fmt: skip
def test_a_discussion_is_held_against_the_sections_before_it(sentence: str) -> None:
    assert NO in _outcomes(WHOLE + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The augmentation brings 4.7 points, the MSE 1.4 points.",
        "Of all experiments the one with augmentation is the best.",
        "The second best is the one with MSE.",
        "LeNet is 8.7 points better than the MLP with ReLU and 24.2 points better than one layer.",
        "The ReLU alone brings 14.1 points.",
        "From one layer to the MLP without ReLU we only gain 1.4 points.",
        "Going from batch size 4 to 1 costs 8.5 points, going to 1000 costs 17.4 points.",
        "If one stopped at the best epoch, batch size 4 would gain 3.7 points"
        " and batch size 1 4.4 points.",
        "With augmentation the gap between training and test falls from 22.2 to 4.9 points.",
        "The overfitting is thus reduced by 17.3 points.",
        "Stopping early would have brought nearly as much as augmentation, 3.7 points.",
        "MSE is also better at the best epoch, by 0.8 points.",
        "The learning rate matters most: between 0.01 and 0.001 lie 21.2 points.",
        "0.001 is therefore the better learning rate.",
        "Among the batch sizes 4 is the best and 1000 the worst.",
        "Depth helps: LeNet beats the MLP.",
        "Non-linearity matters more than the number of layers.",
        "The best result is 66.1 %, still far from the state of the art of about 99 %.",
        "Our 66.1 % are not close to the 99 % of the literature.",
        "The MLP without ReLU is about as good as the single layer.",
        "The results of MSE and cross entropy are close, 62.8 % against 61.4 %.",
        "Relative to LeNet, augmentation improves the test accuracy by 7.7 %.",
        "In relative terms ReLU improves the accuracy by 36.5 %.",
        "Batch size 1 takes almost four times as long as batch size 4.",
        "Batch size 1000 is 28 times faster than batch size 1.",
        "The training accuracy of the ReLU network is 15.8 points above its test accuracy.",
        "Without the ReLU the gap is only 6.3 points.",
        "The first learning rate that learns anything is 0.01.",
        "The larger the learning rate, the worse the result.",
        "A learning rate a hundred times larger than 0.001 does not learn at all.",
        "The rates 10 and 0.1 give the same result.",
        "The best batch size is 4, the second best 1.",
        "All networks are better than chance except those with the two largest learning rates.",
        "With batch size 1000 the network is not yet converged; after 50 more"
        " epochs it was 5.2 points better.",
        "Two more seeds of LeNet gave 60.9 % and 61.9 %, so the spread is about 1.0 points.",
        "Augmentation costs 3 s per epoch.",
        "We had expected that MSE would be worse than cross entropy by 5.0 points.",
        "The best batch size for speed is 1000.",
        "The linear network is the smallest and also the worst that learned"
        " with a learning rate of 0.001.",
        "The error falls from 38.6 % to 33.9 % with augmentation.",
        "Compared to LeNet the augmented network has 12.6 points less training accuracy.",
        "Compared to the base the training accuracy is lower by 12.6 points,"
        " but the test accuracy higher by 4.7 points.",
        "The difference between train and test was 22.2 points for LeNet and 15.8 for the MLP.",
        "So the final test accuracy is 3.7 points below the best one.",
        "The gain of MSE is small (1.4 points), that of augmentation larger (4.7 points).",
        "At epoch 30 the difference between both losses was still 2.4 points.",
        "Batch size 4 wins.",
        "Best: augmentation, worst: learning rate 10 and 0.1.",
        "Ranking: augmentation > MSE > LeNet > ReLU MLP > one layer.",
        "From best to worst: 0.001, 0.01, then 0.1 and 10.",
        "In the first place comes augmentation, in the second MSE.",
        "Augmentation comes first, MSE second and the plain LeNet third.",
        "The smaller the learning rate, the better it works.",
        "The smaller the batch, the longer an epoch takes.",
        "The test accuracy of LeNet keeps falling from epoch 11 to the last.",
        "Nothing else brings as much as augmentation.",
    ],
)  # fmt: skip
def test_an_honest_discussion_is_not_accused(sentence: str) -> None:
    assert NO not in _outcomes(WHOLE + sentence)


def _outcomes(text: str) -> set[Consistency]:
    write_up = read_text(f"{text}\n", path="report.md")
    return {each.outcome for each in checked(write_up, read_statements(write_up))}
