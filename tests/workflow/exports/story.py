"""One life of a standard in two regions, written row by row and leaf by leaf without the engine, so that a fault of the
engine cannot hide a fault of the verification."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests.workflow.log.logbook import NOON, opened
from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.log.journal import Deed, append
from workflow.picture import manuscript
from workflow.picture.standing import Seat
from workflow.process.row import Scope
from workflow.process.standard import ROWS
from workflow.records.agreements import RuleSet
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.followups import StandardDuty
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.people import Appointment, Person
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.standards import Hand, Standard, StandardTrack
from workflow.seats import installing
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.vocabulary import Named, SeatRole, TextPurpose

BJ, TJ = "110000", "120000"
INSTANT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
TRACKS = (Scope.OWN, Scope.NAMED)
WORDS = ("本文件规定了公共数据的分类。", "公共数据分为三类。")


class Story:
    """A pen that moves the picture and the tables together; each act is one transaction with one leaf."""

    def __init__(self, url: str) -> None:
        self.database: Database = opened(url)
        self.picture: dict[str, Any] = {}
        self.sequence, self.text_hash = 0, ""
        self._people()

    def _people(self) -> None:
        with self.database.plain() as session:
            terms = {
                "agreement_id": 1,
                "version": 3,
                "effective_from": date(2020, 1, 1),
                "citation": "协议",
                "terms": {
                    "publication.text_public_days": {"value": 20},
                    "filing.days": {"value": 60},
                    "floor.min": {"value": 2},
                },
            }
            session.execute(sa.insert(RuleSet).values(**terms))
            for number, region in enumerate((BJ, TJ), 2):
                session.execute(sa.insert(Person).values(id=number, name=f"=王{number}"))
                seat = {
                    "person_id": number,
                    "organ_id": number - 1,
                    "role": SeatRole.APPROVER,
                    "since": date(2020, 1, 1),
                    "confirmed_at": NOON,
                }
                session.execute(sa.insert(Appointment).values(id=number, region_code=region, **seat))

    def seat(self, region: str) -> Seat:
        number = (BJ, TJ).index(region) + 2
        return Seat(number, number, f"王{number}", region, number - 1, Named("", "", ""), SeatRole.APPROVER)

    def act(self, name: str, region: str | None = None, write: Any = None, **parts: Any) -> None:
        """One step: `parts` say what moves in the picture, `tracks` is laid over the old ones."""
        facts, personal = parts.pop("facts", {}), parts.pop("personal", {})
        before, self.sequence = deepcopy(self.picture), self.sequence + 1
        self.picture |= {**parts, "tracks": self.picture.get("tracks", {}) | parts.get("tracks", {})}
        at = parts.pop("at", NOON + timedelta(hours=self.sequence))
        self.picture.pop("at", None)
        with self.database.write(at) as work:
            facts = facts | ((write(work) if write else None) or {})
            self._settle(work, before, {region, facts.get("region")} if ROWS[name].scope in TRACKS else set())
            append(work, Deed(
                noun="standard", object_id=1, sequence=self.sequence, act=name,
                seat=self.seat(region) if region else None, at=at, agreement_id=1, before=before,
                after=deepcopy(self.picture), facts=facts, personal=personal,
                text_hash=self.picture["text"], rules=1, ceremony="password" if ROWS[name].signs else None,
            ))  # fmt: skip

    def _settle(self, work: Work, before: dict[str, Any], own: set[str | None]) -> None:
        has_moved = before.get("joint") != self.picture["joint"]
        moved = {"since": work.at, "joint_version": self.sequence} if has_moved else {}
        work.update(Standard, Standard.id == 1, state=self.picture["joint"], version=self.sequence, **moved)
        for region, state in self.picture["tracks"].items():
            mine = (StandardTrack.standard_id == 1, StandardTrack.region_code == region)
            moved = {"since": work.at} if before.get("tracks", {}).get(region) != state else {}
            moved |= {"version": self.sequence} if moved or region in own else {}
            work.update(StandardTrack, *mine, state=state, round=self.picture["rounds"][region], **moved)
        serial = (self.picture["serial"] or "").rpartition(":")[2]
        if serial:
            work.update(Serial, Serial.standard_id == 1, state=serial)
        work.update(ReviewPanel, ReviewPanel.standard_id == 1, state=self.picture["panel"] or "concluded")

    def laid(self) -> None:
        """The two seats in the installation's log, as a founding tells them."""
        with self.database.write(NOON) as work:
            for number, region in enumerate((BJ, TJ), 2):
                told = {"appointment": number, "person": number, "region": region, "organ": number - 1}
                dates = {"role": "approver", "since": "2020-01-01", "until": None}
                installing.record(work, "lay_seat", facts=told | dates)

    # what single acts write

    def standard(self, work: Work) -> dict[str, Any]:
        named = {"title_zh": "=公共数据分类", "title_en": "Data", "ics": "", "ccs": "", "field": "数据"}
        work.insert(Standard, id=1, agreement_id=1, rule_set_id=1, state="proposed", since=work.at, lead_region=BJ,
                    nature="recommended", lineage="a", scope="", **named)  # fmt: skip
        rows = [{"standard_id": 1, "region_code": code, "state": "outside", "since": work.at} for code in (BJ, TJ)]
        work.insert_many(StandardTrack, rows)
        return {**named, "nature": "recommended"}

    def version(self, work: Work, number: int, purpose: TextPurpose) -> dict[str, Any]:
        clauses = tuple(
            Clause(f"c{place}", ClauseKind.CLAUSE, str(place), "标题", body, 1, None)
            for place, body in enumerate(WORDS, 1)
        )
        made, self.text_hash = manuscript.store(
            work, Text({"title_zh": f"第{number}版"}, clauses), standard_id=1, number=number, purpose=purpose,
            made_by=self.seat(BJ).person_id, base_id=number - 1 or None,
        )  # fmt: skip
        if purpose is not TextPurpose.DRAFT:
            self.picture["text"] = self.text_hash
        self.version_id = made
        work.update(Standard, Standard.id == 1, text_version=self.sequence)
        return {"version": made, "number": number, "text_hash": self.text_hash}

    def position(self, work: Work, region: str, purpose: str, **words: str) -> dict[str, Any]:
        seat, text = self.seat(region), self.text_hash if purpose == "release" else None
        shared = {"purpose": purpose, "round": self.picture["rounds"][region], "role": "approver", "text_hash": text}
        row = {"standard_id": 1, "region_code": region, "person_id": seat.person_id, "seat_id": seat.id, "clauses": []}
        row |= {"version_id": self.version_id if text else None}
        made = work.insert(Position, organ_id=seat.organ_id, stand="agree", at=work.at, **row, **shared, **words)
        return {"position": made, "stand": "agree", "organ": seat.organ_id, **shared}

    def panel(self, work: Work) -> dict[str, Any]:
        row = {"standard_id": 1, "round": 1, "by_letter": False, "meets_on": date(2026, 4, 1), "called_at": work.at}
        told = {"by_letter": "meeting", "meets_on": "2026-04-01"}
        return {"panel": work.insert(ReviewPanel, state="forming", **row), **told}

    def appointed(self, work: Work) -> dict[str, Any]:
        seat = self.seat(TJ)
        row = {"panel_id": 1, "person_id": seat.person_id, "region_code": TJ, "organ_id": seat.organ_id}
        work.insert_many(PanelMember, [row | {"is_chair": True}])
        work.insert_many(Hand, [{"standard_id": 1, "person_id": seat.person_id, "role": "reviewer"}])
        work.update(ReviewPanel, ReviewPanel.id == 1, noticed_at=work.at)
        return {"experts": [seat.person_id], "chair": seat.person_id, "users": []}

    def opened(self, work: Work) -> dict[str, Any]:
        work.update(ReviewPanel, ReviewPanel.id == 1, opened_at=work.at)
        work.update(PanelMember, PanelMember.panel_id == 1, is_present=True)
        return {"present": [self.seat(TJ).person_id]}

    def passed(self, work: Work) -> None:
        work.update(ReviewPanel, ReviewPanel.id == 1, concluded_at=work.at, is_passed=True)

    def vote(self, work: Work) -> dict[str, Any]:
        work.update(PanelMember, PanelMember.panel_id == 1, vote="agree", voted_at=work.at)
        return {"panel": 1}

    def asked(self, work: Work) -> dict[str, Any]:
        row = {"standard_id": 1, "round": 1, "version_id": 2, "days": 30, "opened_at": work.at}
        made = work.insert(Consultation, **row)
        windows = [{"consultation_id": made, "region_code": code, "state": "planned"} for code in (BJ, TJ)]
        work.insert_many(RegionWindow, windows)
        return {"consultation": made, "days": 30}

    def closed(self, work: Work) -> None:
        work.update(Consultation, Consultation.id == 1, closed_at=work.at)
        work.update(RegionWindow, RegionWindow.consultation_id == 1, state="recalled")

    def comment(self, work: Work) -> dict[str, Any]:
        said = {"opinion": "应分四类", "reason": "缺行业数据", "name": "赵先生", "contact": "13800000000"}
        row = {"kind": "draft", "state": "received", "receipt": "2026-AB", "clause_id": "c2", "clause_label": "2"}
        made = work.insert(Comment, standard_id=1, consultation_id=1, version_id=2, received_at=work.at, **row, **said)
        return {"comment": made, "receipt": "2026-AB"}

    def serial(self, work: Work) -> None:
        row = {"agreement_id": 1, "serial": 3901, "lineage": "a", "standard_id": 1, "reserved_at": work.at}
        who = {"reserved_by": self.seat(BJ).person_id, "reserved_region": BJ}
        work.insert(Serial, state="reserved", **row, **who)

    def schedule(self, work: Work) -> dict[str, Any]:
        row = {"standard_id": 1, "attempt": 1, "version_id": 4, "instant": INSTANT, "effective_on": date(2026, 8, 1)}
        return {"release": work.insert(Release, cover_order=[BJ, TJ], scheduled_at=work.at, **row)}

    def confirmed(self, work: Work, region: str) -> dict[str, Any]:
        told = {"document_number": f"公告{region}", "issuer": "局"}
        owner = self.seat(region).organ_id
        row = {"release_id": 1, "region_code": region, "filing_owner_id": owner, "confirmed_at": work.at}
        work.insert(Announcement, **row, **told)
        return {**told, "filing_owner": owner}

    def sealed(self, work: Work) -> None:
        work.update(Release, Release.id == 1, sealed_at=work.at)

    def release(self, work: Work) -> dict[str, Any]:
        work.update(Release, Release.id == 1, released_at=work.at, late_seconds=0)
        work.update(Standard, Standard.id == 1, released_at=work.at, effective_on=date(2026, 8, 1))
        numbers = [(code, f"DB{code[:2]}/T 3901—2026") for code in (BJ, TJ)]
        for code, display in numbers:
            work.insert(RegionNumber, standard_id=1, region_code=code, key=display.replace("—", "-"), display=display)
            owed = {"standard_id": 1, "region_code": code, "organ_id": self.seat(code).organ_id, "state": "open"}
            for kind, days in (("publish_text", 20), ("filing", 60)):
                due_on = day_of(work.at) + timedelta(days=days)
                work.insert(StandardDuty, kind=kind, opened_at=work.at, due_on=due_on, **owed)
        return {"numbers": [display for _, display in numbers], "late_seconds": 0, "instant": INSTANT.isoformat()}

    def duty(self, work: Work) -> dict[str, Any]:
        told = {"kind": "measure", "title": "培训"}
        row = {"standard_id": 1, "region_code": BJ, "organ_id": 1, "state": "open", "due_on": date(2027, 1, 1)}
        return {"duty": work.insert(StandardDuty, opened_at=work.at, **told, **row), **told, "owner": 1}


