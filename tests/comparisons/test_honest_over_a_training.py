"""Honest sentences about trainings, means and shares that leave their other value unsaid."""

import pytest

from tests.comparisons.reading import accused
from tests.comparisons.sections import (
    AUG,
    BATCH,
    CURVE,
    DECAY,
    FRAME,
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
        (SEL, "After that choice nothing changes much. The mean of the three is 84.26."),
        (
            SEL,
            "The best one has the highest validation accuracy. On average the three "
            "test accuracies are 84.26 %.",
        ),
        (
            SEL,
            "We picked by validation loss. The mean of the three validation accuracies is 82.78 %.",
        ),
        (
            "",
            "# 1 Task\n\nOne epoch is 63 updates. We train for 200 epochs.\n\n| Epoch | "
            "Test accuracy (%) |\n| --- | --- |\n| 100 | 80.1 |\n| 200 | 82.2 |\n",
        ),
        (
            "",
            "# 1 Task\n\nAn epoch has 25 iterations, and the training ends at epoch "
            "200.\n\n| Epoch | Test accuracy (%) |\n| --- | --- |\n| 100 | 80.1 |\n| 200 "
            "| 82.2 |\n",
        ),
        (
            "",
            "# 1 Task\n\nAdam, batches of 2000, 200 epochs: 25 steps each, 5,000 in "
            "all.\n\n| Epoch | Test accuracy (%) |\n| --- | --- |\n| 100 | 80.1 |\n| 200 "
            "| 82.2 |\n",
        ),
        (
            "",
            "# 1 Task\n\nThe small network makes 17.9 % errors, the large one 14.4 %, "
            "so about a fifth of the errors disappear.",
        ),
        (
            "",
            "# 1 Task\n\nThe error falls from 20.0 % to 15.0 %, so a quarter of the "
            "mistakes are gone.",
        ),
        (
            "",
            "# 1 Task\n\nThe large network with 12.0 % errors avoids a third of the "
            "errors of the small one, which had 18.0 %.",
        ),
        (
            DECAY,
            "The run with the highest accuracy of all is the second one of 1e-6, "
            "with 98.20 %.\n\n# 3 CNN\n\nThe test accuracy of the convolutional network "
            "is 99.31 %.",
        ),
        (
            DECAY,
            "Overall the best validation accuracy of all is 98.20 %.\n\n# 3 CNN\n\nThe "
            "network reaches a test accuracy of 99.31 %.",
        ),
        (
            DECAY,
            "The highest score overall is 98.20 %.\n\n# 4 Convolutions\n\nIts test "
            "accuracy was 99.1 %.",
        ),
        (
            CURVE,
            "In epoch 1 train and test differ by 11.0 points, at the end there are "
            "20.5 points between them.",
        ),
        (CURVE, "They are furthest apart at the end, by 20.5 points."),
        (CURVE, "In the last twenty epochs the training accuracy gains 2.5 points."),
        (
            CURVE,
            "The training accuracy is 20.5 points over the test one, at epoch 10 it "
            "was 12.3 points.",
        ),
        (CURVE, "The biggest step is the first one, 29.6 points in training."),
        (CURVE, "The test accuracy loses 0.7 points between epoch 20 and epoch 40."),
        (CURVE, "At the best epoch, the gap between training and test is 17.3 points."),
        (
            CURVE,
            "The training accuracy rises by 49.4 points over the whole run, whereas "
            "the test accuracy gains only 17.9.",
        ),
        (
            "",
            "# 2 MLP\n\n| Epoch | Test accuracy |\n| --- | --- |\n| 10 | 69.5% |\n| 500 "
            "| 88.0% |\n| 1500 | 96.5% |\n\nThe MLP on CIFAR-10 has 54.31 % at "
            "best.\n\n# 3 CNN\n\n| Epoch | Test accuracy |\n| --- | --- |\n| 1 | 61.42% "
            "|\n| 5 | 74.15% |\n| 30 | 78.14% |\n\nThe first epoch has already exceeded "
            "the best accuracy of the MLP by 7.11 points.",
        ),
        (
            "",
            "# 2 MLP\n\n| Epoch | Test accuracy |\n| --- | --- |\n| 10 | 69.5% |\n| 500 "
            "| 88.0% |\n| 1500 | 96.5% |\n\nThe MLP on CIFAR-10 has 54.31 % at "
            "best.\n\n# 3 CNN\n\n| Epoch | Test accuracy |\n| --- | --- |\n| 1 | 61.42% "
            "|\n| 5 | 74.15% |\n| 30 | 78.14% |\n\nAt the end the network is 23.83 "
            "points above the best perceptron.",
        ),
        (
            "",
            "# 2 MLP\n\nThe MLP ends at 54.31 %.\n\n# 3 CNN\n\n| Epoch | Test accuracy "
            "|\n| --- | --- |\n| 1 | 61.42% |\n| 5 | 74.15% |\n| 30 | 78.14% |\n\nThe "
            "initial accuracy is already 7.11 points higher than the best of the "
            "MLP.",
        ),
        (
            RATES,
            "With 0.01 the network reaches 44.9 % in epoch 4 and then falls to 40.6 "
            "%; 0.001 is better by 20.6 points at the end.",
        ),
        (
            RATES,
            "The rate of 0.01 has 44.9 % at best and 40.6 % at the end; 0.001 wins by 20.6 points.",
        ),
        (
            RATES,
            "0.01 climbs to 44.9 % and drops to 40.6 %, and 0.001 is 20.6 points "
            "better in the end.",
        ),
        (NETS, "In epoch 1 the test accuracy of the deep network is 46.83 %."),
        (NETS, "The deep network starts at 40.1 % in the first epoch."),
        (NETS, "After the second epoch the shallow network has a test accuracy of 70.2 %."),
        (BATCH, "I train it during 50 epochs with batch size 4."),
        (BATCH, "We trained for 60 epochs with batch size 1."),
        (BATCH, "The training with batch size 500 lasted 50 epochs."),
        (
            NETS,
            "The 29,642 parameters are used much more efficiently than those of the "
            "deep and wide network.",
        ),
        (NETS, "The deep network uses its parameters less efficiently than the shallow one."),
        (
            "",
            "# 1 Net\n\nThe network has 62,006 parameters.\n\nA convolutional layer is "
            "an economical thing: it has 456 parameters.",
        ),
        (
            "",
            "# 1 Net\n\nThe network has 62,006 parameters. The first convolution is "
            "small, it has only 456 parameters.",
        ),
        (
            "",
            "# 1 Net\n\nCounting: 456 + 2, 416 + 48, 120 + 10, 164 + 850 = 62, 006 parameters.",
        ),
        (
            "",
            "# 1 Net\n\nThe layer produces 6 × 28 × 28 = 4, 704 numbers and has 3072 "
            "× 10 + 10 = 30, 730 parameters.",
        ),
        (
            "",
            "# 1 Net\n\nThe network has 456 + 2 416 + 48 120 + 10 164 + 850 = 62 006 parameters.",
        ),
        (CURVE, "From epoch 10 on the test accuracy moves by 1.6 points at most."),
        (CURVE, "Between the first and the second row the training accuracy gains 29.6 points."),
        (CURVE, "Had I stopped after ten epochs, it would have cost me 1.6 points."),
        (CURVE, "The final gap of 20.5 points is almost twice that of epoch 10, 12.3 points."),
        (
            CURVE,
            "The test accuracy gains 14.3 points in the first five epochs and 2.7 "
            "in the next five.",
        ),
        (CURVE, "In the second half of the training the test accuracy falls by 0.7 points."),
        (CURVE, "Train and test are 4.3 points apart in epoch 5, and 20.5 at the end."),
        (
            CURVE,
            "From the fifth epoch on the training accuracy exceeds the test "
            "accuracy, at the end by 20.5 points.",
        ),
        (
            CURVE,
            "The test accuracy is 11.0 points higher than the training accuracy "
            "after the first epoch.",
        ),
        (CURVE, "After its best epoch the network forgets 0.7 points."),
        (CURVE, "The largest jump is 14.3 points for the test images."),
        (
            CURVE,
            "Of the 38.4 points that it gains in ten epochs more than two thirds "
            "come in the first five.",
        ),
        (
            AUG,
            "Without augmentation the gap is 24.5 points, with it there are only 5.9 points.",
        ),
        (AUG, "The training accuracy loses 15.3 points, the test accuracy wins 3.3."),
        (
            AUG,
            "Augmentation closes the gap of 24.5 points to 5.9 points between training and test.",
        ),
        (OPT, "With SGD the deep one is 1.2 points ahead, with Adam 0.6."),
        (OPT, "The shallow network loses 2.1 points with Adam, the deep one 2.7."),
        (LOSSF, "MSE ends 1.9 points higher, but its best is 1.2 points lower."),
        (LOSSF, "Cross entropy loses 4.4 points from its best to the end, MSE only 1.3."),
        (FRAME, "NumPy has 1.1 points between training and test, PyTorch 1.9."),
        (FRAME, "About three eighths of the errors vanish with NumPy: 4.0 % instead of 6.5 %."),
        (BATCH, "A third of the errors would have to go to reach 75 %."),
        (TIMES, "Network B saves about a quarter of the energy of A."),
        (TIMES, "C needs 27 % more energy than A, B a quarter less."),
        (TIMES, "B takes a quarter of the time away from A: 8 instead of 11 minutes."),
        (SIZES, "From 128 to 512 units a tenth of the errors go away."),
        (SIZES, "The widest network avoids about a sixth of the errors of the narrowest."),
        (
            "",
            "# 2\n\nThe loss of epoch 1 is 1.3358; half of the loss of epoch 1 is "
            "gone by epoch 6, where it is 0.6469.",
        ),
        (
            "",
            "# 2\n\n12,500 updates make one epoch. The network is trained for 50 "
            "epochs, 625,000 updates.\n\n| Epoch | Acc (%) |\n| --- | --- |\n| 10 | "
            "50.1 |\n| 50 | 60.3 |\n",
        ),
        (
            "",
            "# 2\n\nEach epoch takes 41 s, so 50 epochs 34 minutes.\n\n| Epoch | Acc "
            "(%) |\n| --- | --- |\n| 10 | 50.1 |\n| 50 | 60.3 |\n",
        ),
        (
            "",
            "# 2\n\nPer epoch there are 20 batches; we train for 300 epochs.\n\n| Epoch "
            "| Acc (%) |\n| --- | --- |\n| 100 | 50.1 |\n| 300 | 60.3 |\n",
        ),
        (
            "",
            "# 2\n\nepoch 1 loss 1.70 train 46.3 test 45.9\nepoch 10 loss 1.08 train "
            "65.0 test 62.3\nepoch 20 loss 0.83 train 73.9 test 61.7\nepoch 30 loss "
            "0.69 train 78.4 test 60.2\n\nThe test accuracy loses 2.1 points between "
            "epoch 10 and epoch 30.",
        ),
        (
            "",
            "# 2\n\nepoch 1 acc 0.4312 val_acc 0.5820\nepoch 2 acc 0.6550 val_acc "
            "0.7181\nepoch 3 acc 0.7504 val_acc 0.7889\nepoch 4 acc 0.7996 val_acc "
            "0.8262\n\nThe gap is largest in the first epoch, 15.08 points, and at "
            "the end it is 2.66 points. The biggest step of the validation curve is "
            "13.61 points.",
        ),
        (
            "",
            "# 2\n\nepoch 1 acc 0.4312 val_acc 0.5820\nepoch 2 acc 0.6550 val_acc "
            "0.7181\nepoch 3 acc 0.7504 val_acc 0.7889\nepoch 4 acc 0.7996 val_acc "
            "0.8262\n\nIn the last epoch the validation accuracy still gains 3.73 "
            "points, the training accuracy 4.92.",
        ),
    ],
)
def test_what_may_be_meant_is_not_called_wrong(section: str, sentence: str) -> None:
    assert not accused(section + sentence)


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        (SEL, "The mean of the three test accuracies is 84.62 %."),
        ("", "The error falls from 20.0 % to 15.0 %, so a half of the mistakes are gone."),
        (CURVE, "In epoch 1 train and test differ by 13.0 points."),
        (CURVE, "The training accuracy rises by 44.9 points over the whole run."),
        (CURVE, "The last test accuracy is 2.7 points below the best."),
        (AUG, "Without augmentation the gap between training and test is 42.5 points."),
        (
            RATES,
            "With 0.01 the network reaches 44.9 % in epoch 4 and then falls to 40.6 %; 0.001 is "
            "better by 26.0 points at the end.",
        ),
    ],
)
def test_what_no_two_values_come_to_is_still_found(section: str, sentence: str) -> None:
    assert accused(section + sentence)
