"""Checks on the networks that a submission built."""
