"""What the rows of region keys write."""

from workflow.agreeing.proposing import Facts
from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.cosigning import RegionKey
from workflow.rules.agreeing import accord


def register_key(work: Work, case: Case) -> Facts:
    assert case.seat is not None
    made = work.insert(
        RegionKey,
        agreement_id=accord(case).agreement.id,
        region_code=case.region,
        kind=case.answers["key_kind"],
        vkey=case.answers["vkey"],
        person_id=case.seat.person_id,
        since=work.at,
        ended_at=None,
    )
    return {"key": made}


def end_key(work: Work, case: Case) -> Facts:
    """What the key signed before stays good by its time; it signs nothing more."""
    work.guarded(RegionKey, RegionKey.id == case.answers["key"], RegionKey.ended_at.is_(None), ended_at=work.at)
    return {}
