"""Historic standards 补录: what regions released before this system knew of it enters by one act, with source
and confidence.

Facts only: no proposal, text, position or approval is made up, and no number is invented for a real title.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import act, clock, settling, shipped
from workflow.act import Outcome
from workflow.db import Database, Work
from workflow.picture.standing import Case, Seat, Standing
from workflow.picture.unborn import unborn
from workflow.process import answers as answering
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Reason, Refused
from workflow.process.standard import ROWS
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.places import Region
from workflow.records.standards import Standard, StandardTrack
from workflow.search.spelling import search_words
from workflow.text.number_parsing import parse_joint
from workflow.text.numbers import Family, StandardNumber
from workflow.text.numbers import Nature as Printed
from workflow.vocabulary import Joint, Nature, Number, Role, SeatRole, Track

REGISTER: Final = "coordinated_standards.csv"
PUBLISHED: Final = "published"
FEWEST: Final = 2  # regions in which a coordinated standard was released
JUDGED: Final = {"编号": "number_confidence", "名称": "title_confidence", "日期": "date_confidence"}
SURE: Final = {"high": "高", "medium": "中", "low": "低", "unknown": "不详"}


def register(database: Database, agreement_id: int, seat: Seat, raw: Mapping[str, Any], *, at: datetime) -> Outcome:
    """Enter a standard that was released long ago; one whose effective date has passed comes into force at once."""
    row = ROWS["register_release"]
    with database.write(at) as work:
        blank = unborn(work.session, agreement_id, seat, at)
        case = Case(blank, seat, at, role=Role.SECRETARY)
        if seat.role is not SeatRole.SECRETARY or seat.region not in blank.tracks:
            raise Refused([Reason("not_yours", {"step": f"step.{row.name}", "roles": row.who})])
        case = replace(case, answers=answering.read(row, case, raw))
        numbers = _numbers(work.session, case)
        made = _enter(work, case, numbers)
        born = Standing.load(work.session, made)
        assert born is not None
        told = {"numbers": "; ".join(number.display for number in numbers.values())}
        outcome, after = act.conclude(work, row, replace(case, standing=born), {}, told)
        settled = settling.settle(work, after).standard
    return replace(outcome, state=settled.state.value, version=settled.version)


def known(group: str) -> Iterator[dict[str, str]]:
    """The answers of `register` for each standard of a group in the register that ships with the product.

    Left out: what was never released or stands no more (only the register of today's editions is laid), what is not a
    standard of several regions, every title whose number is not known, and one of which a region kept its own number.
    """
    for row in shipped.rows(REGISTER):
        is_joint = len(row["regions"].split(";")) >= FEWEST
        is_common = all(row["serial"] in number for number in row["numbers"].split(";"))
        if (row["group"], row["lifecycle"]) == (group, PUBLISHED) and is_joint and row["numbers"] and is_common:
            yield {
                "title_zh": row["title_zh"],
                "title_en": row["title_en"],
                "numbers": ";".join(_lead_first(row)),
                "released_on": row["date_published"],
                "effective_on": row["date_effective"],
                "source": row["source"][:120],
                "confidence": ";".join(f"{name}:{SURE[row[column]]}" for name, column in JUDGED.items()),
            }


def _lead_first(row: Mapping[str, str]) -> list[str]:
    """The numbers of a row; the leading region's stands first, as on the cover."""
    lead = f"DB{row['lead_or_first_listed'][:2]}/"
    return sorted(row["numbers"].split(";"), key=lambda number: not number.startswith(lead))


def _numbers(session: Session, case: Case) -> dict[str, StandardNumber]:
    """Region → its number; they agree in serial, part, year and nature, and each lies in a member's own area."""
    areas = {prefix.removeprefix("DB") for prefix in session.scalars(sa.select(Region.db_prefix)) if prefix}
    cover = parse_joint(case.answers["numbers"], areas=areas)
    places = {place.db_prefix.removeprefix("DB"): code for code, place in case.standing.places.items()}
    found = {places[n.code]: n for n in cover.numbers if n.family is Family.LOCAL and n.code in places}
    if not cover.agrees or len(found) < len(cover.numbers):
        raise WrongAnswers({"numbers": ("wrong.numbers", {})})
    released_on = case.answers.get("released_on")
    if released_on is not None and released_on > case.today:
        raise WrongAnswers({"released_on": ("wrong.date", {})})
    first = cover.numbers[0]
    state = case.standing.taken.get((first.serial, first.part or 0))
    if state is not None:
        facts = {"serial": first.serial, "group": case.standing.agreement.name_zh, "state": state}
        raise Refused([Reason("number_available", facts)])
    return found


def _enter(work: Work, case: Case, numbers: Mapping[str, StandardNumber]) -> int:
    """The standard as released, a track for every member, the serial as used, a number for each region named."""
    first, since = next(iter(numbers.values())), _released_at(case) or work.at
    lineage = secrets.token_hex(8)
    made = _standard(work, case, numbers, lineage=lineage)
    held = {"agreement_id": case.standing.agreement.id, "serial": first.serial, "part": first.part or 0}
    work.insert(Serial, **held, standard_id=made, state=Number.USED, lineage=lineage, reserved_at=since)
    work.insert_many(StandardTrack, [_track(made, code, code in numbers, since) for code in case.standing.tracks])
    rows = [
        {"standard_id": made, "region_code": code, "key": number.key, "display": number.display}
        for code, number in numbers.items()
    ]
    work.insert_many(RegionNumber, rows)
    return made


def _released_at(case: Case) -> datetime | None:
    return clock.start_of(case.answers["released_on"]) if "released_on" in case.answers else None


def _standard(work: Work, case: Case, numbers: Mapping[str, StandardNumber], *, lineage: str) -> int:
    answers, is_mandatory = case.answers, next(iter(numbers.values())).nature is Printed.MANDATORY
    titles = {"title_zh": answers["title_zh"], "title_en": answers.get("title_en", "")}
    unknown = {"scope": "", "ics": "", "ccs": "", "field": ""}
    return work.insert(
        Standard,
        **titles,
        **unknown,
        agreement_id=case.standing.agreement.id,
        rule_set_id=case.standing.standard.rule_set_id,
        state=Joint.RELEASED,
        since=_released_at(case) or work.at,
        lead_region=next(iter(numbers)),
        lineage=lineage,
        nature=Nature.MANDATORY if is_mandatory else Nature.RECOMMENDED,
        released_at=_released_at(case),
        effective_on=answers.get("effective_on"),
        is_imported=True,
        source=answers["source"],
        confidence=answers["confidence"],
        search_text=search_words(*titles.values(), *(number.display for number in numbers.values())),
    )


def _track(standard_id: int, code: str, is_in: bool, since: datetime) -> dict[str, Any]:
    return {
        "standard_id": standard_id,
        "region_code": code,
        "state": Track.ANNOUNCED if is_in else Track.OUTSIDE,
        "since": since,
    }
