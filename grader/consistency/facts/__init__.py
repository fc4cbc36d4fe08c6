"""What code, listings, runs and saved outputs say, flat: one record for each value."""

from grader.consistency.facts.known import Known, Pool

__all__ = ["Known", "Pool"]
