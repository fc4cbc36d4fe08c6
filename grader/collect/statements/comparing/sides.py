"""Who is compared with whom: the subjects left and right of comparing words."""

import re
from dataclasses import replace

from grader.collect.statements.amounts import find_amounts
from grader.collect.statements.comparing.clauses import Hit, Range, Spoken
from grader.collect.statements.comparing.criteria import criterion_of
from grader.collect.statements.comparing.words import LITERATURE
from grader.collect.statements.subjects import subject_in
from grader.records import Relation, Subject

_POINTS_BACK = re.compile(
    r"^\W*(?:(?:and|so|then|also|thus|therefore|hence|but)\s)?"
    r"(?:it|its|this|that|these|they|which|the latter|the result|the difference)\b"
    r"|^\W*(?:is|was|are|were|being|has|had)?\W*$"
)
_PRONOUN = re.compile(
    r"\W*(?:(?:and|so|then|also|thus|therefore|hence|but|because|since)\s)?(?:it|this|that)\s"
    r"(?:also\s|thus\s|even\s|then\s|only\s)?(?:needs?|needed|takes?|took|requires?|uses?|used"
    r"|reach(?:es|ed)|gets?|got|gives?|gave|trains?|trained|converges?|converged|costs?|lasts?|wins?"
    r"|won|gains?|loses?|lost|stays?|remains?|comes?|came|ends?|ended)\W*"
    r"(?:only\s|about\s|much\s|far\s|slightly\s|also\s|the\s|a\s)*"
)
"""A pronoun and a verb name nothing themselves."""
_QUESTION = re.compile(
    r"\b(?:question|section|part|task|problem|exercise|q)\.?\s?(\d{1,2}(?:\.\d{1,2})*(?:\([a-z]\))?)"
)
_QUALIFIED = re.compile(
    r"\b(?:previous(?:ly)?|earlier|before|former|latter|without|except|other|others|first|second"
    r"|third|original|baseline|initial(?:ly)?|last|expected|theoretical|random|chance|above|one"
    r"|half|early|beginning|start|human|same)\b"
)
"""Words that tell a side apart; where the subject does not hold them, it is not known."""
_OTHERS = re.compile(
    r"\W*(?:(?:all|both|any|every)\s)?(?:(?:of\s)?the\s)?(?:other|rest|remaining|others)\b"
    r"(?:\s(?:two|three|four|five|ones?|models?|networks?|settings?|values?|nets?))*\W*$"
)
_NUMBERED = re.compile(r"\s*(?:in|for|of|to|from)\s(\d{1,2}\.\d{1,2})[\s.,)]*")
_SHORT = 60
"""Characters of a side that may be no more than the name of a setting: `dropout`."""
_EXTREME = re.compile(
    r"\b(?P<word>smallest|lowest|largest|highest|biggest|widest|narrowest|shortest|longest|deepest"
    r"|shallowest)\b(?:\s(?P<noun>learning\srate|lr|batch\ssize|batch|weight\sdecay|decay|noise"
    r"|length|width))?"
)
_OF_WORD = {
    **dict.fromkeys(("widest", "narrowest"), "units"),
    **dict.fromkeys(("longest", "shortest"), "length"),
    **dict.fromkeys(("deepest", "shallowest"), "layers"),
}
_OF_NOUN = {
    "learning_rate": ("learning rate", "lr"),
    "batch_size": ("batch size", "batch"),
    "weight_decay": ("weight decay", "decay"),
    "noise": ("noise",),
    "length": ("length",),
    "units": ("width",),
}
_LEAST = ("smallest", "lowest", "narrowest", "shortest", "shallowest")
_NUMBER_FIRST = re.compile(
    r"\W*(\d[\d.]*(?:e-?\d+)?)\s(?=\W*$|(?:is|was|has|beats|gives|gets|performs|reaches|in|at|best|worst|most)\b)"
)
_NUMBER_LAST = re.compile(
    r"\s*(?:results?\s|value\s|run\s|one\s)?(?:of\sall\s)?(?:is\s|was\s|comes\s)?"
    r"(?:a\s|the\s)?(?:(?:that|the\sone|those)\s)?(?:of\s|for\s|with\s|at\s|from\s)?"
    r"(\d[\d.]*(?:e-?\d+|\^\{?-?\d+\}?)?)(?!\s?%|\d)(?=\s|\W*$)"
)
"""`The second best mean is that of 0.01`: which setting it is, the table tells."""
_THAT_OF = re.compile(r"\s*(?:that|those|the\sones?)\s(?:of|for|from|in)\s")
_WITHOUT = re.compile(
    r"(?:(?:the|a)\s)?(?:(?:one|ones|network|model|case|run|net)s?\s)?without(?:\s(?:it|them|that|this|any))?"
)
_BARE = re.compile(
    r"(?:(?:with|of|for|a|the|one|that|using|in|at)\s)*\S{1,12}(?:\s(?:is|are|was|were|has|have|had))?"
)
_LETTER = re.compile(
    r"\W*(?:[Ww]hile\s|[Tt]hat\s|[Aa]nd\s|[Oo]f\s|[Ww]ith\s|[Bb]oth\s|[Bb]y\s)?([A-H])"
    r"(?=\W*$|\s(?:is|was|has|had|performs?|performed|reach|achiev|needs?|gets?|in|on|by)|\s?[,.;])"
)
_OF_RESULTS = re.compile(r"accura|result|performance")
_OF_ALL = (Relation.GREATEST, Relation.SMALLEST, Relation.RISES, Relation.FALLS)
_UNSAID = frozenset(
    "it this that they its we which there so i these also even"
    " those the one ones of in for with by on at a an its our my network networks model models"
    " value values accuracy accuracies loss losses result results both and case test validation"
    " training train set slightly much far clearly even still also always only bit little somewhat"
    " significantly considerably about around nearly almost than we get gets final mean is was are"
    " were has have had does did do".split()
)
"""Words of a side that name nothing."""


