"""What words name: quantities, what runs along an axis, and the data that a curve is of.

Words are student text of any language, length and spelling, so they are cut, brought into one form,
and searched with plain patterns. What is not known is left empty and never guessed.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 300
"""Characters of one label that are read."""

LOSS, ACCURACY, ERROR, LEARNING_RATE = "loss", "accuracy", "error", "learning_rate"
EPOCH, STEP = "epoch", "step"
TRAIN, VALIDATION, TEST = "train", "validation", "test"
SPLITS = (TRAIN, VALIDATION, TEST)

_HALVES = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_OTHER_SIGNS = re.compile(r"[^\w%]+|_+")
_GLUED = (
    r"(?:train|tr|val|valid|validation|test|tst|total|avg|ave|average|mean|running|epoch|batch|step"
    r"|all|list|hist|history|final|best|dev|eval)?"
)
_GLUED_AFTER = r"(?:s|es|list|lst|values|vals|history|hist|curve|curves|log|arr|array|data|all)?"


def _pattern(*words: str, glued: tuple[str, ...] = (), signs: str = "") -> re.Pattern[str]:
    parts = [rf"\b(?:{'|'.join(words)})\b"]
    if glued:
        parts.append(rf"\b{_GLUED}(?:{'|'.join(glued)}){_GLUED_AFTER}\b")
    # Languages without spaces have no ends of words.
    return re.compile("|".join(parts + ([signs] if signs else [])))


_CERTAIN_LOSS = (
    "costs?", "objective", "mse", "rmse", "mae", "bce", "nll", "ce", "xent", "elbo", "criterion",
    "cross ?entropy", "kreuzentropie", "entropie croisee", "entropia cruzada", "mathcal l",
    "mean squared(?: error)?", "squared error", "reconstruction error", "erreur quadratique",
    "quadratischer fehler", "verlust\\w*", "kosten", "pertes?", "cout", "perdidas?", "perdas?",
    "neg(?:ative)? log likelihood", "log likelihood", "hinge",
)  # fmt: skip

QUANTITIES: dict[str, re.Pattern[str]] = {
    LOSS: _pattern(*_CERTAIN_LOSS, glued=("loss(?:es)?",), signs="损失|損失|誤差関数"),
    ACCURACY: _pattern(
        "accuar?c(?:y|ies)", "accurr?an?c(?:y|ies)", "accuracys", "genauigkeit(?:en)?",
        "trefferquote", "exactitude", "justesse", "exactitud", "acuracia", "taux de reussite",
        "% correct", "percent correct", "correct rate", "top \\d", "accu",
        glued=("acc", "accs", "accuracy", "accuracies"), signs="准确|正确率|準確|精度|精度",
    ),
    ERROR: _pattern(
        "errors?", "errs?", "error rates?", "misclassifi\\w+", "fehler\\w*", "erreurs?",
        "error de clasificacion", glued=("error", "err"), signs="错误率|誤り率",
    ),
    LEARNING_RATE: _pattern(
        "lrs?", "learning ?rates?", "lernraten?", "taux d apprentissage", "tasa de aprendizaje",
        signs="学习率|學習率",
    ),
    "f1": _pattern("f 1", "f score", "f 1 score"),
    "perplexity": _pattern("perplexity", "ppl"),
    "variance": _pattern(
        "variances?", "explained", "singular ?values?", "eigen ?values?", "singularwerte?",
        "eigenwerte?", "valeurs? (?:singulieres?|propres?)",
    ),
    "gradient": _pattern("grads?", "gradients?", "grad norm"),
    "time": _pattern("time", "seconds", "sec", "runtime", "duration", "minutes", "zeit", "temps"),
    "carbon": _pattern("co 2\\w*", "carbon", "emissions?", "energy", "kwh"),
}  # fmt: skip
"""What heights of curves may be, by the words that name them in one form (`as_words`)."""

_SCORES = (LOSS, ACCURACY, ERROR)
_PLAIN_ERROR = re.compile(r"\berror rates?\b|\bmisclassif|\bclassification error\b|错误率|誤り率")

ALONG: dict[str, re.Pattern[str]] = {
    EPOCH: _pattern(
        "epochs?", "eps?", "epochen?", "epoques?", "epocas?", "epok\\w*", "num epochs", "passes",
        signs="轮|周期|回合|迭代轮|エポック",
    ),
    STEP: _pattern(
        "steps?", "iterations?", "iters?", "iteration\\w*", "mini ?batch(?:es)?", "batch(?:es)?",
        "updates?", "schritte?", "pas", "iteraciones", "its?", signs="迭代|步|ステップ",
    ),
    LEARNING_RATE: QUANTITIES[LEARNING_RATE],
    "batch_size": _pattern("batch ?sizes?", "bs", "taille (?:de|du) (?:batch|lot)", signs="批"),
    "weight_decay": _pattern(
        "weight ?decays?", "wds?", "l 2", "lambda", "regulari[sz]ation", "decay", signs="权重衰减"
    ),
    "width": _pattern(
        "widths?", "hidden(?: units?| sizes?| neurons?| nodes?| dim\\w*)?", "neurons?", "units",
        "neuronen", "neurones", "breite", "n", signs="神经元|隐藏",
    ),
    "depth": _pattern("depths?", "layers?", "schichten", "couches", signs="层"),
    "length": _pattern("(?:seq\\w* |palindrome )?(?:len|lengths?)", "digits", "t", signs="长度"),
    "noise": _pattern("noise\\w*", "sigma", "std", "rauschen", "bruit", signs="噪"),
    "components": _pattern("components?", "ranks?", "k", "komponenten?", "composantes?", "pcs?"),
    "dropout": _pattern("dropout\\w*"),
    "time": _pattern("time", "seconds", "sec", "minutes", "zeit", "temps", signs="时间"),
}  # fmt: skip
"""What may run along an axis."""

_SPLIT_WORDS: dict[str, re.Pattern[str]] = {
    TRAIN: re.compile(
        r"\b(?:tr|trn|trains?|training|trainings\w*|trainingset|apprentissage|entrainement"
        r"|entrenamiento|treino|train(?:acc|loss|err)\w*)\b|训练|訓練"
    ),
    VALIDATION: re.compile(
        r"\b(?:val|vals|vali|valid|valids?|validation\w*|validierung\w*|validacion|validacao|dev"
        r"|cv|val(?:id)?(?:acc|loss|err)\w*)\b|验证|驗證|検証"
    ),
    TEST: re.compile(
        r"\b(?:test|tests|testing|tst|te|testdaten|prueba|teste|test(?:acc|loss|err)\w*)\b"
        r"|测试|測試|テスト"
    ),
}
_HELD_OUT = re.compile(r"\b(?:held ?out|hold ?out|eval|evaluation|unseen)\b")
_NO_SPLIT = re.compile(
    r"\b(?:during|over|throughout|while|before|after|without) (?:the )?training\b"
    r"(?! (?:and|set|data|samples?|examples?|images?|vs?|or|val)\b)"
    r"|\btraining (?:curves?|process|history|progress|dynamics|runs?|metrics?|results?|epochs?"
    r"|steps?|iterations?|time|summary|stats|statistics|performance|log|behaviou?r)\b"
    r"|\btrain(?:ing)? (?:with|using|on|at|from|a|an|of)\b"
    r"|\btaux d apprentissage\b"
)
_SETTING = re.compile(
    r"\b(?:lrs?|learning ?rates?|alpha|eta|momentum|weight ?decay|wd|batch ?size|bs|batch|sigma"
    r"|epochs?|eps?|lambda|dropout|hidden(?: units| size)?|noise|std|n|k) (?:of )?\d"
)
_NO_SPACES = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LINKS = frozenset(
    "and und et y or vs versus set sets data the of on for in a mean average avg cross squared"
    " reconstruction total top classification phase split s 1".split()
)
"""Words between the name of data and a quantity."""
_AGAINST = re.compile(
    r"\b(?:vs?|versus|against|over|per|as (?:a )?function of|by|w r t|along|across|gegen|uber|en"
    r" fonction de|par|nach|through)\b"
)


@lru_cache(maxsize=8_192)
def as_words(text: str) -> str:
    """A text in one form: small words with single spaces, without accents; numbers apart.

    `trainLoss_16` is `train loss 16`, `Précision (%)` is `precision %`.
    """
    cut = unicodedata.normalize("NFKC", text[:LONGEST])
    apart = _HALVES.sub(" ", cut)
    flat = unicodedata.normalize("NFD", apart.casefold())
    bare = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return " ".join(_OTHER_SIGNS.sub(" ", unicodedata.normalize("NFC", bare)).split())


@lru_cache(maxsize=8_192)
def quantities_in(text: str) -> frozenset[str]:
    """What quantities a text names. A bare `error` may be a loss as well as a share of mistakes."""
    words = _SETTING.sub(" ", as_words(text))
    found = {name for name, pattern in QUANTITIES.items() if pattern.search(words)}
    if re.search(r"pr[ée]cision", text[:LONGEST], re.IGNORECASE) and "é" in text[:LONGEST]:
        found.add(ACCURACY)
    if LOSS in found and ERROR in found and len(re.findall(r"\berrors?\b|\berreur", words)) < 2:
        # `mean squared error` is one name.
        found -= {ERROR} if _names_loss_by_error(words) else set()
    elif ERROR in found and not _PLAIN_ERROR.search(words):
        found.add(LOSS)
    scores = found & set(_SCORES)
    return frozenset(scores or found)


def _names_loss_by_error(words: str) -> bool:
    return bool(re.search(r"squared error|reconstruction error|quadrati|mse|mae", words))


@lru_cache(maxsize=8_192)
def along_in(text: str) -> frozenset[str]:
    """What a text says that runs along an axis."""
    words = as_words(text)
    found = {name for name, pattern in ALONG.items() if pattern.search(words)}
    if "batch_size" in found:
        found.discard(STEP)
    if len(found) > 1:
        found -= {"width", "time", "length", "components"} if found & {EPOCH, STEP} else set()
    return frozenset(found)


@lru_cache(maxsize=8_192)
def splits_in(text: str) -> frozenset[str]:
    """The data that a text says a curve is of. What is held out may be validation or test data."""
    words = _NO_SPLIT.sub(" ", as_words(text))
    found = {name for name, pattern in _SPLIT_WORDS.items() if pattern.search(words)}
    if not found & {VALIDATION, TEST} and _HELD_OUT.search(words):
        found |= {VALIDATION, TEST}
    return frozenset(found)


@lru_cache(maxsize=8_192)
def data_named_in(text: str) -> frozenset[str]:
    """The same for titles, and for names in code, where `training` may be about something else.

    The word must belong to a quantity, `training and test loss`, `loss (train)`, or stand alone.
    """
    if _NO_SPACES.search(text[:LONGEST]):
        return splits_in(text)
    words = _NO_SPLIT.sub(" . ", as_words(text)).split()
    kinds = [_kind(word) for word in words]
    found: set[str] = set()
    for index, word in enumerate(words):
        if kinds[index] == "split" and _belongs(kinds, index):
            found |= splits_in(word)
    return frozenset(found)


def _kind(word: str) -> str:
    if splits_in(word):
        return "both" if quantities_in(word) else "split"
    if quantities_in(word):
        return "quantity"
    return "link" if word in _LINKS else "other"


def _belongs(kinds: list[str], index: int) -> bool:
    """Whether the first word on either side that is no link is a quantity, or there is none."""
    after = [kind for kind in kinds[index + 1 :] if kind not in ("link", "split")][:1]
    before = [kind for kind in kinds[:index][::-1] if kind not in ("link", "split")][:1]
    near = {*after, *before}
    return "quantity" in near or "both" in near or not near


@lru_cache(maxsize=8_192)
def subject_of(text: str) -> str:
    """What a label says beside data and quantity: `deep` for `deep, validation loss`."""
    words = as_words(text).split()
    return " ".join(word for word in words if _kind(word) == "other")


@lru_cache(maxsize=8_192)
def sides(text: str) -> tuple[str, str]:
    """What a title says stands upwards, and what along: `loss vs. epochs`, either way round."""
    words = as_words(text)
    match = _AGAINST.search(words)
    if match is None:
        return words, ""
    left, right = words[: match.start()].strip(), words[match.end() :].strip()
    is_reversed = not quantities_in(left) and bool(along_in(left)) and bool(quantities_in(right))
    return (right, left) if is_reversed else (left, right)


def is_in_per_cent(text: str) -> bool:
    """Whether a text says that values are in per cent."""
    words = as_words(text)
    return "%" in words or "percent" in words or "per cent" in words or "prozent" in words
