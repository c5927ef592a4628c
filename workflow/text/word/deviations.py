"""The words of certain regions, as our own office files frame them."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from workflow.text.blocks import Block, Deviation, DeviationType, Paragraph
from workflow.text.inline import plain
from workflow.text.notation.marks import DEVIATIONS, EVIDENCE, REASON, SINCE, UNTIL
from workflow.text.word.ids import Ids
from workflow.text.word.lines import Frame, Line, Thing
from workflow.text.word.styles import Role

_HEAD: Final = re.compile(r"区域差异（(?P<regions>[^）]*)）(?P<type>[^：]*)：(?P<title>.*)", re.DOTALL)
_CODE: Final = re.compile(r"\d{6}")
_TYPES: Final = {words: type_ for type_, words in DEVIATIONS.items()}
_FACTS: Final = {REASON: "reason", EVIDENCE: "evidence", SINCE: "since", UNTIL: "until"}


def deviation(frame: Frame, ids: Ids, blocks: Callable[[Sequence[Thing]], tuple[Block, ...]]) -> list[Block]:
    """The frame as a deviation; one whose head was changed is left as the paragraphs that it holds."""
    first = frame.inside[0] if frame.inside else None
    head = _HEAD.fullmatch(plain(first.words)) if isinstance(first, Line) else None
    if not isinstance(first, Line) or head is None or head["type"] not in _TYPES:
        lead = [Paragraph(first.words)] if isinstance(first, Line) and first.words else []
        return [*lead, *blocks(frame.inside[1:])]
    id_ = ids.take("v", first.bookmarks)
    facts = {}
    rest = frame.inside[1:]
    while rest and isinstance(line := rest[0], Line):
        words = plain(line.words)
        sign = next((sign for sign in _FACTS if words.startswith(sign)), None)
        if line.style.role is not Role.DEVIATION_FACT or sign is None:
            break
        facts[_FACTS[sign]] = words.removeprefix(sign)
        rest = rest[1:]
    regions = tuple(_CODE.findall(head["regions"]))
    type_: DeviationType = _TYPES[head["type"]]
    return [Deviation(id_, regions, type_, head["title"], blocks(rest), **facts)]