def sides_of(
    spoken: Spoken, hit: Hit, question: str, before: Subject | None
) -> tuple[Subject, Subject | None]:
    """The subjects left and right of a hit; what the clause says of both is given to both."""
    if hit.relation in _OF_ALL:
        group = _subject(spoken, hit.right, question) if hit.right else Subject()
        is_group = bool(group.network or group.settings)
        return _around(spoken, hit, question), group if is_group else None
    if hit.left_words:
        return _completed(spoken, hit, question)
    left = _left(spoken, hit, question, before)
    if hit.right is None:
        return replace(left, split=left.split or _split_of(spoken, hit)), None
    if _OTHERS.match(spoken.low[slice(*hit.right)]):
        return left, None
    if hit.relation is Relation.SAME and LITERATURE.search(spoken.low, *hit.right):
        return left, Subject(labels=("literature",))
    inside = hit.split or _split_of(spoken, hit)
    said_of_both = not left.split and not _subject(spoken, hit.right, question).split
    left = replace(left, split=inside) if said_of_both else left
    right = _alike(spoken, hit.right, left) or _subject(spoken, hit.right, question)
    return _told_apart(*_shared(left, right))


def _completed(spoken: Spoken, hit: Hit, question: str) -> tuple[Subject, Subject]:
    """The sides of `between epochs 5 and 10`, with what the clause says of both."""
    clause = spoken.clause(hit.start)
    network = subject_in(spoken.text[slice(*clause)]).network
    split = _split_of(spoken, hit)
    left, right = (
        replace(_numbered(text, question), split=split, network=network)
        for text in (hit.left_words, hit.right_words)
    )
    return left, right


def _numbered(text: str, question: str) -> Subject:
    """A setting or epoch; of a bare number, which setting it is is left open."""
    subject = subject_in(text, question=question)
    amounts = find_amounts(text)
    if is_named(subject) or len(amounts) != 1:
        return _extreme_of(text, subject)
    return replace(subject, settings=(("", format(amounts[0].amount.value, "g")),))


def _split_of(spoken: Spoken, hit: Hit) -> str:
    """The split that the comparing words name, or all of their clause."""
    inside = subject_in(spoken.text[hit.start : hit.end]).split
    start, end = spoken.clause(hit.start)
    if hit.right and start < hit.right[0] <= end and not hit.left_words:
        end = hit.right[0] if hit.right[0] >= hit.end else end
    return inside or _plain(subject_in(spoken.text[start:end])).split


def _around(spoken: Spoken, hit: Hit, question: str) -> Subject:
    """Who a superlative or a trend speaks of: the clause without the words that compare."""
    apart = f"{spoken.text[hit.left[0] : hit.start]} , {spoken.text[hit.end : hit.left[1]]}"
    inside = subject_in(spoken.text[hit.start : hit.end])
    if hit.relation in (Relation.RISES, Relation.FALLS):
        whole = subject_in(spoken.text[slice(*hit.left)], question=question)
        return replace(whole, moment="", selection="", split=hit.split or whole.split)
    subject = _lettered(apart, _plain(subject_in(apart, question=question)))
    begin = hit.left[0]
    said = spoken.low[hit.start : hit.end + 12]
    criterion = criterion_of(spoken.low[begin : hit.start], spoken.low[:begin])
    if criterion and _OF_RESULTS.search(said):
        subject = replace(subject, selection=criterion, moment="", split="")
    subject = _extreme_of(apart.lower(), subject)
    number = _NUMBER_FIRST.match(apart)
    if not is_named(subject) and not number:
        number = _NUMBER_LAST.match(f"{spoken.text[hit.end : hit.left[1]]} ")
    if not is_named(subject) and number and (amounts := find_amounts(number[1])):
        subject = replace(subject, settings=(("", format(amounts[0].amount.value, "g")),))
    return replace(subject, split=inside.split or subject.split)


