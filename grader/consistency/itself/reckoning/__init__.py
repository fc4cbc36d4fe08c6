"""Comparisons of any wording, held against every value of the document that can be meant.

Rows of tables and values of sentences that differ in one thing stand in a line-up. A sentence
names some of a line-up, and says what holds between them; it is wrong where it holds in no line-up
that it can mean.
"""

from grader.consistency.itself.reckoning.check import hold_reckoning, with_reckoning

__all__ = ["hold_reckoning", "with_reckoning"]
