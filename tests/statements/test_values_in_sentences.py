"""Which number is a value of which quantity."""

import pytest

from grader.collect.statements.sentences import sentences_of
from grader.collect.write_ups import read_text
from tests.statements.reading import claims, told


@pytest.mark.parametrize(
    ("text", "quantity", "values"),
    [
        ("The network has 25,450 trainable parameters.", "parameters", [25450]),
        ("We used a batch size of 64.", "batch_size", [64]),
        ("Minibatches of 128 images were used.", "batch_size", [128]),
        ("With batch size 32, for 2 epochs on 480 images.", "batch_size", [32]),
        ("With a batch size of 2,000 I trained on 4,000 images.", "batch_size", [2000]),
        ("We trained with mini-batches on 4,000 images.", "batch_size", []),
        ("Trained for 1,500 epochs with SGD (lr=0.1, momentum=0.9).", "epochs", [1500]),
        ("Trained for 1,500 epochs with SGD (lr=0.1, momentum=0.9).", "learning_rate", [0.1]),
        ("Trained for 1,500 epochs with SGD (lr=0.1, momentum=0.9).", "momentum", [0.9]),
        ("lr 0.1, 50 epochs, batch 64", "epochs", [50]),
        ("lr 0.1, 50 epochs, batch 64", "batch_size", [64]),
        ("Adam with weight decay $5 \\cdot 10^{-4}$", "weight_decay", [0.0005]),
        ("30 % of the training labels are wrong.", "noisy_labels", [30]),
        ("Uniform noise of ±0.4 was added.", "noise", [0.4]),
        ("We clip the gradients at a norm of 10.", "gradient_clip", [10]),
        ("It has two hidden layers of 32 and 64 units.", "hidden_layers", [2]),
        ("It has two hidden layers of 32 and 64 units.", "units", [32, 64]),
        ("It has two hidden layers of 32 and 64 units.", "sizes", [(32, 64)]),
        ("The MLP is 784 → 32 → ReLU → 10.", "sizes", [(784, 32, 10)]),
        ("The MLP (784-32-10) is small.", "sizes", [(784, 32, 10)]),
        ("params: 3072*110 + 110 + 110*74 + 74 = 346,054", "parameters", [346054]),
        ("StepLR with step size 80 and gamma 0.1 was used.", "step_epochs", [80]),
        ("The learning rate is divided by 10 every 30 epochs.", "step_factor", [0.1]),
        ("A filter of size 5x5 is used in both convolutions.", "kernel_size", [5]),
        ("It has two 3 by 3 convolutions.", "kernel_size", [3]),
        ("We trained each network three times.", "runs", [3]),
        ("The training took 11 min 39 s.", "time", [699]),
        ("This used 0.0154 kWh, i.e. 4.5 g CO2eq.", "carbon", [4.5]),
        ("学习率为0.001，测试准确率为85.13%。", "accuracy", [85.13]),
        ("Die Genauigkeit auf den Testdaten beträgt 85,13 %.", "accuracy", [85.13]),
        ("The images are divided by 255.", "input_scaling", ["0..1"]),
        ("We use the Adam optimizer.", "optimizer", ["adam"]),
        ("Optimizer: RMSprop", "optimizer", ["rmsprop"]),
        ("The loss function is the mean squared error.", "loss_function", ["mse"]),
        ("The output layer uses softmax.", "output_activation", ["softmax"]),
        ("We used dropout and data augmentation.", "augmentation", ["yes"]),
        ("The images come as bytes from 0 to 255.", "input_scaling", []),
    ],
)
def test_a_value_goes_to_the_quantity_that_its_words_name(
    text: str, quantity: str, values: list[object]
) -> None:
    assert told(text, quantity) == values


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("The accuracy increased by 2.19 %.", "accuracy"),
        ("It is 2.19 % lower than before.", "accuracy"),
        ("The accuracy rises from 81.65 % over 83.52 % to 84.71 %.", "accuracy"),
        ("The three accuracies differ.", "accuracy"),
        ("From epoch 10 to epoch 40 the accuracy rises.", "accuracy"),
        ("The test error is 14.87 %.", "accuracy"),
        ("It needs 12 epochs to reach 60 %.", "accuracy"),
        ("After 50 epochs we stopped.", "epochs"),
        ("In the first 10 epochs the loss falls quickly.", "epochs"),
        ("One epoch takes 3 s.", "epochs"),
        ("One epoch takes 3 s.", "loss"),
        ("At 0.01 the loss oscillated.", "loss"),
        ("We saw 5 of 6 images.", "examples"),
        ("They are divided by 255; a fixed learning rate would be too large.", "step_factor"),
    ],
)
def test_a_number_that_tells_something_else_is_no_value(text: str, quantity: str) -> None:
    assert told(text, quantity) == []


