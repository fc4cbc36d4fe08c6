"""`grade verify DIR`: says what of a run's results is other than when the run ended."""

from collections.abc import Callable
from pathlib import Path

from grader.errors import SettingsError
from grader.options import verify_parser
from grader.render.numbers import counted
from grader.render.text import one_line
from grader.verify.comparing import differences
from grader.verify.manifest import FILE, read_manifest

SHORTEST = 12
"""Hexadecimal digits of a noted digest that are enough to know it by."""
MOST_TOLD = 100


def verify_command(words: list[str]) -> int:
    """Compare the folder that the words name; gives back the exit status."""
    options = verify_parser().parse_args(words)
    return 0 if compare(options.folder, options.digest) else 1


def compare(out: Path, noted: str | None, *, say: Callable[[str], None] = print) -> bool:
    """Say what was changed, removed or added since; whether everything is as it was.

    `noted` is the manifest's digest, or its beginning, as it was noted when the run ended.
    """
    manifest, digest = read_manifest(out)
    is_as_noted = noted is None or _is(noted, digest)
    found = differences(manifest, out)
    for each in found[:MOST_TOLD]:
        say(one_line(str(each), limit=300))
    if len(found) > MOST_TOLD:
        say(f"and {len(found) - MOST_TOLD:,} more")
    if not is_as_noted:
        say(f"changed: {FILE}, whose digest is {digest} and not the noted one")
    things = ", ".join(
        [
            counted(len(manifest.submissions), "submission"),
            counted(len(manifest.files), "file"),
            counted(
                len(manifest.evidence), "stored piece of evidence", "stored pieces of evidence"
            ),
        ]
    )
    run = f"the run of {one_line(manifest.graded_on)} ended ({things})"
    if found or not is_as_noted:
        number = len(found) + (not is_as_noted)
        say(f"{counted(number, 'thing')} {'is' if number == 1 else 'are'} not as when {run}.")
        return False
    say(f"Everything is as when {run}.")
    if noted is None:
        say(f"Whoever can write here can write {FILE} anew: compare its digest with the noted one.")
        say(f"Digest: {digest}")
    return True


def _is(noted: str, digest: str) -> bool:
    wanted = noted.strip().lower()
    if len(wanted) < SHORTEST or len(wanted) > len(digest) or set(wanted) - set("0123456789abcdef"):
        raise SettingsError(f"--digest: {SHORTEST} to 64 hexadecimal digits, as `grade` printed it")
    return digest.startswith(wanted)
