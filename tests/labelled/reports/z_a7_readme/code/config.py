from dataclasses import dataclass


@dataclass
class Run:
    hidden: tuple = (64, 64)
    conv: bool = False
    lr: float = 1e-3
    batch_size: int = 256
    epochs: int = 10
    weight_decay: float = 0.0
    seed: int = 0
