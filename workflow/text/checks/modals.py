"""Modal verbs of annex C: those that must not stand, those that do not go together, and where none may stand."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.checks.finding import Finder, Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.reading import Reading, Where, at, body, words
from workflow.text.clauses import ClauseKind

SHALL: Final = r"(?:不?应(?:当|该)?|必须|务必|不得|不可|禁止|严禁|须)"
SHOULD: Final = r"不?宜"
MAY: Final = (
    r"(?:可以|不必|可(?=采用|选用|选择|使用|按|由|根据|不|参照|参考|参见|在|将|设|适当|增加|减少|通过|自行|作为|与|结合|"
    r"依据|对|执行|直接|单独|同时|进行|延长|缩短))"
)
INSTRUCTION: Final = (
    r"(?:^|(?<=[，。；：]))(?:请(?!注意|求|假|示)|切勿|务请|"
    r"(?:先)?将[^，。；]{1,16}(?:置于|放入|加入|移入|调至|连接到?|倒入|接入|关闭|打开|固定|放置))"
)
REQUIREMENT: Final = f"{SHALL}|{INSTRUCTION}"
ANY: Final = f"{SHALL}|{SHOULD}|{MAY}|{INSTRUCTION}"
_ANY_AT_ALL: Final = f"{SHALL}|{SHOULD}|不必|可以?(?=[\u4e00-\u9fff])|{INSTRUCTION}"
_PEOPLE: Final = re.compile(r"本文件(?:主要)?起草(?:单位|人)")
_INSTEAD: Final = {
    "必须": "应",
    "不得": "不应",
    "应当": "应",
    "不应当": "不应",
    "须": "应",
    "均须": "均应",
    "务必": "应",
}

_NEEDED: Final = re.compile(
    r"(?P<it>需(?:要|(?!要))|(?<!需)要)(?=[\u4e00-\u9fff])(?P<rest>[^，。；：、（）\ue000]{0,30})"
)
_ATTRIBUTE: Final = re.compile(
    r"[应宜可]|的$|时$|者$|之[处时]$|的(?:情况|场所|场合|单位|人员|车辆|设备|项目|区域|用户|企业|产品|部位|地方|地段|问题|内容|材料|资料|"
    r"时间|数量|信息|文件|条件|空间|能力|工具|部分|样品|量)"
)
_CONDITION: Final = re.compile(r"(?:如果?|若|当|凡|对于?|因|由于|根据|按照?|为|所|经)[^，。；]*$")
_PLAIN: Final = re.compile(r"不?应当|必须|务必|不得|不可|不许(?!可)|禁止|严禁|须")


def forbidden(reading: Reading) -> Iterator[Spot]:
    """L45. 需 and 要 are modal only where no 的 or 时 makes an attribute or a condition of them."""
    for line in reading.all_lines():
        if line.role is Role.TITLE or _PEOPLE.match(line.words):
            continue
        for found in _PLAIN.finditer(line.bare):
            yield at(line, found, _INSTEAD.get(found[0]), proper=_INSTEAD.get(found[0], "不应"))
        for found in _NEEDED.finditer(line.bare):
            before = re.split("[，。；：、]", line.bare[: found.start()])[-1]
            if not (_ATTRIBUTE.search(found["rest"]) or _CONDITION.search(before)) and _is_text(line):
                yield at(line, found, proper="应、宜、可")


def _is_text(line: Line) -> bool:
    """需 in a note, a cell or a preface is often a plain fact."""
    return line.role in {Role.PARAGRAPH, Role.ITEM} and line.element not in {
        ClauseKind.FOREWORD,
        ClauseKind.INTRODUCTION,
        ClauseKind.TERMS,
        ClauseKind.SCOPE,
    }


def modal(pattern: str, where: Where) -> Finder:
    """Each modal verb of some kinds where none may stand; lists of persons and bodies hold names alone."""
    return words(pattern, lambda line: where(line) and body(line) and not _PEOPLE.match(line.words))


def within(*kinds: ClauseKind) -> Where:
    return lambda line: line.element in kinds


def beside(line: Line) -> bool:
    """Notes, examples and footnotes of the text."""
    return line.role in {Role.NOTE, Role.EXAMPLE, Role.TABLE_NOTE, Role.FOOTNOTE}


in_the_foreword = modal(_ANY_AT_ALL, within(ClauseKind.FOREWORD))
in_the_introduction = modal(REQUIREMENT, within(ClauseKind.INTRODUCTION))
in_the_scope = modal(_ANY_AT_ALL, within(ClauseKind.SCOPE))
in_notes = modal(REQUIREMENT, beside)

_ADVERB: Final = "(?:优先|充分|综合|统筹|全面|首先|同时|均|并|还|也|重点|认真|适当)?"
unfit_company = words(
    r"不?应[^，。；：]{1,12}?(?:尽可能|尽量|优先考虑|充分考虑)|"
    rf"不?应(?:当|该)?{_ADVERB}(?:尽可能|尽量|考虑|避免|慎重)|(?:尽可能|尽量)不?应"
)
usual_company = words(
    r"(?:通常|原则上)(?:情况下)?(?:，|[^，。；：]{0,12}?)不?应"
    r"|一般(?:情况下|条件下|来说|而言)?，?(?:每[^，。；：]{0,6})?(?:均|都|也|只)?不?应|不?应(?:通常|原则上|一般(?=为|在|不|按|由))"
)
_VAGUE: Final = re.compile(
    r"不?应(?:当)?[^，。；：]{0,10}?(?:足够|较为|较[高大好强长低小]|适当|及时|合理(?!性|化)|适量|充足|尽快|尽早)(?:地|的)?"
)
_MEASURED: Final = re.compile(r"\d|\ue001|《")


def vague(reading: Reading) -> Iterator[Spot]:
    """L49: what cannot be verified, unless the same sentence says there or further on how much."""
    for line in reading.all_lines():
        if line.role is not Role.TITLE:
            for found in _VAGUE.finditer(line.bare):
                start = max(line.words.rfind(sign, 0, found.start()) for sign in "，。；：、") + 1
                end = line.words.find("。", found.end())
                if not _MEASURED.search(line.words[start : end if end > 0 else None]):
                    yield at(line, found)


_PEOPLE_ACT: Final = re.compile(
    r"[人员者方户客组队市省]|单位|企业|机构|部门|司机|公司|中心|地区|学校|医院|委员会|协会|组织|各地"
)
_KEEPS: Final = re.compile(
    r"(?:^|(?<=[，。；：]))(?P<who>[^，。；：]{2,40}?)不?应(?:当|该)?(?:均|都|严格)?(?P<it>遵守)"
)
_CONFORMS: Final = re.compile(
    r"(?:[人员者]|企业|单位|机构|员工|司机|部门|公司)不?应(?:当|该)?(?:均|都|严格)?(?P<it>符合)"
    r"(?=[^，。；：]{0,14}(?:规程|制度|纪律|守则|规章|规则))"
)


def keeping(reading: Reading) -> Iterator[Spot]:
    """L48: a thing that keeps a rule, people that conform to one."""
    for line in reading.all_lines():
        if line.role is not Role.TITLE:
            things = (found for found in _KEEPS.finditer(line.bare) if not _PEOPLE_ACT.search(found["who"]))
            yield from (at(line, found) for found in (*things, *_CONFORMS.finditer(line.bare)))
