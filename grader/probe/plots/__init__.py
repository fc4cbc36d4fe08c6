"""Looks at every figure that a run shows or saves, without changing it."""
