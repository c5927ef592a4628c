"""The columns of a register that is taken away; a file that comes back may have them all, asked for or not."""

from collections.abc import Mapping, Sequence
from typing import Final

from workflow.kinds import Field, Kind
from workflow.vocabulary import Noun
from workflow.words import LANGUAGES, say, speaking, tell

OF_EVERY: Final = {
    "id": "号",
    "group": "协议",
    "region": "地区代码",
    "region_name": "地区",
    "title": "名称",
    "state": "状态",
    "key": "来源中的编号",
    "batch": "批次",
    "due": "期限",
    "until": "有效期至",
    "standard": "项目编号",
    "parent": "上级条目",
}
OF_NOUN: Final[Mapping[Noun, dict[str, str]]] = {
    Noun.LIST: {"accepting": "接受的地区", "limits": "条件与例外"},
    Noun.INDICATOR: {
        "figure": "最近数值",
        "figure_on": "数值日期",
        "figure_source": "数值来源",
        "percent": "完成百分比",
        "is_met": "已达目标",
        "per_million": "按分母折算",
    },
}


def columns(kind: Kind, fields: Sequence[Field]) -> Mapping[str, str]:
    """Names and headings of a list with these fields of the kind, in order; headings are said when they are written."""
    return OF_EVERY | {one.name: str(tell(one.words)) for one in fields} | OF_NOUN.get(kind.noun, {})


def called(kind: Kind) -> Mapping[str, str]:
    """The names of all columns by their headings in either language, without case."""
    found: dict[str, str] = {}
    for tongue in LANGUAGES:
        with speaking(tongue):
            found |= {say(words).casefold(): name for name, words in columns(kind, kind.fields).items()}
    return found
