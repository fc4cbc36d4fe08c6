"""One place for every number that an experiment needs."""

from types import SimpleNamespace

FACES = SimpleNamespace(
    codes=(16, 64),
    lr=1e-4,
    decay={16: 2.5e-5, 64: 5e-5},
    batch=32,
    epochs=300,
    amplitudes=(0.4, 0.9),
    seed=411,
)

GARMENTS = SimpleNamespace(
    lr=1e-3,
    momentum=0.9,
    batch=128,
    epochs=1500,
    milestone=80,
    gamma=0.1,
    seed=411,
)

NOISY = SimpleNamespace(
    hidden=(256, 128, 64, 128),
    lr=2e-4,
    batch=128,
    epochs=400,
    every=20,
)
