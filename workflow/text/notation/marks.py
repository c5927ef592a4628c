"""The marks that begin a line of the notation, said once for reading and writing."""

import re
from typing import Final

from workflow.text.blocks import DeviationType, Marker

ITEM: Final = re.compile(
    r"(?:(?P<dash>——\s*|—\s+)|(?P<bullet>·\s*)|(?P<letter>[a-z][)）]\s*)|(?P<number>\d{1,2}[)）]\s*))"
    r"(?:\{#(?P<id>[a-z][a-z0-9]{0,30})\}\s*)?(?P<words>.*)",
    re.DOTALL,
)
NOTE: Final = re.compile(r"注\s?\d*[:：]\s*(?P<words>.*)", re.DOTALL)
EXAMPLE: Final = re.compile(r"示例\s?\d*[:：]\s*(?P<words>.*)", re.DOTALL)
FURTHER: Final = re.compile(r">\s(?P<words>.*)", re.DOTALL)
_ID: Final = r"(?:\s+(?P<id>[a-z][a-z0-9]{0,30}))?"
OPENING: Final = re.compile(
    rf"【(?:(?P<kind>表|图|式){_ID}|差异{_ID.replace('id', 'variant')}(?P<regions>(?:\s+\d{{6}})+))】(?P<title>.*)",
    re.DOTALL,
)
CLOSING: Final = {"表": "【表完】", "图": "【图完】", "式": "【式完】", "差异": "【差异完】"}

_ENDS: Final = frozenset(CLOSING.values())

UNIT, FILE, ALT, PART, WHERE = "单位：", "文件：", "说明：", "分图：", "式中："
TYPE, REASON, EVIDENCE, SINCE, UNTIL, WORDS = "类型：", "理由：", "依据：", "自：", "至：", "文字："
LEFT, ABOVE = "<", "^"

DEVIATIONS: Final = {
    DeviationType.CONDITION: "特殊条件",
    DeviationType.REGULATION: "法规要求",
    DeviationType.STRICTER: "更严",
    DeviationType.LATER: "延后实施",
    DeviationType.OPTIONAL: "不采用",
}
SIGNS: Final = {Marker.DASH: "—— ", Marker.BULLET: "· ", Marker.LETTER: "a) ", Marker.NUMBER: "1) "}


def is_mark(line: str) -> bool:
    """Whether a line means anything else than a paragraph."""
    return line in _ENDS or any(mark.fullmatch(line) for mark in (ITEM, NOTE, EXAMPLE, FURTHER, OPENING))
