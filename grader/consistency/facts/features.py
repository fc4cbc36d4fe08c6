"""Whether code text does a thing at all: where no word of it stands anywhere, it does not."""

import re
from dataclasses import dataclass
from enum import StrEnum

from grader.consistency.facts.constants import options_in
from grader.consistency.facts.naming import FAMILIES, KINDS
from grader.records import Place, Source

FEATURES = {
    "gradient_clip": re.compile(
        r"clip_grad|clip_by_|clipnorm|clipvalue|gradient_clip|max_grad_norm|clip_gradient"
        r"|grad[\w.]{0,20}\.clamp|clamp_?\([^\n]{0,60}grad|clip\([^\n]{0,60}grad", re.IGNORECASE
    ),
    "dropout": re.compile(r"dropout", re.IGNORECASE),
    "early_stopping": re.compile(
        r"early|patience|\bbest|best_|_best|\bbreak\b|\bstop|\breturn\b[^\n]{0,80}\bif\b|while ",
        re.IGNORECASE,
    ),
    "schedule": re.compile(
        r"schedul|StepLR|CosineAnneal|OneCycle|ReduceLR|LambdaLR|ExponentialLR|CyclicLR"
        r"|param_groups|adjust_l|lr_decay|decay_rate|rate_decay|learning_rate_decay|warmup"
        r"|\blr\s*[*/]=|\b(?:lr|learning_rate|rate)\s*=[^\n=]{0,80}[*/]"
        r"|set_lr|new_lr", re.IGNORECASE
    ),
    "weight_decay": re.compile(
        r"(?<!lr_)(?<!rate_)decay|\bwd\b|l2_?(?:reg|norm|loss|lam|pen)|\bl2\b|l_2|regulari"
        r"|\blam(?:bda)?_\w|\w_lam(?:bda)?\b|\blambd?\b|(?:param|weight|\bw|\bp)[\w.]{0,10}"
        r"(?:\.norm\(|\.pow\(2|\s?\*\*\s?2|\.square\()|AdamW", re.IGNORECASE
    ),
    "batch_norm": re.compile(r"batch_?norm", re.IGNORECASE),
    "augmentation": re.compile(
        r"Random(?!State|Sampler|_split)\w*(?:Crop|Flip|Rot|Affine|Erasing|Perspective|Apply)"
        r"|augment|ColorJitter|\bflip|hflip|fliplr|rotat|albumentations|imgaug|mixup|cutout"
        r"|transforms\.Random|v2\.Random|TrivialAug", re.IGNORECASE
    ),
    "input_scaling": re.compile(
        r"[/(]\s*25[56]\b|=\s*255\b|127\.5|(?<!PIL)ToTensor|(?<!pil_)to_tensor|ToImage|ToDtype"
        r"|normali[sz]|scal(?:e|ing|ed|er)"
        r"|standardi[sz]|0\.0039|load_data|fetch_openml"
        r"|fetch_|olivetti|load_digits"
        r"|^(?![^\n]{0,300}(?:print|==|loss|acc|runs|scores|results|hist|curve|times))[^\n]{0,300}"
        r"\.(?:min\(|std\(|mean\(|a?max\((?!\s*(?:[\w.]+\s*,\s*)?(?:dim\s*=\s*"
        r"|axis\s*=\s*)?-?1\b))",
        re.IGNORECASE | re.MULTILINE
    ),
    "label_smoothing": re.compile(r"smooth", re.IGNORECASE),
    # One that is written by hand divides exponentials by their sum.
    "softmax": re.compile(r"softmax|\bexp\([^\n]{0,200}\n?[^\n]{0,200}\bsum\(", re.IGNORECASE),
    "momentum": re.compile(r"momentum|adam|nesterov", re.IGNORECASE),
    "one_hot": re.compile(
        r"one_?hot|onehot|\beye\(|identity\(|scatter_?\(|to_categorical|get_dummies|binari[sz]e"
        r"|zeros\([^\n]{0,60}(?:10|class|n_out|num)|arange\([^\n]{0,30}=="
        r"|\[[^\]\n]{0,40},[^\]\n]{0,40}\]\s*=\s*1\b", re.IGNORECASE
    ),
}  # fmt: skip
"""Words one of which stands in any code that does the thing; they are rather too many."""

