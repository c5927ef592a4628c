"""Legal bases and their sources as the reader's language writes them; what is not known here stays as it was cited."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from workflow import arithmetic
from workflow.words import language, say

# Longest first, so that no part of a phrase is taken for the whole.
# What the shipped agreements note of their own sources, word for word.
NOTES: Final = (
    "京津冀协同标准编号以 3 开头、自 3001 起（见 DB11/T 3001—2015 封面及 2015 年公开报道）",
    "“310”号段：310001—310999（见 DB31/T 310001—2020 封面）",
    "市场监管总局新闻发布会（2014 年签署；另有报道作《京津冀质量发展合作框架协议》）",
    "公开报道（“统一研制、联合立项、共同发布”的机制自 2019 年起）",
    "示范设定：公开资料只见长株潭品牌与一体化，未见标准合作文本",
    "上海市公开文本（修订日期；区域协同条款待核）",
    "示范设定，虚构：川渝两地对协会标准的共同背书",
    "市场监管总局新闻发布会（2015 年签署）",
    "新闻发布会（11 月 28 日，五年回顾）",
    "虚构：未见公布的号段，启用前须由协议确定",
    "各地办理链为示范设定，以本区规定为准",
    "不设号段：编号由协会给出，代号虚构",
    "长株潭一体化的合作文件（文本未见）",
    "京津冀区域协同地方标准合作机制",
    "号段与办理链为示范设定，虚构",
    "川渝区域协同地方标准合作文件",
    "各项期限按默认规则集",
    "示范设定，虚构",
    "示范设定",
)
PHRASES: Final = (
    "地方标准信息公开和通报制度",
    "市场监管总局新闻发布会：编号 3000 以后号段专属",
    "部门规则为一个月，地方通行做法较短",
    "部门规则为两个月，地方通行做法较短",
    "部门规则为发出后两个月，含通知三十日",
    "已见封面；协议另有约定的从其约定",
    "国家标准修改单管理规定",
    "《全国专业标准化技术委员会管理办法》",
    "《地方标准管理办法》",
    "《公平竞争审查条例》",
    "《团体标准管理规定》",
    "各地计划通知的常用周期",
    "各地区规定",
    "已见封面的间隔",
    "“3+X”工作模式",
    "国家规则（旧）",
    "地方通行做法",
    "团体标准规则",
    "《标准化法》",
    "已见封面",
    "职责分离",
    "合作协议",
    "条号待核",
    "部门规则",
    "通行做法",
    "已见",
    "待核",
)
OWN: Final = "设计"  # a rule of this system, resting on no text of others
DIGITS: Final = {sign: n for n, sign in enumerate("〇一二三四五六七八九")}
_ARTICLES: Final = re.compile(r"第([一二三四五六七八九十、至]+)条")
_CLAUSE: Final = re.compile(r"第\s?([\d.]+)\s?条")
_EXAMPLE: Final = re.compile(r"(DB\d+/T \d+—\d{4})\s?例")
_COVERS: Final = re.compile(r"(DB\d+/T \d+—\d{4}(?:、DB\d+/T \d+—\d{4})*) ?(等已见)?封面")
_SIGNS: Final = {"；": "; ", ";": "; ", "、": ", ", "（": " (", "）": ")", "，": ", ", "至": "–"}


@cache
def _told(citation: str, tongue: str) -> str:
    if tongue == "zh":
        return "；".join(say("系统设定") if part == OWN else part for part in citation.split("；"))
    told = re.sub(rf"(?<![^；]){OWN}(?![^；])", say("系统设定"), citation)
    told = _EXAMPLE.sub(lambda found: say("见 {number}", number=found[1]), told)
    told = _named(told)
    told = _ARTICLES.sub(lambda found: " " + say("第 {n} 条", n=_numbers(found[1])), told)
    told = _CLAUSE.sub(lambda found: say("第 {n} 条", n=found[1]), told)
    return _spaced(told)


def _named(told: str) -> str:
    """Whole notes first, as they may speak of covers; then the covers of standards; then what is left."""
    for phrase in NOTES:
        told = told.replace(phrase, say(phrase))
    told = _COVERS.sub(_cover, told)
    for phrase in PHRASES:
        told = told.replace(phrase, say(phrase))
    return told


def _cover(found: re.Match[str]) -> str:
    words = "{numbers} 等已见封面" if found[2] else "{numbers} 封面"
    return say(words, numbers=found[1])


def cited(citation: str) -> str:
    """A citation of the rule set in the language spoken; a text of others keeps its own words."""
    return _told(citation, language())


def reckoning(steps: Mapping[str, Any]) -> str:
    """How a day was reckoned, with what its term rests on in the language spoken."""
    return arithmetic.told(**{**steps, "cites": cited(steps.get("cites", ""))})


def _numbers(articles: str) -> str:
    """二十一、二十二 as 21, 22."""
    return re.sub(r"[一二三四五六七八九十]+", lambda found: str(_number(found[0])), articles)


def _number(numeral: str) -> int:
    """A Chinese numeral below one hundred."""
    if "十" not in numeral:
        return DIGITS[numeral]
    tens, ones = numeral.split("十")
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


def _spaced(words: str) -> str:
    """Full-width signs as English writes them."""
    for sign, own in _SIGNS.items():
        words = words.replace(sign, own)
    return re.sub(r"\s+", " ", words).strip()
