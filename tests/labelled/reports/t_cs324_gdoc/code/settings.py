from dataclasses import dataclass, field


@dataclass
class Moons:
    points: int = 1000
    noise: float = 0.2
    test_share: float = 0.2
    hidden: int = 20
    lr: float = 0.01
    epochs: int = 1500
    batch: int = 100
    eval_every: int = 10
    seed: int = 2024


@dataclass
class Cifar:
    lr: float = 5e-4
    weight_decay: float = 1e-3
    batch: int = 64
    epochs: int = 30


@dataclass
class Rnn:
    hidden: int = 64
    lr: float = 0.05
    alpha: float = 0.99
    step: int = 100
    gamma: float = 0.1
    clip: float = 5.0
    batch: int = 32
    epochs: int = 300
    lengths: tuple = field(default=(3, 5, 7, 9, 11))
