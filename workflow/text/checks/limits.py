"""What a coordinated text may not do by law (C05, C06): fall below a mandatory standard, or shut others out."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.blocks import Deviation, DeviationType, inlines
from workflow.text.checks.exhibits import shown
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.reading import Reading, at
from workflow.text.checks.regions import names_of
from workflow.text.clauses import ClauseKind
from workflow.text.inline import plain

_LIMIT: Final = re.compile(
    r"(?P<way>不(?:应)?(?:大于|高于|超过|多于)|≤|不(?:应)?(?:小于|低于|少于)|≥)\s*(?P<value>\d+(?:\.\d+)?)"
)
_MANDATORY: Final = re.compile(r"GB\s*\d")
_NOT_TAKEN: Final = re.compile(
    r"(?:不执行|不采用|不适用|不受|免于|可不符合|豁免|不必符合|放宽|(?<!不)(?<!不应)低于|宽于)[^。；]*GB\s*\d"
    r"|GB\s*\d[^。；]*(?:不执行|不采用|不适用|豁免|放宽|(?<!不)(?<!不应)低于|宽于)"
)


def floors(reading: Reading) -> Iterator[Spot]:
    """C05, as far as words tell: where a mandatory national standard binds, no variant waives it or is laxer."""
    for clause, path, block in shown(reading):
        if not isinstance(block, Deviation):
            continue
        own = "".join(plain(words) for b in block.blocks for words in inlines(b))
        base = "".join(
            plain(words)
            for place, b in reading.blocks[clause.id]
            if len(place) == 1 and not isinstance(b, Deviation)
            for words in inlines(b)
        )
        bound = _MANDATORY.search(base) or _MANDATORY.search(own)
        lax = _laxer(base, own) or block.type is DeviationType.OPTIONAL
        if (bound and lax) or _NOT_TAKEN.search(own):
            yield Spot(clause.id, path=path, facts={"words": block.title or block.id})


def _laxer(base: str, own: str) -> bool:
    """A single limit each, of the same sense, and the variant's allows more."""
    then, now = _LIMIT.findall(base), _LIMIT.findall(own)
    if len(then) != 1 or len(now) != 1:
        return False
    (way, value), (other, mine) = then[0], now[0]
    upper, upper_now = _is_upper(way), _is_upper(other)
    return upper == upper_now and (float(mine) > float(value) if upper else float(mine) < float(value))


def _is_upper(way: str) -> bool:
    return bool(re.search("大|高|超|多|≤", way))


_HERE: Final = r"(?:本市|本省|本地区?|当地|本行政区域内?|本辖区|属地|注册地)"
_ASKED: Final = (
    r"(?:[^，。；]{0,10}?(?:依法)?(?:注册|登记|设立|备案|纳税|缴纳)|[^，。；]{0,8}?的?(?:检测|检验|认证|鉴定|服务|评价)机构|"
    r"[^，。；]{0,8}?的?(?:供应商|生产企业|企业|厂家|产品|名录|目录|户籍|户口))"
)
_SHALL: Final = re.compile(r"应|必须|不得|须|只能|仅限")


def barriers(reading: Reading) -> Iterator[Spot]:
    """C06: registering, testing, buying or filing in one place, which others cannot; all places together are none."""
    regions = [names_of(code, name) for code, name in reading.about.region_names]
    own = "|".join(re.escape(one) for names in regions for one in names)
    mark = re.compile(rf"(?:{_HERE}{'|' + own if own else ''}){_ASKED}|设立(?:分公司|子公司|分支机构|办事处)")
    for line in reading.all_lines():
        if _is_ruling(line) and not (regions and all(any(n in line.words for n in names) for names in regions)):
            for found in mark.finditer(line.words):
                before = line.bare[: found.start()].rpartition("。")[2]
                if _SHALL.search(before) or before.endswith("非"):
                    yield at(line, found)


def _is_ruling(line: Line) -> bool:
    return line.role in {Role.PARAGRAPH, Role.ITEM, Role.CELL} and (
        line.element is ClauseKind.CHAPTER or line.element.is_annex
    )
