"""Networks and data for handwritten digits."""