def _alike(spoken: Spoken, where: Range, left: Subject) -> Subject | None:
    """The other side, where it is only a value of the same setting: `better than 0.1`."""
    text = spoken.low[slice(*where)].strip(" .,!;")
    if len(left.settings) != 1:
        return None
    name, value = left.settings[0]
    if _WITHOUT.fullmatch(text) and value != "no":
        return replace(left, settings=((name, "no"),))
    amounts = [found.amount for found in find_amounts(text)]
    is_number = len(amounts) == 1 and _BARE.fullmatch(text) and amounts[0].unit == ""
    if is_number and value.replace(".", "").replace("e-", "").isdecimal():
        return replace(left, settings=((name, format(amounts[0].value, "g")),))
    return None


def is_named(subject: Subject) -> bool:
    """Whether anything but a split or question tells what is spoken of."""
    return bool(
        subject.network
        or subject.settings
        or subject.epoch is not None
        or subject.selection
        or subject.moment
        or subject.labels
    )


def _left(spoken: Spoken, hit: Hit, question: str, before: Subject | None) -> Subject:
    text = spoken.text[slice(*hit.left)]
    left = _subject(spoken, hit.left, question)
    low = spoken.low[slice(*hit.left)]
    if _PRONOUN.fullmatch(low):
        left = replace(left, labels=())
    if is_named(left):
        return left
    earlier = _subject(spoken, (0, hit.left[0]), question) if hit.left[0] else None
    points_back = bool(_POINTS_BACK.search(low)) or not low.strip(" ,.#")
    if earlier and is_named(earlier) and points_back:
        return replace(earlier, moment="", split=left.split or earlier.split)
    if points_back and before is not None:
        return subject_in(text, question=question, before=before)
    return left


def _subject(spoken: Spoken, where: Range, question: str) -> Subject:
    that = _THAT_OF.match(spoken.low, *where)
    where = (that.end(), where[1]) if that else where
    text, low = spoken.text[slice(*where)], spoken.low[slice(*where)]
    subject = _lettered(text, _plain(subject_in(text, question=question)))
    if not is_named(subject) and len(text) < _SHORT:
        subject = replace(subject, settings=subject_in(f"with {text.strip()}").settings)
    number = _NUMBER_FIRST.match(f"{low} ") if not is_named(subject) else None
    if number and (amounts := find_amounts(number[1])) and not amounts[0].amount.unit:
        value = format(amounts[0].amount.value, "g")
        return replace(subject, settings=(("", value),))
    named = _QUESTION.search(low) or _NUMBERED.fullmatch(low)
    if named:
        subject = replace(subject, question=named[1])
    subject = _extreme_of(low, subject)
    unsaid = tuple(dict.fromkeys(match[0] for match in _QUALIFIED.finditer(low)))
    known = f"{subject.network} {subject.moment} {' '.join(map(' '.join, subject.settings))}"
    known += " without" if any(value == "no" for _, value in subject.settings) else ""
    known += " one" if is_named(subject) else ""
    unknown = tuple(word for word in unsaid if word not in known.split())
    if unknown:
        return replace(subject, labels=(*subject.labels, *unknown))
    if not is_named(subject) and not named and not _says_nothing(low):
        words = " ".join(low.split())[:60].strip(" .,")
        return replace(subject, labels=(words,))
    return subject


def _plain(subject: Subject) -> Subject:
    """Without the split that only says by what was picked: `picked by the validation loss`."""
    is_picking = bool(subject.split) and subject.selection.startswith(subject.split)
    return replace(subject, split="") if is_picking else subject


def _extreme_of(low: str, subject: Subject) -> Subject:
    """With the setting that `the widest network` or `the largest weight decay` names."""
    found = _EXTREME.search(low)
    if found is None:
        return subject
    noun, word = found["noun"] or "", found["word"]
    name = _OF_WORD.get(word) or next((key for key, of in _OF_NOUN.items() if noun in of), "")
    if not name:
        return subject
    end = "smallest" if word in _LEAST else "largest"
    settings = {**dict(subject.settings), name: end}
    return replace(subject, network="", moment="", settings=tuple(sorted(settings.items())))


def _says_nothing(text: str) -> bool:
    return all(word in _UNSAID for word in re.findall(r"[^\W\d_]+", text))


def _lettered(text: str, subject: Subject) -> Subject:
    """With the network that only a letter names: `B has fewer parameters than C`."""
    found = _LETTER.match(text)
    is_open = not subject.network and not subject.settings
    return replace(subject, network=f"model {found[1].lower()}") if found and is_open else subject


def _shared(left: Subject, right: Subject) -> tuple[Subject, Subject]:
    """Both with the split that only one of them names."""
    if left.split and not right.split:
        return left, replace(right, split=left.split)
    if right.split and not left.split and not left.labels:
        return replace(left, split=right.split), right
    return left, right


def _told_apart(left: Subject, right: Subject) -> tuple[Subject, Subject]:
    """With the network that `Adam is better than SGD for the deep MLP` names once."""
    by_setting = {name for name, _ in left.settings} & {name for name, _ in right.settings}
    if not by_setting or bool(left.network) == bool(right.network):
        return left, right
    network = left.network or right.network
    return replace(left, network=network), replace(right, network=network)
