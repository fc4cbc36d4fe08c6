"""Names of torch that code text uses, and what they mean for a training or a network."""

import builtins
import sys

from grader.collect.operations import ACTIVATIONS
from grader.collect.schedule_words import SCHEDULERS

ACTIVATION_MODULES = {
    "ReLU": "relu", "ReLU6": "relu6", "Sigmoid": "sigmoid", "Tanh": "tanh", "GELU": "gelu",
    "LeakyReLU": "leaky_relu", "ELU": "elu", "SiLU": "silu", "SELU": "selu", "CELU": "celu",
    "Softplus": "softplus", "Hardtanh": "hardtanh", "Mish": "mish", "Hardswish": "hardswish",
    "Hardsigmoid": "hardsigmoid", "LogSigmoid": "log_sigmoid", "Softsign": "softsign",
}  # fmt: skip
"""Modules of torch.nn that are functions of single values, in the words of a network's graph."""

ACTIVATION_FUNCTIONS = {
    name: word for name, word in ACTIVATIONS.items() if word not in ("prelu", "rrelu", "glu")
}
"""Functions and methods of the same meaning."""

LAYER_MODULES = (
    "Linear Conv2d ConvTranspose2d MaxPool2d AvgPool2d AdaptiveMaxPool2d AdaptiveAvgPool2d"
    " BatchNorm1d BatchNorm2d LayerNorm GroupNorm InstanceNorm2d Flatten Softmax LogSoftmax"
    " Softmax2d Dropout Dropout2d Identity"
).split()
"""Modules that a layer of the notation can be made of."""

CONTAINERS = ("torch.nn.Sequential", "torch.nn.ModuleList", "torch.nn.ModuleDict")

LOSS_MODULES = {
    "CrossEntropyLoss": "cross_entropy", "MSELoss": "mse", "NLLLoss": "nll", "BCELoss": "bce",
    "BCEWithLogitsLoss": "bce_with_logits", "L1Loss": "l1", "SmoothL1Loss": "smooth_l1",
    "HuberLoss": "huber", "KLDivLoss": "kl_div", "MultiMarginLoss": "multi_margin",
}  # fmt: skip
"""Losses as modules of torch.nn."""

LOSS_FUNCTIONS = {
    "cross_entropy": "cross_entropy", "mse_loss": "mse", "nll_loss": "nll",
    "binary_cross_entropy": "bce", "binary_cross_entropy_with_logits": "bce_with_logits",
    "l1_loss": "l1", "smooth_l1_loss": "smooth_l1", "huber_loss": "huber", "kl_div": "kl_div",
    "multi_margin_loss": "multi_margin",
}  # fmt: skip
"""Losses as functions of torch.nn.functional."""

OPTIMIZERS: dict[str, dict[str, float]] = {
    "SGD": {"lr": 1e-3, "momentum": 0.0, "dampening": 0.0, "weight_decay": 0.0},
    "Adam": {"lr": 1e-3, "betas": 0.0, "eps": 0.0, "weight_decay": 0.0},
    "AdamW": {"lr": 1e-3, "betas": 0.0, "eps": 0.0, "weight_decay": 0.01},
    "NAdam": {"lr": 2e-3, "betas": 0.0, "eps": 0.0, "weight_decay": 0.0},
    "RAdam": {"lr": 1e-3, "betas": 0.0, "eps": 0.0, "weight_decay": 0.0},
    "Adamax": {"lr": 2e-3, "betas": 0.0, "eps": 0.0, "weight_decay": 0.0},
    "Adagrad": {"lr": 0.01, "lr_decay": 0.0, "weight_decay": 0.0},
    "Adadelta": {"lr": 1.0, "rho": 0.0, "eps": 0.0, "weight_decay": 0.0},
    "ASGD": {"lr": 0.01, "lambd": 0.0, "alpha": 0.0, "t0": 0.0, "weight_decay": 0.0},
    "RMSprop": {"lr": 0.01, "alpha": 0.0, "eps": 0.0, "weight_decay": 0.0, "momentum": 0.0},
    "Rprop": {"lr": 0.01},
    "SparseAdam": {"lr": 1e-3},
    "LBFGS": {"lr": 1.0},
}
"""torch's optimizers: their arguments after the parameters in order, with torch's own defaults.

The value counts for the rate, the momentum and the decay only.
"""

