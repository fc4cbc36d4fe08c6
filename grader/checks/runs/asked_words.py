"""What a rubric may ask of schedules and transforms in words: others than runs are told in.

A rubric that asks for a word that nothing is ever called by would take points of the whole class.
"""

import re

from grader.checks.runs.fields import plain
from grader.checks.runs.schedules import DOES
from grader.checks.runs.wishes import RANDOM

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?(?:e-?[0-9]{1,2})?"
_SETTING = rf" [A-Za-z_0-9]{{1,20}}=(?:{_NUMBER}|[a-z]{{1,10}})"
_SCHEDULES = re.compile(
    rf"step [0-9]{{1,6}} x{_NUMBER}"
    rf"|multistep [0-9]{{1,6}}(?:,[0-9]{{1,6}}){{0,50}} x{_NUMBER}"
    rf"|exponential x{_NUMBER}"
    r"|(?:cosineannealing|cosineannealingwarmrestarts|reduceonplateau|linear|constant|polynomial"
    rf"|cyclic|onecycle|lambda|multiplicative)(?:{_SETTING}){{0,6}}"
)
_EXAMPLES = "'multistep 80,120 x0.1', 'step 100 x0.1' or 'cosineannealing T_max=50'"

_TRANSFORMS = tuple(
    plain(name)
    for name in (
        "AugMix AutoAugment CenterCrop ColorJitter ConvertImageDtype ElasticTransform FiveCrop"
        " GaussianBlur GaussianNoise Grayscale JPEG Lambda LinearTransformation Normalize Pad"
        " PILToTensor RandAugment RandomAdjustSharpness RandomAffine RandomApply RandomAutocontrast"
        " RandomChannelPermutation RandomChoice RandomCrop RandomEqualize RandomErasing"
        " RandomGrayscale RandomHorizontalFlip RandomInvert RandomIoUCrop RandomOrder"
        " RandomPerspective RandomPhotometricDistort RandomPosterize RandomResize"
        " RandomResizedCrop RandomRotation RandomShortestSize RandomSolarize RandomVerticalFlip"
        " RandomZoomOut Resize ScaleJitter TenCrop ToTensor ToDtype ToImage TrivialAugmentWide"
        " CutMix MixUp Cutout CoarseDropout HorizontalFlip VerticalFlip ShiftScaleRotate"
        " RandomBrightnessContrast"
    ).split()
)
"""Names of transforms: torchvision's, and what others call theirs."""


def wrong_schedule(text: str) -> str:
    """What would be right in place of this schedule; empty if it is one."""
    if text in DOES or _SCHEDULES.fullmatch(text):
        return ""
    return f"it is {', '.join(DOES)} or in words such as {_EXAMPLES}"


def wrong_transform(text: str) -> str:
    """What would be right in place of this part of a transform's name; empty if it is one."""
    part = plain(text)
    known = part in ("any", "none") or any(part in each for each in (*_TRANSFORMS, *RANDOM))
    if part and known:
        return ""
    return "it is any, none or a part of a transform's name, such as 'randomhorizontalflip'"
