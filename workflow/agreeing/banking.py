"""The expert bank: nominated, amended, recognised region by region, suspended, left, rated. What is personal stands in
the row alone; events tell each row by the hash that `digests` makes of it with its salt.
"""

import secrets
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.experts import Employment, Expert, ExpertRating, ExpertVoice
from workflow.rules.agreeing import accord
from workflow.rules.banking import bank, codes_of, jobs_of, recognitions
from workflow.text.canonical import canonical_hash

HASHED: Final = (
    "agreement_id", "region_code", "person_id", "name", "unit", "title", "interest", "codes", "contact", "evidence",
    "until", "away_from", "away_until", "salt", "nominated_by",
)  # fmt: skip
Facts = dict[str, Any]


def digests(session: Session, ids: Iterable[int]) -> dict[str, str]:
    """What events tell of experts: of each row and of the jobs that hang on it one salted hash."""
    wanted = list(ids)
    jobs = sa.select(Employment.expert_id, Employment.unit, Employment.since, Employment.until)
    found = session.execute(jobs.where(Employment.expert_id.in_(wanted)).order_by(Employment.id)).all()
    query = sa.select(Expert.id, *(getattr(Expert, name) for name in HASHED)).where(Expert.id.in_(wanted))
    told = {}
    for id_, *cells in session.execute(query.order_by(Expert.id)):
        history = [[unit, _spelled(since), _spelled(until)] for one, unit, since, until in found if one == id_]
        told[str(id_)] = canonical_hash([*(_spelled(cell) for cell in cells), history])
    return told


def _spelled(cell: Any) -> Any:
    return cell if isinstance(cell, str | int | list | None) else str(cell)


def _person(case: Case) -> int:
    assert case.seat is not None
    return case.seat.person_id


def nominate_expert(work: Work, case: Case) -> Facts:
    """The region that nominates recognises with that; where one recognition is enough, he is in the bank."""
    answers = case.answers
    made = work.insert(
        Expert,
        agreement_id=accord(case).agreement.id,
        region_code=case.region,
        person_id=answers.get("holder"),
        name=answers["full_name"],
        unit=" ".join(answers["employer"].split()),
        title=answers["post"],
        interest=answers["group"],
        codes=codes_of(answers["codes"]),
        contact=answers.get("contact") or "",
        evidence=answers.get("evidence"),
        until=answers["office_until"],
        salt=secrets.token_hex(32),
        nominated_by=_person(case),
        nominated_at=work.at,
        recognised_at=work.at if recognitions(case) <= 1 else None,
    )
    _employed(work, made, answers.get("history") or "")
    voice = {"expert_id": made, "region_code": case.region, "person_id": _person(case), "at": work.at}
    work.insert_many(ExpertVoice, [voice])
    return {"experts": digests(work.session, [made]), "recognised": [made] if recognitions(case) <= 1 else []}


def _employed(work: Work, expert: int, history: str) -> None:
    rows = [{"expert_id": expert, "unit": u, "since": s, "until": t} for u, s, t in jobs_of(history)[0]]
    work.insert_many(Employment, rows)


def amend_expert(work: Work, case: Case) -> Facts:
    """What is given is changed; a unit that he leaves joins his history, and history only grows."""
    answers, one = dict(case.answers), bank(case).expert(case.answers["expert"])
    assert one is not None
    columns = {"holder": "person_id", "employer": "unit", "office_until": "until", "post": "title"}
    plain = ("employer", "post", "contact", "holder", "office_until", "evidence", "away_from", "away_until")
    new = {columns.get(name, name): answers[name] for name in plain if name in answers}
    if "codes" in answers:
        new["codes"] = codes_of(answers["codes"])
    if new.get("unit", one.unit) != one.unit:
        work.insert(Employment, expert_id=one.id, unit=one.unit, until=case.today)
    if "away_from" in answers:
        new.setdefault("away_until", None)
    if new:
        work.guarded(Expert, Expert.id == one.id, Expert.left_at.is_(None), **new)
    _employed(work, one.id, answers.get("history") or "")
    return {"experts": digests(work.session, [one.id])}


def recognise_experts(work: Work, case: Case) -> Facts:
    """The voice of one region; with the last that it takes the expert may be drawn."""
    wanted, voices, need = sorted(set(case.answers["entries"])), bank(case).voices, recognitions(case)
    voice = {"region_code": case.region, "person_id": _person(case), "at": work.at}
    work.insert_many(ExpertVoice, [{"expert_id": id_, **voice} for id_ in wanted])
    waiting = {one.id for one in bank(case).experts if one.recognised_at is None}
    full = [id_ for id_ in wanted if id_ in waiting and len(voices.get(id_, ())) + 1 >= need]
    work.update(Expert, Expert.id.in_(full), recognised_at=work.at)
    return {"recognised": full}


def suspend_expert(work: Work, case: Case) -> Facts:
    work.guarded(Expert, Expert.id == case.answers["expert"], Expert.suspended_at.is_(None), suspended_at=work.at)
    return {}


def resume_expert(work: Work, case: Case) -> Facts:
    work.guarded(Expert, Expert.id == case.answers["expert"], Expert.suspended_at.is_not(None), suspended_at=None)
    return {}


def retire_expert(work: Work, case: Case) -> Facts:
    """He leaves the bank; how to reach him is needed no more and is deleted at once."""
    mine = (Expert.id == case.answers["expert"], Expert.left_at.is_(None))
    work.guarded(Expert, *mine, left_at=work.at, contact="")
    return {"experts": digests(work.session, [case.answers["expert"]])}


def rate_expert(work: Work, case: Case) -> Facts:
    expert, panel = (int(part) for part in str(case.answers["judged"]).split("|"))
    marks = {name: case.answers[name] for name in ("attendance", "timeliness", "quality")}
    key = {"expert_id": expert, "panel_id": panel, "region_code": case.region}
    work.insert(ExpertRating, **key, **marks, person_id=_person(case), at=work.at)
    return {"expert": expert, "panel": panel}
