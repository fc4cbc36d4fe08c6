"""The random transforms that images of a training went through, as its loaders had them."""

from pathlib import Path

from tests.collect.mistakes.looking import BEGIN, random_transforms_in
from tests.collect.mistakes.pairs import PICTURES

BOTH = """
def views():
    return T.Compose([T.RandomResizedCrop(8), T.RandomHorizontalFlip(), T.Normalize(0.5, 0.5)])
def new(): return nn.Sequential(nn.Flatten(), nn.Linear(64, 4))
one, other = new(), new()
train = DataLoader(Subset(Pictures(views()), range(10)), batch_size=5)
fit(one, optim.SGD(one.parameters(), lr=0.1), loader=train)
fit(other, optim.SGD(other.parameters(), lr=0.1), loader=DataLoader(Pictures(plain), batch_size=5))
"""


def test_transforms_are_those_of_the_loader_that_the_network_was_trained_on(tmp_path: Path) -> None:
    assert random_transforms_in(tmp_path, BEGIN + PICTURES + BOTH) == [
        ("RandomResizedCrop", "RandomHorizontalFlip"),
        (),
    ]


def test_a_network_that_was_trained_with_and_without_them_leaves_them_open(tmp_path: Path) -> None:
    again = BOTH.replace("new(), new()", "(new(),) * 2")

    assert set(random_transforms_in(tmp_path, BEGIN + PICTURES + again)) == {()}
