"""The words by which sentences compare: families that all rules share, in several languages."""

import re

_MEASURES = {
    "error": r"(?:test |validation |classification )?errors?(?: rates?)?|mistakes?|fehler\w*"
    r"|misclassif\w+|errore?s?|erreurs?",
    "loss": r"loss(?:es)?|cross[- ]entropy value|verlust\w*|pérdidas?|perte\w*",
    "deviation": r"scatter\w*|std|standard deviations?|deviations?|variances?|spread|streuung\w*"
    r"|standardabweichung\w*|desviaci\w+|écarts?[- ]types?|fluctuations?",
    "distance": r"gaps?|distances?|differences?|abst\w{2,4}d\w*|unterschied\w*|diferencias?"
    r"|brecha|écarts?",
    "parameters": r"param\w*|weights and biases|trainable \w+|parámetros|numbers to learn"
    r"|adjustable \w+",
    "epochs": r"epochs|epochen|épocas|époques|sweeps",
    "time": r"times?|durations?|minutes|seconds|hours|laufzeit\w*|dauer|tiempos?|temps",
    "energy": r"energy|consumption|k?wh|energie\w*|energía",
    "carbon": r"carbon\w*|co2\w*|emissions?|emisi\w+",
    "accuracy": r"accura\w+|acc|scores?|results?|performance|genauigkeit\w*|exactitud\w*"
    r"|aciertos?|precisi\w+|nauwkeurigheid|hit rates?|treffer\w*|generali[sz]\w+|ergebnis\w*"
    r"|rendimiento|resultados?",
}
MEASURES = {name: re.compile(rf"\b(?:{words})\b|(?!)", re.I) for name, words in _MEASURES.items()}
"""What is measured. Of words that name several, the first in this order counts."""

SPLITS = {
    "train": re.compile(r"\b(?:train\w*|fitting|entrenamiento|learned by heart)\b", re.I),
    "validation": re.compile(r"\b(?:val|valid|validation\w*|validating|validierung\w*"
                             r"|validación|dev)\b", re.I),
    "test": re.compile(r"\b(?:test\w*|held[- ]out|unseen|examination|prueba)\b", re.I),
}  # fmt: skip
"""Parts of the data."""

_UP = (
    "highest|greatest|largest|biggest|most|maximum|maximal|longest|slowest|höchst\\w*|größt\\w*"
    "|meisten?|mayor|máxim\\w+|más alt\\w|plus (?:haute?|grande?)|hoogste|grootste|massim\\w"
)
_DOWN = (
    "lowest|smallest|least|minimum|minimal|fewest|shortest|fastest|quickest|niedrigst\\w*"
    "|kleinst\\w*|geringst\\w*|wenigsten?|menor|mínim\\w+|más baj\\w|plus (?:basse?|petite?)"
    "|laagste|kleinste|minim\\w"
)
_GOOD = (
    "best|strongest|finest|top|winner|winning|beste[nrms]?|mejor|meilleure?|miglior\\w?|champion"
    "|leads|optimal|optimum|foremost"
)
_BAD = "worst|weakest|poorest|schlechtest\\w*|peor|pire|slechtste|peggior\\w?|last place"
SUPERLATIVE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<good>{_GOOD})|(?P<bad>{_BAD}))\b", re.I
)
"""Words that put one before or behind all others."""

LESS_IS_BETTER = frozenset(("loss", "error", "time", "energy", "carbon", "deviation", "distance"))
"""Measures of which less is better."""

UNSURE = re.compile(
    r"\b(?:would|could|should|might|may|can|will|shall|perhaps|maybe|probably|possibly|presumably"
    r"|expect\w*|hop(?:e|ed|ing)|believe\w*|guess(?:ed)?|suppose\w*|assum\w+|if|unless|hypothe\w+"
    r"|usually|generally|typically|normally|commonly|ordinarily|as a rule"
    r"|often|sometimes|in theory|theoretical\w*|in principle|bet|seems?"
    r"|seemed|appears?|suspect\w*|wonder\w*|imagine\w*|würde\w*|könnte\w*|sollte\w*|vermut\w+"
    r"|podr\w+|deber\w+|quiz\w+|sería\w*)\b|n['’]?t know|['’]d\b|\?\s*$",
    re.I,
)
"""Words with which a sentence is no report of what was got."""

OTHERS = re.compile(
    r"\b(?:literature|published|papers?|articles?|artículo|state[- ]of[- ]the[- ]art|sota"
    r"|prior work"
    r"|previous work|et al|tutorials?|handouts?|leaderboards?|colleagues?|other (?:students|groups)"
    r"|groups? \d|authors?|text-?books?|books?|friends?|humans?|persons?|someone|people|benchmarks?"
    r"|lecture\w*|forums?|blogs?|internet|earlier attempts?|first attempts?|first try"
    r"|another (?:seed|run|network|model|machine)|(?:second|other|different) seeds?"
    r"|other networks?|with (?:a )?dropout instead"
    r"|with an? (?:smaller|larger|lower|higher|different|bigger|longer|shorter"
    r"|other) (?:learning|batch|weight"
    r"|rate|number|network|step|width|training|seed|optimi[sz]er|schedule)"
    r"|on (?:a|the) (?:cpu|laptop|other|different|another))\b|\[\d+\]",
    re.I,
)
"""Words of what others did, or of what was tried elsewhere."""

NEGATED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno|\bneither|\bnor|\bcannot|\bhardly|\bbarely|\bfar from|\bwithout"
    r"|\bnicht|\bkein\w*|\bno es|\bnunca|\bne|\bpas|\brather than|\binstead of|\balmost|\bnearly"
    r"|\bone of|\bamong)(?:\s+[\w]+){0,3}\s*$",
    re.I,
)
"""Words before others that deny or weaken them."""

