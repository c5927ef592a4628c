"""The lists of forms: regions, comments, members of a panel, departments … one value of a name for each row."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from workflow import clock
from workflow.exports.paperwork.fields_release import (
    effective,
    issuer,
    number,
    released,
    replaced,
    signed,
    spoken,
    told,
)
from workflow.exports.paperwork.fields_standard import authority, organ, place, units
from workflow.exports.paperwork.rows_comments import comments, remarks
from workflow.exports.paperwork.rows_review import demands, dissent, members
from workflow.exports.paperwork.source import Row as Row
from workflow.exports.paperwork.source import Source, Value
from workflow.gates import offices
from workflow.vocabulary import DepartmentPart, Purpose, Role
from workflow.words import say, tell


def _dated(value: date | None) -> Value:
    """A day in a narrow column."""
    return value.isoformat() if value else None


def _regions(source: Source) -> Iterator[Row]:
    standing, standard = source.standing, source.standing.standard
    for n, code in enumerate(standing.counted or standing.tracks, 1):
        track = standing.tracks[code]
        yield {
            "row.number": str(n),
            "row.region": place(source, code),
            "row.authority": authority(source, code),
            "row.department": organ(source, track.department_id),
            "row.unit": units(source, code),
            "row.plan_number": track.plan_number or None,
            "row.until": _dated(track.plan_until),
            "row.title": standard.title_zh,
            "row.nature": str(tell(standard.nature)),
            "row.kind": "修订" if standard.is_revision else "制定",
            "row.replaces": replaced(source, code),
            "row.standard": number(source, code),
            "row.released": _dated(released(source)),
            "row.effective": _dated(effective(source, code)),
            "row.issuer": issuer(source, code),
            "row.role": "牵头" if code == standard.lead_region else "参加",
        }


def _own_region(source: Source) -> Iterator[Row]:
    """The one line of a region's own announcement or plan."""
    mine = (row for row in _regions(source) if row["row.region"] == place(source, source.region))
    yield from (row | {"row.number": "1"} for row in mine)


def _departments(source: Source) -> Iterator[Row]:
    """The departments of the region that are asked before its release."""
    for n, office in enumerate(offices(source.standing, source.region, Purpose.RELEASE) if source.region else (), 1):
        if office.role is Role.COSIGNER:
            said = spoken(source, source.region, Role.COSIGNER, office.organ_id)
            yield {
                "row.number": str(n),
                "row.department": organ(source, office.organ_id),
                "row.opinion": told(source, said),
                "row.signed": signed(source, said),
            }


def _drafters(source: Source) -> Iterator[Row]:
    for n, drafter in enumerate(source.standing.drafters, 1):
        yield {
            "row.number": str(n),
            "row.name": source.standing.person(drafter.person_id).zh or None,
            "row.unit": drafter.unit,
            "row.region": place(source, drafter.region_code),
            "row.duty": "主笔" if drafter.is_editor else "成员",
        }


def _concurrence(source: Source) -> Iterator[Row]:
    """Every department of every region: who proposes, co-signs, is informed, and how its region's lateness was told."""
    found = source.departments()
    ladders = {ladder.region: ladder for ladder in found.ladders}
    for n, one in enumerate(found.asked, 1):
        ladder, is_asked = ladders[one.region], one.part is not DepartmentPart.INFORM
        yield {
            "row.number": str(n),
            "row.region": place(source, one.region),
            "row.department": one.organ.zh,
            "row.part": str(tell(one.part)),
            "row.gate": str(tell(one.gate)) if one.gate else None,
            "row.state": told(source, one.position) or one.note or None,
            "row.standing": str(tell(one.state)),
            "row.since": _dated(clock.day_of(one.since)) if one.since else None,
            "row.due": _dated(one.due),
            "row.reminded": str(len(ladder.reminded)) if is_asked else None,
            "row.ladder": say(f"ladder.{ladder.rung}") if is_asked else None,
        }


LISTS: Final[dict[str, Callable[[Source], Iterator[Row]]]] = {
    "regions": _regions,
    "own_region": _own_region,
    "comments": comments,
    "remarks": remarks,
    "members": members,
    "dissent": dissent,
    "demands": demands,
    "departments": _departments,
    "drafters": _drafters,
    "concurrence": _concurrence,
}
_OF_REGIONS: Final = (
    "number region authority department unit plan_number until title nature kind replaces standard released effective "
    "issuer role blank"
)
# The names that each list knows, for templates that are looked at before there is anything to fill them with.
COLUMNS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(f"row.{column}" for column in columns.split())
    for name, columns in {
        "regions": _OF_REGIONS,
        "own_region": _OF_REGIONS,
        "comments": "number clause opinion proposal reason proposer region type disposition answer handled blank",
        "remarks": "number clause opinion proposal reason proposer unit type disposition answer handled blank",
        "members": "number name duty unit region presence barred vote agree disagree abstain opinion blank",
        "dissent": "number name unit vote opinion blank",
        "demands": "number clause words met blank",
        "departments": "number department opinion signed blank",
        "drafters": "number name unit region duty blank",
        "concurrence": "number region department part gate state standing since due reminded ladder blank",
    }.items()
}
