"""A new agreement as it is drafted: every party with the shortest chain, which each region then makes its own."""

from collections.abc import Mapping
from typing import Any

from workflow import founding
from workflow.accord.content import entries
from workflow.accord.picture import Accord
from workflow.agreeing.proposing import Facts, propose
from workflow.db import Work
from workflow.facts import plain
from workflow.picture.standing import Case
from workflow.process.agreement import ROWS
from workflow.rules.agreeing import accord
from workflow.vocabulary import AgreementState, ChangeKind

STAGES = ["分别立项", "统一制定", "共商发布", "协同实施"]
CHAIN = {purpose: ["handler", "approver"] for purpose in ("initiation", "release")}
CITY_CHAIN = {purpose: ["handler", "province", "approver"] for purpose in ("initiation", "release")}


def begin(work: Work, case: Case) -> tuple[int, Facts]:
    """Lay it down and put the draft before its parties, as the change that each of them will sign."""
    seen, answers = accord(case), case.answers
    made = founding.lay_agreement(work, _given(seen, answers), is_demo=_is_demo(seen), state=AgreementState.DRAFTED)
    terms = entries(seen.rule_sets[0].terms)
    told = plain({ask.name: answers.get(ask.name) for ask in ROWS["draft_agreement"].asks})
    case = Case(_loaded(work, made), case.seat, case.at, {**answers, "effective_from": answers["valid_from"]})
    return made, propose(work, case, ChangeKind.FOUNDING, {"told": told, "terms": terms})


def _is_demo(seen: Accord) -> bool:
    return any(other.is_demo for other in seen.others)


def _given(seen: Accord, answers: Mapping[str, Any]) -> Facts:
    """The answers as a data file would describe the group."""
    cities = {code for code in answers["members"] if seen.places[code].parent_code}
    members = [
        {"region": code, "departments": [], "chains": CITY_CHAIN if code in cities else CHAIN}
        for code in answers["members"]
    ]
    dates = {key: answers[key].isoformat() if answers.get(key) else "" for key in ("valid_from", "valid_until")}
    same = {key: answers[key] for key in ("code", "name_zh", "name_en", "citation", "band_start", "band_source")}
    return {
        **same,
        **dates,
        "demo_band_start": answers["band_start"],
        "band_end": answers.get("band_end"),
        "cover_mode": answers["cover_mode"].value,
        "banner_zh": f"{answers['name_zh']}区域协同地方标准",
        "log_name": f"tongbiao.example/{answers['code'].lower()}",
        "chair_region": answers["members"][0],
        "stage_labels": STAGES,
        "fields": [],
        "chains": CHAIN,
        "documents": [{"title": answers["citation"], "dated": "", "source": ""}],
        "members": members,
    }


def _loaded(work: Work, agreement_id: int) -> Accord:
    found = Accord.load(work.session, agreement_id)
    assert found is not None
    return found
