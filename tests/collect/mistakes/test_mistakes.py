"""Every known mistake is told where it is made, and nowhere else."""

from pathlib import Path

import pytest

from grader.collect.mistakes import NAMES
from grader.records import DataUsed
from tests.collect.mistakes.looking import BEGIN, mistakes_in
from tests.collect.mistakes.pairs import PAIRS, Pair

pytestmark = pytest.mark.torch

TWINS = [(pair.name, source) for pair in PAIRS for source in pair.right]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_mistake_is_told_once_with_its_facts_and_nothing_else_is(
    pair: Pair, tmp_path: Path
) -> None:
    found = mistakes_in(tmp_path, BEGIN, pair.wrong)

    assert sorted({each.name for each in found}) == sorted({pair.name, *pair.beside})
    own = [each for each in found if each.name == pair.name]
    assert len(own) == 1
    assert [part for part in pair.says if part not in own[0].sentence] == [], own[0].sentence
    assert own[0].name in NAMES
    assert own[0].place.cell == 1
    assert own[0].sentence.endswith(".")


@pytest.mark.parametrize(("name", "source"), TWINS, ids=[name for name, _ in TWINS])
def test_what_only_looks_like_a_mistake_is_not_told(name: str, source: str, tmp_path: Path) -> None:
    assert [(each.name, each.sentence) for each in mistakes_in(tmp_path, BEGIN, source)] == []


COPIED_PICTURES = """
P = torch.rand(200, 1, 8, 8); labels = torch.randint(0, 4, (200,))
def loaded(count): return TensorDataset(P[:count] * 2 - 1, labels[:count])
part = DataLoader(loaded(160), 20, shuffle=True); val_loader = DataLoader(loaded(40), 20)
net = nn.Sequential(nn.Flatten(), nn.Linear(64, 4))
fit(net, optim.SGD(net.parameters(), lr=0.1), loader=part); score(net, val_loader)
"""


@pytest.mark.parametrize("stand_in", [True, False])
def test_copies_of_pictures_are_certain_only_where_the_pictures_do_not_repeat_themselves(
    stand_in: bool, tmp_path: Path
) -> None:
    data = DataUsed(name="mnist", stand_in=stand_in, digest="d")

    (found,) = mistakes_in(tmp_path, BEGIN, COPIED_PICTURES, data=data)

    assert found.name == "evaluated-on-training-data"
    assert "40 of the 40" in found.sentence
    assert bool(found.doubt) is stand_in
    assert found.networks == ("n1",)
