"""How a comparison is held against two values, a table, a row of values, a curve."""
