"""Labels written out as rows of noughts with a single one: `3 becomes [0, 0, 0, 1, ...]`."""

import re
from collections.abc import Iterator

from grader.consistency.facts.sentences import spoken_in
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Span

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROW = re.compile(r"[\[(]\s*([01](?:\.0?)?(?:\s*[,;\s]\s*[01](?:\.0?)?){4,19})\s*[\])]")
_LABEL = re.compile(
    r"\b(?:digit|label|class|number|target|category|image of (?:an? )?|for)\s?(?:\w+ )?[\"'‘“]?"
    r"(\d|zero|one|two|three|four|five|six|seven|eight|nine)\b[^.;\d\[(]{0,60}$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\w.,])(\d)[\"'’”]?\s(?:is|becomes|turns into|->|→|is (?:en)?coded)[^.;\d\[(]{0,40}$"
)


def hold_one_hot(work: Work) -> Iterator[Checked]:
    """Every row whose one stands at another place than its label says."""
    for sentence in spoken_in(work.write_up):
        for match in _ROW.finditer(sentence.text):
            before = sentence.text[: match.start()]
            label = _LABEL.search(before) or _BARE.search(before)
            row = [float(each) for each in re.findall(r"\d(?:\.0?)?", match[1])]
            if label is None or row.count(1.0) != 1 or len(row) < 8:
                continue
            word = label[1].lower()
            told = int(word) if word.isdigit() else _WORDS.index(word)
            at = row.index(1.0)
            # Rows may be counted from one; of ten digits they are not.
            allowed = {at} if len(row) == 10 and "class" not in label[0].lower() else {at, at + 1}
            begin = sentence.span.start
            yield Checked(
                outcome=Consistency.CONSISTENT if told in allowed else Consistency.INCONSISTENT,
                check=HeldAgainst.ITSELF,
                subject="one-hot vector",
                sentence=(
                    f"The text ({where(sentence.place)}) writes {told} as a row whose one stands at"
                    f" the place of {at}, counted from 0."
                ),
                words=sentence.text,
                place=sentence.place,
                span=Span(
                    block=sentence.span.block,
                    start=begin + label.start(1),
                    end=begin + match.end(),
                ),
            )
