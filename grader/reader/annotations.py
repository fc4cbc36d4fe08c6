"""The annotations of a mark: a highlight, a link to the other side, a number in the margin."""

from typing import Any, NamedTuple

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from .spots import Rectangle, is_sane

PRINTED = 4
"""Flag of an annotation that is printed, too."""
BADGE = (15.0, 11.0)
"""Width and height of a number in the margin."""
DISTANCE = 6.0
"""Between the text of a page and the numbers in its margin."""
COLOURS = {
    "disagrees": (1.0, 0.74, 0.66),
    "other": (1.0, 0.74, 0.66),
    "open": (1.0, 0.96, 0.76),
}
INK = {"disagrees": (0.70, 0.15, 0.12), "other": (0.70, 0.15, 0.12), "open": (0.54, 0.34, 0.0)}
MOST_APART = 150
"""Numbers in one margin that are kept apart: more than this lie over each other anyway."""
AUTHOR = "grade"


class Placed(NamedTuple):
    """One mark with its boxes on one page."""

    mark: dict[str, Any]
    order: int
    page: int
    boxes: list[Rectangle]


def annotations(
    each: Placed, where: dict[int, Placed], page: Any, badge: Rectangle, writer: Any
) -> Any:
    kind, note = each.mark["kind"], each.mark["note"]
    boxes = [box for box in each.boxes if is_sane(box)]
    if boxes:
        yield _highlight(boxes, kind, note, writer)
    target = where.get(each.mark["link"]) if each.mark["link"] is not None else None
    if target is not None:
        for box in boxes:
            yield _link(box, target, writer)
    if kind != "open":
        yield _badge(badge, each, page, writer)


def _highlight(boxes: list[Rectangle], kind: str, note: str, writer: Any) -> DictionaryObject:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    around = (min(lefts) - 1, min(bottoms) - 1, max(rights) + 1, max(tops) + 1)
    if kind == "other":
        red, green, blue = INK[kind]
        lines = "".join(
            f"{left:.2f} {low:.2f} m {right:.2f} {low:.2f} l S\n" for left, low, right, _ in boxes
        )
        drawn = f"{red} {green} {blue} RG 1.1 w [2.2 1.6] 0 d\n{lines}"
    else:
        red, green, blue = COLOURS[kind]
        bars = "".join(
            f"{left:.2f} {low:.2f} {right - left:.2f} {high - low:.2f} re\n"
            for left, low, right, high in boxes
        )
        drawn = f"/G gs {red} {green} {blue} rg\n{bars}f"
    corners = [
        value
        for left, low, right, high in boxes
        for value in (left, high, right, high, left, low, right, low)
    ]
    return DictionaryObject(
        {
            **_common("/Underline" if kind == "other" else "/Highlight", around, note),
            NameObject("/C"): _numbers(INK[kind] if kind == "other" else COLOURS[kind]),
            NameObject("/QuadPoints"): _numbers(corners),
            NameObject("/AP"): _appearance(drawn, around, writer),
        }
    )


def _link(box: Rectangle, target: Placed, writer: Any) -> DictionaryObject:
    page = writer.pages[target.page - 1]
    top = max(box[3] for box in target.boxes) + 40 if target.boxes else None
    place = NumberObject(round(top)) if top is not None else FloatObject(0)
    destination = ArrayObject(
        [page.indirect_reference, NameObject("/XYZ"), NumberObject(0), place, NumberObject(0)]
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): _numbers(box),
            NameObject("/Border"): _numbers((0, 0, 0)),
            NameObject("/H"): NameObject("/O"),
            NameObject("/Dest"): destination,
        }
    )


