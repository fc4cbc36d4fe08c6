from dataclasses import dataclass


@dataclass
class Settings:
    net: str = "lenet"
    lr: float = 0.001
    momentum: float = 0.9
    weight_decay: float = 0.0
    batch_size: int = 4
    epochs: int = 50
    seed: int = 0
    augment: bool = False
    mse: bool = False


RUNS = {
    "one": Settings(net="one"),
    "linear": Settings(net="linear"),
    "mlp": Settings(net="mlp"),
    "lenet": Settings(),
    "lenet_seed1": Settings(seed=1),
    "lenet_seed2": Settings(seed=2),
    "batch_1": Settings(batch_size=1),
    "batch_500": Settings(batch_size=500),
    "lr_10": Settings(lr=10.0),
    "lr_0.1": Settings(lr=0.1),
    "lr_0.01": Settings(lr=0.01),
    "augment": Settings(augment=True),
    "mse": Settings(mse=True),
}
