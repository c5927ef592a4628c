"""A whole draft that is pasted or handed in as a file, read into clauses for a preview; it is kept nowhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import request

from web.views.clauses import label
from web.views.proposing import Proposal, proposal
from workflow.reads.drafting import Desk, pasted
from workflow.reads.office import MOST as MOST_BYTES
from workflow.reads.office import from_office
from workflow.storage.screening import BadFile, screen
from workflow.text import cleaning
from workflow.text.bounds import MOST_CLAUSES, unfit
from workflow.text.canonical import Unacceptable
from workflow.text.clauses import Clause, Text
from workflow.text.decoding import Undecodable, decode
from workflow.text.document import Malformed, read_document, written
from workflow.text.remarks import Remark
from workflow.text.word import Imported, Unreadable
from workflow.words import say

MOST = 400_000  # characters, as the door takes them
MOST_STRUCTURE = 4_000_000


@dataclass(frozen=True)
class Pasted:
    """The text as it came, or as a structure; its clauses and remarks in words; or what is wrong with it."""

    source: str
    clauses: tuple[Clause, ...] = ()
    remarks: tuple[str, ...] = ()
    fault: str = ""
    structure: str = ""
    office: Imported | None = None
    proposal: Proposal | None = None


def given(desk: Desk) -> Pasted:
    """The draft of the form at hand: the file where there is one, else a structure, else the words."""
    upload = request.files.get("file")
    is_clean = bool(request.form.get("clean"))
    try:
        if upload and upload.filename:
            data = upload.stream.read(MOST_BYTES + 1)
            return _file(upload.filename.lower(), data, desk)
        if structure := request.form.get("structure", ""):
            return _structured(structure, is_clean=is_clean)
    except Undecodable:
        return _wrong(say("这个文件读不成文字。请存成 .docx 或 .txt（UTF-8 或 GB18030）再传。"))
    source = request.form.get("text", "")
    return _plain(cleaning.cleaned(source).words if is_clean else source)


def _file(name: str, data: bytes, desk: Desk) -> Pasted:
    if name.endswith(".docx"):
        return _office(data, desk)
    return _structured(decode(data), is_clean=False) if name.endswith(".json") else _plain(decode(data))


def _wrong(words: str) -> Pasted:
    return Pasted(request.form.get("text", ""), fault=words)


def _plain(source: str) -> Pasted:
    if not source.strip():
        return Pasted("", fault=say("还没有内容：请粘贴全文，或选一个 .docx 或 .txt 文件。"))
    if len(source) > MOST:
        return Pasted(source[:MOST], fault=say("全文超过 {n} 字，放不下。", n=MOST))
    try:
        found = pasted(source)
    except Unacceptable as bad:
        words = say("第 {line} 行有不能使用的字符 {codepoint}。", line=bad.line, codepoint=bad.codepoint)
        return Pasted(source, fault=words)
    if fault := _beyond(found.clauses):
        return Pasted(source, fault=fault)
    clean = cleaning.cleaned(source)
    offer = proposal([(source, clean.words)], clean.steps)
    return Pasted(source, found.clauses, _told(found.remarks), proposal=offer)


def _beyond(clauses: Sequence[Clause]) -> str:
    """Why the door would not take these."""
    if len(clauses) > MOST_CLAUSES:
        return say("wrong.clauses", most=MOST_CLAUSES, n=len(clauses))
    bad = unfit(clauses)
    return say("wrong.clause", clause=label(bad[0]), n=len(bad)) if bad else ""


def _office(data: bytes, desk: Desk) -> Pasted:
    """Screened as every file that is handed in, then read; what cannot be saved later is told now."""
    try:
        with TemporaryDirectory(prefix="tongbiao-read-") as folder:
            place = Path(folder) / "draft.docx"
            place.write_bytes(data)
            if len(data) > MOST_BYTES:
                raise BadFile("wrong.file_size", most=MOST_BYTES // 1024**2)
            screen(place, place.name)
        found = from_office(data, desk)
    except BadFile as bad:
        return _wrong(say(bad.key, **bad.facts))
    except Unreadable as bad:
        return _wrong(say(bad.key))
    shown = _shown(found.clauses, _told(found.remarks))
    return shown if shown.fault else _with(shown, found)


def _with(shown: Pasted, found: Imported) -> Pasted:
    return Pasted("", shown.clauses, shown.remarks, "", shown.structure, found, shown.proposal)


def _structured(structure: str, *, is_clean: bool) -> Pasted:
    """A structure that this page or the JSON of a version brings: shown, cleaned where the person wished so."""
    try:
        clauses = read_document(json.loads(structure)).clauses
    except (Malformed, ValueError, RecursionError):
        return _wrong(say("wrong.structure", path="$", n=1))
    if is_clean:
        clauses = cleaning.cleaned_clauses(clauses)[0]
    return _shown(clauses, ())


def structured(clauses: Sequence[Clause]) -> str:
    """Clauses as the structure that the door takes."""
    return json.dumps(written(Text({}, tuple(clauses))), ensure_ascii=False)


def _shown(clauses: tuple[Clause, ...], remarks: tuple[str, ...]) -> Pasted:
    structure = structured(clauses)
    if len(structure) > MOST_STRUCTURE:
        return _wrong(say("全文超过 {n} 字，放不下。", n=MOST_STRUCTURE))
    try:
        read_document(json.loads(structure))
    except Malformed as bad:
        return _wrong(say("wrong.structure", path=bad.faults[0].path or "$", n=len(bad.faults)))
    if not clauses:
        return _wrong(say("这个文件里没有文字。"))
    after, steps = cleaning.cleaned_clauses(clauses)
    pairs = [(f"{one.title}\n{one.body}", f"{two.title}\n{two.body}") for one, two in zip(clauses, after, strict=True)]
    return Pasted("", clauses, remarks, structure=structure, proposal=proposal(pairs, steps))


def _told(remarks: Sequence[Remark]) -> tuple[str, ...]:
    return tuple(say(f"remark.{remark.kind.value}", **remark.facts) for remark in remarks)
