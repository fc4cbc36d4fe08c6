"""The words that students use for quantities, abbreviations and other languages included."""

_SETS = r"(?:(?:train(?:ing)?|test(?:ing)?|val(?:id(?:ation)?)?)[ -_]?(?:set[ ])?)"

QUANTITY_WORDS: tuple[tuple[str, str], ...] = (
    # What comes first wins where two words begin at the same place.
    ("schedule", r"(?:(?:learning[ -]?rate|lr)[ -]?)(?:sched(?:u?l(?:er|e|ing)))"),
    ("schedule", r"(?:lr[ _]?)?schedul(?:ers?|es?|ing)"),
    ("step_epochs", r"step[ _-]?size|decay[ ]steps?|lr[ _]?step|milestones?"),
    ("step_factor", r"gamma|γ|(?:lr[ _]?)?decay[ _](?:factor|rate)|drop[ ]factor|lr[ _]decay"),
    (
        "learning_rate",
        r"(?:initial[ ]|base[ ]|constant[ ]|fixed[ ]|starting[ ])?(?:learn(?:ing)?[ -_]?rates?|"
        r"leraning[ ]rates?|learing[ ]rates?|step[ ]length)|base_lr|init_lr|"
        r"lrs?|l[ ]r(?=[ ]?=)|(?:Lernraten?|taux d['’]apprentissage|tasas? de aprendizaje|"
        r"taxas? de (?:aprendizado|aprendizagem)|tass[oi] di apprendimento|学习率)|η",
    ),
    (
        "weight_decay",
        r"weight[ -_]?decays?(?:[ ](?:factor|coefficient|rate|parameter|strength))?|wd|"
        r"(?:l2|L_?\{?2\}?)[ -]?(?:regulari[sz]ation|penalty|reg\.?)[ ]?(?:strength|factor|weight|"
        r"coefficient|parameter)?|权重衰减|Gewichtszerfall",
    ),
    (
        "gradient_clip",
        r"(?:grad(?:ient)?s?[ -_]?(?:norms?[ -_]?)?clip(?:ping|ped)?(?:[ -_]?(?:norm|value|"
        r"threshold|at))?)|clip(?:ping|ped|"
        r"s)?[ ](?:of[ ])?(?:the[ ])?(?:norms?[ ]of[ ](?:the[ ])?)?"
        r"grad(?:ient)?s?(?:[ -]norms?)?|clip_grad(?:_norm_?|_value_?)?|max(?:imum)?[ _-]norm|"
        r"max[ _-]grad[ _-]norm|梯度的?(?:范数)?被?裁剪|"
        r"grad(?:ient)?s?[ ]norms?(?=[^.;]{0,30}clip)|"
        r"grad(?:ient)?s?[ ](?:are|were|is|was|get)[ ](?:also[ ]|then[ ]|always[ ])?clipped"
        r"(?:[ ](?:at|to)[ ](?:a[ ])?(?:max(?:imum|imal)?[ ])?norm)?|"
        r"(?:norms?[ ]of[ ](?:the[ ])?grad(?:ient)?s?|grad(?:ient)?s?[ ]norms?)[ ]"
        r"(?:is|are|was|were)[ ](?:cut|clipped|limited|bounded|capped)",
    ),
    ("label_smoothing", r"label[ -_]?smoothing|labels?[ ](?:are|were|was|is)[ ]smoothed"),
    (
        "noisy_labels",
        r"(?:noisy|wrong|incorrect|corrupt(?:ed)?|mislabel+ed|flipped|random(?:i[sz]ed)?|false|"
        r"misleading)[ ](?:training[ ]|train[ ])?(?:labels?|targets?)|label[ -]?noise|"
        r"labels?[ ](?:are|is|were|was|being)[ ](?:wrong|incorrect|noisy|corrupt(?:ed)?|flipped|"
        r"drawn anew|random(?:i[sz]ed)?|mislabel+ed|false|misleading|changed)",
    ),
    ("dropout", r"drop[ -_]?out(?:[ -_]?(?:rates?|prob(?:ability)?|p|layers?|ratio))?"),
    ("momentum", r"(?:nesterov[ ])?(?:momentums?|momemtum|momentun|Momentum-Term|动量)"),
    ("alpha", r"alpha|α|smoothing[ ](?:constant|coefficient)"),
    (
        "batch_size",
        r"(?:mini[ -_]?)?batch[ -_]?sizes?|bs|batchsizes?|size[ ]of[ ](?:the[ ]|each[ ]|a[ ])?"
        r"(?:mini[ -]?)?batch(?:es)?|(?:mini[ -]?)?batch(?:es)?(?=[ ](?:of|with|has)\b|"
        r"[ ]?[=:]|[ ][0-9])|"
        r"Batch-?[Gg]röße|(?:tamanho|tamaño|taille|dimensione) (?:do|del?|des?|dei) (?:mini-?)?"
        r"(?:batch|lotes?|lots?)|批大小|批次大小|批量大小",
    ),
    ("seed", r"(?:random[ -_]?)?seeds?|Zufallsstartwert|Startwert|semilla|随机种子|manual_seed|"
     r"random_state"),
    (
        "kernel_size",
        r"(?:kernel|filter|window|pool(?:ing)?)[ -_]?sizes?|receptive[ ]fields?|"
        r"(?:kernels?|filters?)(?=[ ](?:of[ ]size|of[ ]\d|\d[ ]?[x×]))",
    ),
    ("stride", r"strides?"),
    ("padding", r"(?:zero[ -])?paddings?"),
    (
        "channels",
        r"(?:(?:input|output|in|out|feature)[ -_]?)?channels?|feature[ ]maps?|"
        r"(?:conv(?:olution(?:al)?)?[ ])?(?:filters?|kernels?)",
    ),
    (
        "hidden_layers",
        r"hidden[ -]+(?:(?:linear|dense|fully[ -]connected|relu)[ ])?layers?(?![ -]?(?:siz|width|"
        r"dim|unit|neuron|node))|versteckten?[ ]Schichten|verborgenen?[ ]Schichten|"
        r"camadas[ ]ocultas|capas[ ]ocultas|strati[ ]nascosti|couches[ ]cachées|隐藏层",
    ),
    (
        "units",
        r"(?:hidden[ -_]?|output[ ]|input[ ])?(?:units?|neurons?|nodes?|neurones?|neur[ôo]ni?os|"
        r"neuroni|Neuronen)|"
        r"hidden[ -_]?(?:layers?[ ])?(?:size|dim(?:ension(?:s|ality)?)?|width)s?|"
        r"(?:bottleneck|latent|code)[ ](?:size|dim(?:ension(?:s|ality)?)?|width)|"
        r"n_hidden|num_hidden|neurons[ ]per[ ]layer|神经元",
    ),
    ("layers", r"(?:(?:linear|dense|fully[ -]connected|fc|weight|conv(?:olution(?:al)?)?)[ ])?"
     r"layers?(?![ -]?(?:siz|norm|width))|Schichten"),
    (
        "parameters",
        r"(?:(?:model|network|learn(?:able|ed)|train(?:able|ed)|total|free)[ -]){0,3}"
        r"param(?:eter|ete|ater|e?tre|etro|s|\.)?s?(?![a-z])|weights[ ]and[ ]bias(?:es)?|"
        r"(?:trainable|learnable)[ ]weights|params?(?:_count)?|"
        r"par[aâá]m(?:etri|etros)|paramètres|参数(?:量|数量|个数|总数)?",
    ),
    (
        "loss",
        rf"{_SETS}?(?:loss(?:es)?(?![ -]?(?:function|func\b|of[ ](?:information|detail|"
        r"accuracy)|y|less))|Verlust|perte|perda|pérdida|perdita|损失)|"
        r"nll(?=[ ](?:of|is|=)[ ][0-9])",
    ),
    (
        "accuracy",
        rf"{_SETS}?(?:acc(?:ur+ac(?:y|ies)|urancy|uracys|urary|\.|s)?(?![a-z])|"
        r"Genauigkeit(?:en)?|Trefferquote|précision|exactitud|precisión|acurácia|exatidão|accuratezza|正确率|准确率|精度)|"
        r"(?:classification|recognition|success)[ ](?:rates?|performance|score)",
    ),
    (
        "error_rate",
        r"(?:(?:test|train(?:ing)?|val(?:idation)?|classification|generali[sz]ation)[ ])?error"
        r"(?:[ ]rates?)?(?!s?[ ]?(?:bar|message|function))",
    ),
    ("epochs", r"epochs?|ep\.?|epoches|epochen|Epochen|époques|épocas|epoche|n_epochs|num_epochs|"
     r"max_epochs|"
     r"轮次?|个?周期"),
    (
        "length",
        r"(?:sequence|palindrome|input|string)[ -_]?lengths?|"
        r"lengths?[ ]of[ ](?:the[ ]|our[ ]|all[ ])?(?:palindromes?|sequences?|inputs?|"
        r"strings?)|(?:length|T)(?=[ ]?=)|lengths?(?=[ ]"
        r"(?:of[ ]|is[ ]|was[ ]|=[ ]?)?\d)|time[ -]?steps?|(?:序列)?长度",
    ),
    ("noisy_inputs", r"noise[ ](?:level|strength|amplitude|factor|std|variance|range)s?|"
     r"(?:uniform|gaussian|random|additive|white|strong|weak)[ ](?:white[ ])?noise|σ|sigma|noise"),
    ("components", r"(?:principal[ ]|leading[ ]|singular[ ]|first[ ])?(?:components?|eigenfaces?|"
     r"singular[ ](?:vectors?|values?)|eigenvectors?)"),
    (
        "examples",
        r"(?:(?:training|train|test|validation|grey|gray|"
        r"labell?ed)[ ])?(?:data[ -]?points?|images?|"
        r"examples?|samples?|faces?|pictures?|instances?|Bilder|palindromes?|图片|样本)|"
        r"(?<=\d )points?",
    ),
    ("classes", r"(?:output[ ])?(?:class(?:es)?|categories)(?![ ]?(?:ifi|_))|Klassen|类别"),
    ("runs", r"(?:independent[ ]|separate[ ]|repeated[ ])?(?:runs|trials|repetitions|repeats|"
     r"random[ ]restarts)|(?<=times )each"),
    ("energy", r"(?:energy|electricity|power)(?:[ ](?:consumption|use|usage|consumed))?|"
     r"Energieverbrauch|能耗"),
    ("carbon", r"(?:carbon|CO_?\{?2\}?(?:[ -]?eq(?:uiv(?:alents?)?)?)?)(?:[ ](?:footprint|"
     r"emissions?|"
     r"equivalents?))?|emissions?|碳排放"),
    ("time", r"(?:training|run(?:ning|[ -])?|wall[ -]?clock|elapsed|total|computation|execution)"
     r"[ -]?(?:time|duration)s?|duration|Trainingszeit|训练时间"),
)  # fmt: skip
"""Quantity and pattern, case ignored. `error_rate` is no quantity of ours: it keeps a number from
being taken for something else. `noisy_inputs` is `noise`, the rest of its name is a split."""