PROGRESS = frozenset(
    "tqdm trange tqdm_notebook tnrange track progress_bar master_bar alive_it ProgressBar".split()
)
"""Functions that only show how far a loop is."""

DATA_SETS = {
    "MNIST": (1, 28, 28), "FashionMNIST": (1, 28, 28), "KMNIST": (1, 28, 28),
    "EMNIST": (1, 28, 28), "QMNIST": (1, 28, 28), "CIFAR10": (3, 32, 32),
    "CIFAR100": (3, 32, 32), "SVHN": (3, 32, 32),
}  # fmt: skip
"""torchvision's data sets whose images have one size."""

SAME_MODULE = frozenset(
    "to cuda cpu train eval float double half requires_grad_ share_memory apply type"
    " compile xpu".split()
)
"""Methods of a network that give the network back."""

SAME_TENSOR = frozenset(
    "to cuda cpu float double half contiguous detach clone type requires_grad_ type_as".split()
)
"""Methods of a tensor that leave its values as they are."""

BUILTINS = frozenset(dir(builtins)) | {"xrange"}
"""Names that every program has."""

KNOWN_LIBRARIES = sys.stdlib_module_names | frozenset(
    "torch torchvision torchaudio numpy pandas matplotlib scipy sklearn seaborn tqdm PIL cv2 yaml"
    " torchsummary torchinfo torchmetrics wandb tensorboard tensorboardX ray optuna absl click"
    " fire typer rich IPython pylab joblib h5py skimage codecarbon carbontracker pprint google"
    " mlflow neptune omegaconf hydra easydict munch ml_collections addict box dotmap".split()
)
"""Libraries that leave the dictionaries and lists that they are given as they are."""

STARRED = frozenset(
    [f"torch.nn.{name}" for name in (*LAYER_MODULES, *ACTIVATION_MODULES, *LOSS_MODULES)]
    + ["torch.nn.Module", "torch.nn.ModuleList", "torch.nn.Sequential", "torch.nn.Parameter"]
    + ["torch.nn.functional", "torch.nn.init", "torch.nn.utils"]
    + [f"torch.optim.{name}" for name in (*OPTIMIZERS, "lr_scheduler")]
    + [f"torch.optim.lr_scheduler.{name}" for name in SCHEDULERS]
    + [f"torch.nn.functional.{name}" for name in (*LOSS_FUNCTIONS, *ACTIVATION_FUNCTIONS)]
    + [f"torch.nn.functional.{name}" for name in ("max_pool2d", "dropout", "log_softmax")]
    + ["torch.utils.data.DataLoader", "torch.utils.data.TensorDataset"]
    + ["torch.nn", "torch.optim", "torch.relu", "torch.sigmoid", "torch.tanh", "torch.flatten"]
)
"""Names that a star import of torch's modules brings."""

_MOVED = {
    "torch.nn.modules": "torch.nn",
    "torch.nn.parameter": "torch.nn",
}


def plain_path(path: str) -> str:
    """The usual name of what torch keeps in inner modules: `torch.optim.sgd.SGD`."""
    parts = path.split(".")
    if path.startswith("torch.nn.modules.") and len(parts) > 4:
        return f"torch.nn.{parts[-1]}"
    if path.startswith("torch.optim.") and len(parts) == 4 and parts[2].islower():
        return path if parts[2] == "lr_scheduler" else f"torch.optim.{parts[-1]}"
    head, _, tail = path.rpartition(".")
    return f"{_MOVED[head]}.{tail}" if head in _MOVED and tail[:1].isupper() else path
