"""Checks on the text of an answer: whether it is there, and what it touches."""
