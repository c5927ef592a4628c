"""How regions are called in running text, and whether they are named in the order of their group (C09)."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Line
from workflow.text.checks.reading import Reading

ABBREVIATIONS: Final = {
    "11": "京",
    "12": "津",
    "13": "冀",
    "14": "晋",
    "15": "蒙",
    "21": "辽",
    "22": "吉",
    "23": "黑",
    "31": "沪",
    "32": "苏",
    "33": "浙",
    "34": "皖",
    "35": "闽",
    "36": "赣",
    "37": "鲁",
    "41": "豫",
    "42": "鄂",
    "43": "湘",
    "44": "粤",
    "45": "桂",
    "46": "琼",
    "50": "渝",
    "51": "川",
    "52": "贵",
    "53": "滇",
    "54": "藏",
    "61": "陕",
    "62": "甘",
    "63": "青",
    "64": "宁",
    "65": "新",
}
_SUFFIX: Final = re.compile(r"(?:省|市|(?:维吾尔|壮族|回族)?自治区|特别行政区)$")
_BODY: Final = r"[\u4e00-\u9fff（）]{2,18}?(?:局|委员会|委|厅|部门)"
_PEOPLE: Final = re.compile(r"本文件(?:主要)?起草(?:单位|人)|.{0,12}历次版本")


def names_of(code: str, name: str) -> tuple[str, ...]:
    """The full name and the short one."""
    short = _SUFFIX.sub("", name)
    return (name, short) if len(short) > 1 else (name,)


def order(reading: Reading) -> Iterator[Spot]:
    """C09: names, or bodies that begin with them, in a row; lists of who drafted have an order of their own."""
    regions = reading.about.region_names
    if len(regions) < 2:
        return
    places = {one: n for n, (code, name) in enumerate(regions) for one in names_of(code, name)}
    shorts = "".join(ABBREVIATIONS.get(code[:2], "") for code, _ in regions)
    one = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
    row = re.compile(rf"(?:{one})(?:{_BODY})?(?:\s*(?:、|和|与|及|以及|，)\s*(?:{one})(?:{_BODY})?)+")
    short_row = re.compile(f"[{shorts}]{{{len(shorts)}}}") if len(shorts) == len(regions) > 1 else None
    for line in reading.all_lines():
        if not _PEOPLE.match(line.words):
            yield from _astray(line, row, re.compile(one), places)
            if short_row:
                for found in short_row.finditer(line.words):
                    if found[0] != shorts and set(found[0]) == set(shorts):
                        yield Spot(line.clause.id, line, *found.span(), line.path, {"words": found[0]})


def _astray(line: Line, row: re.Pattern[str], one: re.Pattern[str], places: dict[str, int]) -> Iterator[Spot]:
    for found in row.finditer(line.words):
        met = [places[name] for name in one.findall(found[0])]
        if met != sorted(met):
            yield Spot(line.clause.id, line, *found.span(), line.path, {"words": found[0]})
