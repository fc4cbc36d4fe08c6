"""How much of a submission's code is followed, and why no further."""

MOST_STEPS = 400_000
"""Syntax nodes followed in one notebook: seconds of work, and far more than a homework has."""
MOST_STEPS_IN_ALL = 1_200_000
"""The same for all notebooks of a submission together."""
STEPS_OF_NETWORKS = 200_000
"""The same for the `forward` of all networks of one notebook, followed at the end."""
STEPS_OF_A_NETWORK = 20_000
"""The same for one of them."""
MOST_EVENTS = 50_000
"""Steps, optimizers, networks and the like that are noted: a homework has hundreds."""
MOST_NESTING = 90
"""Statements and expressions inside each other: each costs several of Python's own frames."""
MOST_CALLS = 10
"""Functions that call functions; a homework has three or four."""
MOST_UNROLLED = 40
"""Elements of a literal that a loop is followed over one by one: a study has a handful."""
MOST_ITEMS = 2_000
"""Elements of a list, tuple or dictionary that are kept."""
MOST_TEXT = 10_000
"""Characters of a text that is computed."""
LARGEST = 10**15
"""Whole numbers beyond this are no sizes and no counts."""
MOST_CHARACTERS = 400_000
"""Characters of one cell or file that are parsed: each costs a hundred times its size."""
MOST_IN_ALL = 2_000_000
"""Characters of one notebook with its modules that are parsed."""
MOST_PIECES = 60
"""Pieces that one block of comments or one broken cell is taken apart into."""
MOST_MODULES = 40
"""Helper modules of one notebook that are read."""
MOST_FACTS = 200
"""Networks, and trainings, that are told of one submission."""
MOST_LAYERS = 500
"""Layers of one network."""
