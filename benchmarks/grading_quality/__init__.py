"""How often is a deduction wrong, and how often is a mistake missed?

A folder for each assignment holds correct solutions in several styles, and `faults.yaml`: one
change at a time to one of them, with the items of the rubric that it must cost. Each solution and
each changed one is graded as a student's submission is, by the real command.
"""
