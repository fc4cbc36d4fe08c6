"""Training runs: which may be meant, how each compares with what is asked, and what that tells."""
