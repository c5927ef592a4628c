"""Where a title may wrap: before a particle, before what it ends with, behind a noun of a long run."""

import re
from itertools import pairwise
from typing import Final

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


def joined_parts(title: str) -> list[str]:
    """The title in the parts that stay whole; together they are the title."""
    places = {0, len(title)} | {found.start() for found in _PARTICLES.finditer(title)}
    for ending in _ENDING.finditer(title):
        if ending.start() - max(place for place in places if place <= ending.start()) > _SHORT:
            places.add(ending.start())
    for start, end in pairwise(sorted(places)):
        places |= _cuts(title, start, end)
    return [title[start:end] for start, end in pairwise(sorted(places))]


def _cuts(title: str, start: int, end: int) -> set[int]:
    """Where a long run may be cut behind a noun, no piece too short."""
    cuts: set[int] = set()
    if end - start <= _LONG:
        return cuts
    for found in _NOUN.finditer(title, start, end):
        if found.start() - max({start} | cuts) >= _SHORT and end - found.start() >= _SHORT:
            cuts.add(found.start())
    return cuts
