"""How clauses say that something is limited: the patterns of wording.py, in Chinese and English."""

import re
from typing import Final

from workflow.text.inline import Break, Footnote, Inline, Math, Ref, Sup
from workflow.text.inline import plain as heard
from workflow.text.limits.numerals import PATTERN as NUMBER
from workflow.text.limits.units import PATTERN as UNIT

_FOLDED: Final = str.maketrans("（）＜＞＝％〜~∼⩽≦⩾≧µ：﹪\u00a0\u2009\u202f／＋－ΩΜ", "()<>=%～～～≤≤≥≥μ:%   /+-ΩM")
_WIDE: Final = {ord("０") + n: str(n) for n in range(10)}
_RAISED: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LATEX: Final = (
    (r"\\(?:mathrm|text|mathit|rm|mathbf)\s*\{([^{}]*)\}", r"\1"),
    (r"\\le(?:q|qslant)?(?![a-z])", "≤"),
    (r"\\ge(?:q|qslant)?(?![a-z])", "≥"),
    (r"\\pm(?![a-z])", "±"),
    (r"\\times(?![a-z])", "×"),
    (r"\\sim(?![a-z])", "～"),
    (r"\\%", "%"),
    (r"\\[,; ]", " "),
)


def plain(words: Inline) -> str:
    """A line as one string in which equal signs are spelled alike; references and footnotes are left out."""
    said = "".join(_piece(piece) for piece in words)
    return folded(said)


def _piece(piece: object) -> str:
    match piece:
        case str():
            return piece
        case Sup(words=raised):
            return raised.translate(_RAISED)
        case Math(latex=latex):
            for sign, told in _LATEX:
                latex = re.sub(sign, told, latex)
            return latex
        case Ref() | Footnote():
            return ""
        case Break():
            return " "
    return heard((piece,))  # type: ignore[arg-type]


def folded(words: str) -> str:
    """The same words with one spelling a sign."""
    told = words.translate(_FOLDED).translate(_WIDE).replace("㎡", "m²").replace("㎥", "m³").replace("<=", "≤")
    return told.replace(">=", "≥").replace("º", "°").replace("° C", "℃").replace("°C", "℃")


def _value(name: str) -> str:
    return rf"\s?(?P<{name}>(?<![\dA-Za-z.]){NUMBER})\s?(?P<u{name}>{UNIT})?"


_NOT: Final = r"(?P<neg>不\s?(?:应|得|宜|可|能|准|允许|会)?|≮|≯)?"
UP: Final = "大于|高于|超过|超出|多于|长于|迟于|晚于|快于|重于|宽于|厚于|超"
DOWN: Final = "小于|低于|少于|短于|早于|慢于|轻于|窄于|薄于|不足"
_LED: Final = r"(?:应|宜)?(?:控制|保持|维持)?(?:为|在|于|是|取)?\s?"
_MID: Final = r"\s?(?:～|至|到|—|–|-)\s?"
_TAIL: Final = r"(?:\s?(?:之间|范围内|范围|以内|以上|以下|及以上|及以下))?"
_INCLUDED: Final = r"(?:\s?\((?P<{}>不含|含)(?:本数|本级)?\))?"
_ENGLISH_UP: Final = "exceed(?:ing)?|(?:more|greater|higher|larger|longer) than|above|over"
_ENGLISH_DOWN: Final = "(?:less|lower|fewer|smaller|shorter) than|below|under"

# Name of what it says → pattern; of two that begin in one place the earlier one is taken.
PATTERNS: Final = {
    name: re.compile(pattern, re.IGNORECASE if name.startswith("english") else 0)
    for name, pattern in {
        "both": rf"{_value('a')}\s?(?P<below>[<≤])\s?(?P<what>[^,，。;；<≤\d]{{1,20}}?)\s?(?P<above>[<≤]){_value('b')}",
        "tolerance": rf"(?:{_NOT}(?:{UP}))?{_LED}\(?{_value('a')}\s?±{_value('b')}\s?\)?\s?(?P<uc>{UNIT})?",
        "spread": rf"(?:不\s?(?:应|得|宜)?(?:{UP})|≤)?{_LED}±{_value('b')}",
        "between": rf"{_LED}(?:介于)?{_value('a')}\s?(?:和|与|及){_value('b')}\s?(?:之间)",
        "range": rf"{_LED}\(?(?<![\d.—–\-/第表图式A-Z]){_value('a')}{_MID}{_value('b')}\s?\)?"
        rf"\s?(?P<uc>{UNIT})?{_TAIL}(?![\d—–\-])",
        "words": rf"{_NOT}(?P<way>{UP}|{DOWN})(?P<same>(?:或者?|及)?等于)?(?:的|了|为)?{_value('a')}{_TAIL}",
        "part": rf"{_NOT}(?P<way>{UP}|{DOWN})(?P<same>(?:或者?|及)?等于)?(?P<of>[^，,。；;:\d]{{1,20}}的){_value('a')}",
        "sign": rf"(?P<way>[≤≥<>=≯≮]){_value('a')}",
        "least": rf"(?P<way>至少|至多|最多|最少)[^，,。；;:每\d一二三四五六七八九十两]{{0,8}}?{_value('a')}",
        "extreme": rf"(?P<way>最低|最小|最短|最高|最大|最长|下限|上限)(?:应|宜)?(?:为|是|取)?{_value('a')}",
        "suffix": rf"(?:应|宜)?(?:达到|达|为|在|于)?{_value('a')}{_INCLUDED.format('inner')}\s?"
        rf"(?P<way>[及或]?以上|[及或]?以下|以内|之内|内(?!部|侧|外|径|容)){_INCLUDED.format('outer')}",
        "reach": rf"(?:达到|达){_value('a')}",
        "is": rf"(?:应为|宜为|应是|等于|应取|宜取|为|是){_value('a')}",
        "english between": rf"between{_value('a')}\s?(?:and|to){_value('b')}",
        "english words": rf"(?P<neg>(?:not|no)\s(?:be\s)?)?(?P<way>{_ENGLISH_UP}|{_ENGLISH_DOWN})\s?"
        rf"(?P<same>or equal to)?{_value('a')}",
        "english least": rf"(?P<way>at least|at most|up to|(?:a )?(?:minimum|maximum) of){_value('a')}",
        "english after": rf"(?:be\s)?{_value('a')}\s(?:or|and)\s(?P<way>more|less|above|below|over)",
        "english is": rf"(?:shall|should|must) be{_value('a')}",
    }.items()
}
RISING: Final = re.compile(rf"(?:{UP}|{_ENGLISH_UP})$", re.IGNORECASE)
SAID_HIGH: Final = re.compile("最大|最高|最长|上限|限值|限量|限额|最多")
SAID_LOW: Final = re.compile("最小|最低|最短|下限|最少")
MODAL: Final = re.compile(
    r"不应|不得|不宜|不可|(?<![供响反相适对效感])应(?![急用力对答变])|必须|须|(?<![适便])宜|shall|should|must",
    re.IGNORECASE,
)
RECOMMENDS: Final = frozenset({"宜", "不宜", "should"})
