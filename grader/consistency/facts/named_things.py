"""Things that are said to be used and that code which uses them has to name: `an LSTM`, `Xavier`.

Only where no word of it stands anywhere in the code, comments included.
"""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.facts.deeds import main_part
from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Source

_THINGS: tuple[tuple[str, str, str], ...] = (
    ("LSTM", r"\bLSTMs?\b", r"lstm"),
    ("GRU", r"\bGRUs?\b", r"gru"),
    ("Xavier initialisation", r"\b(?:Xavier|Glorot)\b", r"xavier|glorot|sqrt|\*\*\s?0?\.5"),
    ("He initialisation", r"\bKaiming\b|\bHe[ -]initiali|\binitiali\w+ of He\b",
     r"kaiming|he_(?:normal|uniform|init)|sqrt|\*\*\s?0?\.5"),
    ("layer normalisation", r"\blayer[ -]?norm(?:ali[sz]ation)?\b", r"layer_?norm"),
    ("Nesterov momentum", r"\bNesterov\b", r"nesterov|nadam"),
    ("fixed random seed",
     r"\b(?:random )?seeds?\b[^.;]{0,30}\b(?:set|fixed|chosen|used)\b|\b(?:set|fix(?:ed)?|chose"
     r"|us(?:e|ed))"
     r" (?:the |a |an? fixed )?(?:random )?seeds?\b",
     r"seed|random_state|generator|RandomState|prng"),
    ("confusion matrix", r"\bconfusion matri", r"confus|crosstab|heatmap|bincount|cm\b"),
    ("cross-validation", r"\b(?:k|\d+)?[ -]?fold cross[ -]?validation|\bcross[ -]validat",
     r"fold|cross_?val|split"),
    ("mixed precision", r"\bmixed[ -]precision\b", r"amp|autocast|half|bf16|float16"),
    ("saved weights",
     r"\b(?:weights|parameters|model|network|state|checkpoint)s?\b[^.;]{0,30}\b(?:is|are|was"
     r"|were) (?:then |also )?(?:saved|stored|written)\b",
     r"save|dump|pickle|to_csv|state_dict|deepcopy|clone"),
    ("t-SNE", r"\bt-?SNE\b", r"tsne"),
    ("gradient clipping", r"(?!)", r"clip"),
    ("k-means", r"\bk-?means\b", r"kmeans|means"),
    ("mixup", r"\bmix-?up\b", r"mix"),
    ("cutout", r"\bcut-?out\b|\brandom erasing\b", r"cutout|erasing|mask"),
    ("label noise", r"(?!)", r"noise"),
    ("random rotations", r"\brandom(?:ly)? (?:\w+ )?rotat|\brotated (?:randomly|by)\b"
     r"|\brotations?\b[^.;]{0,30}\baugment",
     r"rotat|affine"),
    ("random flips", r"\b(?:random|horizontal)(?:ly)? (?:\w+ )?flip"
     r"|\bflipped (?:randomly|horizontally)",
     r"flip"),
    ("vertical flips", r"\bvertical(?:ly)? flip|\b(?:flipped|mirrored) vertically",
     r"vertical|flip_?ud|flipud|vflip"),
    ("random crops", r"\brandom(?:ly)? (?:\w+ )?crop", r"crop"),
    ("colour jitter", r"\bcolou?r[ -]?jitter", r"jitter"),
)  # fmt: skip
"""What it is called, how prose names it, and words one of which stands in any code that has it."""
_DID = re.compile(
    r"\b(?:we|i)\b[^.;]{0,30}\b(?:use|used|apply|applied|add|added|chose|choose|train|trained|set"
    r"|fix|fixed"
    r"|compute|computed|plot|plotted|save|saved|take|took|do|did|perform|performed|implement\w*"
    r"|employ\w*)\b"
    r"|\b(?:is|are|was|were) (?:then |also |always )?(?:used|applied|added|trained|set|fixed"
    r"|computed|plotted"
    r"|saved|stored|chosen|performed|initiali[sz]ed|implemented|normali[sz]ed|employed|evaluated"
    r"|made)\b"
    r"|\b(?:network|model|layers?|rnn|it) (?:is|has|uses?|contains?|consists?) (?:a |an |of )?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|can|if|without|instead|handout|tutorial|paper|literature"
    r"|authors?|usual\w*|typical\w*|common\w*|tried|than|not|no|never|neither|unlike|such as|like"
    r"|e\.g"
    r"|rather|future|next time|better|helps?|problem|known|compared|replac\w+|alternativ\w*|or"
    r"|as in"
    r"|different|several|various|other|advantage\w*|pytorch|default\w*|provided|given)\b|n['’]t\b",
    re.IGNORECASE,
)
_MOST_CODE = 800_000


def hold_named_things(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every sentence that says that a thing is used which no word of the code speaks of."""
    code = "\n".join(source.text for source in sources if not source.is_prose)
    text = pool.text
    is_whole = pool.check is HeldAgainst.CODE and work.is_code_whole
    if not is_whole or not text.trains or text.hides_its_loop or len(code) > _MOST_CODE:
        return
    absent = [
        (name, re.compile(prose, re.IGNORECASE))
        for name, prose, spelt in _THINGS
        if not re.search(spelt, code, re.IGNORECASE)
    ]
    for sentence in spoken_in(work.write_up):
        for name, prose in absent:
            match = prose.search(sentence.text)
            if match is None:
                continue
            part = main_part(sentence.text, match.end())
            if _DID.search(part) and not _OTHER.search(part):
                yield _record(sentence, name, pool)


def _record(sentence: Spoken, name: str, pool: Pool) -> Checked:
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=pool.check,
        subject=name,
        sentence=(
            f"The text ({where(sentence.place)}) speaks of {name}, no line of {who(pool)} names"
            " anything of the kind."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
    )
