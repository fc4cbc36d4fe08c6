"""The words that outputs use for accuracy, loss, splits and epochs, in several languages."""

from functools import lru_cache

from grader.collect.saved.tokens import Token

_LONGEST_WORD = 60
"""A longer one names nothing."""
_REMEMBERED = 2_000
"""Words whose meaning is kept: outputs say the same few words again and again."""

_ACCURACY = frozenset(
    "acc accs accu accuracy accuracies accuracys accurancy acuracy accuray accuarcy"
    " genauigkeit genauigkeiten exactitude exactitud accuratezza acurácia acuracia"
    " nauwkeurigheid dokładność doğruluk".split()
)
_LOSS = frozenset("loss losses verlust verluste perte pertes pérdida perda perdita verlies".split())
_TRAIN = frozenset(
    "train training trainings trn trainset traindata trainingsdaten trainingsset"
    " entraînement entrainement apprentissage entrenamiento treino addestramento".split()
)
_VALIDATION = frozenset(
    "val valid validation validations valset validierung validierungs validierungsdaten"
    " dev validación validacion validação validazione".split()
)
_TEST = frozenset("test tests testing testset testdata testdaten prueba teste".split())
_SPLITS = (("train", _TRAIN), ("validation", _VALIDATION), ("test", _TEST))
_PREFIXES = (
    ("trainings", "train"),
    ("training", "train"),
    ("train", "train"),
    ("validierungs", "validation"),
    ("validation", "validation"),
    ("valid", "validation"),
    ("val", "validation"),
    ("test", "test"),
)
_EASTERN_METRICS = (
    *(
        (stem, "accuracy")
        for stem in ("准确", "準確", "正确率", "正確率", "精度", "正解率", "정확도")
    ),
    *((stem, "loss") for stem in ("损失", "損失", "손실")),
)
_EASTERN_SPLITS = (
    *((stem, "train") for stem in ("训练", "訓練", "学習", "훈련", "학습")),
    *((stem, "validation") for stem in ("验证", "驗證", "検証", "검증")),
    *((stem, "test") for stem in ("测试", "測試", "テスト", "테스트")),
)
_EASTERN_OTHERS: tuple[str, ...] = (
    "函数",
    "函數",
    "関数",
    "함수",
    "每类",
    "类别",
    "各类",
    "提升",
    "提高",
    "降低",
)
_EASTERN_OTHERS += ("下降", "减少", "目标", "标准差", "方差", "阈值", "正确数", "错误")

EPOCHS = frozenset("epoch ep epoche époque epoque época epoca эпоха エポック 에포크 에폭".split())
PERCENT = frozenset("percent pct prozent procent".split())
CORRECT = frozenset("correct correctly richtig corrects 正确".split())
BEST = frozenset(
    "best beste bester meilleur meilleure mejor migliore melhor max maximum highest peak min"
    " minimum lowest 最佳 最好 最高".split()
)
WRAPPERS = frozenset(
    "tensor array np numpy torch float float32 float64 float16 item list device jnp mx".split()
)

COUNTED = frozenset(
    "images image samples sample examples example classes epochs iterations iteration iters steps"
    " batches batch runs seeds folds points neurons units layers trials parameters params pictures"
    " bilder bildern beispiele beispielen daten epochen imágenes times rows items instances people"
    " 张 轮 个 样本 图像 图片".split()
)
"""Words after a whole number that make it a count of things."""

UNITS = frozenset(
    "s sec secs second seconds ms us min mins minute minutes h hr hrs hour hours it its kwh wh kg g"
    " gb mb kb gib mib kib x k m db hz 秒 分 分钟 小时 sekunden minuten stunden".split()
)
"""Words after a number that make it something else."""

SETTINGS = frozenset(
    "lr learning rate batch size bs n hidden units wd decay momentum dropout seed run width depth"
    " dim latent length t sigma noise".split()
)
"""Words before a number that tell under which setting something was measured."""

