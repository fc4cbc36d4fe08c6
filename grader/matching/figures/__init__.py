"""What the figures of a submission show: which quantity, against what, on which data, of whom.

Told by labels, legends, titles, names of axes and of variables, and by the values themselves; what
nothing tells stays open.
"""
