"""How Chinese words are set on a page: where a title may wrap, what in a sentence stays whole. No layout, no copy."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

JOINT: Final = Markup("<wbr>")

# A particle opens a new line unless it is half of a word: 参与, 饱和, 碳中和, 普及, 涉及 and their like stay whole.
_PARTICLES: Final = re.compile(
    r"(?=以及)"
    r"|(?<![参给赋授寄干])(?=与(?!会))"
    r"|(?<![共饱总柔温缓调中谐亲])(?=和(?![谐平睦解缓]))"
    r"|(?<![普涉以危波触遍论提来])(?=及(?![时格早]))"
    r"|(?<=\s)(?=第\s?\d+\s?部分)|(?<=[：:])(?=\S)"
)
# What a title ends with (技术规范, 运行管理规程 …) is one word to the eye.
_ENDING: Final = re.compile(
    r"(?:技术|管理|服务|评价|建设|运行|操作|工作|质量|安全|控制|防控|数据)*"
    r"(?:规范|规程|指南|导则|准则|通则|要求|标准)(?=$|[\s（:：])"
)
# Nouns after which a long run may be cut; the list needs no completeness, it only spares the eye a cut inside a word.
_NOUN: Final = re.compile(
    r"(?<=机构|设施|设备|系统|平台|车辆|汽车|货车|客车|管道|管网|水体|建筑|工程|企业|单位|场所|学校|医院|社区|产品|食品"
    r"|监控|监测|检测|数据|信息|风险|资源|环境|区域)|(?<=服务区|老年人|化学品|超采区)"
)
# A piece shorter than this is not worth a line of its own; a run up to this long needs no cut.
_SHORT: Final = 4
_LONG: Final = 10

_WHOLE: Final = re.compile(
    r"(?P<date>\b\d{4}-\d{2}-\d{2})(?P<hour>[ T]\d{2}:\d{2})?(?!\d)"
    r"|(?P<short>(?<![\d-])(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ ]\d{2}:\d{2})?(?![\d-]))"
    r"|(?P<number>\bDB\d{2,4}(?:/T)?\s?[\d.]+[—–-]\d{4}(?!\d))"
)


def joints(title: str) -> Markup:
    """The title with a place to wrap at each of its joints; everything in it is text."""
    places = {0, len(title)} | {found.start() for found in _PARTICLES.finditer(title)}
    for ending in _ENDING.finditer(title):
        if ending.start() - max(place for place in places if place <= ending.start()) > _SHORT:
            places.add(ending.start())
    for start, end in pairwise(sorted(places)):
        places |= _cuts(title, start, end)
    return JOINT.join(title[start:end] for start, end in pairwise(sorted(places)))


def _cuts(title: str, start: int, end: int) -> set[int]:
    """Where a long run may be cut behind a noun, no piece too short."""
    cuts: set[int] = set()
    if end - start <= _LONG:
        return cuts
    for found in _NOUN.finditer(title, start, end):
        if found.start() - max({start} | cuts) >= _SHORT and end - found.start() >= _SHORT:
            cuts.add(found.start())
    return cuts


def prose(sentence: str) -> Markup:
    """The sentence with its dates and standard numbers kept whole; everything in it is text."""
    pieces: list[Markup] = []
    end = 0
    for found in _WHOLE.finditer(sentence):
        pieces += [escape(sentence[end : found.start()]), _whole(found)]
        end = found.end()
    return Markup("").join([*pieces, escape(sentence[end:])])


def _whole(found: re.Match[str]) -> Markup:
    if found["date"] and _is_day(found["date"]):
        hour = f"T{found['hour'][1:]}+08:00" if found["hour"] else ""
        return Markup('<time datetime="{}{}">{}</time>').format(found["date"], hour, found[0])
    return Markup('<span class="nb">{}</span>').format(found[0])


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


FILTERS: Final[dict[str, Callable[[str], Markup]]] = {"joints": joints, "prose": prose}
