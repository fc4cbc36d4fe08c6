"""Checks on what we measured of a submission's networks."""
