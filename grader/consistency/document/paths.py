"""Names of files, compared as people write them."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

_ELSEWHERE = re.compile(r"^(?:https?:|data:|attachment:|ftp:|//|blob:|cid:)", re.IGNORECASE)


def is_elsewhere(source: str) -> bool:
    """Whether a source is no file of the submission: an address, data, an attachment."""
    return not source.strip() or bool(_ELSEWHERE.match(source.strip()))


def base(path: str) -> str:
    """The last part of a path, small, whatever slashes it has."""
    plain = unquote(path.strip()).replace("\\", "/").split("?")[0].split("#")[0]
    return PurePosixPath(plain).name.casefold()


def stem(path: str) -> str:
    """Its last part without suffix and without what parts words."""
    return re.sub(r"[\W_]+", "", PurePosixPath(base(path)).stem)


def suffix(path: str) -> str:
    """Its suffix, small."""
    return PurePosixPath(base(path)).suffix
