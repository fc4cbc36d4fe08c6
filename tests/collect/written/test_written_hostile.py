"""Code that is enormous, deep, broken or malicious neither crashes nor hangs nor is believed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.collect.written import Written
from tests.collect.written.conftest import read

"""Each takes a second or two; on a busy machine some more."""

NETWORK = "import torch, copy, itertools\nfrom torch import nn\nnet = nn.Linear(1, 1)\n"

HOSTILE = {
    "parentheses": "x = " + "(" * 5_000 + "1" + ")" * 5_000,
    "a long sum": "x = " + "1+" * 50_000 + "1",
    "a long chain": "x = a" + ".b" * 50_000,
    "deep conditions": "".join(" " * n + "if x:\n" for n in range(95)) + " " * 95 + "pass",
    "deep loops": "d = {}\n"
    + "".join(f"{' ' * n}for a in x:\n{' ' * (n + 1)}d[{n}] = a\n" for n in range(18)),
    "loops over literals": "".join(" " * n + "for a in [1, 2, 3, 4, 5]:\n" for n in range(15))
    + " " * 15
    + "y = 1",
    "a tower of powers": "x = 10 ** 10 ** 10 ** 10",
    "long repetitions": "x = 'a' * 10 ** 9\ny = [0] * 10 ** 9\nz = (1,) * 10 ** 9",
    "doublings": "l, t = [1], (1,)\n" + "l = l + l\nt = (t, t)\n" * 200 + "x = t == t",
    "lists in lists": "l = [1]\n" + "l = [l, l]\n" * 100 + "m = copy.deepcopy(l)",
    "calls of calls": "def f0(): pass\n"
    + "".join(f"def f{n}():\n    f{n - 1}()\n    f{n - 1}()\n" for n in range(1, 60))
    + "f59()",
    "circles": "def a(): b()\ndef b(): a()\na()\nf = lambda x: x(x)\nf(f)",
    "a list in itself": "l = []\nl.append(l)\nd = {}\nd[1] = d\nm = copy.deepcopy((l, d))",
    "a network in itself": "s = nn.Sequential()\ns.append(s)\no = torch.optim.SGD(s.parameters())",
    "comments without end": "\n".join("# x = (" for _ in range(20_000)),
    "comments with code": "\n".join(f"# a{n} = {n}\n# no code" for n in range(5_000)),
    "products": "x = itertools.product(*[range(100)] * 9)\ny = zip(*[range(2000)] * 2000)",
    "optimizers": "o = torch.optim.SGD(net.parameters())\n" * 5_000,
    "steps": "o = torch.optim.SGD(net.parameters())\n"
    + "for i in range(40):\n for j in range(40):\n  for k in range(40):\n   o.step()\n",
    "names and branches": "".join(f"a{n} = 1\n" for n in range(10_000)) + "if q: b = 1\n" * 5_000,
    "a null": "x = 1\0",
    "half a character": "x = '\ud800'",
    "wide formats": "x = f'{1:>1000000000}'\ny = '%1000000000d' % 1\nz = round(5, -10 ** 9)",
    "numbers": "x = " + "9" * 5_000,
    "spaces": " " * 100_000 + "print " + " " * 100_000 + "\n(",
}


@pytest.mark.timeout(120)  # far more than it takes on a busy machine
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_code_ends(case: str) -> None:
    written = read(NETWORK, HOSTILE[case])

    assert len(written.training) <= 200


def test_what_stands_in_other_cells_is_still_told() -> None:
    deep = HOSTILE["deep conditions"]

    written = read(NETWORK, deep, "o = torch.optim.SGD(nn.Linear(2, 2).parameters(), lr=0.5)")

    assert [one.learning_rate for one in written.training] == [0.5]


def test_names_are_uncertain_behind_code_that_could_not_be_followed() -> None:
    use = "o = torch.optim.SGD(net.parameters(), lr=lr)"

    assert (
        read(NETWORK, "lr = 1", HOSTILE["deep conditions"], use).training[0].learning_rate is None
    )


def test_comments_that_could_not_be_followed_leave_what_runs_certain() -> None:
    off = "\n".join(f"# {line}" for line in HOSTILE["deep conditions"].splitlines())
    use = "o = torch.optim.SGD(net.parameters(), lr=lr)"

    assert read(NETWORK, "lr = 1", off, use).training[0].learning_rate == 1


def test_a_schedule_is_uncertain_behind_code_that_could_not_be_followed() -> None:
    begin = "o = torch.optim.SGD(net.parameters(), lr=1)\nfor epoch in range(3):\n    o.step()"

    assert read(NETWORK, begin).training[0].schedule == "constant"
    assert read(NETWORK, begin, HOSTILE["deep conditions"]).training[0].schedule == ""


def test_an_empty_submission_says_nothing() -> None:
    assert read() == read("") == read("# only prose") == Written(is_whole=True)


WORDS = st.lists(
    st.sampled_from(
        "import torch|as|for|in|if|else|:|\n|    |def f(|)|(|x|=|.|nn.Linear|optim.SGD|lr|[|]|{|}"
        "|**|*|,|lambda|return|class A(nn.Module):|self|yield|with|try|except|while|break|1|'a'|#"
        "|%|!|+|-|step()|del|global|x.y|@|match x:|case|:=|await|async".split("|")
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_any_text_at_all_can_be_read(words: list[str]) -> None:
    assert isinstance(read(NETWORK, " ".join(words), "".join(words)), Written)
