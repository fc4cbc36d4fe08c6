"""Which of a submission's networks answers which required one: by shape and graph, never by name.

Networks of the same layers form a design, and so do required networks; designs are paired so that
their similarities add up to the most. `docs/checks.md` tells what counts as similar.
"""

from grader.matching.assignment import match_networks
from grader.matching.comparison import NEAR, Comparison, compare, outputs
from grader.matching.designs import compare_network, could_be, is_understood
from grader.matching.normal import normal

__all__ = [
    "NEAR",
    "Comparison",
    "compare",
    "compare_network",
    "could_be",
    "is_understood",
    "match_networks",
    "normal",
    "outputs",
]
