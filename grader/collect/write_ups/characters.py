"""Odd characters become the usual ones, so that words and numbers can be compared."""

import re
import unicodedata

_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\x00"
_HYPHENS = "\u2010\u2011\u2212\ufe63\uff0d"
_LIFTED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()", strict=True))
_SCRIPT = re.compile(f"([{''.join(_LIFTED)}]+)|([{''.join(_LOWERED)}]+)")

_TABLE: dict[int, str | None] = {
    **{ord(letter): " " for letter in _SPACES},
    **{ord(letter): None for letter in _NOTHING},
    **{ord(letter): "-" for letter in _HYPHENS},
    # Forms of full width, as Chinese and Japanese keyboards make them.
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0D},
    # Ligatures of Latin letters.
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    # Letters and digits of formulas.
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D400, 0x1D800)},
    0x2032: "'",
    0x00B5: "μ",
    0x2126: "Ω",
    0x2044: "/",
    0x2215: "/",
    0x2217: "*",
    0x2236: ":",
    0x223C: "~",
    0x2024: ".",
    0x066A: "%",
}
_CODE_TABLE: dict[int, str | None] = {
    **{ord(letter): " " for letter in _SPACES},
    **{ord(letter): None for letter in _NOTHING},
}
_SOFT_END = "\u00ad"


def usual(text: str) -> str:
    """The same words in the usual characters: `ﬁ` is `fi`, `10⁻³` is `10^{-3}`, `−` is `-`."""
    if text.isascii():
        return text.replace("\x00", "")
    if text.rstrip().endswith(_SOFT_END):
        text = text.rstrip()[:-1] + "-"
    lifted = _SCRIPT.sub(_as_script, text)
    return unicodedata.normalize("NFC", lifted.translate(_TABLE))


def usual_code(text: str) -> str:
    """A line of code with plain spaces; all else in it may matter."""
    return text.replace("\x00", "") if text.isascii() else text.translate(_CODE_TABLE)


def _as_script(match: re.Match[str]) -> str:
    if match[1]:
        return "^{" + "".join(_LIFTED[letter] for letter in match[1]) + "}"
    return "_{" + "".join(_LOWERED[letter] for letter in match[2]) + "}"
