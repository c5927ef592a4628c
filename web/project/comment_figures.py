"""Figures of a consultation report: stacked bars whose lengths ride on attributes, the numbers as a table beside."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from workflow.picture.standing import Standing
from workflow.reads.comment_report import OUTCOMES, Bar
from workflow.reads.provenance import Link
from workflow.vocabulary import CommentState
from workflow.words import say, tell

LABELS, WIDTH, NUMBERS, HEIGHT, GAP = 150, 330, 40, 20, 8
SHORT = 10  # signs of a label in the picture; the table has all of them
MOST = 30  # bars of one figure; the table beside tells all
HEADINGS = {
    "region_code": "按来源地区",
    "clause_id": "按条款",
    "source": "按来源",
    "type": "按类别",
    "outcome": "按处理",
}


def figure(standing: Standing, name: str, bars: list[Bar]) -> dict[str, Any]:
    """One figure: its heading, its ends, its rows with the pieces of their bars."""
    most = max(bar.n for bar in bars)
    ends = [end for end in OUTCOMES if any(end in bar.counts for bar in bars)]
    rows = [_row(standing, name, bar, at, most) for at, bar in enumerate(bars)]
    return {
        "id": f"by-{name}",
        "heading": say(HEADINGS[name]),
        "is_quoted": name == "clause_id",  # labels are words of the text, in whatever language the page is read
        "ends": [_end(end) for end in ends],
        "rows": [
            row | {"counts": [bar.counts.get(end, 0) for end in ends]} for row, bar in zip(rows, bars, strict=True)
        ],
        "drawn": rows[:MOST],
        "width": LABELS + WIDTH + NUMBERS,
        "height": min(len(rows), MOST) * (HEIGHT + GAP),
    }


def _row(standing: Standing, name: str, bar: Bar, at: int, most: int) -> dict[str, Any]:
    pieces, x = [], float(LABELS)
    for end in OUTCOMES:
        n = bar.counts.get(end, 0)
        if n:
            width = WIDTH * n / most
            words = say("{end} {n}", end=_end(end), n=n)
            pieces.append({"x": round(x, 1), "width": round(width, 1), "is": end.value, "words": words})
            x += width
    label = _label(standing, name, bar)
    short = label if len(label) <= SHORT else f"{label[: SHORT - 1]}…"
    told = {"label": label, "short": short, "n": bar.n, "y": at * (HEIGHT + GAP), "height": HEIGHT, "pieces": pieces}
    return told | {"left": LABELS - 8, "right": round(x + 6, 1), "middle": at * (HEIGHT + GAP) + HEIGHT * 3 // 4}


def _label(standing: Standing, name: str, bar: Bar) -> str:
    if name == "region_code":
        return str(tell(standing.named(bar.value))) if bar.value in standing.places else say("未注明")
    if name == "clause_id":
        return bar.label or say("全文")
    return _end(bar.value) if name == "outcome" else str(tell(bar.value))


def _end(end: StrEnum) -> str:
    """What became of a comment, in words."""
    return say("尚未处理") if end is CommentState.RECEIVED else str(tell(end))


def outcomes(all_: Bar) -> list[dict[str, Any]]:
    """What became of all comments; the numbers add up to their sum."""
    return [{"words": _end(end), "n": all_.counts.get(end, 0), "is": end.value} for end in OUTCOMES]


def linked(links: Iterable[Link]) -> list[dict[str, Any]]:
    """Each difference of the two texts with the act that made it and the comments that it names."""
    return [
        {
            "clause": one.label,
            "gone": one.gone.strip(),
            "come": one.come.strip(),
            "version": one.version.number,
            "summary": one.version.summary,
            "comments": list(one.comments),
        }
        for one in links
    ]
