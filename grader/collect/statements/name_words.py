"""The words that students use for values that are names: optimizers, losses, activations, ..."""

NAME_WORDS: tuple[tuple[str, str, str], ...] = (
    ("optimizer", "adamw", r"AdamW"),
    ("optimizer", "nadam", r"NAdam"),
    ("optimizer", "adamax", r"Adamax"),
    ("optimizer", "adam", r"Adam(?:[ -]?optimi[sz]er)?|adaptive moment estimation"),
    ("optimizer", "rmsprop", r"RMS[ -]?Prop(?:[ -]?optimi[sz]er)?"),
    ("optimizer", "adagrad", r"Ada[ -]?grad"),
    ("optimizer", "adadelta", r"Ada[ -]?delta"),
    ("optimizer", "lbfgs", r"L-?BFGS"),
    (
        "optimizer",
        "sgd",
        r"(?:mini[ -]?batch[ ])?SGD|stoch?astic[ -](?:gradient|gradiant)[ -](?:descent|decent)"
        r"(?:[ ]\(SGD\))?|(?:mini-?batch[ ]|plain[ ]|vanilla[ ])gradient[ ]descent",
    ),
    ("loss", "", r"(?:mse|mean[ -]squared?[ -]errors?|cross[ -]?entropy|reconstruction|bce|nll)"
     r"(?:[ ]loss)?(?=(?:[ ](?:of|is|was|=|:)|[=:])[ ]?[0-9])"),
    ("loss_function", "bce_with_logits",
     r"BCEWithLogits(?:Loss)?|binary cross[ -]?entropy with logits"),
    ("loss_function", "bce", r"binary[ -]cross[ -]?entropy(?:[ -]loss)?|BCE(?:Loss)?"),
    (
        "loss_function",
        "mse_sum",
        r"summed (?:MSE|squared error)s?|sum of (?:the )?squared (?:errors?|differences?)|"
        r"(?:MSE|mean squared error)(?: loss)? with (?:a )?sum reduction",
    ),
    (
        "loss_function",
        "mse",
        r"mean[ -]squared?s?[ -]errors?(?:[ ]loss)?(?:[ ]\(MSE\))?|MSE(?:[ -]?Loss)?|"
        r"(?:mean[ ])?square[d]?[ -]error(?:[ ]loss)?|L2[ ]loss|quadratic[ ]loss|均方误差",
    ),
    (
        "loss_function",
        "cross_entropy",
        r"(?:(?:categorical|softmax|multi-?class)[ -])?(?:cross[ -_]?entrop(?:y|ie)|crossentropy)"
        r"(?:[ -_]?loss)?|CrossEntropyLoss|CE[ -]loss|(?-i:CE)|交叉熵|Kreuzentropie",
    ),
    ("loss_function", "nll", r"negative[ ]log[ -]?likelihood(?:[ ]loss)?|NLL(?:[ -]?Loss)?"),
    ("loss_function", "l1", r"L1[ -]?Loss|mean[ -]absolute[ -]error|MAE"),
    ("loss_function", "smooth_l1", r"smooth[ -]?L1(?:[ ]loss)?|Huber(?:[ ]loss)?"),
    ("output_activation", "log_softmax", r"log[ -_]?soft[ -]?max"),
    ("output_activation", "softmax", r"soft[ -]?max"),
    ("activation", "leaky_relu", r"leaky[ -_]?ReLUs?"),
    ("activation", "relu", r"ReLUs?|rectified[ ]linear(?:[ ]unit(?!s))?|rectifiers?"),
    ("activation", "sigmoid", r"sigmoids?|logistic[ ](?:function|activation)"),
    ("activation", "tanh", r"tanh|hyperbolic[ ]tangent"),
    ("activation", "gelu", r"GELU"),
    ("activation", "elu", r"ELU"),
    ("activation", "silu", r"SiLU|swish"),
    ("schedule", "multistep", r"multi[ -]?step(?:[ -]?LR)?"),
    ("schedule", "step", r"StepLR|step[ -](?:learning[ -]rate|lr|decay|schedul\w{0,5})"),
    ("schedule", "exponential", r"ExponentialLR|exponential(?:[ ](?:decay|schedul\w{0,5}))"),
    ("schedule", "cosineannealing",
     r"CosineAnnealing(?:LR)?|cosine(?:[ -](?:annealing|decay|schedul\w{0,5}))"),
    ("schedule", "reducelronplateau",
     r"ReduceLROnPlateau|reduce[ -](?:lr|learning[ -]rate)[ -]on[ -]plateau"),
    ("schedule", "onecycle", r"OneCycle(?:LR)?|one[ -]cycle"),
    ("augmentation", "random_resized_crop",
     r"Random[ ]?Resized[ ]?Crop|random(?:ly)?[ -]resized[ -]crop\w{0,4}"),
    ("augmentation", "random_crop", r"Random[ ]?Crop|random(?:ly)?[ ]crop\w{0,4}"),
    (
        "augmentation",
        "random_horizontal_flip",
        r"Random[ ]?Horizontal[ ]?Flip|(?:random(?:ly)?[ ])?horizontal(?:ly)?[ ]flip\w{0,4}",
    ),
    ("augmentation", "random_rotation", r"Random[ ]?Rotation|random(?:ly)?[ ]rotat\w{0,4}"),
    ("augmentation", "color_jitter", r"Colou?r[ ]?Jitter\w{0,3}"),
    ("augmentation", "", r"(?:data[ -]?)?augmentations?|augmented|数据增强"),
    ("regularisation", "early_stopping", r"early[ -]?stop\w{0,4}"),
    ("regularisation", "batch_norm", r"batch[ -_]?norm(?:ali[sz]ation)?|BatchNorm\w{0,2}|BN"),
    ("regularisation", "layer_norm", r"layer[ -_]?norm(?:ali[sz]ation)?"),
    ("regularisation", "l1", r"L1[ -]?regulari[sz]ation"),
    ("regularisation", "", r"regulari[sz](?:ation|ers?)"),
    (
        "data_set",
        "fashion_mnist",
        r"fashion[ -_]?mnist",
    ),
    ("data_set", "cifar100", r"cifar[ -_]?100"),
    ("data_set", "cifar10", r"cifar[ -_]?10"),
    ("data_set", "mnist", r"mnist"),
    ("data_set", "olivetti", r"olivetti(?:[ ]faces)?"),
    ("data_set", "two_moons", r"(?:two[ -])?moons|make_moons"),
    ("device", "gpu", r"GPUs?|CUDA|graphics[ ]cards?"),
    ("device", "cpu", r"CPUs?"),
    ("framework", "pytorch", r"pytorch|torch(?!\w|\.)"),
    ("framework", "tensorflow", r"tensorflow|keras"),
    ("framework", "numpy", r"numpy"),
    ("optimizer", "", r"optimi[sz](?:er|or)s?|优化器|Optimierer"),
    ("loss_function", "", r"loss[ _-]?func(?:tion)?s?|criterion|"
     r"cost[ -]function|objective[ ]function|损失函数"),
    ("output_activation", "", r"output[ ]activation(?:[ ]function)?"),
    ("activation", "", r"activation[ ]?(?:functions?)?s?|non-?linearit(?:y|ies)|激活函数"),
    ("data_set", "", r"data[ -]?sets?"),
)  # fmt: skip
"""Quantity, canonical name (empty for the word of the quantity itself) and pattern."""

SCALING_WORDS: tuple[tuple[str, str], ...] = (
    (
        "0..1",
        r"(?:divid\w{0,4}|/)[^.;]{0,40}?\b25[56]\b|\[?\b0[ ]?(?:,|to|and|-|–|"
        r"\.\.)[ ]?1(?:\.0)?\b\]?",
    ),
    ("-1..1", r"\[?(?<!\w)-1[ ]?(?:,|to|and|\.\.)[ ]?\+?1(?:\.0)?\b\]?"),
    ("0..255", r"\[?\b0[ ]?(?:,|to|and|-|–|\.\.)[ ]?25[56]\b\]?"),
    (
        "standardised",
        r"zero[ -]mean(?:[ ]and|,)[ ]unit[ -](?:variance|standard[ ]deviation)|"
        r"standardi[sz](?:ed|ation|e)",
    ),
)
"""Canonical name and pattern of how inputs are scaled; only where inputs are spoken of."""
