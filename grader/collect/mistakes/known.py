"""Every mistake that is looked for: its name, what it is, how it is known, what it does not say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A row of the table in the documentation."""

    name: str
    """Its name in evidence."""
    what: str
    """What it is, in a sentence."""
    how: str
    """How it is known."""
    not_said: str
    """What looks like it and is not it, or what it does not say."""


KNOWN = (
    Known(
        name="softmax-before-cross-entropy",
        what="A softmax is taken before a cross entropy, which takes one of its own.",
        how="Observed: the input of the loss is a softmax. Written: a network that ends in one is"
        " trained with cross entropy, in code that did not run.",
        not_said="A softmax for predictions only, or before a logarithm and `NLLLoss`, is right.",
    ),
    Known(
        name="log-softmax-before-cross-entropy",
        what="A log-softmax is taken before a cross entropy: superfluous, and changes no number.",
        how="Observed: the input of the loss is a log-softmax.",
        not_said="Before `NLLLoss` it is right. It is not said that anything went wrong.",
    ),
    Known(
        name="probabilities-in-nll-loss",
        what="`NLLLoss` is given probabilities where it wants their logarithms.",
        how="Observed: the input of the loss is a softmax without a logarithm.",
        not_said="Logarithms taken of a softmax by hand are right.",
    ),
    Known(
        name="softmax-before-squared-error",
        what="A softmax is taken before a squared error, whose slope it flattens.",
        how="Observed: the input of the loss is a softmax.",
        not_said="Probabilities held against one-hot labels (a Brier score) are a sound loss,"
        " though a slow one: it is told, and whether it was asked for is the rubric's.",
    ),
    Known(
        name="sigmoid-before-bce-with-logits",
        what="A sigmoid is taken before `BCEWithLogitsLoss`, which takes one of its own.",
        how="Observed: the input of the loss is a sigmoid.",
        not_said="Before `BCELoss` it is right.",
    ),
    Known(
        name="softmax-over-wrong-dimension",
        what="A softmax before the loss adds up to one over the examples, not over the classes.",
        how="Observed: the softmax that is the loss's input runs over another dimension than the"
        " classes, and nothing was reshaped in between.",
        not_said="A softmax over the first dimension of a single example is right.",
    ),
    Known(
        name="gradients-never-zeroed",
        what="Gradients of earlier steps are still there when new ones are added.",
        how="Observed: the values of a gradient after a step are still the same when the next"
        " `backward` begins. Written, in code that did not run: the whole submission knows no way"
        " to zero a gradient.",
        not_said="Gradients that add up over several batches before one step are right, and so is"
        " zeroing by `model.zero_grad()`, by hand, or at the end of the loop.",
    ),
    Known(
        name="gradients-zeroed-before-step",
        what="Gradients are zeroed between `backward` and `step`: nothing is learnt.",
        how="Observed: all gradients are zero at the step, and `zero_grad` was called after the"
        " last `backward`. Written, in code that did not run: the three calls in this order.",
        not_said="Zeroing after the step, or before `backward`, is right.",
    ),
    Known(
        name="whole-set-in-batch-loop",
        what="Each batch's step uses a loss over the whole data set.",
        how="Observed: in a loop over a DataLoader, `backward` goes through losses over as many"
        " examples as the data set has. Written: a batch is cut from a name, and the network is"
        " given the whole of it, in the same loop as `backward`.",
        not_said="A loss over the whole set for a plot, once an epoch, is right.",
    ),
    Known(
        name="optimizer-of-another-network",
        what="The optimizer holds another network's parameters than those that the loss reaches.",
        how="Observed: no gradient reaches what the optimizer steps, and the network that losses"
        " reach is in no optimizer and never changes.",
        not_said="Two networks with an optimizer each are right.",
    ),
    Known(
        name="parameters-not-in-optimizer",
        what="Parameters get gradients and are in no optimizer: they never change.",
        how="Observed: losses reach them beside parameters that are trained, no optimizer ever"
        " held them, and their values stay.",
        not_said="Frozen parameters, networks that were loaded or are of a library, and copies of"
        " a trained network are left alone on purpose.",
    ),
    Known(
        name="layer-never-used",
        what="A layer is made in a network's constructor and used nowhere.",
        how="Written: its name is nowhere else in the code, and the class is one that was built.",
        not_said="It does not change what the network computes. Nothing is said where the code"
        " goes through layers without naming them.",
    ),
    Known(
        name="never-switched-to-eval",
        what="Dropout or batch normalisation work as in training while the network is evaluated.",
        how="Observed: after training, every call without gradients, or over data that is never"
        " trained on, was in training mode.",
        not_said="`eval()` on a parent, or `train(False)`, is right. Nothing is said of networks"
        " without such layers, or whose own output is in no loss.",
    ),
    Known(
        name="gradients-kept-in-evaluation",
        what="Gradients are kept ready while a network is only evaluated: harmless for results.",
        how="Observed: whole passes over data that is never trained on, with gradients switched"
        " on.",
        not_said="It costs memory and time, and changes no result.",
    ),
    Known(
        name="augmented-test-set",
        what="Test images are changed at random before they are evaluated.",
        how="Observed: the data set of a loader that is only evaluated has random transforms, and"
        " it is the test split, or the loader is called a test loader.",
        not_said="Random transforms of the training set are right.",
    ),
    Known(
        name="evaluated-on-training-data",
        what="What is called test or validation data is data that was trained on.",
        how="Observed: the same network was trained on examples of a loader that is called a test"
        " or validation loader: the same numbers of one data set, or copies of the same examples,"
        " also in another order, of another type or scaled, clearly more than repeat themselves.",
        not_said="A loader over training data for the training accuracy is right, and so are two"
        " parts of one data set that share no example, and examples that an autoencoder gives"
        " back. Copies of pictures are only suspected on stand-in data, which repeats itself.",
    ),
    Known(
        name="chosen-on-test-set",
        what="The weights that are kept are those that do best on the test set.",
        how="Written: weights are saved where a test score is better than the best so far.",
        not_said="It is the student's own names that say what is a test set.",
    ),
    Known(
        name="training-accuracy-called-test",
        what="A score on training data is called a test score.",
        how="Written: a name or a printed label says test, and what is evaluated or printed says"
        " training.",
        not_said="It is the student's own names that say which data is which.",
    ),
    Known(
        name="test-accuracy-called-training",
        what="A score on test data is called a training score.",
        how="Written: as above, the other way round.",
        not_said="It is the student's own names that say which data is which.",
    ),
    Known(
        name="accuracy-divided-by-wrong-count",
        what="A number of right answers is divided by something else than the number of examples.",
        how="Written, with the sizes of the loaders as observed: right answers are counted one by"
        " one and divided by the number of batches, by the size of another data set, or by more"
        " examples than there are.",
        not_said="Means of batches divided by the number of batches are right if all batches have"
        " one size.",
    ),
    Known(
        name="inputs-not-scaled",
        what="A network is fed bytes from 0 to 255 as they are.",
        how="Observed: whole numbers up to 255 reach the first layer, and nothing scales them on"
        " the way.",
        not_said="A network that begins with batch normalisation or divides by itself scales them.",
    ),
    Known(
        name="scheduler-never-stepped",
        what="A scheduler is made and never stepped: the learning rate stays.",
        how="Observed: its optimizer was stepped over several epochs, the scheduler never was, and"
        " nothing in the code steps anything like one.",
        not_said="One that another scheduler steps, or that is stepped later, is right.",
    ),
    Known(
        name="scheduler-stepped-per-batch",
        what="A scheduler that counts epochs is stepped with every batch.",
        how="Observed: it was stepped after every step of its optimizer, and after one epoch the"
        " learning rate was a thousandth of the first or less; or its cosine falls and rises"
        " several times in one epoch.",
        not_said="Schedules that count batches on purpose are right.",
    ),
    Known(
        name="clipping-without-effect",
        what="Clipping the gradients changes nothing.",
        how="Observed: it comes before `backward` or after `step`, or no gradient was ever as long"
        " as the limit.",
        not_said="That a limit is never reached is no mistake by itself.",
    ),
    Known(
        name="clipping-only-promised",
        what="There is an option for clipping gradients, and nothing uses it.",
        how="Written: the option is defined and read nowhere, and nothing in the code clips.",
        not_said="",
    ),
    Known(
        name="goes-on-from-previous-setting",
        what="In a study of settings, the network goes on from the weights of the setting before.",
        how="Observed: the same line steps the same parameters with new optimizers of different"
        " settings, and nothing else changed the parameters in between.",
        not_said="A learning rate that falls from optimizer to optimizer may be a schedule, and is"
        " only told where results are kept by setting. Training on with the same settings is not"
        " told.",
    ),
    Known(
        name="saved-loss-of-double-softmax",
        what="Saved losses are those of a softmax before cross entropy, and the code has none.",
        how="Claimed: the last losses are 1.46 and the share of wrong answers, as only a double"
        " softmax over ten classes gives.",
        not_said="The saved outputs are of another version of the code; which one is not known.",
    ),
)
"""In the order of the documentation."""

NAMES = frozenset(known.name for known in KNOWN)
