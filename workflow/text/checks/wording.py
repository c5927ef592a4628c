"""Words and signs that do not belong: own name, punctuation, abbreviations, brands, penalties, policy."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.masking import HIDDEN
from workflow.text.checks.reading import Reading, anywhere, at, words
from workflow.text.clauses import ClauseKind

_APART: Final = {ClauseKind.FRONT, ClauseKind.CONTENTS, ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX}
_PREFACE: Final = {ClauseKind.FOREWORD, ClauseKind.INTRODUCTION}
_LISTS: Final = _APART | _PREFACE | {ClauseKind.REFERENCES}

own_name = words(
    r"本(?:办法|细则|导则|手册|准则)|"
    r"本(?:标准|规范|规程|指南|部分(?=规定|确立|描述|提供|给出|界定|适用|代替|按照|由|的)|指导性技术文件)",
    anywhere,
)

_HAN: Final = r"[\u4e00-\u9fff]"
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF: Final = re.compile(
    rf"(?<={_HAN})(?P<sign>[,;:?!])[ ]*|(?<=[\w）》”])(?P<mark>[,;:?!])[ ]*(?={_HAN})"
    rf"|(?<={_HAN})(?P<stop>\.)(?=$|{_HAN})"
    rf"|\((?P<inside>[^()]*)\)|\"(?P<quoted>[^\"]*)\""
)
_SOME_HAN: Final = re.compile(_HAN)
_OLD_FORMS: Final = re.compile(
    "[標準應當規範術語檢測試驗設備環電車條範圍處類號質產業員專務總體構圖與個時間為國際區見頁開關門農藥營運輸儲層樓築數據統"
    "計劃實現發證書領導協調認評價監責權機備審編寫訂補貼廢氣濃溫濕壓強長寬積點線網絡資訊錄單選擇]"
)


def punctuation(reading: Reading) -> Iterator[Spot]:
    """L52: half-width signs between Han characters, and characters of the old forms; names keep theirs."""
    for line in reading.all_lines():
        for found in _HALF.finditer(line.words):
            inside = found["inside"] if found["quoted"] is None else found["quoted"]
            if inside is None or _SOME_HAN.search(inside):
                yield at(line, found, _full(found))
        if "起草人" not in line.words and (old := _OLD_FORMS.search(line.words)):
            yield at(line, old)


def _full(found: re.Match[str]) -> str:
    sign = found["sign"] or found["mark"] or found["stop"]
    if sign:
        return _FULL[sign]
    return f"（{found['inside']}）" if found["inside"] else f"“{found['quoted']}”"


_SHORT: Final = re.compile(r"(?<![A-Za-z0-9./_\-—{\\·])[A-Z]{2,5}s?(?![A-Za-z0-9_\-·/]|\.\d)")
_COMMON: Final = (
    "LED GPS USB PDF XML JSON HTTP HTTPS URL ID IP APP PVC PE PP PET ABS DN PN CAS QR CPU AC DC RGB ISO IEC GB DB DBS "
    "II III IV VI VII VIII IX XI XII PM CO NO SO NH HC OH AA AAA CMA CNAS CCC kW kV MPa GPa kPa MHz GHz MW GW MB TB KB "
    "VA Wh Ah Hz Pa WiFi SUV EXCEL WORD OK AI IT SI UTF ASCII UV"
)
_KNOWN: Final = frozenset(_COMMON.split())
_EXPLAINS: Final = re.compile(rf"(?:{_HAN}|[A-Za-z])[）)]?\s*[（(](?:[A-Za-z][A-Za-z\s\-]*[，,;；]\s*)?$")


def unexplained(reading: Reading) -> Iterator[Spot]:
    """L53: the first use of an abbreviation that is neither spelled out there nor listed nor a term."""
    listed = " ".join(
        line.words
        for clause in reading.of_kind(ClauseKind.SYMBOLS, ClauseKind.TERMS)
        for line in reading.lines_below(clause)
    )
    seen = set(_SHORT.findall(listed)) | _KNOWN
    for line in reading.all_lines():
        if line.element in _LISTS or line.role in {Role.TITLE, Role.UNIT}:
            continue
        for found in _SHORT.finditer(line.bare):
            name = found[0]
            if name in seen or name in listed:
                continue
            seen.add(name)
            spelled = line.bare[found.end() :].lstrip(" ")[:1] in {"（", "("}
            if not spelled and not _EXPLAINS.search(line.bare[: found.start()]):
                yield at(line, found)


_BRAND: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{0,8}[®™]|(?<!轻)微信(?!号|息)|支付宝|华为|高德|百度地图|腾讯|淘宝|京东|天猫|美团|滴滴(?!涕)|飞书|特斯拉|比亚迪|海康威视|大华股份|"
    r"特氟隆|钉钉|抖音|联想|格力|美的空调|西门子|施耐德|霍尼韦尔|安捷伦|岛津|"
    r"(?<![A-Za-z])(?:Windows|Microsoft|Excel|Android|iOS|WeChat|Teflon|Apple|Siemens|Agilent|Shimadzu|Autodesk|AutoCAD|Oracle|Huawei)(?![A-Za-z])"
)
_MARKED: Final = re.compile(r"[®™]")
_REMARK: Final = re.compile(r"商品名|商标|不表示对|不意味着|等效|便于本文件")


def brands(reading: Reading) -> Iterator[Spot]:
    """L69: a trade name without the remark of 9.13 in the same clause."""
    for clause in reading.clauses:
        lines = reading.lines[clause.id]
        if reading.roots[clause.id].kind in _LISTS or any(_REMARK.search(line.words) for line in lines):
            continue
        yield from (at(line, found) for line in lines for found in _brands(line))


def _brands(line: Line) -> Iterator[re.Match[str]]:
    """A mark is one in quotation marks too."""
    yield from _BRAND.finditer(line.bare)
    yield from (found for found in _MARKED.finditer(line.words) if line.bare[found.end() - 1] == HIDDEN)


_RULED: Final = _LISTS | {ClauseKind.TERMS}


def _normative(line: Line) -> bool:
    return line.element not in _RULED and line.role in {
        Role.PARAGRAPH,
        Role.ITEM,
        Role.CELL,
        Role.CELL_FOOTNOTE,
        Role.MEANING,
        Role.TITLE,
    }


penalties = words(
    r"(?:罚款|处罚|罚则|行政处分)(?!记录|信息|决定|档案|案件|数据|文书|情况)|违约金|违约责任|(?:法律|刑事|民事|行政|赔偿|合同|侵权)责任"
    r"|承担[^，。；]{0,8}(?:赔偿|后果|法律责任)|追究[^，。；]{0,12}责任|责令[^，。；]{0,8}(?:改正|停业|停产|整顿|限期|关闭)"
    r"|吊销|没收|通报批评|给予[^，。；]{0,6}(?:处分|警告)|索赔|合同价款|付款方式|支付[^，。；]{0,6}(?:货款|费用|价款)|提起诉讼|拘留|取消[^，。；]{0,6}资格|滞纳金|赔偿(?:损失|金的支付)|(?:予以|依法|负责|应)赔偿|暂扣|追责|问责|停业整顿|提请仲裁",
    _normative,
)

_LAW: Final = (
    r"法律|法规|规章(?!制度)|政策|《中华人民共和国[^》]{0,60}》|"
    r"(?<!\d)《[^》]{0,60}(?:条例|办法|规定|细则|通知|意见|决定)》"
)
_VAGUE_LAW: Final = (
    r"(?:国家|政府|地方|所在地|当地|主管部门|行政部门|有关部门|行业)[^，。；、《]{0,8}规定|"
    r"(?:现行|国家|地方)?有关规定|相关规定"
)
_BOUND: Final = re.compile(
    r"(?:符合|遵守|按照?|依照|依据|根据|执行|遵循|满足|违反)"
    rf"(?P<it>[^，。；：《]{{0,16}}?(?:(?P<law>{_LAW})|(?:{_VAGUE_LAW}))[^，。；：]{{0,10}})"
)
_TECHNICAL: Final = re.compile(r"[0-9A-Za-z]|标准")  # what a standard or a clause rules is no policy


def policy(reading: Reading) -> Iterator[Spot]:
    """L35: a requirement that rests on law or policy; laws are no normative references either."""
    for line in reading.all_lines():
        if line.role is Role.TITLE or not _normative(line):
            continue
        for found in _BOUND.finditer(line.words):
            if line.bare[found.start()] != HIDDEN and (found["law"] or not _TECHNICAL.search(found["it"])):
                yield at(line, found)


_LISTED_LAW: Final = re.compile(
    r"《[^》]*(?<!方)(?:法|条例|办法|规定|细则|通知|意见|决定)》|中华人民共和国[^\d《》]{1,20}法(?:$|[（(])"
)


def laws_listed(reading: Reading) -> Iterator[Spot]:
    """L35 in the list of references."""
    for line in reading.all_lines():
        is_entry = line.element is ClauseKind.REFERENCES and line.role is not Role.TITLE
        if is_entry and (found := _LISTED_LAW.match(line.words)):
            yield at(line, found)
