"""Terms that are a choice and no figure: what may be chosen, and how it is written on pages."""

from typing import Any, Final

from workflow.vocabulary import MotionKind
from workflow.words import say

PASS: Final = {"default": "通行规则", "lead": "牵头地区一家同意", "all": "全体同意"}
CHOICES: Final[dict[str, dict[Any, str]]] = {
    "release.binding": {"whole_text": "全文", "clauses": "所负责的条款"},
    "release.cover_mode": {"per_region": "每个地区一张", "joint": "联合一张"},
    "floor.after_release": {"separate": "解除协同", "goes_on": "继续保留"},
    "city.approval_document": {"required": "须有省级批准"},
    "cosign.overrule": {True: "是", False: "否"},
    **{f"motion.pass.{kind.value}": PASS for kind in MotionKind},
}


def label(key: str, value: Any) -> str | None:
    """A chosen value in words; None where the term is no choice."""
    found = CHOICES.get(key, {}).get(value) if not isinstance(value, list) else None
    return say(found) if found else None


def chosen(key: str, text: str) -> Any:
    """The value that a text means, written as its word or as its code."""
    for value, words in CHOICES.get(key, {}).items():
        if text in (str(value), words, say(words)):
            return value
    return None