CHANCE = re.compile(
    r"\b(?:chance|guess\w*|random\w*|nothing is learn\w+|learns? nothing|learn(?:ed|t)? nothing"
    r"|(?:not|n['’]t|never|hardly) learn\w*|dead|useless|fail\w*|diverg\w*|collaps\w*|coin|dice"
    r"|zufall\w*|raten|azar)\b",
    re.I,
)
"""Words for a network that does no better than guessing."""

NUMBER_WORDS = {
    word: float(value)
    for value, words in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
    for word in (words,)
} | {
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0,
    "thousand": 1000.0, "million": 1e6, "both": 2.0, "dos": 2.0, "tres": 3.0, "cuatro": 4.0,
    "cinco": 5.0, "seis": 6.0, "diez": 10.0, "zwei": 2.0, "drei": 3.0, "vier": 4.0, "fünf": 5.0,
    "sechs": 6.0, "zehn": 10.0, "dutzend": 12.0, "dozen": 12.0, "a hundred": 100.0,
    "a thousand": 1000.0, "a million": 1e6, "one hundred": 100.0, "one thousand": 1000.0,
    "ten thousand": 10_000.0, "a dozen": 12.0, "cien": 100.0, "mil": 1000.0, "hundert": 100.0,
    "tausend": 1000.0,
}  # fmt: skip
"""Numbers in words."""

NUMBER_WORD = "(?:" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"

FRACTIONS = {
    "half": 1 / 2, "a half": 1 / 2, "one half": 1 / 2, "a third": 1 / 3, "one third": 1 / 3,
    "two thirds": 2 / 3, "a quarter": 1 / 4, "one quarter": 1 / 4, "three quarters": 3 / 4,
    "a fourth": 1 / 4, "a fifth": 1 / 5, "one fifth": 1 / 5, "a sixth": 1 / 6, "an eighth": 1 / 8,
    "a tenth": 1 / 10, "one tenth": 1 / 10, "die hälfte": 1 / 2, "la mitad": 1 / 2,
    "un tercio": 1 / 3, "un cuarto": 1 / 4, "ein drittel": 1 / 3, "ein viertel": 1 / 4,
    "la moitié": 1 / 2, "un tiers": 1 / 3,
}  # fmt: skip
"""Parts of a whole in words."""

_TAKEN_BEHIND = re.compile(
    r"[^.;:]{0,60}?\b(?:disappear\w*|vanish\w*|away|gone|lost|removed|corrected"
    r"|avoided|saved|spared|eliminated|repaired|forgotten|dropped|less|fewer)\b", re.I
)  # fmt: skip
_TAKEN_BEFORE = re.compile(
    r"\b(?:by|sav(?:e[sd]?|ing)|remov(?:e[sd]?|ing)|eliminat\w+|avoid\w*|los(?:e[sd]?|t|ing)"
    r"|correct(?:s|ed|ing)?|rid of|minus|repair(?:s|ed|ing)?|fix(?:es|ed|ing)?|forget(?:s|ting)?"
    r"|spar(?:e[sd]?|ing)|without|another|shav\w+ off|cut(?:s|ting)?(?: away| off)?)\s(?:about\s"
    r"|around\s|roughly\s|nearly\s|almost\s|over\s|more than\s|at least\s|only\s){0,2}$",
    re.I,
)


def is_taken_away(text: str, start: int, end: int) -> bool:
    """Whether a part of a whole is what goes, not what stays: `a fifth of the errors disappear`."""
    before = text[max(0, start - 50) : start]
    return bool(_TAKEN_BEFORE.search(before) or _TAKEN_BEHIND.match(text, end))


SYNONYMS = {
    "perceptron": "mlp", "perceptrons": "mlp", "mlps": "mlp", "dense": "mlp", "feedforward": "mlp",
    "rectifier": "relu", "rectifiers": "relu", "rectified": "relu", "relus": "relu",
    "convolutional": "cnn", "convolution": "cnn", "convolutions": "cnn", "conv": "cnn",
    "convnet": "cnn", "cnns": "cnn", "lenet": "cnn", "sigmoids": "sigmoid", "logistic": "sigmoid",
    "deeper": "deep", "deepest": "deep", "depth": "deep", "wider": "wide", "widest": "wide",
    "width": "wide", "shallower": "shallow", "shallowest": "shallow", "augmented": "augmentation",
    "augmenting": "augmentation", "aug": "augmentation", "unaugmented": "no", "mean-squared": "mse",
    "crossentropy": "ce", "cross-entropy": "ce", "vanilla": "plain", "without": "no", "w/o": "no",
    "none": "no", "ohne": "no", "sin": "no", "sans": "no", "val": "validation", "training": "train",
    "trained": "train", "testing": "test", "acc": "accuracy", "pt": "pytorch", "torch": "pytorch",
    "minimum": "lowest", "min": "lowest", "minimal": "lowest", "smallest": "lowest",
    "maximum": "highest", "max": "highest", "maximal": "highest", "best": "highest",
    "losses": "loss", "accuracies": "accuracy", "networks": "network", "net": "network",
    "nets": "network", "model": "network", "models": "network", "layers": "layer",
    "scheduled": "scheduler", "schedule": "scheduler",
}  # fmt: skip
"""Words of one meaning: each stands for the other in the name of a row."""

IDLE = frozenset(
    "the a an of and with for at in on to by is was it its our my one network layer value result"
    " using used after hidden units neurons der die das mit el la los las con de del".split()
)
"""Words that tell no row from another."""
