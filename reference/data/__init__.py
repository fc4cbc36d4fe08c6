"""The courses' data files, made from public images; and what of them students never see.

A2: the test set is the 60,000 images of Fashion-MNIST's `train` file; train and validation are a
split of the 10,000 of its `t10k` file. Files for students have the same names, keys, shapes and
types as the course's, but of the test images only 10,000 are in them, six times over: a student's
own test accuracy is an honest estimate, and the other 50,000 images are held out. Of MNIST,
Fashion-MNIST and CIFAR-10, half of the 10,000 test images are there, twice over.
"""

from reference.data.course_files import COURSE_FILES, course_files, student_files
from reference.data.hidden import TASKS, held_out, held_out_files, raw_splits
from reference.data.records import (
    DataProblem,
    Examples,
    HeldOut,
    HeldOutFiles,
    Origin,
    RawSplit,
    Splits,
)
from reference.data.shown import (
    DATA_SETS,
    PUBLISHED,
    data_set_files,
    data_sets_for,
    joined_digest,
    origin_of,
)
from reference.data.sources import Source, find_source, stand_in_source, user_cache
from reference.data.tasks import (
    ALL_TASKS,
    images_of,
    origin,
    splits,
    splits_digest,
    task_digest,
)

__all__ = [
    "ALL_TASKS",
    "COURSE_FILES",
    "DATA_SETS",
    "PUBLISHED",
    "TASKS",
    "DataProblem",
    "Examples",
    "HeldOut",
    "HeldOutFiles",
    "Origin",
    "RawSplit",
    "Source",
    "Splits",
    "course_files",
    "data_set_files",
    "data_sets_for",
    "find_source",
    "held_out",
    "held_out_files",
    "images_of",
    "joined_digest",
    "origin",
    "origin_of",
    "raw_splits",
    "splits",
    "splits_digest",
    "stand_in_source",
    "student_files",
    "task_digest",
    "user_cache",
]
