"""A write-up, held against itself."""
