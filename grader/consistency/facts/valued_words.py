"""Phrases that tell a setting with its value, and number words that stand in them."""

import re

_N = r"(\d{1,6}(?:[.,]\d{1,8})?(?:[eE][-−]?\d{1,2})?)"
_POWER = (
    r"((?:\d(?:\.\d{1,3})?\s?(?:[·⋅×x*]|\\cdot|\\times)\s?)?10\s?\^\s?\{?\s?[-−]\s?\d{1,2}\s?\}?)"
)
_SMALL = r"(one|two|three|four|five|[1-9])"
_WORD = (
    r"(?:ten|twenty|thirty|forty|fifty|sixty|eighty"
    r"|(?:one |two |three |five )?(?:hundred|thousand))"
)
_PERCENT = r"(\d{1,2}(?:[.,]\d)?)"
_CELLS = r"(?:neurons|units|nodes|activations|outputs|features|connections|cells)"
_IS = r"(?:is|are|was|were|get|gets|be) "
_OFF = (
    r"(?:dropped|zeroed|set to (?:0|zero)|switched off|turned off|deactivated|disabled|ignored"
    r"|masked|removed|left out)"
)
_DATA = r"(?:training |train )?(?:data|set|samples|images|examples|points|faces)"
VALUED = (
    ("stride", re.compile(rf"\bstrides? (?:of |is |= ?)?{_SMALL}\b", re.I)),
    (
        "kernel_size",
        re.compile(
            r"\b(?:max|average|avg|mean)[- ]?pooling (?:layers? )?(?:of|with|with an?) (?:a )?"
            r"(?:size|window(?: size)?|kernel(?: size)?)(?: of)? ([1-9])\b"
            r"|\b(?:max|average|avg|mean)[- ]?pooling\b[^.;,]{0,16}?"
            r"\b([1-9])\s?(?:[x×]|by)\s?[1-9]\b"
            r"|\b([1-9])\s?(?:[x×]|by)\s?[1-9] (?:max|average|avg|mean)[- ]?pooling\b"
            r"|\bpool\w*[ -](?:windows?|kernels?|sizes?"
            r"|regions?)\b[^.;,]{0,16}?\b([1-9])\s?(?:[x×]|by)\s?[1-9]\b"
            r"|\b(?:windows?|kernels?|size) of (?:the |each |all )?(?:\w+[ -])?pool\w*[^.;,]{0,16}?"
            r"\b([1-9])\s?(?:[x×]|by)\s?[1-9]\b",
            re.I,
        ),
    ),
    (
        "weight_decay",
        re.compile(
            rf"\bweight[- ]decay (?:(?:of|is|was|to|at|set|equals?|value|the|a|fixed|kept|only) )"
            rf"{{0,4}}{_N}(?![\w×]| (?:epochs?|runs?|times|%))",
            re.I,
        ),
    ),
    (
        "weight_decay",
        re.compile(
            rf"\bweights\b[^.;]{{0,30}}\bdecay (?:(?:of|by|with) )?\$?(?:{_POWER}|{_N}(?![\w×]))",
            re.I,
        ),
    ),
    (
        "batch_size",
        re.compile(
            r"\b(?:on|with|from|takes?|uses?|over) (?:only )?(single|one) (?:training )?"
            r"(?:examples?|samples?|images?|points?|pictures?|patterns?)(?: at a time| per (?:step"
            r"|update|batch))?(?= ?[,.;)]|$)(?<!with one image)",
            re.I,
        ),
    ),
    (
        "stride",
        re.compile(
            rf"\b(?:windows?|kernels?|filters?|pool\w*|they|it)\b[^.;]{{0,40}}?\b(?:moved?|moves"
            rf"|moving|shifted|shifts?"
            rf"|slides?|sliding|in steps|step(?:s|ped)?)\b (?:\w+ )?(?:by"
            rf"|of) {_SMALL}\b(?: pixels?)?",
            re.I,
        ),
    ),
    (
        "padding",
        re.compile(
            rf"\b(?:convolutions?|conv\w* layers?|they|layers)\b[^.;]{{0,30}}?\b(?:pads?|padded"
            rf"|padding)\b"
            rf"(?: \w+){{0,3}}? (?:by|with|of) {_SMALL}\b(?: pixels?)?(?! x)",
            re.I,
        ),
    ),
    (
        "gradient_clip",
        re.compile(
            rf"\b(?:norms? of (?:the )?gradients?|gradients?(?: norms?)?) (?:is|are|was|were) "
            rf"(?:cut|clipped|capped|limited|bounded) (?:\w+ ){{0,4}}{_N}(?!\w)",
            re.I,
        ),
    ),
    (
        "dropout",
        re.compile(
            rf"\b{_PERCENT} ?(?:%|per ?cent|percent) of (?:the |all |its "
            rf"|these )?(?:\w+ ){{0,2}}{_CELLS} {_IS}"
            rf"(?:\w+ ){{0,2}}{_OFF}"
            rf"|\b(?:drop|drops|dropping|deactivat\w+|switch\w* off|turn\w* off|zero\w*) {_PERCENT}"
            rf" ?(?:%|per ?cent|percent) of (?:the |all |its )?(?:\w+ ){{0,2}}{_CELLS}",
            re.I,
        ),
    ),
    (
        "epochs",
        re.compile(
            rf"\b(?:train|trains|trained|fit|fitted|learns?|learned|learnt|optimi[sz]ed|ran|run"
            rf"|runs)\b"
            rf"[^.;,]{{0,40}}?\b(\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{_WORD}) (?:times|passes|sweeps"
            rf"|rounds)"
            rf" (?:over|through|on|of) (?:the |all |all the )?(?:whole |full |entire "
            rf"|complete )?{_DATA}"
            rf"|\b(?:goes|go|went|passes|passed|runs|ran|loops?|looped) (?:over|through)"
            rf" (?:the |all )?(?:whole |full |entire |complete )?{_DATA} "
            rf"(\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{_WORD}) times",
            re.I,
        ),
    ),
    (
        "batch_size",
        re.compile(
            rf"\b(?:every|each|one|an|per|single)\b (?:weight )?(?:update|step|iteration"
            rf"|gradient step"
            rf"|mini-?batch|batch)(?: of (?:the )?\w+)? (?:uses?|takes?|sees?|is (?:done |made "
            rf"|computed"
            rf" |calculated )?(?:on|with|from|over)|consists? of|contains?|has|holds?"
            rf"|gets?) (?:only )?"
            rf"{_N} (?:\w+ ){{0,2}}(?:faces|images|samples|examples|points|pictures|sequences"
            rf"|palindromes"
            rf"|digits|instances)",
            re.I,
        ),
    ),
    (
        "step_factor",
        re.compile(
            r"\b(?:rate|lr|it) (?:is|was|gets|becomes|got) (?:then |again )?(halved|quartered)\b"
            r"|\b(?:rate|lr) (?:is|was|becomes) (?:only )?(?:an? |one )"
            r"(half|third|quarter|fifth|tenth) of\b"
            r"|\b(?:rate|lr) (?:is|was) (?:divided|reduced) by (?:a factor of )?"
            r"(two|three|four|five|ten|2|3|4|5|10)\b"
            r"|\b(?:halv|quarter)(?:es|ing) the (?:learning )?rate\b",
            re.I,
        ),
    ),
)
NAMED = (
    (
        "optimizer",
        re.compile(
            r"\b(adamw?|rmsprop|sgd|adagrad|adadelta)\b"
            r"(?=,? (?:with )?(?:an? )?(?:lr|(?:learning )?rate|step size)\b)",
            re.I,
        ),
    ),
    (
        "activation",
        re.compile(
            r"\bactivation(?: function)?s?\b[^.;,]{0,30}?\b(tanh|sigmoid|relu|gelu|elu)\b", re.I
        ),
    ),
    (
        "schedule",
        re.compile(r"\b(?:rate|lr|step size)\b[^.;]{0,60}\b(cosine|exponential)(?:ly)?\b", re.I),
    ),
    (
        "schedule",
        re.compile(
            r"\b(cosine|exponential)(?:ly)?[ -](?:annealing|decay|decreas\w+"
            r"|schedul\w+)[^.;]{0,40}\brate",
            re.I,
        ),
    ),
    (
        "schedule",
        re.compile(
            r"\blearning[- ]rate (?:is|was|stays|stayed|remains|remained|is kept|was kept) "
            r"(?:always |kept )?(constant|fixed|unchanged|the same)\b",
            re.I,
        ),
    ),
    (
        "input_scaling",
        re.compile(
            r"\bscal(?:ed|e|ing) (?:\w+ ){0,4}(?:to|into|in|between) (?:the )?(?:interval |range )?"
            r"\[?(0 ?(?:,|to|and|–|-) ?1)\b|(\bstandardi[sz]ed\b"
            r"|\bmean (?:\w+ ){0,5}(?:is|was) subtracted\b"
            r"|\bsubtract\w* (?:\w+ ){0,3}mean\b)",
            re.I,
        ),
    ),
)
NUMBERS = {
    "one": 1.0, "single": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0,
    "ten": 10.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0,
    "eighty": 80.0, "hundred": 100.0, "one hundred": 100.0, "two hundred": 200.0,
    "three hundred": 300.0, "five hundred": 500.0, "thousand": 1000.0, "one thousand": 1000.0,
    "two thousand": 2000.0, "three thousand": 3000.0, "five thousand": 5000.0,
    "halved": 0.5, "half": 0.5,
    "quartered": 0.25, "quarter": 0.25, "third": 1 / 3, "fifth": 0.2, "tenth": 0.1,
}  # fmt: skip