def told(url: str) -> Story:
    """The whole life, from proposal to a measure planned after release."""
    s = Story(url)
    blank = {"rounds": {BJ: 1, TJ: 1}, "serial": None, "text": None, "panel": None, "lead": BJ}
    s.act("propose", BJ, s.standard, joint="proposed", tracks={BJ: "accepted", TJ: "outside"}, **blank)
    s.act("invite", BJ, facts={"region": TJ}, tracks={TJ: "invited"})
    s.act("open_initiation", BJ, joint="initiating")
    s.act("accept_invitation", TJ, tracks={TJ: "accepted"})
    for region in (BJ, TJ):
        s.act("apply", region, tracks={region: "applied"}, personal={"opinion": "建议立项"})
    for region in (BJ, TJ):
        s.act("initiate", region, lambda w, r=region: s.position(w, r, "initiation"), tracks={region: "initiated"})
    s.act("begin_drafting", joint="drafting")
    s.act("save_draft", BJ, lambda w: s.version(w, 1, TextPurpose.DRAFT))
    s.act("freeze_text", BJ, lambda w: s.version(w, 2, TextPurpose.CONSULTATION), facts={"purpose": "consultation"})
    s.act("open_consultation", BJ, s.asked, joint="consulting")
    said = {"opinion": "应分四类", "reason": "缺行业数据", "name": "赵先生", "contact": "13800000000"}
    s.act("comment", None, s.comment, facts={"clause": "c2"}, personal=said)
    s.act("close_consultation", None, s.closed, joint="answering")
    s.act("freeze_text", BJ, lambda w: s.version(w, 3, TextPurpose.REVIEW), facts={"purpose": "review"})
    s.act("call_review", BJ, s.panel, joint="reviewing", panel="forming")
    s.act("appoint_panel", BJ, s.appointed, panel="noticed")
    s.act("open_vote", TJ, s.opened, panel="voting")
    s.act("vote", TJ, s.vote, facts={"position": "agree"})
    s.act("pass_review", TJ, s.passed, joint="approving", panel=None)
    s.act("freeze_text", BJ, lambda w: s.version(w, 4, TextPurpose.FINAL), facts={"purpose": "final"})
    s.act("reserve_number", BJ, s.serial, serial="3901.0:reserved")
    s.act("approve_release", BJ, lambda w: s.position(w, BJ, "release"), tracks={BJ: "approved"})
    s.act("approve_release", TJ, lambda w: s.position(w, TJ, "release", notes="尽快"), tracks={TJ: "approved"},
          personal={"notes": "尽快"})  # fmt: skip
    s.act("schedule_release", BJ, s.schedule, joint="scheduled",
          facts={"instant": INSTANT.isoformat(), "effective": "2026-08-01"})  # fmt: skip
    for region in (BJ, TJ):
        s.act("confirm_release", region, lambda w, r=region: s.confirmed(w, r), tracks={region: "confirmed"})
    s.act("seal_release", None, s.sealed, joint="sealed")
    s.act("release", None, s.release, joint="released", tracks={BJ: "announced", TJ: "announced"}, serial="3901.0:used",
          at=INSTANT)  # fmt: skip
    s.act("plan_duty", BJ, s.duty, at=INSTANT + timedelta(days=1), facts={"due_on": "2027-01-01"})
    return s
