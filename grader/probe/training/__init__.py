"""Follows every optimizer: its settings, epochs, batches, losses, and passes without training."""
