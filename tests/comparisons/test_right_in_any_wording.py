"""Honest sentences that look like wrong ones: right, of something else, or of what is not told."""

import pytest

from tests.comparisons.reading import accused
from tests.comparisons.sections import (
    AUG,
    BATCH,
    CURVE,
    DE,
    DECAY,
    FRAME,
    LEN,
    LOSSF,
    NETS,
    OPT,
    RATES,
    SEL,
    SIZES,
    TIMES,
)


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        (
            BATCH,
            "The lowest accuracy on the test images came out with a batch size of 500.",
        ),
        (BATCH, "Batch size 4 is best on the test set and batch size 500 is fastest."),
        (BATCH, "Among the small batches, batch size 1 is the worst."),
        (BATCH, "An epoch takes longest with single images, batch size 1."),
        (BATCH, "Batches of 4 are 7.7 points ahead of batches of 1 on the test set."),
        (
            BATCH,
            "Batch size 4 scores 12.6 points more than batch size 500 on the test "
            "set, and 34.7 more in training.",
        ),
        (
            BATCH,
            "For batch size 4 the distance between training and test accuracy is 24.5 points.",
        ),
        (BATCH, "Batch size 1 could be the best if we trained longer."),
        (
            BATCH,
            "With batch size 1 an epoch needs almost four times as long as with batch size 4.",
        ),
        (
            BATCH,
            "An epoch with batches of 500 is seven times as fast as one with batches of 4.",
        ),
        (BATCH, "The smaller the batch, the longer an epoch takes."),
        (BATCH, "Batch size 500 gets less than half of the test images right."),
        (BATCH, "In the test the order is 4 > 1 > 500."),
        (BATCH, "The mean of the three test accuracies is 54.6 %."),
        (
            BATCH,
            "Batch size 1 learns faster per epoch than batch size 500, but each epoch is slower.",
        ),
        (BATCH, "Batch size 1 is better than 500 and worse than 4."),
        (BATCH, "After 10 epochs batch size 1 was the best."),
        (NETS, "The shallow network has the highest validation accuracy."),
        (NETS, "The wide one has about four times the parameters of the deep one."),
        (
            NETS,
            "The deep network lies 0.8 points behind the shallow one, in validation and in test.",
        ),
        (
            NETS,
            "The deep network gets 84.4 %, which is less than the 84.9 % of the wide one.",
        ),
        (NETS, "The deep and wide network is the best of the two deep ones."),
        (
            NETS,
            "With another seed the deep network reached 85.6 %, so it beats the shallow one.",
        ),
        (NETS, "84.9 % is reached by the deep and wide network."),
        (NETS, "One would expect that the deep network beats the shallow one."),
        (NETS, "The deep network is slower than the shallow one."),
        (
            CURVE,
            "From its maximum to the last epoch the test accuracy loses 0.7 points.",
        ),
        (
            CURVE,
            "The test loss has its lowest value at epoch 10, the train loss at the end.",
        ),
        (CURVE, "Overfitting is not visible before epoch 10, as the test loss tells."),
        (CURVE, "The longer we train, the lower the training loss."),
        (CURVE, "From epoch 1 to 5 the test accuracy gains more than from 5 to 10."),
        (
            CURVE,
            "Until epoch 1 the network is better on the test data than on the training data.",
        ),
        (
            CURVE,
            "The best test accuracy is 79.2 % in epoch 26, which the table does not list.",
        ),
        (
            CURVE,
            "In the end the network is better on the training data than on the test data.",
        ),
        (LEN, "Up to length 5 the network makes no mistake."),
        (LEN, "Up to length 7 the network makes almost no mistake."),
        (
            LEN,
            "At length 11 less than half of the sequences are classified correctly.",
        ),
        (LEN, "The mean over the five lengths is 82.4 %."),
        (LEN, "Without the two perfect lengths the mean is 70.7 %."),
        (LEN, "The longer the palindromes, the worse the network."),
        (LEN, "Of the 32 sequences of length 7, 31 of 32 were right, i.e. 96.9 %."),
        (DECAY, "The highest mean belongs to 1e-6."),
        (DECAY, "The standard deviation is largest for 1e-6."),
        (DECAY, "1e-5 is the best choice for run 1 and run 3."),
        (DECAY, "In run 2 the best weight decay is 1e-6, in run 1 1e-5."),
        (DECAY, "On average 1e-3 is 0.48 points behind 1e-6."),
        (DECAY, "The second best mean is that of 1e-5."),
        (RATES, "Two of the four learning rates stay at the level of guessing."),
        (RATES, "Going from 0.01 to 0.001 reduces the errors by a third."),
        (RATES, "The lower the learning rate, the better."),
        (RATES, "The higher the learning rate, the faster the loss explodes."),
        (SEL, "The highest validation accuracy was found in epoch 261."),
        (
            SEL,
            "85.08 % on the test set is obtained with the highest validation accuracy.",
        ),
        (
            SEL,
            "Choosing by the highest validation accuracy gives the best test accuracy.",
        ),
        (
            SEL,
            "The model with the lowest validation loss is not the best on the test set.",
        ),
        (
            "# 3.4 Energy\n\n",
            "One training emits 4.61 g of CO2. A hundred such runs would produce 0.461 kg.",
        ),
        (
            "# 3.4 Energy\n\n",
            "We measured 2.1 Wh for the first, 3.4 Wh for the second and 1.9 Wh for "
            "the third network, 7.4 Wh in total.",
        ),
        (
            "# 3.4 Energy\n\n",
            "The first took 2.1 Wh and the second 3.4 Wh. With the failed runs we "
            "used 12.9 Wh in total.",
        ),
        ("# 1 Moons\n\n", "The network gets 188 of the 200 test points right, which is 94.0 %."),
        ("# 1 Moons\n\n", "It gets 188 of 200 right in the last epoch, and 96.5 % at best."),
        (
            "# 1 Moons\n\n",
            "Of 800 of the 1000 points it is told the labels, and 97.5 % of them are right.",
        ),
        (OPT, "SGD outperforms Adam on both networks."),
        (OPT, "Adam costs the deep network 2.7 points and the shallow one 2.1."),
        (OPT, "The best combination is the deep network with SGD."),
        (OPT, "Adam reaches its best value earlier than SGD."),
        (
            OPT,
            "With Adam the deep network is better than the shallow one, by 0.6 points.",
        ),
        (LOSSF, "Measured by the last epoch, MSE is the better loss."),
        (
            LOSSF,
            "MSE is 1.9 points better in the end, but 1.2 points worse at its best.",
        ),
        (
            LOSSF,
            "The highest peak belongs to cross entropy, the highest final value to MSE.",
        ),
        (LOSSF, "Cross entropy learns faster than MSE and its best accuracy is higher."),
        (AUG, "Augmentation lowers the training accuracy."),
        (
            AUG,
            "Without augmentation the network is better on the training images than with it.",
        ),
        (AUG, "Augmentation brings 3.3 points on the test images."),
        (AUG, "The gap between training and test shrinks from 24.5 to 5.9 points."),
        (
            AUG,
            "Augmentation makes the training harder, so the training accuracy is "
            "15.3 points lower.",
        ),
        (DE, "Die höchste Genauigkeit hat die Batchgröße 4."),
        (DE, "Am schlechtesten ist die Batchgröße 500."),
        (DE, "Batchgröße 4 ist um 7,7 Prozentpunkte besser als Batchgröße 1."),
        (DE, "Je größer die Batchgröße, desto schneller ist eine Epoche."),
        (FRAME, "NumPy does better than PyTorch."),
        (FRAME, "PyTorch is faster than NumPy, and 2.5 points worse on the test set."),
        (FRAME, "The NumPy network beats its PyTorch twin on the test points."),
        (FRAME, "NumPy has the smaller gap: 1.1 points against 1.9."),
        (BATCH, "bs 1 is 4.9 pp ahead of bs 500"),
        (BATCH, "Test accuracy: 4 > 1 > 500."),
        (BATCH, "No batch size gets over 62 % on the test set."),
        (
            BATCH,
            "One epoch with a batch of 500 lasts a seventh of one with a batch of 4.",
        ),
        (
            BATCH,
            "Batch size 1 gives noisy steps; it is worse than 4 and still better than 500.",
        ),
        (BATCH, "Neither 1 nor 500 is better than 4."),
        (BATCH, "Batch size 1 is not better than batch size 4."),
        (
            NETS,
            "Depth does not pay: the deep network is less accurate than the shallow one.",
        ),
        (NETS, "The shallow network is the best of all, and the smallest."),
        (NETS, "The best test result, 85.2 %, comes from the shallow network."),
        (NETS, "Among the deep networks the wide one is better, by 0.5 points."),
        (
            NETS,
            "The deep and wide network has almost four times as many parameters as the deep one.",
        ),
        (
            NETS,
            "The deep network trains slower than the shallow one although it is hardly larger.",
        ),
        (CURVE, "The test accuracy is highest at epoch 20."),
        (CURVE, "The training accuracy grows until the very end."),
        (CURVE, "The test loss at the end is 1.7 times its minimum."),
        (CURVE, "After epoch 20 another 0.7 points of test accuracy are lost."),
        (CURVE, "At epoch 20 the test accuracy is 78.9 %, at epoch 10 77.3 %."),
        (
            CURVE,
            "Already in epoch 5 the training accuracy is higher than the test accuracy.",
        ),
        (LEN, "Length 7 is easier than length 9: its accuracy is higher."),
        (LEN, "From 9 to 11 another 27.5 points are lost."),
        (LEN, "For length 11 the accuracy is better than guessing."),
        (LEN, "The best length for debugging is 11, since it fails most."),
        (DECAY, "The smallest mean is that of 1e-3."),
        (DECAY, "The means span 0.48 points."),
        (DECAY, "In the second run 1e-6 came out best, in the third 1e-5."),
        (DECAY, "All runs end between 97.5 % and 98.2 %."),
        (RATES, "0.001 is the best of the learning rates."),
        (RATES, "0.01 is the fastest at first and the best after one epoch."),
        (
            SEL,
            "Trusting the training loss costs 2.34 points of test accuracy against "
            "the validation accuracy.",
        ),
        (SEL, "The epoch of the lowest validation loss is 203."),
        (
            SEL,
            "The validation accuracy is highest at 83.80 %, with a test accuracy of 85.08 %.",
        ),
        (
            SIZES,
            "Sixteen times the parameters buy 2.8 points on the test set between 32 and 512 units.",
        ),
        (SIZES, "The wider the network, the fewer epochs it needs until its best."),
        (SIZES, "512 units need four times the parameters of 128 units."),
        (
            SIZES,
            "From 128 to 512 units the test accuracy gains 1.1 points, from 32 to 128 1.7.",
        ),
        (
            SIZES,
            "The network with 512 units needs half as many epochs as the one with 128 units.",
        ),
        (
            SIZES,
            "The widest network is 2.8 points better than the narrowest on the test "
            "set, and 2.7 in validation.",
        ),
        (SIZES, "We stopped the best network after 71 epochs."),
        (
            SIZES,
            "With 512 units and dropout we get 86.9 %, 1.2 points more than without.",
        ),
        (
            SIZES,
            "The smallest network is still better than a linear model, which gets 81 %.",
        ),
        (TIMES, "Model C consumes the most energy and takes longest."),
        (TIMES, "All three models together consumed 46.2 Wh."),
        (TIMES, "C emits nearly twice as much CO2 as B."),
        (TIMES, "A is slower than B and faster than C."),
        (TIMES, "The three trainings took 33 minutes in total."),
        (TIMES, "A hundred trainings of A would need 1.54 kWh."),
        (TIMES, "On a CPU, B takes three times as long as here."),
        (OPT, "Switching from SGD to Adam makes both networks worse."),
        (OPT, "The shallow network loses 2.1 points with Adam."),
        (
            OPT,
            "Adam needs fewer epochs than SGD, so for the deep network it is the cheaper choice.",
        ),
        (OPT, "With a smaller learning rate Adam is better than SGD."),
        (LOSSF, "Cross entropy peaks 1.2 points above MSE."),
        (
            LOSSF,
            "With MSE the curve rises until the end, with cross entropy it peaks early at 65.3 %.",
        ),
        (AUG, "The training accuracy falls by 15.3 points with augmentation."),
        (
            AUG,
            "With augmentation the network gets 70.6 % in training and 64.7 % in the test.",
        ),
        (
            AUG,
            "The test accuracy is higher than without augmentation from epoch 12 on.",
        ),
        (FRAME, "Both implementations reach at least 93 % on the test points."),
        (
            FRAME,
            "The difference of 2.5 points comes from the initial weights; in another "
            "run PyTorch was better than NumPy.",
        ),
        (BATCH, "Only one batch size stays below 60 % on the training images."),
        (BATCH, "Batch size 500 is 12.6 points below batch size 4 on the test images."),
        (BATCH, "The best training accuracy, 85.9 %, is that of batch size 4."),
        (BATCH, "Per second of training, batch size 500 gains the most."),
        (
            BATCH,
            "After one epoch batch size 1 has the highest test accuracy, in the end batch size 4.",
        ),
        (BATCH, "The highest accuracy per epoch costs the most time."),
        (
            BATCH,
            "With 4 images per step and 50 epochs we get 61.4 %, which is the best "
            "result of this section.",
        ),
        (NETS, "Going deep costs 0.8 points in the test."),
        (NETS, "Ordered by test accuracy: shallow > deep and wide > deep."),
        (NETS, "The best deep network is the deep and wide one."),
        (
            NETS,
            "The worst validation accuracy is the one of the deep network, the best "
            "test accuracy that of the shallow network.",
        ),
        (NETS, "The deep network overfits less: its training loss is the highest."),
        (NETS, "The lowest training loss was that of the deep and wide network, 0.31."),
        (NETS, "A deep network has more layers than a shallow one."),
        (
            CURVE,
            "The best test loss, 0.688, is reached in epoch 10, the best test "
            "accuracy in epoch 20.",
        ),
        (
            CURVE,
            "In epoch 5 the training accuracy is 4.3 points above the test accuracy.",
        ),
        (CURVE, "The test error at epoch 10 is 22.7 %."),
        (CURVE, "Its best single epoch was 26 with 79.2 %, 0.3 points over epoch 20."),
        (
            CURVE,
            "The maximum lies between the epochs of the table, at 79.2 %; the end is "
            "1.0 points lower.",
        ),
        (
            CURVE,
            "From epoch 10 on the test loss rises while the test accuracy still "
            "gains 1.6 points until epoch 20.",
        ),
        (LEN, "At length 9 more than one in four sequences is wrong."),
        (LEN, "Only lengths up to 5 are solved without errors."),
        (
            LEN,
            "On the training sequences the network makes no mistake up to length 11.",
        ),
        (LEN, "With an LSTM length 9 reaches more than half."),
        (DECAY, "1e-5 is the best weight decay in two of the three runs."),
        (DECAY, "The difference between the best and the worst mean is 0.48 points."),
        (DECAY, "The largest standard deviation is that of 1e-6, 0.09."),
        (
            DECAY,
            "Without weight decay we got 98.12 %, which is higher than the best mean.",
        ),
        (RATES, "Only two of the learning rates beat guessing."),
        (
            RATES,
            "0.01 learns faster than 0.001 in the first epoch, but 0.001 is better in the end.",
        ),
        (SEL, "Both validation criteria lead to nearly the same test accuracy."),
        (
            SEL,
            "The best test accuracy comes with the highest validation accuracy, 85.08 %.",
        ),
        (
            SEL,
            "The training loss picks the latest epoch, 1488, and the worst test accuracy.",
        ),
        (
            SEL,
            "With the scheduler the lowest validation loss is in epoch 131 and gives 85.30 %.",
        ),
        (DECAY, "All runs end between 97.6 % and 98.2 %."),
    ],
)
def test_what_holds_or_may_hold_is_not_accused(section: str, sentence: str) -> None:
    assert not accused(section + sentence)
