"""How far a training had come when it was cut short."""

from typing import Any

import pytest

from grader.collect.endings import with_progress
from grader.records import Ending, EndingName, Kind, Place, Training

HERE = Place(file="a2.ipynb", cell=4)
CUT = Ending(name=EndingName.CELL_TIME, sentence="It was cut.", place=HERE)


def a_training(*, epochs: int | None, **changes: Any) -> Training:
    usual = {
        "network": "n1",
        "optimizer": "sgd",
        "learning_rate": 0.1,
        "momentum": None,
        "weight_decay": None,
        "batch_size": None,
        "loss": "",
        "schedule": "",
        "kind": Kind.OBSERVED,
        "place": HERE,
        "cells": (4,),
    }
    return Training(epochs=epochs, **{**usual, **changes})


def written(epochs: int, **changes: Any) -> Training:
    return a_training(epochs=epochs, kind=Kind.WRITTEN, **{"cells": (), **changes})


SEEN = a_training(epochs=38, epochs_finished=37)
CALLED = written(1_500, place=Place(file="a2.ipynb", cell=2), called_from=HERE)


@pytest.mark.parametrize(
    ("training", "words"),
    [
        ((SEEN, written(1_500)), "It was cut. 37 of 1,500 epochs were finished by then."),
        ((SEEN, CALLED), "It was cut. 37 of 1,500 epochs were finished by then."),
        ((SEEN,), "It was cut. 37 epochs were finished by then."),
        ((a_training(epochs=2, epochs_finished=1),), "It was cut. 1 epoch was finished by then."),
        # Two loops stand in the cell, and nothing says which of them ran last.
        ((SEEN, written(1_500), written(80)), "It was cut. 37 epochs were finished by then."),
        ((SEEN, written(20)), "It was cut. 37 epochs were finished by then."),
        ((a_training(epochs=3), SEEN, SEEN), "It was cut. 37 epochs were finished by then."),
        ((a_training(epochs=None),), "It was cut."),
        ((written(1_500),), "It was cut."),
        ((a_training(epochs=9, epochs_finished=9, cells=(3,)),), "It was cut."),
    ],
)
def test_a_cut_says_how_many_epochs_were_finished(
    training: tuple[Training, ...], words: str
) -> None:
    (ending,) = with_progress([CUT], training)

    assert ending.sentence == words


def test_what_cuts_nothing_short_says_nothing_of_it() -> None:
    raised = Ending(name=EndingName.RAISED, sentence="An error.", place=HERE)

    assert with_progress([raised], (SEEN,)) == (raised,)
