"""What a row is answered in the walk: one or more ways, each of which leads somewhere else."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.house.walk.parts import own_panel
from tests.house.walk.people import CODES, COMMON_DAY, EXPERTS, NOW, OWN_DAY, TODAY, department, person
from tests.house.walk.situation import Clock, Serial, Situation
from workflow import clock, shipped
from workflow.process.row import Row, Scope
from workflow.vocabulary import UNDECIDED, Disposition, Joint, ReviewStand, Satisfaction, SeatRole, Stand, Track

Answers = Mapping[str, Any]
Ways = Callable[[Situation, int], list[Answers]]

SAYS_NO = {"position": Stand.DISAGREE, "reason": "理由", "lift": "修改", "clauses": ["c1"]}
INSTANT = NOW + timedelta(days=2)
CHECKS = shipped.default_terms()["initiation.checks"]["value"]


def _always(*ways: Answers) -> Ways:
    return lambda situation, place: list(ways)


def _met(situation: Situation, place: int) -> list[Answers]:
    """A text is frozen with the demanded change made, or without it."""
    return [{"met": [1]}, {"met": []}] if situation.has_demands else [{}]


def _demanding(situation: Situation, place: int) -> list[Answers]:
    """Changes are demanded by the first review that passes, or never."""
    has_failed = situation.failures or any(r.failed for r in situation.regions)
    is_first = situation.serial is Serial.NONE and not has_failed
    return [{}, {"demands": "修改"}] if is_first else [{}]


def _judges(situation: Situation, place: int) -> list[int]:
    """Who sits on the panel: all, or the one of this region."""
    return [EXPERTS[place]] if situation.is_apart else list(EXPERTS)


def _appointing(situation: Situation, place: int) -> list[Answers]:
    named = _judges(situation, place)
    panel = {"panel": own_panel(place)} if situation.is_apart else {}
    return [{"experts": named, "chair": named[0], "users": named[:2], **panel}]


def _joining(situation: Situation, place: int) -> list[Answers]:
    """Once the text is written, regions join one after the other."""
    is_waiting = situation.joint is Joint.DRAFTING and any(r.track in UNDECIDED for r in situation.regions)
    return [] if is_waiting else [{"region": CODES[place]}]


def _applying(situation: Situation, place: int) -> list[Answers]:
    """A region that joins applies the standard with the others, or from a later day, unless it joins amid a review."""
    at_once = COMMON_DAY if situation.joint is Joint.RELEASED else TODAY
    later = [{"effective": OWN_DAY[Clock.RUNNING]}] if situation.joint in (Joint.RELEASED, Joint.IN_FORCE) else []
    return [{"effective": at_once}, *later]


def _acceding(situation: Situation, place: int) -> list[Answers]:
    """Regions join what is released one after the other."""
    return [] if any(r.track is Track.ACCEDING for r in situation.regions) else [{}]


WAYS: dict[str, Ways] = {
    "initiate": _always({"checks": CHECKS}),
    "name_drafters": lambda situation, place: [{"persons": [person(CODES[place], SeatRole.DRAFTER)]}],
    "save_draft": _always({"text": "1 范围"}),
    "freeze_text": _met,
    "open_consultation": _always({"days": 30}),
    "post_draft": _always({"address": "https://example.invalid/1", "posted_on": clock.day_of(NOW)}),
    "amend_proposal": _always({"title_zh": "改后的名称"}),
    "forgo_consultation": _always({"declaration": "没有重大技术变更"}),
    "write_to": _always({"units": "association | 某行业协会"}),
    "take_back_comment": _always({"receipt": "1"}),
    "mark_satisfaction": _always({"receipt": "3", "satisfaction": Satisfaction.UNSATISFIED}),
    "merge_comment": _always({"comment": 1, "into": 2}),
    "answer_comment": _always({"comment": 1, "disposition": Disposition.ACCEPTED}),
    "appoint_panel": _appointing,
    "declare_interest": _always({"interest": "none"}, {"interest": "employed"}),
    "open_vote": lambda situation, place: [{"present": _judges(situation, place)}],
    "replace_member": lambda situation, place: [{"person": _judges(situation, place)[0]}],
    "vote": _always({"position": Stand.AGREE}, {"position": Stand.DISAGREE}),
    "pass_review": _demanding,
    "pass_review_here": _demanding,
    "invite": _joining,
    "ask_to_join": _joining,
    "approve_release": _always({"position": Stand.AGREE}),
    "object_release": _always(SAYS_NO),
    "schedule_release": _always({"instant": INSTANT, "effective": clock.day_of(INSTANT) + timedelta(days=61)}),
    "take_review_position": _always(*({"outcome": outcome} for outcome in ReviewStand)),
    "repeal_here": _always({"repealed_on": clock.day_of(NOW) + timedelta(days=400)}),
    "accede": _acceding,
    "post_at_home": _always({"address": "https://example.invalid/2", "posted_on": TODAY, "days": 30}),
    "announce_accession": _applying,
    "report_duty": _always({"duty": 1}),
    "excuse_duty": _always({"duty": 1}),
    "accept_duty": _always({"duty": 2}),
    "send_back_duty": _always({"duty": 2}),
    "correct": _always({"fact": "initiate.plan_number", "right_value": "2"}),
    "plan_duty": lambda situation, place: [{"owner": department(CODES[0])}],
}


def ways(row: Row, situation: Situation, place: int) -> list[Answers]:
    """Every way to answer a row; one that names a region is answered with the region of that place."""
    if row.name in WAYS:
        return WAYS[row.name](situation, place)
    return [{"region": CODES[place]} if row.scope is Scope.NAMED else {}]
