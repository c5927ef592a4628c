"""The law of numbers: the band or what an association gives, the two keepers, the exceptions."""

from datetime import datetime, timedelta

from workflow.accord.choices import OWN_LETTERS
from workflow.picture.standing import Case, Standing
from workflow.rules.shapes import Facts, Rule, none_left, of_answers, present
from workflow.text.number_parsing import parse
from workflow.text.numbers import LARGEST_SERIAL, StandardNumber, compose
from workflow.vocabulary import (
    Named,
    Number,
    Role,
)


def is_recorded(case: Case) -> bool:
    """Whether the number comes from outside and is written down here, rather than taken from a band."""
    return bool(case.standing.terms["number.form"].value == "recorded")


def number_of(standing: Standing, code: str, year: int | None) -> StandardNumber:
    """The number that the serial held gives a region: under its own letters, or under those of an association."""
    serial, given = standing.serial, standing.terms["number.prefix"].value
    assert serial is not None
    prefix = standing.places[code].db_prefix if given == OWN_LETTERS else given
    nature = standing.standard.nature.value
    return compose(prefix, nature, serial=serial.serial, part=serial.part or None, year=year)


def lowest_free(case: Case) -> int:
    """The lowest serial of the band that nobody ever held; it may lie behind the band's end."""
    taken = {serial for serial, _ in case.standing.taken}
    serial = case.standing.agreement.band_start
    while serial in taken:
        serial += 1
    return serial


def _number_taken(case: Case) -> Facts | None:
    serial, part = case.answers.get("serial") or lowest_free(case), case.answers.get("part") or 0
    agreement, state = case.standing.agreement, case.standing.taken.get((serial, part))
    start, end = (1, None) if is_recorded(case) else (agreement.band_start, agreement.band_end)
    is_inside = start <= serial <= (end if end is not None else LARGEST_SERIAL)
    if is_inside and state is None:
        return None
    group = Named(agreement.code, agreement.name_zh, agreement.name_en)
    return {"serial": serial, "group": group, "state": state or Number.FREE}


BAND = "市场监管总局新闻发布会：编号 3000 以后号段专属"
number_available = Rule("number_available", BAND, _number_taken, Role.KEEPER)
serial_recorded = of_answers(
    present(
        "serial_recorded",
        lambda case: not is_recorded(case) or case.answers.get("serial"),
        cites="《团体标准管理规定》（条号待核）",
        cure=Role.KEEPER,
    )
)
KEPT = ("kept_by", "own_number", "kept_reason")


def _exception_faults(case: Case) -> Facts | None:
    """A region keeps its own number only with number and reason, and only a number of its own; never beside the one
    number of an association."""
    given = [name for name in KEPT if case.answers.get(name)]
    if not given:
        return None
    place = case.standing.places.get(case.answers.get("kept_by", ""))
    area = place.db_prefix.removeprefix("DB") if place else ""
    number = parse(case.answers.get("own_number", ""), areas={area})
    is_own = isinstance(number, StandardNumber) and number.code == area and number.year is not None
    is_own = is_own and not is_recorded(case)
    return None if len(given) == len(KEPT) and is_own else {"number": case.answers.get("own_number", "—")}


exception_complete = of_answers(Rule("exception_complete", "设计", _exception_faults, Role.KEEPER))
no_number_yet = none_left(
    "no_number_yet",
    lambda case: [s.serial for s in case.standing.serials if s.state is Number.RESERVED],
    cites="设计",
    fact="serial",
)


def _same_keeper(case: Case) -> Facts | None:
    serial = case.standing.serial
    if serial is None or case.seat is None:
        return None
    is_other = serial.reserved_region != case.region and serial.reserved_by != case.seat.person_id
    return None if is_other else {}


second_keeper = Rule("second_keeper", "设计", _same_keeper, Role.KEEPER)
not_confirmed_yet = present(
    "not_confirmed_yet",
    lambda case: case.standing.serial is None or case.standing.serial.confirmed_at is None,
    cites="设计",
)


def void_asked_until(case: Case) -> datetime | None:
    """Until when the voiding that was asked for can be confirmed."""
    asked_at = case.standing.serial.void_asked_at if case.standing.serial else None
    return asked_at + timedelta(hours=case.standing.terms.days("number.void_hours")) if asked_at else None


def _void_asked(case: Case) -> Facts | None:
    serial, until = case.standing.serial, void_asked_until(case)
    if serial is None or until is None or case.at > until:
        return {}
    is_other = serial.void_asked_region != case.region and (
        case.seat is None or serial.void_asked_by != case.seat.person_id
    )
    return None if is_other else {}


void_asked_elsewhere = Rule("void_asked_elsewhere", "设计", _void_asked, Role.KEEPER)


def _unconfirmed(case: Case) -> Facts | None:
    serial = case.standing.serial
    if serial is not None and (serial.confirmed_at is not None or serial.state is Number.USED):
        return None  # a revision keeps a number that was confirmed when it was first used
    return {"serial": serial.serial if serial else "—"}


number_confirmed = Rule("number_confirmed", "设计", _unconfirmed, Role.KEEPER)
