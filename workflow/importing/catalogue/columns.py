"""Which column of a file means what: guessed from its heading in Chinese or English, corrected by a person, and kept
for the next file with the same heading.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.catalogues import CatalogueMapping
from workflow.text.canonical import canonical_hash

MAPPED: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("标准号", "标准编号", "编号", "标准代号", "projectornumber", "standardnumber", "number", "no", "code"),
    "title_zh": ("标准名称", "中文名称", "名称", "标准中文名称", "题名", "titlezh", "chinesetitle", "title", "name"),
    "title_en": ("英文名称", "标准英文名称", "英文题名", "titleen", "englishtitle"),
    "state": ("标准状态", "状态", "lifecycle", "status", "state"),
    "published_on": ("发布日期", "发布时间", "批准日期", "datepublished", "publicationdate", "released", "issued"),
    "effective_on": ("实施日期", "实施时间", "dateeffective", "effectivedate", "implementationdate", "inforce"),
    "ics": ("ics", "ics号", "ics分类号", "国际标准分类号"),
    "ccs": ("ccs", "ccs号", "ccs分类号", "中国标准分类号"),
    "issuer": ("发布单位", "发布机构", "发布部门", "归口单位", "提出部门", "proposingdeptzh", "issuer", "authority"),
    "replaces": ("代替标准", "被代替标准", "代替标准号", "替代情况", "supersedes", "replaces"),
    "others": ("各地区编号", "其他编号", "同步发布编号", "numbers", "othernumbers"),
    "source": ("来源", "出处", "备注来源", "source", "provenance"),
}
REQUIRED: Final = ("number", "title_zh")
SHORT: Final = 2  # letters: a heading is not known by how it begins where that says too little
PUNCTUATION: Final = re.compile(r"[\s_\-·:：()（）/／.。*＊]+")
Mapping_ = dict[str, int]  # field → place of its column


def plain(name: str) -> str:
    """A heading without what does not matter."""
    return PUNCTUATION.sub("", name).casefold()


def guessed(heading: Sequence[str]) -> Mapping_:
    """The column of each field, by its name: exact first, then by how it begins; none is taken twice."""
    names = [plain(name) for name in heading]
    found: Mapping_ = {}
    for is_exact in (True, False):
        for field, words in MAPPED.items():
            free = [(place, name) for place, name in enumerate(names) if place not in found.values()]
            places = [place for word in words for place, name in free if _fits(name, word, is_exact=is_exact)]
            if field not in found and places:
                found[field] = places[0]
    return found


def _fits(name: str, word: str, *, is_exact: bool) -> bool:
    return name == word or (not is_exact and len(word) > SHORT and name.startswith(word))


def remembered(session: Session, region: str, heading: Sequence[str]) -> Mapping_ | None:
    """What a person said of the same heading before."""
    row = session.get(CatalogueMapping, (region, heading_hash(heading)))
    if row is None:
        return None
    return {field: place for field, place in row.columns.items() if field in MAPPED and 0 <= place < len(heading)}


def heading_hash(heading: Sequence[str]) -> str:
    """By what a heading is known again."""
    return canonical_hash([plain(name) for name in heading])


def keep(session: Session, region: str, heading: Sequence[str], mapping: Mapping_) -> None:
    """Remember how a heading was mapped."""
    mine = {"region_code": region, "heading": heading_hash(heading)}
    session.execute(sa.delete(CatalogueMapping).filter_by(**mine))
    session.execute(sa.insert(CatalogueMapping).values(**mine, columns=dict(mapping)))


def faults(mapping: Mapping_) -> list[str]:
    """Fields that have no column and must, and those that share one."""
    doubled = [field for field, place in mapping.items() if list(mapping.values()).count(place) > 1]
    return [field for field in REQUIRED if field not in mapping] + doubled
