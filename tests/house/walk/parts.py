"""The parts of a pictured standard that live by themselves: its panel with what it demanded, and its number."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from tests.house.walk.people import CODES, EXPERTS, LONG_AGO, NOW, department, made, person
from tests.house.walk.situation import Clock, Region, Review, Serial
from workflow.records.followups import StandardDuty
from workflow.records.numbers import Serial as SerialRecord
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.standstill import Alert, AlertAnswer
from workflow.vocabulary import AlikeAnswer, Duty, DutyKind, Number, Panel, SeatRole, Stand

NUMBERS = {
    Serial.RESERVED: Number.RESERVED,
    Serial.CONFIRMED: Number.RESERVED,
    Serial.USED: Number.USED,
    Serial.RETIRED: Number.RETIRED,
}
RECENTLY = NOW - timedelta(days=2)


@cache
def alerts() -> list[Alert]:
    """One project alike of which the standard was told, and which it answered: it may say another thing."""
    return [made(Alert, id=1, other_id=2, other_region=CODES[0], likeness=90, at=LONG_AGO)]


@cache
def alert_answers() -> list[AlertAnswer]:
    return [made(AlertAnswer, id=1, alert_id=1, verdict=AlikeAnswer.DIFFERENT, at=LONG_AGO)]


@cache
def panels(review: Review, term: Clock) -> list[ReviewPanel]:
    if review.state is None:
        return []
    noticed: datetime | None = LONG_AGO if term is Clock.OVER else RECENTLY
    if review is Review.FORMING:
        noticed = None
    return [made(ReviewPanel, id=1, round=1, state=review.state, by_letter=False, noticed_at=noticed, opened_at=NOW)]


@cache
def members(review: Review, regions: int) -> list[PanelMember]:
    """Seven from all regions; in a vote four of them settle it one way, seven the other."""
    if review.state in (None, Panel.FORMING):
        return []
    has_voted, is_voting = review in (Review.CARRIED, Review.LOST), review.state is Panel.VOTING
    return [
        made(
            PanelMember,
            panel_id=1,
            person_id=who,
            region_code=CODES[place % regions],
            is_chair=place == 0,
            is_user=place < 2,
            interest=_interest(review, place),
            is_present=is_voting,
            vote=(Stand.DISAGREE if review is Review.LOST and place > 3 else Stand.AGREE) if has_voted else None,
        )
        for place, who in enumerate(EXPERTS)
    ]


def _interest(review: Review, place: int) -> str | None:
    if review is Review.NOTICED:
        return None
    return "employed" if review is Review.RECUSED and place == len(EXPERTS) - 1 else "none"


def own_panel(place: int) -> int:
    """The number of the panel of the region at this place, in the review under way."""
    return 100 + place


@cache
def own_panels(regions: tuple[Region, ...], is_under_way: bool, is_late: bool) -> list[ReviewPanel]:
    """The panels by region, newest first: of the review under way, and those that failed before."""
    called = LONG_AGO if is_late else RECENTLY
    found = [_own(place, r, called) for place, r in enumerate(regions)] if is_under_way else []
    shared: dict[str, Any] = {"state": Panel.CONCLUDED, "by_letter": False, "called_at": LONG_AGO}
    failed = [
        made(
            ReviewPanel,
            id=10 * n + place,
            round=n,
            region_code=CODES[place],
            **shared,
            concluded_at=NOW,
            is_passed=False,
        )
        for place, region in enumerate(regions)
        for n in range(region.failed, 0, -1)
    ]
    return found + failed


def _own(place: int, region: Region, called: datetime) -> ReviewPanel:
    """That of a region which has left is dissolved."""
    state = region.panel.state or Panel.DISSOLVED
    noticed: datetime | None = LONG_AGO if region.term is not Clock.RUNNING else RECENTLY
    is_over = state is Panel.CONCLUDED
    return made(
        ReviewPanel,
        id=own_panel(place),
        round=9,
        region_code=CODES[place],
        state=state,
        by_letter=False,
        called_at=called,
        noticed_at=None if region.panel is Review.FORMING else noticed,
        opened_at=NOW,
        concluded_at=NOW if is_over else None,
        is_passed=region.panel is Review.PASSED if is_over else None,
    )


@cache
def own_members(regions: tuple[Region, ...]) -> list[PanelMember]:
    """The one judge of each region whose panel has been formed and has not concluded."""
    seated = ((n, r.panel) for n, r in enumerate(regions) if r.panel.state in (Panel.NOTICED, Panel.VOTING))
    return [
        made(
            PanelMember,
            panel_id=own_panel(place),
            person_id=EXPERTS[place],
            region_code=CODES[place],
            is_chair=True,
            is_user=True,
            interest={Review.NOTICED: None, Review.RECUSED: "employed"}.get(panel, "none"),
            is_present=panel.state is Panel.VOTING,
            vote={Review.CARRIED: Stand.AGREE, Review.LOST: Stand.DISAGREE}.get(panel),
        )
        for place, panel in seated
    ]


@cache
def demands(is_open: bool) -> list[Demand]:
    return [made(Demand, id=1, panel_id=1, words="修改", met_in=None)] if is_open else []


@cache
def serials(serial: Serial, keeper: tuple[str, ...]) -> list[SerialRecord]:
    """Asked void by the region that reserved it, so that another may void it at any time."""
    if serial is Serial.NONE:
        return []
    region = keeper[0] if keeper else CODES[0]
    who = person(region, SeatRole.KEEPER)
    record = made(
        SerialRecord,
        id=1,
        serial=3901,
        part=0,
        state=NUMBERS[serial],
        reserved_by=who,
        reserved_region=region,
        reserved_at=RECENTLY,
        confirmed_at=RECENTLY if serial in (Serial.CONFIRMED, Serial.USED) else None,
        void_asked_by=who,
        void_asked_region=region,
        void_asked_at=NOW,
    )
    return [record]


@cache
def duties() -> list[StandardDuty]:
    """A measure that is open and one that is reported, both the first department's."""
    told: dict[str, Any] = {"kind": DutyKind.MEASURE, "organ_id": department(CODES[0]), "region_code": CODES[0]}
    return [made(StandardDuty, id=n, state=state, **told) for n, state in ((1, Duty.OPEN), (2, Duty.REPORTED))]
