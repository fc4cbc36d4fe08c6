"""What code text says about networks and trainings, whether it ran or is commented out.

The code is followed on its syntax tree, never executed: constants, containers, classes and calls
of the student's own functions are worth what they are worth, everything else is unknown, and what
depends on something unknown is left out.
"""

from grader.collect.written.facts import Written, facts_of
from grader.collect.written.follow import follow_notebook
from grader.collect.written.limits import MOST_FACTS, MOST_STEPS, MOST_STEPS_IN_ALL
from grader.collect.written.modules import module_texts
from grader.records import Submission, Training, WrittenNetwork

__all__ = ["Written", "read_written"]


def read_written(submission: Submission) -> Written:
    """The networks and trainings that a submission's code speaks of."""
    modules = module_texts(submission)
    networks: list[WrittenNetwork] = []
    training: list[Training] = []
    room = MOST_STEPS_IN_ALL
    is_whole = True
    for notebook in submission.notebooks:
        if room <= 0:
            is_whole = False
            break
        try:
            machine = follow_notebook(notebook, modules, most_steps=min(room, MOST_STEPS))
            found = facts_of(machine, first=len(networks) + 1)
        except Exception:
            # Statements and networks are guarded one by one; this is the rest, such as parsing.
            is_whole = False
            continue
        is_whole = is_whole and machine.is_complete
        room -= machine.steps
        networks += found.networks
        training += found.training
    return Written(
        training=tuple(training[:MOST_FACTS]),
        networks=tuple(networks[:MOST_FACTS]),
        is_whole=is_whole and len(training) <= MOST_FACTS and len(networks) <= MOST_FACTS,
    )
