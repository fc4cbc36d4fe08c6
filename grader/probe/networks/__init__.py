"""Finds every network that a run creates, and writes its graph, weights and inputs down."""
