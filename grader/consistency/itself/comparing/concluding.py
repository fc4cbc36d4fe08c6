"""Whether a comparison is drawn as a conclusion."""

import re

from grader.consistency.wording import block_of
from grader.consistency.work import Work
from grader.records import Comparison

_CONCLUDES = re.compile(
    r"^\W*(?:therefore|thus|hence|so\b|consequently|as a result|in conclusion|to conclude"
    r"|in summary|to sum up|overall|all in all|finally|we (?:can )?(?:conclude|infer|see that)"
    r"|it follows|this (?:shows|means|proves|confirms|demonstrates|indicates|suggests)"
    r"|which (?:shows|means|proves))|\b(?:because|therefore|we (?:can )?conclude|hence|as expected"
    r"|which is why|this is because|due to|thanks to)\b"
)
_CONCLUDING = re.compile(
    r"\b(?:conclusions?|discussion|summary|analysis|fazit|diskussion)\b|结论|讨论"
)


def is_argument(work: Work, comparison: Comparison) -> bool:
    """Whether a comparison is drawn as a conclusion, or stands among conclusions."""
    if _CONCLUDES.search(comparison.words.lower()):
        return True
    block = block_of(work.write_up, comparison.span)
    if block is None or block.section is None or block.section >= len(work.write_up.sections):
        return False
    return bool(_CONCLUDING.search(work.write_up.sections[block.section].title.lower()))
