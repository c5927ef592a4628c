"""Is this a standard, and does it apply? What was recognised, where it stands, and the proof, as plain views."""

from dataclasses import dataclass
from typing import Any

from flask import g

from web.present import day, region, seal, title
from web.views.editions import OVER, confirmed_day
from workflow.reads import public as editions
from workflow.reads.consultations import Titled
from workflow.reads.numbered import numbered, slug
from workflow.reads.public import Edition
from workflow.reads.verifying import Kind, Known, given_hash, known
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Track
from workflow.words import say, tell

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """How an answer looks: its tone, and the sentence that it begins with."""

    tone: str
    words: str


def answer(given: str) -> Json:
    """What the page says of a number or a hash."""
    digest = given_hash(given)
    if digest is not None:
        found = known(g.session, digest)
        return _of_file(found) if found else _unknown(say("没有登记过这个指纹。"), digest)
    standards = numbered(g.session, given)
    if not standards:
        return _unknown(say("没有已发布的标准用这个编号。"), "")
    several = [_link(one) for one in standards[1:]]
    return _of_standard(standards[0], None) | {"others": several}


def _unknown(words: str, digest: str) -> Json:
    meant = (
        say("文件哪怕改动一个字，指纹也不同；用其他软件另存过的文件也不同。请从标准页重新下载。")
        if digest
        else say("请核对编号；还没有发布的标准这里查不到。")
    )
    return {"tone": "refused", "words": words, "notes": [meant], "hash": digest, "regions": [], "facts": []}


def _link(standard: Standard) -> Json:
    return {"href": f"/public/standards/{standard.id}", "title": title(standard), "state": str(tell(standard.state))}


def _of_file(found: Known) -> Json:
    if found.kind is Kind.DRAFT:
        words = say("这是征求意见稿，不是标准。")
        link = {"href": f"/public/consultations/{found.consultation}", "title": title(Titled.of(found.version))}
        link["state"] = say("征求意见稿")
        return {"tone": "warn", "words": words, "notes": [], "link": link, "regions": [], "facts": []}
    return _of_standard(found.standard, found)


def _of_standard(standard: Standard, found: Known | None) -> Json:
    edition = editions.edition(g.session, standard.id)
    assert edition is not None, "what is public has an edition"
    said = said_of(edition, found)
    return {
        "tone": said.tone,
        "words": said.words,
        "notes": _notes(edition, found),
        "link": _link(standard),
        "regions": [_region(edition, number, place) for number, place in edition.numbers],
        "facts": _facts(edition),
        "proof": f"/public/standards/{standard.id}/proof" if edition.event else "",
        "others": [],
    }


def said_of(edition: Edition, found: Known | None) -> Answer:
    """Whether it applies, in one sentence; of a file also whether its text is the one in force."""
    standard = edition.standing.standard
    if standard.state in OVER:
        return Answer("warn", say("曾经发布，现在不再适用：{state}。", state=standard.state))
    if found and edition.version and found.version.text_hash != edition.version.text_hash:
        return Answer("warn", say("是已发布的文本，但已被修改单改过，不是现行文本。"))
    if standard.state is Joint.RELEASED:
        return Answer("done", say("已发布，尚未施行：{day} 起施行。", day=standard.effective_on or say("日期不详")))
    return Answer("done", say("已发布，现行有效。"))


def _notes(edition: Edition, found: Known | None) -> list[str]:
    if found is None:
        return []
    standing = edition.standing
    if found.kind is Kind.TEXT:
        return [say("这个文件就是各方签署和发布的文本，一字不差。")]
    if not found.region:
        return [say("这个文件是本平台印制的 PDF，各地区共用一个封面。")]
    return [say("这个文件是本平台印制的 PDF，封面是{region}的。", region=standing.named(found.region))]


def _region(edition: Edition, number: Any, place: Any) -> Json:
    """Where the standard stands in one region."""
    standing = edition.standing
    track, standard = standing.tracks[place.code], standing.standard
    is_over = (standard.state in OVER and track.state is not Track.SEPARATED) or track.state is Track.REPEALED
    words = [str(tell(track.state))]
    if since := track.effective_on or standard.effective_on:
        words.append(say("{day} 起施行", day=since))
    if track.repealed_on:
        words.append(say("{day} 起废止", day=track.repealed_on))
    return {
        "seal": seal(place, "withdrawn" if is_over else "done", number.display),
        "name": region(place)["name"],
        "number": number.display,
        "href": f"/n/{slug(number.key)}",
        "released": confirmed_day(standing, place.code),
        "words": say("，").join(words),
    }


def _facts(edition: Edition) -> list[Json]:
    rows: list[Json] = [{"term": say("发布"), "words": str(day(edition.standing.standard.released_at))}]
    if edition.version:
        rows.append({"term": say("现行文本的指纹"), "words": "SHA-256", "hash": edition.version.text_hash})
    if edition.event:
        words = say("日志第 {index} 号", index=edition.event.index)
        rows.append({"term": say("发布记录"), "words": words, "hash": edition.event.leaf_hash.hex()})
    return rows
