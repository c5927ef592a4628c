"""Urging 催办: a notice of its own kind to the region that is urged; the worker writes to those whose turn it is."""

from typing import Any

from workflow.db import Work
from workflow.facts import pack
from workflow.picture.standing import Case
from workflow.records.notices import RegionNotice
from workflow.records.standards import StandardTrack
from workflow.vocabulary import Notice


def urge(work: Work, case: Case) -> dict[str, Any]:
    """Once a day: the day is remembered with the track."""
    standard, code, seat = case.standing.standard, case.answers["region"], case.seat
    work.update(
        StandardTrack,
        StandardTrack.standard_id == standard.id,
        StandardTrack.region_code == code,
        urged_on=case.today,
    )
    facts = {"organ": seat.organ, "person": seat.person_name} if seat else {}
    work.insert(
        RegionNotice,
        standard_id=standard.id,
        region_code=code,
        audience="urged",
        step="urge",
        actor_region=case.region,
        facts={name: pack(value) for name, value in facts.items()},
        state=Notice.QUEUED,
        queued_at=work.at,
    )
    return {"urged_on": case.today}
