"""Opens handed-in files of weights, and finds the networks that they belong to."""