MOST_TEXT = 1_500_000
"""Characters of code in which words are looked for."""
_COMMENT = re.compile(r"#[^\n]*")
_READS_DATA = re.compile(r"\bload\w*\(|MNIST|CIFAR|\.npz|\.npy|open\(|read_csv|DataLoader", re.I)
_UNUSED = re.compile(r"self\.(\w{1,40})\s*=\s*(?:\w+\.){0,3}(?:Log)?Softmax\(")
_SIGNS = {
    "mlp": ("linear(",), "cnn": ("conv2d(",), "lenet": ("lenet", "conv2d("),
    "rnn": ("rnn", "recurrent"), "autoencoder": ("encoder", "decoder", "autoenc"),
    "denoising": ("noise", "noisy"),
}  # fmt: skip
_SPELT = {
    "mse": ("mse", "squared", "**2", "** 2", "pow(", "square("),
    "cross_entropy": ("crossentropy", "nll", "logsoftmax", "log(", "xent"),
    "l1": ("l1loss", "mae", "abs("),
    "step": ("steplr", "gamma", "lr *", "lr /", "lr/", "lr*"),
    "-1..1": ("normalize(", "127.5", "- 0.5", "-0.5", "*2-1", "* 2 - 1", "*2 - 1", "2*x", "2 * x"),
}
"""How code may spell a thing; else by its own name."""
_CALLED_OUTSIDE = ("trainer.fit", "pytorch_lightning", "transformers", "fastai", "keras")
_SETTINGS_FILE = (".yaml", ".yml")


class Presence(StrEnum):
    """Whether a thing is in code text."""

    PRESENT = "present"
    COMMENTED = "commented"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Whether a thing is in code text, and where first."""

    presence: Presence
    """Whether."""
    place: Place | None = None
    """Where its first word stands."""
    words: str = ""
    """The line; student text."""


def _seen(sources: tuple[Source, ...], feature: str) -> Seen:
    """Whether a feature's words stand in code, outside of comments, or nowhere."""
    pattern = FEATURES[feature]
    found: Seen | None = None
    for source in sources:
        if match := pattern.search(source.text):
            is_live = pattern.search(_COMMENT.sub("", source.text))
            if is_live:
                return _hit(source, match, Presence.PRESENT)
            found = found or _hit(source, match, Presence.COMMENTED)
    return found or Seen(presence=Presence.ABSENT)


def _hit(source: Source, match: re.Match[str], presence: Presence) -> Seen:
    start = source.text.rfind("\n", 0, match.start()) + 1
    end = source.text.find("\n", match.end())
    line = source.text[start : end if end >= 0 else len(source.text)].strip()
    return Seen(presence=presence, place=place_at(source, match.start()), words=line[:120])