def test_three_values_of_one_sentence_go_to_their_splits_and_settings() -> None:
    text = (
        "The network reached 85.13 % on the test set and 83.65 % on validation at epoch 240 with a"
        " learning rate of 0.001."
    )
    test, validation, rate = claims(text)

    assert [(one.value, one.subject.split) for one in (test, validation)] == [
        (85.13, "test"),
        (83.65, "validation"),
    ]
    assert test.subject.epoch == 240
    assert test.subject.settings == (("learning_rate", "0.001"),)
    assert (rate.quantity, rate.value) == ("learning_rate", 0.001)
    assert test.span is not None
    assert text[test.span.start : test.span.end] == "85.13 %"


@pytest.mark.parametrize(
    ("text", "quantity", "one_of_several"),
    [
        ("Learning rates of 0.1, 0.01 and 0.001 were tried.", "learning_rate", True),
        ("We first tried a learning rate of 0.1.", "learning_rate", True),
        ("With a learning rate of 0.1 the accuracy stays at 10 %.", "learning_rate", True),
        ("bs 1 is slower than bs 4", "batch_size", True),
        ("We used a learning rate of 0.1.", "learning_rate", False),
        ("We trained with a learning rate of 0.1 and reached an accuracy of 80 %.",
         "learning_rate", False),
        ("The optimizer is SGD.", "optimizer", False),
        ("We compared SGD with Adam.", "optimizer", True),
    ],
)  # fmt: skip
def test_what_was_merely_tried_is_one_of_several(
    text: str, quantity: str, one_of_several: bool
) -> None:
    found = [claim for claim in claims(text) if claim.quantity == quantity]

    assert found
    assert {claim.is_one_of_several for claim in found} == {one_of_several}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("No weight decay was used.", ["weight_decay"]),
        ("We train without momentum.", ["momentum"]),
        ("We did not use any data augmentation or dropout.", ["augmentation", "dropout"]),
        ("We use momentum.", []),
    ],
)
def test_what_is_denied_is_told_as_denied(text: str, denied: list[str]) -> None:
    assert [claim.quantity for claim in claims(text) if claim.denied] == denied


def test_a_mean_comes_with_its_spread() -> None:
    mean, spread = (
        claim for claim in claims("The mean test accuracy over three runs is 85.1 ± 0.3 %.")
        if claim.quantity == "accuracy"
    )  # fmt: skip

    assert [(one.value, str(one.statistic)) for one in (mean, spread)] == [
        (85.1, "mean"),
        (0.3, "spread"),
    ]


def test_counts_of_parts_and_without_biases_say_so() -> None:
    total, bare = claims("It has 29,642 learnable parameters, 29,504 without biases.")
    (layer,) = claims("The first layer has 784×64+64 = 50,240 parameters.")

    assert (total.subject.labels, bare.subject.labels) == ((), ("without biases",))
    assert (layer.value, layer.subject.labels) == (50_240, ("first layer",))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("As Fig. 3 shows, lr=0.1 is bad. It is 0.85.", 2),
        ("We use e.g. Adam vs. SGD, cf. Sec. 2.1. The acc. is 85.13 %! Fine?", 3),
        ("Adam beats SGD for model A. The rest is worse.", 2),
        ("The accuracy is 0. 85 on test.", 1),
        ("准确率为85%。学习率为0.1。", 2),
    ],
)
def test_decimals_and_abbreviations_end_no_sentence(text: str, sentences: int) -> None:
    block = read_text(text, path="a.md").blocks[0]
    found = sentences_of(block, 0)

    assert len(found) == sentences
    assert all(block.text[one.span.start : one.span.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "quantity", "values"),
    [
        ("We use 8 and 16 filters of size 5x5.", "channels", [8, 16]),
        ("We use 8 and 16 filters of size 5x5.", "kernel_size", [5]),
        ("A convolution with 16 filters of size 5 x 5 follows.", "channels", [16]),
        ("The final loss is 0.0138 for n = 16 and 0.0097 for n = 64.", "loss", [0.0138, 0.0097]),
        ("The test accuracy is 84.2 % with lr 0.1 and 81.7 % with lr 0.01.", "accuracy",
         [84.2, 81.7]),
    ],
)  # fmt: skip
def test_numbers_beside_filters_and_settings(text: str, quantity: str, values: list[float]) -> None:
    assert told(text, quantity) == values


def test_a_value_for_another_setting_says_for_which() -> None:
    small, large = (
        claim
        for claim in claims("The final loss is 0.0138 for n = 16 and 0.0097 for n = 64.")
        if claim.quantity == "loss"
    )

    assert small.subject.settings == (("units", "16"),)
    assert large.subject.settings == (("units", "64"),)
    assert large.subject.moment == small.subject.moment == "final"


def test_a_rate_that_a_schedule_lowers_is_the_one_that_was_used() -> None:
    text = "The optimizer is RMSprop with learning rate 0.05 and it is multiplied by 0.1 later."
    tried = "The learning rate 0.05 was reduced after we tried 0.1."

    (rate,) = (claim for claim in claims(text) if claim.quantity == "learning_rate")

    assert not rate.is_one_of_several
    assert any(
        claim.is_one_of_several for claim in claims(tried) if claim.quantity == "learning_rate"
    )
