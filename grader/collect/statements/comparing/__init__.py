"""How sentences compare: one file for each way of doing it."""