def place_at(source: Source, offset: int) -> Place:
    """Where in its file a character of a source stands."""
    place = source.place
    number = source.text.count("\n", 0, offset) + (place.line or 1)
    if place.page is not None:
        return place
    return Place(file=place.file, cell=place.cell, line=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeText:
    """What the words of code tell, whether it could be followed or not."""

    seen: tuple[tuple[str, Seen], ...] = ()
    """Of each feature, whether it is there."""
    idle_softmax: Place | None = None
    """Where a softmax is made that nothing ever calls; None if there is none, or another."""
    hides_its_loop: bool = False
    """Whether a library or a file does what cannot be seen in the text."""
    reads_data: bool = False
    """Whether it loads its data itself."""
    trains: bool = False
    """Whether it has a loop that trains."""
    has_forward: bool = False
    """Whether it says how a network computes its output."""
    returns_softmax: Place | None = None
    """Where a function returns a softmax; None if none does."""
    prepares_data: bool = False
    """Whether one piece of it loads data and makes them ready for the network."""
    double_softmax: Place | None = None
    """Where a softmax is applied to what goes into a loss that has its own; None if nowhere."""

    options: tuple[tuple[str, str], ...] = ()
    """Quantities that the command line can set, each with the file that lets it."""
    squeezed: str = ""
    """All of it in lower case without underscores."""

    def speaks_of(self, name: str) -> bool:
        """Whether a name stands anywhere in it, in a comment as well."""
        words = _SPELT.get(name) or (name.replace("_", "").replace("-", "").replace(" ", ""),)
        return any(word in self.squeezed for word in words)

    def has_network(self, words: frozenset[str]) -> bool:
        """Whether code of one stands in it: of a `vgg`, its name; of an `mlp`, layers."""
        return all(
            any(sign in self.squeezed for sign in _SIGNS.get(word, (word,)))
            for word in words & (FAMILIES | frozenset(KINDS))
        )

    def of(self, feature: str) -> Seen:
        """Whether a feature is there."""
        found = dict(self.seen).get(feature)
        return found or Seen(presence=Presence.COMMENTED)


def read_code_text(sources: tuple[Source, ...]) -> CodeText:
    """Everything that the words of code tell."""
    code = tuple(source for source in sources if not source.is_prose)
    texts = [source.text for source in code]
    if sum(map(len, texts)) > MOST_TEXT:
        return CodeText(hides_its_loop=True)
    return CodeText(
        seen=tuple((feature, _seen(code, feature)) for feature in FEATURES),
        squeezed="\n".join(texts).lower().replace("_", ""),
        idle_softmax=_idle_softmax(code),
        hides_its_loop=any(word in text for text in texts for word in _CALLED_OUTSIDE)
        or _lacks_settings(code),
        reads_data=any(_READS_DATA.search(text) for text in texts),
        trains=any(word in text for text in texts for word in (".backward(", ".step(", "optim.")),
        has_forward=any(word in text for text in texts for word in ("forward", "Sequential")),
        prepares_data=any(
            re.search(r"MNIST\(|CIFAR10\(|np\.load\(|load_", text)
            and re.search(r"DataLoader\(|TensorDataset\(", text)
            for text in texts
        ),
        options=tuple(
            (quantity, source.place.file)
            for source in code
            for quantity in dict.fromkeys(options_in(source.text))
            if quantity
        ),
        double_softmax=_softmax_at(code, _INTO_LOSS),
        returns_softmax=_softmax_at(code, _RETURNED),
    )


_INTO_LOSS = re.compile(
    r"(?:cross_entropy|CrossEntropyLoss\(\))\([^\n=]{0,40}(?<!log_)softmax\("
    r"|(\w{1,30})\s*=\s*[^\n]{0,40}(?<!log_)softmax\([^\n]{0,80}\n(?:[^\n]{0,120}\n){0,3}?"
    r"[^\n]{0,60}(?:cross_entropy)\(\s*\1\b"
)


_RETURNED = re.compile(r"return\s+[^\n]{0,60}(?<!log_)softmax\(")


def _softmax_at(code: tuple[Source, ...], pattern: re.Pattern[str]) -> Place | None:
    for source in code:
        text = _COMMENT.sub(lambda match: " " * len(match[0]), source.text)
        if match := pattern.search(text):
            return place_at(source, match.start())
    return None


def _lacks_settings(code: tuple[Source, ...]) -> bool:
    """Whether settings are loaded from a file that is not there."""
    loads = any("yaml" in source.text for source in code)
    return loads and not any(source.place.file.endswith(_SETTINGS_FILE) for source in code)


def _idle_softmax(code: tuple[Source, ...]) -> Place | None:
    text = "\n".join(_COMMENT.sub("", source.text) for source in code)
    made = _UNUSED.search(text)
    if not made:
        return None
    rest = text[: made.start()] + text[made.end() :]
    name = made[1]
    if re.search(rf"\b{re.escape(name)}\b", rest) or FEATURES["softmax"].search(rest):
        return None
    for source in code:
        if match := _UNUSED.search(source.text):
            return place_at(source, match.start())
    return None
