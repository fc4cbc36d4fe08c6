"""Sums, products and the like that a write-up computes in its own words."""

from grader.consistency.itself.arithmetic.check import hold_arithmetic

__all__ = ["hold_arithmetic"]
