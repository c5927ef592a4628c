"""What a text is for (table 4): the word of its title, core elements, provisions, how requirements are verified."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.blocks import inlines
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Role
from workflow.text.checks.modals import ANY, SHALL
from workflow.text.checks.reading import Reading, at
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import references

_FUNCTION: Final = re.compile(
    r"(规范|规程|指南|术语|符号|分类(?:(?:与|和|及)(?:代码|编码))?|代码|编码|"
    r"试验方法|测试方法|检验方法|测定方法|检测方法|测定)(?=$|\s|　|第|：|标准)"
)
_UNFIT: Final = re.compile(r"(?:办法|细则|条例|规定|制度|守则|准则|规则|导则|实施方案|手册|纲要|通知)(?=$|\s|　|第)")
_ENGLISH: Final = {
    "规范": r"specification",
    "规程": r"code[s]? of practice",
    "指南": r"guidance|guidelines?",
    "术语": r"vocabulary",
    "符号": r"symbols?",
    "分类": r"classification",
    "编码": r"coding|codes?",
    "试验方法": r"test|determination|method",
    "测试方法": r"test|method",
    "检验方法": r"test|inspection|method",
    "测定方法": r"determination|test|method",
    "测定": r"determination|test|method",
    "检测方法": r"test|detection|determination|method",
}
_VERIFIES: Final = re.compile(
    r"方法|检验|试验|测试|检测|证实|验证|测定|评价|核查|核验|验收|测量|考核|监测|评估|检查(?!准备|实施)"
)
_PROCEDURE: Final = re.compile(r"程序|流程|步骤|工序")
_TRACES: Final = re.compile(r"追溯|记录|证实|验证|档案|归档")
_STEPS: Final = re.compile(r"步骤|程序|操作|过程")
_RESULT: Final = re.compile(r"数据处理|结果|计算")
_NEEDS: Final = {
    "规范": (_VERIFIES,),
    "规程": (_PROCEDURE, _TRACES),
    "试验方法": (_STEPS, _RESULT),
    "测试方法": (_STEPS, _RESULT),
    "测定方法": (_STEPS, _RESULT),
    "测定": (_STEPS, _RESULT),
    "检测方法": (_STEPS, _RESULT),
}
_CORE: Final = frozenset({ClauseKind.CHAPTER})


def function_of(reading: Reading) -> str:
    """The word of the title that tells what the text is for; empty when there is none."""
    found = _FUNCTION.findall(reading.title)
    return found[-1] if found else ""


def core(reading: Reading) -> list[Clause]:
    return [clause for chapter in reading.of_kind(*_CORE) for clause in reading.below(chapter)]


def requires(reading: Reading, clause: Clause) -> bool:
    """Whether the clause itself holds a requirement."""
    return any(
        re.search(SHALL, line.bare)
        for line in reading.lines[clause.id]
        if line.role in {Role.PARAGRAPH, Role.ITEM, Role.CELL}
    )


def title_word(reading: Reading) -> Iterator[Spot]:
    """L03: a title tells what the text is for, and in no word of regulations."""
    unfit = _UNFIT.search(reading.title)
    if reading.title.strip() and (unfit or not function_of(reading)):
        yield Spot(facts={"words": unfit[0] if unfit else reading.title})


def english_word(reading: Reading) -> Iterator[Spot]:
    """L04."""
    english, function = reading.meta.get("title_en"), function_of(reading)
    wanted = _ENGLISH.get(function) or (_ENGLISH["分类"] if function.startswith("分类") else "")
    if isinstance(english, str) and english.strip() and wanted and not re.search(rf"\b(?:{wanted})", english, re.I):
        yield Spot(facts={"words": function, "english": english})


def core_elements(reading: Reading) -> Iterator[Spot]:
    """L42: elements of that kind are there; what a specification or a code requires, a guide only recommends."""
    function, clauses = function_of(reading), core(reading)
    required = [clause for clause in clauses if requires(reading, clause)]
    titles = [clause.title for clause in (reading.of_kind(*_CORE) if function == "规范" else clauses)]
    lacks = any(not any(need.search(t) for t in titles) for need in _NEEDS.get(function, ()))
    if clauses and (lacks or (function == "规范" and not required)):
        yield Spot(facts={"words": function})
    if function == "指南":
        yield from (Spot(clause.id, facts={"words": function}) for clause in required)


def unverified(reading: Reading) -> Iterator[Spot]:
    """L43: clauses that require and are not named, themselves or above, in the chapters that tell how to verify."""
    if function_of(reading) != "规范":
        return
    chapters = list(reading.of_kind(*_CORE))
    verifying = [chapter for chapter in chapters if _VERIFIES.search(chapter.title)]
    told = {id_ for chapter in verifying for clause in reading.below(chapter) for id_ in _named(reading, clause)}
    titles = [_stem(c.title) for chapter in verifying for c in reading.below(chapter) if c.title]
    for chapter in chapters:
        if chapter in verifying or not verifying:
            continue
        leaves = [c for c in reading.below(chapter) if not reading.children.get(c.id) and requires(reading, c)]
        open_ = [c for c in leaves if not (_line(reading, c) & told or _stem(c.title) in titles)]
        yield from (Spot(clause.id, facts={"number": clause.number}) for clause in open_)


def _named(reading: Reading, clause: Clause) -> Iterator[str]:
    """Ids of the clauses a clause speaks of, by reference or by a typed number; tables count for where they stand."""
    numbers = {one.number: one.id for one in reading.clauses if one.number}
    for _, block in reading.blocks[clause.id]:
        for words in inlines(block):
            for to in references(words):
                yield reading.numbers.places[to][0][0] if to in reading.numbers.places else to
    for line in reading.lines[clause.id]:
        for found in re.finditer(r"(?<![\d.])(\d+(?:\.\d+)+)(?![\d.])|第\s*(\d+)\s*章", line.words):
            if id_ := numbers.get(found[1] or found[2]):
                yield id_


def _line(reading: Reading, clause: Clause) -> set[str]:
    """A clause and all it hangs below."""
    ids = {clause.id}
    while clause.parent is not None:
        clause = reading.by_id[clause.parent]
        ids.add(clause.id)
    return ids


def _stem(title: str) -> str:
    return re.sub(r"(?:的)?(?:要求|检验|检查|测定|试验|验证|核查|测量|检测)(?:方法)?$", "", title.strip())


_TITLED: Final = {
    **dict.fromkeys(("总体原则", "基本原则", "原则"), "no_shall"),
    **dict.fromkeys(("总体要求", "基本要求", "一般要求"), "shall"),
}
_PROVISIONS: Final = {"通用要求": "shall", "通则": "shall", "概述": "none"}


def generals(reading: Reading) -> Iterator[Spot]:
    """L41."""
    yield from _judged(reading, _TITLED)


def set_titles(reading: Reading) -> Iterator[Spot]:
    """L51."""
    yield from _judged(reading, _PROVISIONS)


def _judged(reading: Reading, rules: dict[str, str]) -> Iterator[Spot]:
    for clause in reading.clauses:
        rule = rules.get(clause.title.strip())
        if not rule or reading.roots[clause.id].kind in {ClauseKind.CONTENTS, ClauseKind.INTRODUCTION}:
            continue
        lines = [line for line in reading.lines_below(clause) if line.role in {Role.PARAGRAPH, Role.ITEM}]
        if rule == "shall":
            if lines and not any(re.search(SHALL, line.bare) for line in lines):
                yield Spot(clause.id, facts={"words": clause.title})
            continue
        pattern = re.compile(SHALL if rule == "no_shall" else ANY)
        yield from (at(line, found) for line in lines for found in pattern.finditer(line.bare))
