"""An adopted joint rule on paper: its articles, and the figures that it changed, each with the article it rests on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workflow.exports.paperwork.filling import Filled
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.shapes import Form
from workflow.words import say

Lines = Sequence[Sequence[str]]
HEADS = ("内容", "此前", "此后", "依据")
SHARES = (34, 20, 20, 34)


def joint_rule_pdf(title: str, articles: Lines, figures: Lines, foot: Sequence[str], at: datetime) -> bytes:
    """`articles` are numbers and words, `figures` what, before, after, article; the foot says who signed what."""
    blocks: list[dict[str, Any]] = [
        {"kind": "words", "style": "text", "words": [f"{number}　{line}" if not n else line for n, line in told]}
        for number, words in articles
        if (told := list(enumerate(words.split("\n"))))
    ]
    if figures:
        columns = [{"title": say(head), "share": share} for head, share in zip(HEADS, SHARES, strict=True)]
        told_ = {"kind": "rows", "caption": say("条文写明的取值"), "columns": columns, "cells": figures, "foot": []}
        blocks.append(told_)
    blocks.append({"kind": "words", "style": "note", "words": list(foot)})
    form = Form("joint_rule", title, 0, "", "", (), False, "", tuple(blocks))
    return form_pdf(Filled(form, title, {}, {}, tuple(blocks), at)).pdf
