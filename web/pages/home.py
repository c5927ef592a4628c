"""My turn: what this seat must do now, what comes to its region, what it watches, and what its person did."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, g, render_template, request

from web.entered import HOME
from web.present import Moment, due, group, instant, office, region, short_day, title
from web.seats import shows
from web.views import evidence, findings_view
from web.views.cards import address, due_of, gap, number, place, reckoned, shown, told
from web.visitors import visitor
from workflow import clock
from workflow.kinds import all_kinds
from workflow.process.standard import ROWS
from workflow.reads import audit_findings, bank_turns, entry_turns, talk
from workflow.reads import inbox as reads
from workflow.reads.bank_turns import Waiting
from workflow.reads.inbox import Inbox, Matter
from workflow.reads.numbers import places, serials_of
from workflow.reads.signatures import waiting
from workflow.records.agreements import Agreement, AgreementChange
from workflow.records.events import Event
from workflow.records.notices import RegionNotice
from workflow.records.numbers import Serial
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import FindingState, Notice
from workflow.words import say, tell

pages = Blueprint("home", __name__)
Json = dict[str, Any]
Places = dict[str, Region]


@pages.get("/")
@shows
def mine() -> str:
    found = reads.inbox(g.session, g.seat)
    late = [m for m in found.now if m.turn.due_on is not None and m.turn.due_on < g.today]
    now = late if "late" in request.args else found.now
    known = places(g.session, _codes(found))
    serials = serials_of(g.session, {m.standard.id for m in now})
    return render_template(
        "home/turn.html",
        matters=[_matter(m, known, serials.get(m.standard.id, [])) for m in now],
        coming=[_coming(m, known) for m in found.coming],
        watched=[_watched(s, a, known) for s, a in found.watched],
        done=[_done(e, s, known) for e, s in found.done],
        told=[_notice(n, s, known) for n, s in found.told],
        unread=found.unread,
        late=len(late),
        elsewhere=_elsewhere(),
        talks=[_talk(one) for one in talk.waiting(g.session, g.seat)],
        findings=[_finding(one) for one in audit_findings.waiting(g.session, g.seat)],
        banks=[_bank(one) for one in bank_turns.waiting(g.session, g.seat, g.now)],
        entries=_entries(),
        disputes=evidence.told_here(),
        unsigned=[_unsigned(c, a) for c, a in waiting(g.session, g.seat)],
    )


def _entries() -> Json:
    """What waits for this seat of all that regions keep together."""
    total, found = entry_turns.waiting(g.session, g.seat)
    kinds = all_kinds()
    lines = [
        {"href": f"{HOME}/{one.kind}/{one.id}", "words": one.title, "state": tell(one.state), "due": due(one.due)}
        | {"kind": tell(kinds[one.kind].name)}
        for one in found
    ]
    return {"n": total, "lines": lines}


def _talk(one: talk.Waiting) -> Json:
    """A thread beside a clause that waits for this person."""
    words = say("{title} {clause}", title=title(one.standard), clause=one.thread.clause_label)
    return {"href": f"{address(one.standard)}/threads/{one.thread.id}", "words": words, "since": _moment(one.since)}


def _finding(one: audit_findings.Held) -> Json:
    """An audit finding that waits for an answer, or an answer that waits for the auditor."""
    line = findings_view.line(one)
    told = {"id": one.finding.id, "about": line["about"], "until": one.finding.answer_by}
    is_owed = one.finding.state is FindingState.ASKED
    words = (
        say("第 {id} 号（{about}），{until} 前答复", **told) if is_owed else say("第 {id} 号（{about}）已答复", **told)
    )
    return {"href": line["href"], "words": words}


def _bank(one: Waiting) -> Json:
    """Experts that wait for this region's recognition, or a draw that waits for its share."""
    home = f"/agreements/{one.agreement.id}"
    if one.draw is not None:
        words = say("{draw}：{step}", draw=say("bank.draw", id=one.draw.id), step=say(f"step.{one.step}"))
        return {"href": f"{home}/draws/{one.draw.id}", "words": words}
    return {
        "href": f"{home}/experts",
        "words": say("{group}：{n} 名专家待认可", group=group(one.agreement), n=one.experts),
    }


