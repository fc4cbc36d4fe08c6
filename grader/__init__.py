"""grade: evidence, checks, judging and feedback for deep-learning assignments."""

__version__ = "0.1.0"
