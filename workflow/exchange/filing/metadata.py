"""The metadata of a standard by GB/T 22373—2021, with what coordination adds, as XML and as CSV.

The names of elements stand as values beside our own ids: the platform that takes them in may map either.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from workflow.exports.paperwork.fields_release import effective, issuer, released, replaced
from workflow.exports.paperwork.fields_standard import FIELDS
from workflow.exports.paperwork.source import Source
from workflow.reads.deviations import of_version
from workflow.vocabulary import PUBLIC, Joint

SCHEME: Final = "GB/T 22373—2021"
STATES: Final = {Joint.RELEASED: "即将实施", Joint.REPLACED: "被代替", Joint.WITHDRAWN: "废止"}
USUAL: Final = "现行"
RISKY: Final = "=+-@\t\r＝＋－＠"  # a spreadsheet would compute what begins so


@dataclass(frozen=True)
class Element:
    """One element: our id, its Chinese name, whether the platform must have it, and its values."""

    id: str
    name: str
    values: tuple[str, ...]
    is_needed: bool = True


def elements(source: Source) -> list[Element]:
    """Every element in its order; one that is not known has no value."""
    return [*_core(source), *_coordination(source)]


def _core(source: Source) -> Iterator[Element]:
    standing, code = source.standing, source.region
    standard, number = standing.standard, standing.numbers.get(code)
    final = source.final()
    yield Element("number", "标准号", _one(number.display if number else None))
    yield Element("title_zh", "中文名称", _one(standard.title_zh))
    yield Element("title_en", "英文名称", _one(standard.title_en))
    yield Element("issuer", "发布机构", _one(issuer(source, code) if source.announcement else None))
    yield Element("published_on", "发布日期", _one(day.isoformat() if (day := released(source)) else None))
    yield Element("effective_on", "实施日期", _one(day.isoformat() if (day := effective(source, code)) else None))
    yield Element("ics", "国际标准分类号", _one(standard.ics))
    yield Element("ccs", "中国标准文献分类号", _one(standard.ccs))
    yield Element("replaces", "被代替标准", _one(replaced(source, code)), is_needed=False)
    yield Element("conformity", "一致性程度", (), is_needed=False)
    yield Element("department", "归口单位", _one(FIELDS["region.department"](source)))
    yield Element("state", "标准状态", (STATES.get(standard.state, USUAL),) if standard.state in PUBLIC else ())
    keywords = final.meta.get("keywords", ()) if final else ()
    yield Element("keywords", "关键词", tuple(keywords) if isinstance(keywords, list) else (), is_needed=False)
    yield Element("international", "国际对应关系", (), is_needed=False)


def _coordination(source: Source) -> Iterator[Element]:
    standing, final = source.standing, source.final()
    numbers = [f"{code} {found.display}" for code, found in sorted(standing.numbers.items())]
    brought = of_version(standing.session, final) if final else None
    yield Element("group", "协同组", (standing.agreement.name_zh,))
    yield Element("regions", "协同地区", _one(FIELDS["standard.regions"](source)))
    yield Element("lead", "牵头地区", _one(FIELDS["standard.lead"](source)))
    yield Element("numbers", "各地区标准号", tuple(numbers))
    yield Element("deviations", "区域差异数", (str(brought.deviating),) if brought else (), is_needed=False)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def as_xml(source: Source) -> bytes:
    """The elements as XML."""
    lines = [
        f"  <element id={quoteattr(one.id)} name={quoteattr(one.name)}>{escape(value)}</element>"
        for one in elements(source)
        for value in one.values or ("",)
    ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<metadata scheme={quoteattr(SCHEME)}>'
    return "\n".join([head, *lines, "</metadata>", ""]).encode()


def as_csv(source: Source) -> bytes:
    """The elements as a table for spreadsheets; what one would compute stands behind an apostrophe."""
    made = io.StringIO()
    out = csv.writer(made)
    out.writerow(("元素", "名称", "值"))
    for one in elements(source):
        out.writerows((one.id, one.name, _safe(value)) for value in one.values or ("",))
    return "\ufeff".encode() + made.getvalue().encode()


def _safe(words: str) -> str:
    return f"'{words}" if words.startswith(tuple(RISKY)) else words