BETWEEN = frozenset(
    "of the a an our my this that on over in for at is was were are equals approx about around"
    " approximately so far now currently average avg mean score rate value percentage set data"
    " dataset images image samples examples best final overall end after reached reaches"
    " achieved obtained network net model classifier autoencoder mlp cnn fc lenet vgg rnn deep"
    " shallow wide all cifar cifar10 mnist fashion fashionmnist clothing 10 pytorch numpy highest"
    " lowest maximum minimum max min total entire whole full last unseen held out epoch epochs"
    " with using when and beträgt liegt bei von auf mit dem den der des die das netzes netz modells"
    " est sur de le la du les"
    " del el en es é em do da no conjunto 的 为 是 在 上 集 为了 了 和".split()
)
"""Words that may stand between a name and its number when a sign of equality follows them."""

STANDING = frozenset(
    "set data dataset phase epoch step steps result results error performance metrics stats"
    " statistics evaluation mode split loop iter iteration".split()
)
"""Words beside the name of a split that begins a line or a part of it: `Test set:`."""

EACH_CLASS = frozenset(
    "class classwise category categories label digit klasse klassen clase classe"
    " plane airplane aeroplane automobile car bird cat deer dog frog horse ship truck"
    " tshirt shirt trouser trousers pullover dress coat sandal sandals sneaker sneakers bag boot"
    " boots".split()
)
"""Words that tell of one class of the data, or of each."""

OTHER = frozenset(
    "improvement increase increased decrease decreased improved improves drop drops dropped gain"
    " gains diff difference differences delta change changes changed gap std stdev deviation"
    " variance var margin target threshold goal required expected chance random guess guessing"
    " human paper literature published per function fn scale weight weights patience balanced"
    " pixel token word kl kld reg regularization regularisation penalty aux auxiliary generator"
    " discriminator adversarial gen disc bbox backward running cumulative accumulated sum summed"
    " precision recall f1 auc roc kappa top topk if not did from to by than versus vs ratio coef"
    " coefficient factor limit early stopping count number num error err interval confidence"
    " lower upper bound ema smoothed moving perplexity iou dice ratio cost verbesserung"
    " differenz unterschied abweichung standardabweichung".split()
)
"""Words that make of an accuracy or a loss something else."""


def metrics_in(token: Token) -> frozenset[str]:
    """`accuracy` and `loss`, as far as a word names them."""
    return _metrics(token.text, token.parts) if _may_name(token) else frozenset()


def splits_in(token: Token) -> frozenset[str]:
    """`train`, `validation` and `test`, as far as a word names them."""
    return _splits(token.text, token.parts) if _may_name(token) else frozenset()


def is_other(token: Token) -> bool:
    """Whether a word makes of an accuracy or a loss something else."""
    return has_part(token, OTHER) or any(stem in token.text for stem in _EASTERN_OTHERS)


def is_eastern(token: Token) -> bool:
    """Whether a word is of a script that puts no spaces between words."""
    return token.kind == "word" and token.text[0] >= "\u3040"


def has_part(token: Token, words: frozenset[str]) -> bool:
    """Whether a part of a word is one of these."""
    return not words.isdisjoint(token.parts)


def _may_name(token: Token) -> bool:
    return token.kind == "word" and len(token.text) <= _LONGEST_WORD


@lru_cache(maxsize=_REMEMBERED)
def _metrics(text: str, parts: tuple[str, ...]) -> frozenset[str]:
    # What follows the name of a split within a word counts too: `testgenauigkeit`.
    stems = {*parts, *(_rest(part, prefix) for part in parts for prefix, _ in _PREFIXES)}
    found = {metric for stem, metric in _EASTERN_METRICS if stem in text}
    found |= {"accuracy"} if stems & _ACCURACY else set()
    return frozenset(found | ({"loss"} if stems & _LOSS else set()))


@lru_cache(maxsize=_REMEMBERED)
def _splits(text: str, parts: tuple[str, ...]) -> frozenset[str]:
    found = {split for stem, split in _EASTERN_SPLITS if stem in text}
    found |= {split for split, words in _SPLITS if words.intersection(parts)}
    found |= {split for prefix, split in _PREFIXES if any(_rest(part, prefix) for part in parts)}
    return frozenset(found)


def _rest(part: str, prefix: str) -> str:
    rest = part.removeprefix(prefix) if part != prefix else ""
    return rest if rest != part and (rest in _ACCURACY or rest in _LOSS) else ""
