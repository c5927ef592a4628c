"""Terms that are a choice and no figure: what may be chosen, and how it is written on pages."""

from collections.abc import Callable
from typing import Any, Final

from workflow.text.numbers import is_association
from workflow.vocabulary import DutyKind, MotionKind
from workflow.words import say

OWN_LETTERS: Final = "DB"  # each region has its own letters
MIRRORS: Final = "all"  # the mirror of every region that takes part
EACH_REGION: Final = "each_region"  # and issues by its own authority
PASS: Final = {"default": "通行规则", "lead": "牵头地区一家同意", "all": "全体同意"}
UNANIMOUS: Final = f"motion.pass.{MotionKind.SHARE_CLAUSES.value}"  # nobody answers for less unasked
CHOICES: Final[dict[str, dict[Any, str]]] = {
    "release.binding": {"whole_text": "全文", "clauses": "所负责的条款"},
    "release.cosigners": {"none": "不要求", MIRRORS: "各参与地区的镜像"},
    "release.cover_mode": {"per_region": "每个地区一张", "joint": "联合一张"},
    "draft.check": {"gate": "把关", "advice": "提示"},
    "recognition.comparison": {"required": "把关", "advice": "提示"},
    "draft.explanation": {"gate": "把关", "advice": "提示"},
    "review.rule": {"present": "到会者比例", "committee": "技术委员会规则"},
    "review.tally": {"hidden": "审查结束后", "open": "表决期间"},
    "review.mode": {"joint": "各地区合组一个审查组", "per_region": "各地区各组审查组"},
    "review.region_failure": {"leaves": "该地区退出项目", "ends": "项目终止"},
    "floor.before_release": {"terminate": "终止", "convert": "转为单区域标准"},
    "floor.after_release": {"separate": "解除协同", "goes_on": "继续保留"},
    "city.approval_document": {"required": "须有省级批准"},
    "cosign.overrule": {True: "是", False: "否"},
    "comments.sealed": {True: "是", False: "否"},
    "plan.basis": {"plan_number": "计划编号", "endorsement": "背书函"},
    "number.form": {"band": "取自号段", "recorded": "登记团体给出的编号"},
    "number.prefix": {OWN_LETTERS: "各地区代号"},
    "filing.owed": {True: "须备案", False: "不备案"},
    "publication.duty": {
        DutyKind.PUBLISH_TEXT.value: "公布文本",
        DutyKind.SELF_DECLARATION.value: "团体自我声明公开",
    },
    "release.issuer": {EACH_REGION: "各地区标准化主管部门"},
    "experts.recognitions": {"all": "全体成员"},
    "experts.panel_by": {"either": "点名或者抽取", "draw": "只用抽取结果"},
    "experts.one_per_unit": {True: "是", False: "否"},
    **{f"motion.pass.{kind.value}": PASS for kind in MotionKind},
    UNANIMOUS: {"all": PASS["all"]},
}


def whole(text: str) -> int | None:
    """A whole number below a million."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def _prefix(text: str) -> str | None:
    """The letters of an association: T/XYZ."""
    found = text.upper().replace(" ", "")
    return found if is_association(found) else None


def _name(text: str) -> str | None:
    return text if len(text) > 1 else None


# Choices beside which something else may be written, and how it is read.
OTHERWISE: Final[dict[str, Callable[[str], Any]]] = {
    "number.prefix": _prefix,
    "release.issuer": _name,
    "experts.recognitions": whole,
    **{key: whole for key in CHOICES if key.startswith("motion.pass.") and key != UNANIMOUS},
}


def label(key: str, value: Any) -> str | None:
    """A chosen value in words; None where the term is no choice."""
    found = CHOICES.get(key, {}).get(value) if not isinstance(value, list) else None
    return say(found) if found else None


def chosen(key: str, text: str) -> Any:
    """The value that a text means: written as its word or as its code, or else what may stand beside the choices."""
    for value, words in CHOICES.get(key, {}).items():
        if text in (str(value), words, say(words)):
            return value
    return OTHERWISE[key](text) if key in OTHERWISE else None
