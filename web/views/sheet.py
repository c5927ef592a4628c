"""The signing sheet and the head of a step's page as plain views: redline, the others' words, the place in the list."""

from typing import Any

from sqlalchemy.orm import Session

from web.present import due, office, region, seal, seals, short_day, stage, title
from web.project.redlines import SHOWN, card
from web.project.sharing import reshared
from web.views.redlining import Drawing
from workflow import clock
from workflow.picture.standing import Seat, Standing
from workflow.process.row import Row, Scope
from workflow.reads import signing
from workflow.reads.ledger import unsatisfied
from workflow.reads.signing import Said, Since
from workflow.records.positions import Position
from workflow.records.texts import Version
from workflow.signed_words import signed_text
from workflow.text.redline import ChangeKind, ClauseChange
from workflow.vocabulary import CommentState, Purpose
from workflow.words import say, tell


def head(session: Session, standing: Standing, row: Row, seat: Seat) -> dict[str, Any]:
    """The head line of a step's page."""
    outlook = standing.standard.outlook or {}
    turns = signing.my_turns(session, seat)
    here = next((n for n, t in enumerate(turns) if (t.standard_id, t.step) == (standing.standard.id, row.name)), -1)
    over: list[Any] = [{"href": "/", "words": say("我的待办")}]
    if here >= 0:
        over.append(say("第 {n} 件，共 {all} 件", n=here + 1, all=len(turns)))
    following = [*turns[here + 1 :], *turns[: max(here, 0)]]
    if following:
        over.append({"href": address(following[0].standard_id, following[0].step), "words": say("先办下一件")})
    place = standing.places.get(seat.region or "")
    worn = f"{region(place)['char'] if place else ''} {tell(seat.role)}".strip()
    made: dict[str, Any] = {"title": title(standing.standard), "over": over, "seat": worn}
    made["nums"] = [f"{stage(standing)}·{tell(standing.state)}", *_serial(standing)]
    made["seals"] = seals(standing.places, outlook.get("seals", {}))
    until = turns[here].due_on if here >= 0 else None
    return made | ({"due": due(until)} if until else {})


def address(standard_id: int, step: str) -> str:
    """Where a step is taken."""
    return f"/standards/{standard_id}/steps/{step}"


def _serial(standing: Standing) -> list[dict[str, str]]:
    serial = standing.serial
    return [{"words": say("号段预留"), "strong": str(serial.serial)}] if serial is not None else []


def matter(standing: Standing, row: Row, seat: Seat) -> list[dict[str, str]]:
    """What would be signed, in a few lines, before the statement is drawn up word by word."""
    rows = [{"term": say("事项"), "words": say(f"step.{row.name}")}]
    rows.append({"term": say("标准"), "words": standing.standard.title_zh})
    frozen = signed_text(row, standing)
    if frozen is not None:
        rows.append({"term": say("文本"), "words": say("文本 {n}", n=frozen.number), "hash": frozen.text_hash[:16]})
    rows += _unsatisfied(standing)
    return [*rows, {"term": say("席位"), "words": f"{tell(seat.person)}（{office(seat)}）"}]


def _unsatisfied(standing: Standing) -> list[dict[str, str]]:
    """Whoever signs is told of the comments whose authors are not satisfied with the answer."""
    is_told = standing.comment_counts.get(CommentState.PUBLISHED, 0)
    n = len(unsatisfied(standing.session, standing.standard.id)) if is_told else 0
    href = f"/standards/{standing.standard.id}/comments?show=unsatisfied"
    return (
        [{"term": say("不满意的答复"), "words": say("{n} 条意见的提出人对答复不满意", n=n), "href": href}] if n else []
    )


def _gate(row: Row) -> Purpose | None:
    """The gate that a row is about, where its scope alone tells."""
    return Purpose.AMENDMENT if row.scope is Scope.AMENDMENT else None