def _unsigned(change: AgreementChange, agreement: Agreement) -> Json:
    """A change of an agreement that waits for this seat's signature."""
    words = say("{group}：{kind}", group=group(agreement), kind=change.kind)
    return {"href": f"/agreements/{agreement.id}/changes/{change.id}", "words": words}


def _codes(found: Inbox) -> set[str]:
    """The regions whose seals the page shows."""
    standards = [m.standard for m in (*found.now, *found.coming)]
    standards += [s for s, _ in found.watched] + [s for _, s in found.done] + [s for _, s in found.told]
    seen = {code for s in standards for code in (s.outlook or {}).get("seals", {})}
    return seen | {n.actor_region for n, _ in found.told if n.actor_region} | ({g.seat.region} - {None})


def _matter(matter: Matter, known: Places, serials: Iterable[Serial]) -> Json:
    turn, standard = matter.turn, matter.standard
    since = clock.day_of(turn.since)
    bits = [place(standard, matter.agreement), str(tell(standard.field)), number(standard, serials)]
    waited = (g.today - since).days
    return shown(standard, known) | {
        "because": told(turn.key, turn.facts),
        "bits": [bit for bit in bits if bit],
        "due": due(turn.due_on, arithmetic=reckoned(turn.facts)),
        "since": str(short_day(since)),
        "waited": say("{n} 天", n=waited) if waited != 1 else say("1 天"),
        "act": {
            "words": say(f"step.{turn.step}"),
            "href": f"{address(standard)}/steps/{turn.step}",
            "binds": turn.step in ROWS and ROWS[turn.step].signs,
        },
    }


def _coming(matter: Matter, known: Places) -> Json:
    since = short_day(clock.day_of(matter.turn.since))
    return shown(matter.standard, known) | {
        "because": told(matter.turn.key, matter.turn.facts),
        "when": say("自 {day} 等候", day=str(since)),
        "aside": place(matter.standard, matter.agreement),
    }


def _watched(standard: Standard, agreement: Agreement, known: Places) -> Json:
    until = due_of(standard)
    when = say("{day} 前", day=until["shown"]) if until else ""
    return shown(standard, known) | {"because": gap(standard), "when": when, "aside": place(standard, agreement)}


def _done(event: Event, standard: Standard, known: Places) -> Json:
    receipt = {"href": f"{address(standard)}/receipts/{event.leaf_hash.hex()}", "words": say("回执")}
    return shown(standard, known) | {
        "because": say(f"step.{event.act}"),
        "when": _moment(event.at),
        "aside": receipt if event.act in ROWS else "",
    }


def _moment(at: Any) -> str:
    found = instant(at)
    return found["shown"] if isinstance(found, Moment) else found


def _notice(notice: RegionNotice, standard: Standard, known: Places) -> Json:
    who = region(known[notice.actor_region])["name"] if notice.actor_region in known else say("系统")
    is_here = notice.state is Notice.DELIVERED
    when = _moment(notice.delivered_at if is_here else notice.queued_at)
    return shown(standard, known) | {
        "because": say("{who}：{act}", who=who, act=say(f"step.{notice.step}")),
        "when": when,
        "aside": say("已送达，未读") if is_here else say("待送达"),
    }


def _elsewhere() -> list[Json]:
    """The person's other seats at which something waits."""
    found = visitor()
    others = [seat for seat in (found.seats if found else ()) if seat.id != g.seat.id]
    waiting = reads.elsewhere(g.session, others)
    return [{"office": office(seat), "n": waiting[seat.id], "id": seat.id} for seat in others if seat.id in waiting]
