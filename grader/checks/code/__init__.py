"""Checks on what the code does, calls and ends with."""
