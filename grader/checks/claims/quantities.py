"""The quantities that a rubric may ask for, and the words by which a text may tell of them."""

import re

from grader.records import NAMES, NUMBERS, Claim

SPLITS = ("train", "validation", "test")
SPLIT_QUANTITIES = {
    f"{split}_{quantity}": (quantity, split)
    for quantity in ("accuracy", "loss")
    for split in SPLITS
}

"""Quantities of one split, with the quantity and the split that statements tell."""

_SPLIT_WORDS = {
    "validation": re.compile(r"\bval(?:id(?:ation)?)?\b|\bdev\b|held.?out", re.IGNORECASE),
    "test": re.compile(r"\btest(?:ing|s)?\b|held.?out|unseen", re.IGNORECASE),
}

QUANTITY_CHOICES = (*NUMBERS, *NAMES, "sizes", *SPLIT_QUANTITIES)
"""What may be asked for: quantities of statements, and accuracies and losses of a split."""

_FRACTION = r"(?<![\w.])(?:0?[.,][0-9]|[0-9.]{1,6} ?(?:e|E|[x×⋅·*] ?10) ?[-^{−]|10 ?\^? ?\{? ?[-−]"
_FRACTION += r"|1 ?/ ?10{1,6}\b)|\b(?:tenth|hundredth|thousandth|half|quarter)s?\b"
_WHOLE = (
    r"(?<![\w.])[0-9]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozen|hundred|thousand|million)\b"
)
_PER_CENT = r"[0-9] ?%|\b[1-9][0-9]\b|\bper ?cent|out of|(?<![\w.])[0-9]{0,3}[.,][0-9]"

_WORDS: dict[str, str] = {
    "accuracy": r"accur|\bacc\b|correct|right|precision|score|error|misclass|genauig|准确|正确",
    "loss": r"\bloss|error|objective|criterion|\bmse\b|\bce\b|entrop|verlust|fehler|损失",
    "parameters": r"param|weights|learnable|size of the (?:net|model)|gewicht|参数",
    "learning_rate": r"learning|\blrs?\b|\brates?\b|step.?siz|\beta\b|η|\balpha\b|lernrate|学习率",
    "momentum": r"momentum|nesterov|\bmu\b|动量",
    "weight_decay": r"decay|\bwd\b|\bl2\b|regulari|penal|lambda|λ|ridge|衰减|正则",
    "batch_size": r"batch|\bbs\b|at a time|at once|portion|stapel|批",
    "epochs": r"epoch|iteration|pass(?:es)?\b|times through|轮|epoche|durchl",
    "optimizer": (
        r"optimi[sz]|\bsgd\b|adam|rmsprop|adagrad|adadelta|gradient descent|momentum|lbfgs|lion"
        r"|solver|优化"
    ),
    "loss_function": r"\bloss|entrop|\bmse\b|criterion|objective|cost function|squared|损失",
    "schedule": r"schedul|decay|step.?lr|anneal|multipl|plateau|cosine|drop(?:s|ped)? .{0,40}rate",
    "noise": r"nois|gaussian|uniform|corrupt|perturb|salt|mask|rausch|噪",
    "carbon": r"carbon|co.{0,3}2|emission|emit|footprint|climate|kohlenstoff|碳|排放",
    "energy": r"energy|kwh|\bwh\b|joule|power|watt|electric|energie|能",
    "time": r"\btime|took|last|second|minute|hour|duration|[0-9] ?(?:s|h|min)\b|:[0-9]{2}|秒|分钟",
    "activation": r"activ|relu|sigmoid|tanh|nonlinear|non-linear|logistic|激活",
    "dropout": r"drop",
    "regularisation": r"regular|dropout|decay|\bl[12]\b|early|penal|augment|正则",
    "augmentation": r"augment|flip|crop|rotat|jitter|mirror|增强",
    "input_scaling": r"scal|normali|standardi|divid|255|\[ ?-?[01]|range|mean|归一",
    "device": r"\bgpu|\bcpu|cuda|colab|tpu|mps|laptop|rtx|gtx|tesla|nvidia|显卡",
    "data_set": r"data|mnist|cifar|faces|images|数据",
    "sizes": r"layer|unit|neuron|hidden|archit|->|→|net|层",
    "layers": r"layer|deep|archit|层",
    "hidden_layers": r"layer|hidden|deep|archit|层",
    "units": r"unit|neuron|node|hidden|width|wide|archit|神经元|层",
    "best_epoch": r"epoch|peak|highest|lowest|best|after|轮",
    "step_epochs": r"epoch|step|schedul|rate",
    "step_factor": r"factor|gamma|multipl|divid|tenth|schedul|rate",
    "gradient_clip": r"clip|norm",
    "components": r"component|eigen|singular|principal|pca|svd",
    "runs": r"\bruns?\b|seed|repeat|repet|times|trial",
    "examples": r"images|examples|samples|points|set",
    "length": r"length|long|digits|长度",
}
_SHAPES: dict[str, str] = {
    **dict.fromkeys(("learning_rate", "weight_decay", "momentum", "alpha", "dropout"), _FRACTION),
    **dict.fromkeys(("accuracy", "noisy_labels"), _PER_CENT),
    **dict.fromkeys(("loss", "noise", "label_smoothing", "step_factor"), _FRACTION),
}
_WHOLES = frozenset(
    "parameters layers hidden_layers units channels batch_size epochs best_epoch step_epochs"
    " length examples classes runs seed components sizes".split()
)
_TAKEN_FOR: dict[str, frozenset[str]] = {
    "batch_size": frozenset({"examples", "units"}),
    "epochs": frozenset({"best_epoch", "step_epochs", "runs", "examples"}),
    "best_epoch": frozenset({"epochs"}),
    "parameters": frozenset({"units", "examples"}),
    "units": frozenset({"examples", "sizes", "parameters"}),
    "learning_rate": frozenset({"step_factor", "alpha"}),
    "accuracy": frozenset({"examples", "noisy_labels"}),
    "runs": frozenset({"epochs"}),
}
"""As what else a number of a quantity may have been read."""

