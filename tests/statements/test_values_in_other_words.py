"""Values that whole phrases tell, and numbers that none of them make a value."""

import pytest

from grader.records import Statistic
from tests.statements.reading import claims, told


@pytest.mark.parametrize(
    ("text", "quantity", "values"),
    [
        ("The peak of the test accuracy is at epoch 60.", "best_epoch", [60]),
        ("The best epoch was the 42nd.", "best_epoch", [42]),
        ("The best epoch was the seventh.", "best_epoch", [7]),
        ("With ReLU we had 85,12 % in the test, best epoch 61.", "best_epoch", [61]),
        ("The test loss is smallest at epoch 20.", "best_epoch", [20]),
        ("The test accuracy peaks at 84.19% in epoch 40.", "best_epoch", [40]),
        ("The lowest validation loss, 0.4731, occurs at epoch 210.", "best_epoch", [210]),
        ("best epoch 131 74 52", "best_epoch", []),
        ("The best epoch was about 40.", "best_epoch", []),
        ("As a remedy the best epoch would be 40.", "best_epoch", []),
        ("The learning rate was halved every 100 epochs.", "step_factor", [0.5]),
        ("The learning rate was halved every 100 epochs.", "step_epochs", [100]),
        (
            "From the 80th epoch onwards the learning rate is a quarter of what it was.",
            "step_factor",
            [0.25],
        ),
        (
            "From the 80th epoch onwards the learning rate is a quarter of what it was.",
            "step_epochs",
            [80],
        ),
        ("The batch size was halved, so the rate is the same.", "step_factor", []),
        ("The error rate was halved by the augmentation.", "step_factor", []),
        ("So now lr is 0.001 and norm of gradient is cut at 10.", "gradient_clip", [10]),
        ("Gradients were clipped at a norm of 10.", "gradient_clip", [10]),
        ("Gradients were clipped.", "gradient_clip", ["yes"]),
        ("Before the last layer, dropout with probability one half is applied.", "dropout", [0.5]),
        ("The noise is uniform between -0,4 and 0,4 in the first test.", "noise", [0.4]),
        (
            "A decomposition delivers the eigenfaces, of which the leading twenty are retained.",
            "components",
            [20],
        ),
        ("I trained MLP 20 epochs and VGG 50.", "epochs", [20, 50]),
        ("I compare an MLP of 20 epochs and VGG 16.", "epochs", [20]),
        (
            "Counting weights only, one has 54,912 parameters; biases bring the total to 55,050.",
            "parameters",
            [54912, 55050],
        ),
        (
            "The layers have 100,480 and 1,290 parameters, which adds up to 118,016 parameters.",
            "parameters",
            [100480, 1290, 118016],
        ),
        ("500 + 300 hidden units = 545,810 parameters", "parameters", [545810]),
        ("500 + 300 hidden units = 545,810 parameters", "units", []),
        ("I stopped early when loss did not go down.", "regularisation", ["early_stopping"]),
        ("We could have stopped early.", "regularisation", []),
        ("I put a softmax behind the last layer.", "output_activation", ["softmax"]),
        ("The maximum in test was 0,6518 at epoch 11.", "accuracy", [65.18]),
        ("It falls to 67.12 %, a relative deterioration of barely 17 %.", "accuracy", []),
        ("The test accuracy gains 2.47 points, or 3 % in relative terms.", "accuracy", []),
        (
            "The net with 512 units has sixteen times the parameters of the net with 32.",
            "parameters",
            [],
        ),
        ("bs 1 peaks at ep 50", "best_epoch", [50]),
        ("VGG is highest in epoch 25 (81.05).", "best_epoch", [25]),
        ("The accuracy on test is 96.3%. Maximum is 97%, in epoch 1120.", "accuracy", [96.3, 97]),
        ("All convolutions have stride one.", "stride", [1]),
        ("The weight decay is fixed on 0.0005.", "weight_decay", [0.0005]),
        ("As activation function we use everywhere tanh.", "activation", ["tanh"]),
        ("The network still ends in a softmax.", "output_activation", ["softmax"]),
        (
            "Batch normalisation after each convolution stabilises the training.",
            "regularisation",
            ["batch_norm"],
        ),
        ("The images are augmented.", "augmentation", ["yes"]),
        ("The learning rates of SGD and Adam were 0.1 and 0.001.", "learning_rate", [0.1, 0.001]),
        ("The learning rate is 0.1 for SGD and 0.001 for Adam.", "learning_rate", [0.1, 0.001]),
        (
            "The MLP has 25,450 parameters and the deep network 111,146.",
            "parameters",
            [25450, 111146],
        ),
        ("Le taux d'apprentissage est de 0,001.", "learning_rate", [0.001]),
        ("La tasa de aprendizaje es 0.001.", "learning_rate", [0.001]),
        ("A acurácia de teste foi de 85,20 %.", "accuracy", [85.2]),
        ("L'accuratezza sul test è 85,1 %.", "accuracy", [85.1]),
        ("El modelo se entrenó durante 50 épocas.", "epochs", [50]),
        ("At 294 g per kWh the wide one makes 4.5 g of CO2.", "carbon", [4.5]),
    ],
)
def test_what_a_phrase_tells(text: str, quantity: str, values: list[object]) -> None:
    assert told(text, quantity) == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Learning rate is kept constant during training.", "schedule"),
        ("No scaling whatsoever was bestowed upon the pixels.", "input_scaling"),
        ("The images were not normalised.", "input_scaling"),
    ],
)
def test_what_a_phrase_denies(text: str, quantity: str) -> None:
    assert [claim.denied for claim in claims(text) if claim.quantity == quantity] == [True]


