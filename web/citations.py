"""Legal bases and their sources as the reader's language writes them; what is not known here stays as it was cited."""

import re
from functools import cache
from typing import Final

from workflow.words import language, say

# Longest first, so that no part of a phrase is taken for the whole.
PHRASES: Final = (
    "市场监管总局新闻发布会：编号 3000 以后号段专属",
    "部门规则为一个月，地方通行做法较短",
    "部门规则为两个月，地方通行做法较短",
    "已见封面；协议另有约定的从其约定",
    "国家标准修改单管理规定",
    "《地方标准管理办法》",
    "《公平竞争审查条例》",
    "《团体标准管理规定》",
    "各地计划通知的常用周期",
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
_SIGNS: Final = {"；": "; ", ";": "; ", "、": ", ", "（": " (", "）": ")", "，": ", ", "至": "–"}


@cache
def _told(citation: str, tongue: str) -> str:
    if tongue == "zh":
        return "；".join(say("系统设定") if part == OWN else part for part in citation.split("；"))
    told = re.sub(rf"(?<![^；]){OWN}(?![^；])", say("系统设定"), citation)
    told = _EXAMPLE.sub(lambda found: say("见 {number}", number=found[1]), told)
    for phrase in PHRASES:
        told = told.replace(phrase, say(phrase))
    told = _ARTICLES.sub(lambda found: " " + say("第 {n} 条", n=_numbers(found[1])), told)
    told = _CLAUSE.sub(lambda found: say("第 {n} 条", n=found[1]), told)
    return _spaced(told)


def cited(citation: str) -> str:
    """A citation of the rule set in the language spoken; a text of others keeps its own words."""
    return _told(citation, language())


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