def _badge(box: Rectangle, each: Placed, page: Any, writer: Any) -> DictionaryObject:
    """The number in the margin: a note with our sentence."""
    kind, number = each.mark["kind"], str(each.mark["number"])[:4]
    width, height = BADGE
    red, green, blue = INK[kind]
    ink = f"{red} {green} {blue}"
    size = 7.5 if len(number) < 3 else 6.0
    start = (width - 0.556 * size * len(number)) / 2
    is_full = kind == "disagrees"
    frame = f"{ink} rg {ink} RG 0.8 w {_rounded(width, height)} {'B' if is_full else 'S'}"
    paper = "" if is_full else f"1 1 1 rg {_rounded(width, height)} f "
    letters = (
        f"BT /F {size} Tf {'1 1 1' if is_full else ink} rg {start:.2f} 2.9 Td ({number}) Tj ET"
    )
    return DictionaryObject(
        {
            **_common("/Text", box, each.mark["note"]),
            NameObject("/C"): _numbers(INK[kind]),
            NameObject("/Name"): NameObject("/Note"),
            NameObject("/AP"): _appearance(
                f"{paper}{frame} {letters}", (0, 0, width, height), writer, turned=_turn(page)
            ),
        }
    )


def _rounded(width: float, height: float) -> str:
    """A rectangle with round corners, as a path."""
    left, low, right, high = 0.6, 0.6, width - 0.6, height - 0.6
    corner, bend = 2.4, 1.1
    return (
        f"{left + corner} {low} m {right - corner} {low} l "
        f"{right - bend} {low} {right} {low + bend} {right} {low + corner} c "
        f"{right} {high - corner} l "
        f"{right} {high - bend} {right - bend} {high} {right - corner} {high} c "
        f"{left + corner} {high} l "
        f"{left + bend} {high} {left} {high - bend} {left} {high - corner} c "
        f"{left} {low + corner} l "
        f"{left} {low + bend} {left + bend} {low} {left + corner} {low} c h"
    )


def badge_box(
    each: Placed,
    page: Any,
    edges: tuple[float, float] | None,
    taken: dict[tuple[int, bool], list[float]],
) -> Rectangle:
    """A free place in the margin that is nearer, beside the words."""
    area = page.cropbox
    left, bottom, right, top = (float(value) for value in (*area.lower_left, *area.upper_right))
    width, height = BADGE if _turn(page) % 180 == 0 else (BADGE[1], BADGE[0])
    first = each.boxes[0] if each.boxes else (right, top - 40, right, top - 40)
    text_left, text_right = edges or (left + 60, right - 60)
    middle = (text_left + text_right) / 2 - 0.05 * (text_right - text_left)
    is_left = (first[0] + first[2]) / 2 < middle and text_left - left > width + DISTANCE
    x = text_left - DISTANCE - width if is_left else text_right + DISTANCE
    x = min(max(x, left + 2), right - width - 2)
    y = (first[1] + first[3] - height) / 2
    others = taken.setdefault((each.page, is_left), [])
    while len(others) < MOST_APART and any(abs(y - other) < height + 1 for other in others):
        y = min(other for other in others if abs(y - other) < height + 1) - height - 1.5
    others.append(y)
    y = min(max(y, bottom + 2), top - height - 2)
    return x, y, x + width, y + height


def _common(subtype: str, box: Rectangle, note: str) -> dict[Any, Any]:
    return {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject(subtype),
        NameObject("/Rect"): _numbers(box),
        NameObject("/Contents"): TextStringObject(note),
        NameObject("/T"): TextStringObject(AUTHOR),
        NameObject("/F"): NumberObject(PRINTED),
    }


def _appearance(drawn: str, box: Rectangle, writer: Any, *, turned: int = 0) -> DictionaryObject:
    """How it looks, so that it looks the same everywhere."""
    stream = DecodedStreamObject()
    stream.set_data(drawn.encode("ascii"))
    blend = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica-Bold"),
        }
    )
    matrix = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0),
              270: (0, -1, 1, 0, 0, 0)}[turned]  # fmt: skip
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _numbers(box),
            NameObject("/Matrix"): _numbers(matrix),
            NameObject("/Resources"): DictionaryObject(
                {
                    NameObject("/ExtGState"): DictionaryObject({NameObject("/G"): blend}),
                    NameObject("/Font"): DictionaryObject({NameObject("/F"): font}),
                }
            ),
        }
    )
    return DictionaryObject({NameObject("/N"): writer._add_object(stream)})


def _turn(page: Any) -> int:
    return int(page.rotation) % 360 // 90 * 90


def _numbers(values: Any) -> ArrayObject:
    return ArrayObject([FloatObject(f"{float(value):.3f}") for value in values])
