"""Charts drawn on the server as SVG that stands in the page: no script, no style of its own, fonts and ink of the page.
Beside each stands its table, which says the same; the picture itself is hidden from who does not look.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date

import leather
from leather import theme
from markupsafe import Markup

BARE = "http://www.w3.org/2000/svg"
WIDTH, ROW, FRAME = 640, 30, 96
FILL, PALE, PRINTED, RULE = "#3d5a73", "#b9c7d3", "#b3392f", "#d9d4ca"
EDGE = 20  # beyond the drawing, for the ends of labels and the legend
SIGN = 15  # width of a Han sign in the labels
INK = ("title_color", "axis_title_color", "legend_color", "label_color", "zero_color")
FONTS = ("title_font_family", "tick_font_family", "axis_title_font_family", "legend_font_family")

for _name in INK:
    setattr(theme, _name, "currentColor")
for _name in FONTS:
    setattr(theme, _name, "inherit")
theme.background_color = "none"
theme.tick_color = RULE
theme.margin = 0.01
theme.tick_font_char_width = SIGN
ET.register_namespace("", BARE)


def bars(counts: Sequence[tuple[str, int]]) -> Markup:
    """One lying bar a count, in the order given; nothing where there is nothing to look at."""
    if not any(n for _, n in counts):
        return Markup()
    chart = leather.Chart()
    chart.add_bars([(n, label) for label, n in counts], fill_color=FILL)
    chart.add_x_scale(0, max(n for _, n in counts))
    return _drawn(chart, FRAME + ROW * len(counts))


def pairs(rows: Sequence[tuple[str, int, int]], inner: str, outer: str) -> Markup:
    """Two lying bars a row, one over the other: the lesser dark and the greater pale."""
    if not any(n for _, _, n in rows):
        return Markup()
    chart = leather.Chart()
    chart.add_bars([(n, label) for label, _, n in rows], name=outer, fill_color=PALE)
    chart.add_bars([(n, label) for label, n, _ in rows], name=inner, fill_color=FILL)
    chart.add_x_scale(0, max(n for _, _, n in rows))
    return _drawn(chart, FRAME + ROW * len(rows))


def grown(line: Sequence[tuple[date, int]], dots: Sequence[tuple[date, int]], ours: str, theirs: str) -> Markup:
    """A line of what was counted, and dots of what others printed, which no line joins."""
    if len({day for day, _ in (*line, *dots)}) < 2:
        return Markup()
    chart = leather.Chart()
    if line:
        chart.add_line(list(line), name=ours, stroke_color=FILL, width=3)
    if dots:
        chart.add_dots(list(dots), name=theirs, fill_color=PRINTED)
    chart.add_y_scale(0, max(n for _, n in (*line, *dots)))
    return _drawn(chart, 280)


def columns(counts: Sequence[tuple[str, int]]) -> Markup:
    """One column a count, from left to right."""
    if not any(n for _, n in counts):
        return Markup()
    chart = leather.Chart()
    chart.add_columns(list(counts), fill_color=FILL)
    chart.add_y_scale(0, max(n for _, n in counts))
    return _drawn(chart, 260)


def _drawn(chart: leather.Chart, height: int) -> Markup:
    """The drawing scales with its place, and is a picture that says nothing beside its table."""
    root = ET.fromstring(chart.to_svg(width=WIDTH, height=height))
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    for one in root.iter():
        one.attrib.pop("class", None)  # its names are none of our stylesheet's
    root.attrib |= {
        "viewBox": f"0 -{EDGE} {WIDTH + EDGE} {height + EDGE}",
        "class": "chart",
        "aria-hidden": "true",
        "focusable": "false",
    }
    return Markup(ET.tostring(root, encoding="unicode"))  # leather escapes what it is given
