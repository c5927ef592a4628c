"""A whole draft that is pasted or uploaded as plain text, read into clauses for a preview; it is kept nowhere."""

from dataclasses import dataclass

from flask import request

from workflow.reads.drafting import pasted
from workflow.text.canonical import Unacceptable
from workflow.text.clauses import Clause
from workflow.text.decoding import Undecodable, decode
from workflow.words import say

MOST = 400_000  # characters, as the door takes them


@dataclass(frozen=True)
class Pasted:
    """The text as it came, its clauses and remarks in words; or what is wrong with it."""

    source: str
    clauses: tuple[Clause, ...] = ()
    remarks: tuple[str, ...] = ()
    fault: str = ""


def given() -> Pasted:
    """The draft of the form at hand: the file where there is one, else the words."""
    upload = request.files.get("file")
    try:
        source = decode(upload.stream.read()) if upload and upload.filename else request.form.get("text", "")
    except Undecodable:
        return Pasted(
            request.form.get("text", ""), fault=say("这个文件读不成文字。请存成 .txt（UTF-8 或 GB18030）再传。")
        )
    if not source.strip():
        return Pasted("", fault=say("还没有内容：请粘贴全文，或选一个 .txt 文件。"))
    if len(source) > MOST:
        return Pasted(source, fault=say("全文超过 {n} 字，放不下。", n=MOST))
    return _read(source)


def _read(source: str) -> Pasted:
    try:
        found = pasted(source)
    except Unacceptable as bad:
        words = say("第 {line} 行有不能使用的字符 {codepoint}。", line=bad.line, codepoint=bad.codepoint)
        return Pasted(source, fault=words)
    told = tuple(say(f"remark.{remark.kind.value}", **remark.facts) for remark in found.remarks)
    return Pasted(source, found.clauses, told)
