"""Values that are names, and things that are said to be used or not: `with Adam`, `no dropout`."""

import re
from collections.abc import Iterator, Sequence

from grader.collect.statements.input_scaling import scalings_in
from grader.collect.statements.named import Named
from grader.collect.statements.other_words import told_otherwise
from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Parsed
from grader.collect.statements.quantities import Mention

SWITCHED = frozenset(
    "dropout momentum weight_decay augmentation schedule regularisation gradient_clip"
    " label_smoothing output_activation".split()
)
"""What can be said to be used or not."""
_ASSERTED = frozenset(
    "optimizer loss_function schedule activation output_activation augmentation regularisation"
    " data_set device framework".split()
)
_DENIED_BEFORE = re.compile(
    r"\b(?:without|no|w/o|ohne|kein\w{0,2}|neither|nor|never (?:use[sd]?|appl(?:y|ied))|"
    r"(?:did|do|does|is|was|were|are)(?: not|n't)"
    r"(?: \w+){0,2}|not (?:us\w+|apply\w*|appl\w+|includ\w+|add\w*|employ\w*|contain\w*))[ ]+"
    r"(?:the |a |an |any |additional |explicit |use |data |extra |kind of |further |of |"
    r"learning[ -]rate |lr |adding |using )*$|(?:没有|无)(?:使用|采用)?$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"[ ](?:(?:was|were|is|are|has been)(?: not|n't| never)|(?:was|were|is|are) (?:omitted|"
    r"disabled|"
    r"turned off|switched off|left out|removed)|had not)\b(?! (?:enough|sufficient|able|only|"
    r"necessar\w+|needed|help\w*|change\w*|tuned|varied))",
    re.IGNORECASE,
)
_USED_BEFORE = re.compile(
    r"\b(?:us(?:e|ed|es|ing)|with|by|via|employ\w*|chose|chosen|choose|select(?:ed)?|"
    r"appl(?:y|ied|ies|ying)|"
    r"add(?:ed|s|ing)?|adopt\w*|includ\w+|implement\w*|introduc\w+|utili[sz]\w+|took|take|put"
    r"|ends?|ended|"
    r"train(?:ed)? (?:it |them )?on|minimi[sz]\w+|optimi[sz]ed (?:with|by|using)|is|was|"
    r"are|were|as|mit|verwende\w*|followed by|on|contains?|has|have|perform\w*|set to)"
    r"[ ]+(?:(?:the|a|an|of|our|standard|plain|simple|classical|classic|some|additional|"
    r"random|simple|"
    r"well-known|popular|torch\.optim\.|nn\.|optim\.|optimi[sz]er|both|also|only|always|everywhere"
    r"|loss|"
    r"activation|function|function:|mini-?batch|data|random|for|training|images|as|regular|"
    r"early|technique|techniques|to|train|fixed|adaptive|learning|rate|every|time|after|"
    r"each|layers?|hidden|all|same|"
    r"in|and|pytorch|library|built-in|step|linear|final)[ ]+){0,5}(?:[A-Za-z_.]{0,24}\.)?[`'\"(]?$",
    re.IGNORECASE,
)
_SURELY_USED_BEFORE = re.compile(
    r"\b(?:us(?:e|ed|es|ing)|with|employ\w*|chose|appl(?:y|ied|ies|ying)|add(?:ed|s|ing)?|adopt\w*|"
    r"includ\w+|implement\w*|introduc\w+|utili[sz]\w+|perform\w*|mit|verwende\w*)"
    r"[ ]+(?:(?:the|a|an|some|additional|random|simple|data|both|also|learning|rate|lr|"
    r"training|for|"
    r"images|standard|technique|of|to)[ ]+){0,4}$|使用了?$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"[ ]*(?:,|,?[ ]*(?:and|or|nor)|&|\+|/)[ ]*(?:the[ ]|data[ ]|a[ ]|an[ ]|with[ ]|also[ ])*", re.I
)
_AFTER_WORD = re.compile(
    r"[ ]*(?:[:=]|is|was|are|were|used|chosen|function|we use[sd]?|→|:|为|是|"
    r"：)*[ ]*(?:the[ ]|a[ ]|used[ ]|:)*[ ]*[`'\"(]?",
    re.IGNORECASE,
)
_USED_AFTER = re.compile(
    r"[ ]*(?:\([^)]{0,40}\)[ ]*)?(?:optimi[sz]er|loss|function|activations?|layers?|data ?set|set|"
    r"schedul\w+|units?|technique|regulari[sz]ation|method)?[ ]*(?:of (?:the|all)[ ][\w ]{0,24}?)?"
    r"(?:(?:was|were|is|are|has been|have been)(?: also| then| only| always)?[ ](?:used|"
    r"chosen|selected|applied|"
    r"added|employed|included|performed|adopted|utili[sz]ed|taken|implemented|introduced|"
    r"minimi[sz]ed|clipped|set)"
    r"(?! to (?:prevent|avoid|reduce|be|make|help|improve)))",
    re.IGNORECASE,
)
_LAST_LAYER = re.compile(
    r"\b(?:output|last|final)(?:[ ]layer)?[ ]*(?:is|uses?|has|with|gets?|:|"
    r",)?[ ]*(?:an?[ ]|the[ ])?$",
    re.IGNORECASE,
)
_OPTIMIZER_WITH = re.compile(
    r"[ ]?(?:optimi[sz]er|\()?[ ]*(?:with|using|\(|at)[ ]*(?:an?[ ]|"
    r"the[ ])?(?:initial[ ])?(?:lr|learning)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:than|unlike|compared (?:to|with)|versus|vs\.?|instead of|over|against|rather than|"
    r"such as|like|beats?|replac\w+|outperform\w{0,3}|alternatives?|"
    r"switch\w* from)[ ](?:the[ ]|a[ ]|by[ ]|using[ ])?$",
    re.IGNORECASE,
)
_CLIPPED = re.compile(
    r"\b(?:we|I)[ ](?:also[ ]|then[ ])?(?:clip|schedule|regulari[sz]e|augment)|\b(?:are|"
    r"were|is|was|get)[ ](?:also[ ]|then[ ]|always[ ])?clipped",
    re.IGNORECASE,
)
_BEHIND_EACH = re.compile(
    r"[ ](?:layers?[ ])?(?:after|behind|before|between)[ ](?:each|every|all|both)\b", re.IGNORECASE
)
_AUGMENTED = re.compile(
    r"\b(?:images?|pictures?|data|set|samples|examples)\b[^.;]{0,60}\b(?:are|were|is|was|and)[ ]"
    r"(?:also[ ]|then[ ])?augmented$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\W{0,3}(?:on|about|regarding|concerning|as for|as to|why|where|how about|towards?)[ ]"
    r"(?:the[ ]|our[ ]|a[ ])?[\w -]{1,40}[.:?]?\s{0,3}",
    re.IGNORECASE,
)
"""What the sentences behind it are about, and nothing that is said to be so."""
_SEVERAL = re.compile(
    r"\b(?:tried|try|test(?:ed)?|compar\w+(?! (?:with|to) the (?:input|target|original|label))"
    r"|different|various|several|vari(?:ed|es|ous)|sweep|grid|"
    r"among|either|candidates?|experiment(?:ed|ing) with|range of|first|at first|initially|"
    r"instead|earl(?:y|ier) version|earlier|originally|previously|before that|"
    r"both|above|below|worse|better|[0-9] (?:percentage )?points|or|versus|vs|than|"
    r"outperform\w*)\b|尝试|比较",
    re.IGNORECASE,
)


def names_in(parsed: Parsed, pairs: Sequence[Pair]) -> tuple[Named, ...]:
    """Every name that the sentence tells as a value."""
    numbered = {id(pair.mention) for pair in pairs}
    found: list[Named] = []
    if _TOPIC.fullmatch(parsed.text):
        return ()
    for mention in parsed.mentions:
        if id(mention) not in numbered:
            last = found[-1] if found else None
            found.extend(_of_mention(parsed, mention, last))
    several = {
        one.quantity for one in found for other in found
        if one.quantity == other.quantity and one.name != other.name and not one.denied
        and one.quantity not in ("augmentation", "regularisation")
    }  # fmt: skip
    told = [
        Named(
            start=one.start, end=one.end, quantity=one.quantity, name=one.name, denied=one.denied,
            is_one_of_several=one.is_one_of_several or one.quantity in several,
        )
        for one in found
    ]  # fmt: skip
    otherwise = [
        one for one in told_otherwise(parsed.text)
        if not any(one.quantity == other.quantity for other in told)
    ]  # fmt: skip
    return (*told, *otherwise, *scalings_in(parsed.text))


def _of_mention(parsed: Parsed, mention: Mention, last: Named | None) -> Iterator[Named]:
    text = parsed.text
    before = text[max(0, mention.start - 90) : mention.start]
    can_be_switched = mention.quantity in SWITCHED
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(text, mention.end):
        if can_be_switched or mention.name:
            yield _named(mention, mention.name, denied=True)
        return
    if _ASIDE.search(before) or (mention.quantity not in _ASSERTED and not can_be_switched):
        return
    start, end = parsed.clause(mention.start)
    clause = text[start:end]
    goes_on = last is not None and _AND.fullmatch(text[last.end : mention.start][:30])
    if goes_on and last is not None and last.denied and (can_be_switched or mention.name):
        yield _named(mention, mention.name, denied=True)
        return
    is_used = (
        (_USED_BEFORE if mention.name else _SURELY_USED_BEFORE).search(before)
        or (goes_on and last is not None and last.quantity in SWITCHED)
        or _USED_AFTER.match(text, mention.end)
        or _follows_its_word(parsed, mention)
        or (mention.quantity == "output_activation" and _LAST_LAYER.search(before))
        or (mention.quantity == "optimizer" and _OPTIMIZER_WITH.match(text, mention.end))
        or (mention.quantity == "gradient_clip" and _CLIPPED.search(clause))
        or (can_be_switched and _BEHIND_EACH.match(text, mention.end))
        or (mention.quantity == "augmentation" and _AUGMENTED.search(text[: mention.end]))
    )
    if not is_used:
        return
    if mention.name:
        yield _named(mention, mention.name, several=bool(_SEVERAL.search(clause)))
    elif can_be_switched and _follows(parsed, mention) is None:
        yield _named(mention, "yes", several=bool(_SEVERAL.search(clause)))


def _named(mention: Mention, name: str, *, denied: bool = False, several: bool = False) -> Named:
    return Named(
        start=mention.start, end=mention.end, quantity=mention.quantity, name=name, denied=denied,
        is_one_of_several=several,
    )  # fmt: skip


def _follows_its_word(parsed: Parsed, mention: Mention) -> bool:
    """`optimizer: Adam`, `the loss function is cross entropy`."""
    if not mention.name:
        return False
    before = [one for one in parsed.mentions if one.end <= mention.start]
    if not before or before[-1].name or before[-1].quantity != mention.quantity:
        return mention.quantity == "loss_function" and bool(
            re.search(
                r"\bloss[ ]?(?:is|was|:|=|used is)[ ]*(?:the[ ])?$",
                parsed.text[: mention.start][-20:],
                re.I,
            )
        )
    return bool(_AFTER_WORD.fullmatch(parsed.text, before[-1].end, mention.start))


def _follows(parsed: Parsed, mention: Mention) -> Mention | None:
    """The name that a word of a quantity announces: `the schedule was StepLR`."""
    after = [one for one in parsed.mentions if one.start >= mention.end]
    if after and after[0].name and after[0].quantity == mention.quantity:
        gap = parsed.text[mention.end : after[0].start]
        return after[0] if len(gap) < 30 else None
    return None
