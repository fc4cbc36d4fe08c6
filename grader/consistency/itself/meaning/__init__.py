"""What sentences say of values, whatever their wording, held against all that they can mean.

A sentence is read for what it measures, of which data, of which row or moment, and how that stands
to a number or to another value. What it leaves out is taken from the sentence before it and from
the section around it. It is wrong only if it holds for nothing that it can mean.
"""

from grader.consistency.itself.meaning.check import hold_meaning

__all__ = ["hold_meaning"]
