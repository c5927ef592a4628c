"""Rules and what nobody can judge them by, in words: an auditor reads sentences, not names of code."""

import re
from typing import Final

from workflow.words import catalogue, language, say

GAP: Final = re.compile(r"\{\w+\}")
PARTS: Final = {
    "accounts": "账户资料",
    "agreements": "协议的内容",
    "answers": "办理时填写的内容",
    "appointments": "席位的任命",
    "calendar_days": "节假日历",
    "clauses": "条款的内容",
    "comparison_lines": "比对的各行",
    "comparisons": "所做的比对",
    "explanation_prints": "编制说明的成稿",
    "limits": "条款里的限值",
    "offices": "单位资料",
    "rules": "当时的规则集",
    "standards": "其他标准的情形",
    "subjects": "有关人员的个人资料",
    "tables": "正文里的表格",
    "texts": "文本内容",
    "timers": "到期提醒的安排",
    "versions": "文本内容",
}


def rule_words(name: str) -> str:
    """What a rule says where it refuses, its facts left open; an act on a seat stands for the rules that it has."""
    key = f"rule.{name}"
    return GAP.sub("…", say(key if key in catalogue(language()) else f"step.{name}"))


def part_words(part: str) -> str:
    """What is not told, as a noun."""
    return say(PARTS.get(part.partition(".")[0], "日志之外的内容"))
