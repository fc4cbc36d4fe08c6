"""What is drawn on a page beside text: lines of tables, pictures and plots."""

import ctypes
import itertools
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from .boxes import Box
from .glyphs import Turn

MOST_OBJECTS = 30_000
DEEPEST = 8
THIN = 2.5
"""Width of a line at most, in points."""
SHORTEST = 8.0
"""Length of a line of a table at least, in points."""
MOST_SEGMENTS = 400
"""Segments of a path up to which each may be a line of a table."""


class Drawings(NamedTuple):
    """What is drawn on a page."""

    rules: list[Box]
    """Thin straight lines along an axis."""
    plain: list[Box]
    """Rectangles: backgrounds of cells, bars of a chart."""
    drawn: list[Box]
    """Everything with curves or slanted lines."""
    pictures: list[Box]
    """Images."""


_Matrix = tuple[float, float, float, float, float, float]
_ONE: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_drawings(page: Any, turn: Turn) -> Drawings:
    """Everything that is drawn on an opened page."""
    found = Drawings([], [], [], [])
    for item, kind, matrix in objects_of(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures.extend(bounds_of(item, matrix, turn))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            found.drawn.extend(bounds_of(item, matrix, turn))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _sort_path(item, matrix, turn, found)
    return found


def objects_of(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """All objects, those inside of forms too, with the matrix that puts them on the page."""
    waiting: list[tuple[Any, Any, _Matrix, int]] = [
        (pdfium.FPDFPage_GetObject, page, _ONE, pdfium.FPDFPage_CountObjects(page))
    ]
    depth, seen = 0, 0
    while waiting and depth <= DEEPEST:
        inner: list[tuple[Any, Any, _Matrix, int]] = []
        for get, holder, matrix, count in waiting:
            for index in range(max(0, count)):
                seen += 1
                if seen > MOST_OBJECTS:
                    return
                item = get(holder, index)
                if not item:
                    continue
                kind = pdfium.FPDFPageObj_GetType(item)
                if kind == pdfium.FPDF_PAGEOBJ_FORM:
                    size = pdfium.FPDFFormObj_CountObjects(item)
                    own = _product(_matrix(item), matrix)
                    inner.append((pdfium.FPDFFormObj_GetObject, item, own, size))
                else:
                    yield item, kind, matrix
        waiting, depth = inner, depth + 1


def _sort_path(item: Any, matrix: _Matrix, turn: Turn, found: Drawings) -> None:
    for box in bounds_of(item, matrix, turn):
        if rule := _as_rule(box):
            found.rules.extend(rule)
            return
        points, straight = _points(item, matrix, turn)
        if not straight:
            found.drawn.append(box)
        elif _is_stroked(item) and points:
            sides = [_side(*pair) for pair in itertools.pairwise(points)]
            found.rules.extend(rule for side in sides for rule in _as_rule(side))
        else:
            found.plain.append(box)


def _points(item: Any, matrix: _Matrix, turn: Turn) -> tuple[list[tuple[float, float]], bool]:
    """The corners of a path, and whether it only runs along the axes."""
    count = pdfium.FPDFPath_CountSegments(item)
    if count > MOST_SEGMENTS:
        return [], False
    own = _product(_matrix(item), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    start = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return [], False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn.upright(*_moved(x.value, y.value, own))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
            points.append((math.nan, math.nan))
        elif points and not _is_straight(points[-1], point):
            return [], False
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(start)
    return points, True


def _is_straight(first: tuple[float, float], second: tuple[float, float]) -> bool:
    across, up = abs(first[0] - second[0]), abs(first[1] - second[1])
    return not (across > 1.0 and up > 1.0)


def _side(first: tuple[float, float], second: tuple[float, float]) -> Box:
    xs, ys = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return Box(xs[0], ys[0], xs[1], ys[1])


def _as_rule(box: Box) -> list[Box]:
    long, thin = max(box.width, box.height), min(box.width, box.height)
    return [box] if thin <= THIN and long >= SHORTEST else []


def _is_stroked(item: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, mode, stroke):
        return False
    return bool(stroke.value)


def bounds_of(item: Any, matrix: _Matrix, turn: Turn) -> list[Box]:
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *values):
        return []
    left, bottom, right, top = (value.value for value in values)
    corners = [
        turn.upright(*_moved(x, y, matrix))
        for x, y in ((left, bottom), (right, top), (left, top), (right, bottom))
    ]
    if not all(math.isfinite(value) and abs(value) < 1e6 for one in corners for value in one):
        return []
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return [Box(xs[0], ys[0], xs[-1], ys[-1])]


def _matrix(item: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _ONE
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that applies the first and then the second."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