def test_a_rate_that_stays_only_for_a_while_is_no_constant_one() -> None:
    text = "The learning rate was kept constant for the first 20 epochs."
    assert not [claim for claim in claims(text) if claim.quantity == "schedule"]


def test_the_best_epoch_tells_by_what_it_is_the_best() -> None:
    (claim,) = claims("The test accuracy culminates in epoch 40.")
    assert claim.subject.selection == "test accuracy"


def test_an_adding_up_is_no_upper_bound() -> None:
    (claim,) = claims("That adds up to 118,016 parameters.")
    assert claim.amount is not None
    assert claim.amount.least > 0


def test_in_a_document_with_decimal_commas_a_point_parts_thousands() -> None:
    text = (
        "The whole study took 1.781 seconds. The test accuracy is 85,20 %, then 84,1 %, "
        "83,99 %, 81,22 % and 80,10 %."
    )
    assert told(text, "time") == [1781]
    assert told("The whole study took 1.781 seconds.", "time") == [1.781]


def test_words_at_the_end_belong_to_the_number_before_them() -> None:
    text = "The test accuracy is 0,6244 at the end and 0,6560 at epoch 27."
    found = [(claim.subject.moment, claim.subject.epoch) for claim in claims(text)]
    assert found == [("final", None), ("", 27)]


def test_an_epoch_behind_a_comma_is_that_of_the_result() -> None:
    text = "The best test accuracy, 65.1%, appeared in epoch 10; afterwards 4.8 points were lost."
    (claim,) = (claim for claim in claims(text) if claim.quantity == "accuracy")
    assert claim.subject.epoch == 10


@pytest.mark.parametrize(
    "text",
    [
        "The learning rates of SGD and Adam were 0.1 and 0.001.",
        "The learning rate is 0.1 for SGD and 0.001 for Adam.",
        "SGD with a learning rate of 0.1 and Adam with a learning rate of 0.001 were used.",
    ],
)
def test_each_optimizer_keeps_its_own_rate(text: str) -> None:
    found = {
        dict(claim.subject.settings).get("optimizer"): claim.value
        for claim in claims(text)
        if claim.quantity == "learning_rate"
    }
    assert found == {"sgd": 0.1, "adam": 0.001}


def test_a_number_that_goes_on_is_of_the_network_beside_it() -> None:
    found = {
        claim.subject.network: claim.value
        for claim in claims("We train 20 epochs for the MLP and 50 for the VGG.")
        if claim.quantity == "epochs"
    }
    assert found == {"mlp": 20, "vgg": 50}


NETWORKS = """# Networks for images

The loss is 0.5.

## The deep network

It was trained for 40 epochs. The shallow network was trained for 90 epochs. Both have 10 outputs.

## Results

Training took 30 minutes.
"""


def test_a_sentence_that_names_no_network_speaks_of_that_of_its_heading() -> None:
    found = [(claim.quantity, claim.value, claim.subject.network) for claim in claims(NETWORKS)]
    assert ("loss", 0.5, "") in found
    assert ("epochs", 40, "deep network") in found
    assert ("epochs", 90, "shallow network") in found
    assert ("time", 1800, "") in found


def test_the_number_of_the_other_side_is_no_value_of_what_is_compared() -> None:
    text = "The net with 512 units has 16 times more parameters than the network with 32."

    assert not [each for each in claims(text) if each.quantity == "parameters"]


def test_all_runs_together_are_not_the_runs_of_one_setting() -> None:
    (runs,) = (each for each in claims("For all 15 runs this is long.") if each.value == 15)

    assert runs.statistic is Statistic.TOTAL


def test_a_setting_under_which_something_happened_is_one_of_several() -> None:
    (rate,) = claims("With learning rate 10 the loss became NaN.")

    assert rate.is_one_of_several
