"""`check`: what the checker finds in the newest draft of a project, or in a file."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import click

from workflow.checking import Place, named, place_of
from workflow.commands import Refusal, opened
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads.checking import SEVERITIES, is_heuristic, looked_at
from workflow.reads.drafting import Desk, pasted
from workflow.reads.office import MOST, from_office
from workflow.settings import Settings
from workflow.storage.screening import BadFile, screen
from workflow.text.canonical import Unacceptable
from workflow.text.checks import BY_ID, Finding, Severity
from workflow.text.checks import check as found_in
from workflow.text.clauses import Text
from workflow.text.decoding import Undecodable, decode
from workflow.text.document import Malformed, read_document
from workflow.text.lineage import id_factory
from workflow.text.linking import numbered_and_linked
from workflow.text.word import Unreadable
from workflow.words import say, tell

Reasons = dict[Place, str]  # why somebody answers for what is found there
STRUCTURED: Final = ".json"


@click.command(
    help="检查一个项目的最新一稿，或一个 .docx、.txt、.json 文件；有未处理的错误时退出码为 1。"
    " · Check the newest draft of a project, or a file; exit status 1 while errors wait."
)
@click.argument("what", metavar="STANDARD|FILE")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · as JSON")
def check(what: str, as_json: bool) -> None:
    text, findings, waived = _of_project(int(what)) if what.isascii() and what.isdigit() else _of_file(Path(what))
    rows = [_row(text, one, waived) for one in findings]
    waiting = Counter(one.severity for one in findings if place_of(one) not in waived)
    if as_json:
        click.echo(json.dumps({"clauses": len(text.clauses), "findings": rows}, ensure_ascii=False, indent=1))
    for row in [] if as_json else rows:
        told = (row["place"], row["severity_words"], row["sentence"], row["waived"] or row["cure"])
        click.echo("\t".join(" ".join(words.split()) for words in told))
    counts = {severity.value: waiting[severity] for severity in Severity} | {"n": len(text.clauses)}
    click.echo(say("检查了 {n} 条：错误 {error} 处，警告 {warning} 处，提示 {information} 处。", **counts), err=True)
    if waiting[Severity.ERROR]:
        raise SystemExit(1)


def _row(text: Text, one: Finding, waived: Reasons) -> dict[str, Any]:
    key = one.rule.lower()
    return {
        "rule": one.rule,
        "cites": BY_ID[one.rule].cites,
        "severity": one.severity.value,
        "severity_words": say(SEVERITIES[one.severity]),
        "is_heuristic": is_heuristic(one),
        "clause": one.clause,
        "place": str(tell(named(text, place_of(one)))),
        "words": one.words,
        "sentence": say(f"check.{key}", **one.facts),
        "cure": say(f"cure.{key}", **one.facts),
        "waived": waived.get(place_of(one), ""),
    }


def _of_project(standard_id: int) -> tuple[Text, list[Finding], Reasons]:
    with opened(Settings.read()) as database, database.read() as session:
        standing = Standing.load(session, standard_id) if standard_id < 2**31 else None
        try:
            if standing is None:
                raise NotThere
            found = looked_at(standing)
        except NotThere as no:
            raise Refusal(say("没有这个项目，或它还没有文本：{n}", n=standard_id)) from no
        return found.text, found.findings, {place: waiver.reason for place, waiver in found.waived.items()}


def _of_file(path: Path) -> tuple[Text, list[Finding], Reasons]:
    """What is known beside the text of a project is not known here."""
    try:
        text = _read(path)
    except OSError as fault:
        raise Refusal(say("读不到文件 {path}。", path=str(path))) from fault
    except (BadFile, Unreadable) as bad:
        raise Refusal(say(bad.key, **getattr(bad, "facts", {}))) from bad
    except (Malformed, RecursionError, json.JSONDecodeError) as bad:
        faults = bad.faults if isinstance(bad, Malformed) else ()
        raise Refusal(say("wrong.structure", path=faults[0].path if faults else "$", n=len(faults) or 1)) from bad
    except Unacceptable as bad:
        words = say("第 {line} 行有不能使用的字符 {codepoint}。", line=bad.line, codepoint=bad.codepoint)
        raise Refusal(words) from bad
    except Undecodable as bad:
        raise Refusal(say("这个文件读不成文字。请存成 .docx 或 .txt（UTF-8 或 GB18030）再传。")) from bad
    return text, found_in(text, {}), {}


def _read(path: Path) -> Text:
    with path.open("rb") as stream:
        data = stream.read(MOST + 1)
    if len(data) > MOST:
        raise BadFile("wrong.file_size", most=MOST // 1024**2)
    if path.suffix.lower() == ".docx":
        screen(path, path.name)
        return Text({}, from_office(data, Desk((), id_factory())).clauses)
    if path.suffix.lower() == STRUCTURED:
        return read_document(json.loads(decode(data)))
    return Text({}, numbered_and_linked(pasted(decode(data)).clauses))