def changes(session: Session, standing: Standing, row: Row, seat: Seat) -> dict[str, Any]:
    """What changed since the last signature of this office, clause by clause."""
    since = signing.since_signature(session, standing, seat, signed_text(row, standing))
    blocked = signing.objections(standing, _gate(row))
    drawing = Drawing.of(since.changes, standing.places)
    shown = [change for change in since.changes if change.kind in SHOWN]
    shown = sorted(shown, key=lambda change: not _answers(change, seat.region))
    cards = [_ours(card(change, drawing), change, seat) | _said(standing, since, change, blocked) for change in shown]
    renumbered = [c for c in since.changes if c.kind is ChangeKind.RENUMBERED]
    moved = [say("原 {old} 改为 {new}，文字未动。", old=_number(c, old=True), new=_number(c)) for c in renumbered]
    return {
        "signed": _version(since.signed),
        "frozen": _version(since.frozen),
        "is_same": since.signed is not None and since.frozen is not None and since.signed.id == since.frozen.id,
        "all": len(since.changes),
        "cards": cards,
        "renumbered": moved,
        "reshared": reshared(since.changes, standing),
        "is_ours": bool(since.ours),
        "kept": len(since.changes) - len(cards) - len(renumbered),
        "objections": [] if cards else _quotes(standing, [p for found in blocked.values() for p in found]),
    }


def _answers(change: ClauseChange, region: str | None) -> bool:
    return any(clause is not None and clause.answered_by(region or "") for clause in (change.old, change.new))


def _ours(card: dict[str, Any], change: ClauseChange, seat: Seat) -> dict[str, Any]:
    """Marked, where some regions answer for the clause and the reader's is one of them."""
    is_shared = any(clause is not None and clause.regions for clause in (change.old, change.new))
    is_ours = is_shared and _answers(change, seat.region)
    return card | {"tags": [*card["tags"], say("本区负责")]} if is_ours else card


def _version(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {"words": say("文本 {n}", n=version.number), "number": version.number, "on": short_day(version.made_at)}


def _number(change: ClauseChange, *, old: bool = False) -> str:
    clause = change.old if old or change.new is None else change.new
    return clause.number if clause else ""


def _said(standing: Standing, since: Since, change: ClauseChange, blocked: dict[str, list[Position]]) -> dict[str, Any]:
    """When a clause was changed, and who does not let it pass."""
    against = blocked.get(change.id, [])
    made = {
        "meta": [
            say("文本 {n}，{day}", n=v.number, day=short_day(v.made_at)) for v in since.touched.get(change.id, [])
        ],
        "quotes": _quotes(standing, against),
    }
    told = [f"{tell(standing.named(p.region_code))} {tell(standing.organ(p.organ_id))}" for p in against]
    return made | ({"alert": say("{who}对此条不放行", who=told)} if told else {})


def _quotes(standing: Standing, positions: list[Position]) -> list[dict[str, str]]:
    return [
        {
            "who": f"{tell(standing.organ(p.organ_id))} {tell(standing.signer(p))}",
            "words": say("{reason}解除条件：{lift}", reason=p.reason, lift=p.lift) if p.lift else p.reason,
        }
        for p in dict.fromkeys(positions)
    ]


def others(standing: Standing, seat: Seat, row: Row | None = None) -> list[dict[str, Any]]:
    """One line a region: its seal and what its offices said."""
    states = (standing.standard.outlook or {}).get("seals", {})
    return [
        {"seal": seal(standing.places[code], states.get(code, "notdue")), "words": _line(standing, code, said)}
        for code, said in signing.others(standing, seat, _gate(row) if row else None).items()
    ]


def _line(standing: Standing, code: str, said: list[Said]) -> str:
    told = [_one(standing, one) for one in said if one.position is not None]
    silent = sum(one.position is None for one in said)
    told += [say("{n} 个席位尚未表态", n=silent)] if silent else []
    return say("{region}：{words}", region=standing.named(code), words="；".join(told) or say("尚无立场"))


def _one(standing: Standing, said: Said) -> str:
    position = said.position
    assert position is not None
    signed = next((v.number for v in standing.versions if v.id == position.version_id), None)
    words = say(
        "{organ} {person} {stand}（{day}）",
        organ=standing.organ(position.organ_id),
        person=standing.signer(position),
        stand=position.stand,
        day=clock.day_of(position.at),
    )
    return words if said.is_fresh else words + say("，签的是文本 {n}，待复签", n=signed)
