"""Formulas of a Word document as one line of text."""

from xml.etree.ElementTree import Element

from .word_names import M

DEEPEST = 30


def math_text(item: Element, depth: int = 0) -> str:
    """The formula in a line: exponents as `^{..}`, fractions as `(..)/(..)`."""
    if depth > DEEPEST:
        return ""
    if item.tag == f"{M}t":
        return item.text or ""
    if item.tag == f"{M}sSup":
        return f"{_inner(item, 'e', depth)}^{{{_inner(item, 'sup', depth)}}}"
    if item.tag == f"{M}sSub":
        return f"{_inner(item, 'e', depth)}_{{{_inner(item, 'sub', depth)}}}"
    if item.tag == f"{M}sSubSup":
        base, low = _inner(item, "e", depth), _inner(item, "sub", depth)
        return f"{base}_{{{low}}}^{{{_inner(item, 'sup', depth)}}}"
    if item.tag == f"{M}f":
        return f"({_inner(item, 'num', depth)})/({_inner(item, 'den', depth)})"
    if item.tag == f"{M}rad":
        return f"√({_inner(item, 'e', depth)})"
    if item.tag == f"{M}d":
        return f"({_inner(item, 'e', depth)})"
    return "".join(math_text(each, depth + 1) for each in item)


def _inner(item: Element, name: str, depth: int) -> str:
    found = item.findall(f"{M}{name}")
    return ", ".join(math_text(each, depth + 1) for each in found)
