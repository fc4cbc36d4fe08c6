"""Noise that is added to inputs is found with its kind and strength, and where it goes."""

import pytest

from tests.collect.calls.reading import LOAD, NETWORK, calls_in


@pytest.mark.parametrize(
    ("code", "form", "strengths"),
    [
        ("out = model(x + torch.empty_like(x).uniform_(-0.4, 0.4))", "uniform", (0.4,)),
        ("n = np.random.uniform(low=-0.4, high=0.4, size=faces.shape)\n"
         "out = model(torch.tensor(np.clip(faces + n, 0, 1)).float())", "uniform", (0.4,)),
        ("for level in [0.4, 0.9]:\n    noisy = faces + np.random.uniform(-level, level, (4096,))\n"
         "    model(torch.Tensor(noisy))", "uniform", (0.4, 0.9)),
        ("model(x + 0.4 * (2 * torch.rand_like(x) - 1))", "uniform", (0.4,)),
        ("model((x + (torch.rand(x.shape) - 0.5) * 1.8).clamp(0, 1))", "uniform", (0.9,)),
        ("s = 0.3\nmodel(x + s * torch.randn_like(x))", "gaussian", (0.3,)),
        ("noisy = faces + np.random.normal(0, 0.2, faces.shape)\nmodel(torch.tensor(noisy))",
         "gaussian", (0.2,)),
        ("def spoil(a, r):\n    return np.clip(a + np.random.uniform(-r, r, a.shape), 0,"
         " 1)\nweak, strong = spoil(faces, 0.4), spoil(faces, 0.9)\nmodel(torch.Tensor(strong))",
         "uniform", (0.4, 0.9)),
        ("nets = {64: model}\nnets[64](x + 0.4 * (2 * torch.rand_like(x) - 1))", "uniform", (0.4,)),
        ("mask = torch.rand_like(x) > 0.3\nmodel(x * mask)", "zeroed", (0.3,)),
        ("noisy = x.clone()\nnoisy[torch.rand(x.shape) < 0.25] = 0\nmodel(noisy)",
         "zeroed", (0.25,)),
        ("def spoil(a, reach=0.9):\n    return np.clip(a + np.random.uniform(-reach, reach,"
         " a.shape), 0, 1)\ndef show(net, a):\n    return net(torch.Tensor(spoil(a)))\n"
         "show(model, faces)", "uniform", (0.9,)),
    ],
)  # fmt: skip
def test_noise_that_a_network_is_fed(code: str, form: str, strengths: tuple[float, ...]) -> None:
    (found,) = [one for one in calls_in(LOAD, NETWORK, code).found if one.operation == "noise"]

    assert (found.form, found.fed, found.ran) == (form, True, True)
    assert found.strengths == pytest.approx(strengths)


@pytest.mark.parametrize(
    "code",
    [
        "order = np.random.rand(10)\nprint(order)",
        "class Numbers:\n    def __init__(self):\n        self.W = np.random.randn(2, 20) * 0.01\n"
        "        self.b = np.zeros(20)\n    def forward(self, a):\n"
        "        return a @ self.W + self.b",
    ],
)
def test_random_numbers_that_are_added_to_nothing_are_no_noise(code: str) -> None:
    assert not [one for one in calls_in(LOAD, code).found if one.operation == "noise"]


def test_noise_that_is_only_shown_is_not_fed() -> None:
    code = "noisy = faces + np.random.uniform(-0.4, 0.4, faces.shape)\nplt.imshow(noisy[0])"

    (found,) = [one for one in calls_in(LOAD, NETWORK, code).found if one.operation == "noise"]
    assert not found.fed


def test_a_strength_that_is_computed_elsewhere_is_not_known() -> None:
    code = "noisy = faces + level * np.random.randn(4096)\nmodel(torch.tensor(noisy))"

    (found,) = [one for one in calls_in(LOAD, NETWORK, code).found if one.operation == "noise"]
    assert found.strengths == ()