_COUNTS = frozenset(
    "parameters layers hidden_layers units channels epochs examples classes runs components".split()
)
_VALUES = {
    "optimizer": re.compile(
        r"\b(?:sgd|adam[wx]?|nadam|rms-?prop|ada(?:grad|delta)|l-?bfgs|gradient descent)\b",
        re.IGNORECASE,
    ),
    "loss_function": re.compile(
        r"cross.?entropy|\b(?:mse|bce|nll)\b|mean.squared|squared.error|log.?likelihood",
        re.IGNORECASE,
    ),
    "activation": re.compile(r"\b(?:relu|sigmoid|tanh|gelu|elu|swish|logistic)\b", re.IGNORECASE),
}
"""Names that tell a value wherever they stand."""
_COMPILED = {name: re.compile(words, re.IGNORECASE) for name, words in _WORDS.items()}
_COMPILED_SHAPES = {name: re.compile(shape) for name, shape in _SHAPES.items()}
_ANY_NUMBER = re.compile(_WHOLE, re.IGNORECASE)


def is_of(claim: Claim, quantity: str) -> bool:
    """Whether a statement certainly tells this quantity."""
    name, split = SPLIT_QUANTITIES.get(quantity, (quantity, ""))
    # The row of a table may tell a value as what its result was got with.
    is_setting = not split and any(quantity == other for other, _ in claim.subject.settings)
    return is_setting or (claim.quantity == name and (not split or claim.subject.split == split))


def may_be_of(claim: Claim, quantity: str) -> bool:
    """Whether a statement may tell this quantity: an accuracy whose split is left open."""
    name, split = SPLIT_QUANTITIES.get(quantity, (quantity, ""))
    return claim.quantity == name and bool(split) and not claim.subject.split


def is_of_only_split(text: str, quantity: str) -> bool:
    """Whether a text speaks of the split of this quantity, and of no other that is held out."""
    split = SPLIT_QUANTITIES.get(quantity, ("", ""))[1]
    if split not in _SPLIT_WORDS:
        return False
    spoken = {name for name, words in _SPLIT_WORDS.items() if words.search(text)}
    return spoken == {split}


def speaks_of(text: str, quantity: str) -> re.Match[str] | None:
    """The first word of a text that may belong to a statement of this quantity."""
    name = SPLIT_QUANTITIES.get(quantity, (quantity, ""))[0]
    pattern = _COMPILED.get(name)
    return pattern.search(text) if pattern else re.search(re.escape(plain(name)), text)


def names_one(text: str, quantity: str) -> re.Match[str] | None:
    """Where a text names a value of this quantity that has a name of its own: `Adam`."""
    pattern = _VALUES.get(quantity)
    return pattern.search(text) if pattern else None


def holds_number_for(text: str, quantity: str) -> bool:
    """Whether a text has a number that may be a value of this quantity."""
    name = SPLIT_QUANTITIES.get(quantity, (quantity, ""))[0]
    if name in NAMES:
        return False
    if name in _COMPILED_SHAPES:
        return _COMPILED_SHAPES[name].search(text) is not None
    return name in _WHOLES and _ANY_NUMBER.search(text) is not None


def is_another(claim: Claim, quantity: str) -> bool:
    """Whether a statement's number is certainly no value of this quantity."""
    name = SPLIT_QUANTITIES.get(quantity, (quantity, ""))[0]
    return claim.quantity != name and claim.quantity not in _TAKEN_FOR.get(name, ())


def plain(quantity: str) -> str:
    """A quantity in plain words: `learning rate`, `test accuracy`, `number of epochs`."""
    words = quantity.replace("_", " ")
    if quantity in _COUNTS:
        return f"number of {words}"
    return words.replace("train ", "training ") if words.startswith("train ") else words
