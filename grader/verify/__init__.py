"""What a run left in its results folder, by digests; and what was changed there since."""

from grader.verify.command import verify_command
from grader.verify.sealing import Sealed, changed_before, seal

__all__ = ["Sealed", "changed_before", "seal", "verify_command"]
