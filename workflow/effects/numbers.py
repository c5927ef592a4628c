"""The serial of a project: reserved by one keeper, confirmed by another region's, or made void by two."""

from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.numbers import Serial
from workflow.rules import numbering
from workflow.vocabulary import Number


def reserve_number(work: Work, case: Case) -> dict[str, Any]:
    """The serial asked for, else the lowest free one of the band; a constraint keeps two projects from one serial."""
    standing, seat = case.standing, case.seat
    assert seat is not None
    serial, part = case.answers.get("serial") or numbering.lowest_free(case), case.answers.get("part") or 0
    kept_by, own_number = case.answers.get("kept_by"), case.answers.get("own_number")
    work.insert(
        Serial,
        agreement_id=standing.agreement.id,
        serial=serial,
        part=part,
        state=Number.RESERVED,
        lineage=standing.standard.lineage,
        standard_id=standing.standard.id,
        reserved_by=seat.person_id,
        reserved_region=case.region,
        reserved_at=work.at,
        exceptions={kept_by: own_number} if kept_by else None,
    )
    return {"serial": serial, "part": part}


def confirm_number(work: Work, case: Case) -> dict[str, Any]:
    serial = case.standing.serial
    assert serial is not None
    assert case.seat is not None
    work.update(Serial, Serial.id == serial.id, confirmed_by=case.seat.person_id, confirmed_at=work.at)
    return {"serial": serial.serial}


def ask_void_number(work: Work, case: Case) -> dict[str, Any]:
    serial = case.standing.serial
    assert serial is not None
    assert case.seat is not None
    asked = {"void_asked_by": case.seat.person_id, "void_asked_region": case.region, "void_asked_at": work.at}
    work.update(Serial, Serial.id == serial.id, void_reason=case.answers["reason"], **asked)
    return {"serial": serial.serial}
