"""What the rows of lists in batches write: the word of a region, the batch, what lapses with a review."""

from collections.abc import Mapping
from typing import Any

from workflow.clock import days_after
from workflow.db import Work
from workflow.entering.telling import Wrote
from workflow.picture.standing import Case
from workflow.records.entries import EntryVoice
from workflow.rules import listing as law
from workflow.rules.entering import entered
from workflow.vocabulary import Stand


def enter_listed(work: Work, case: Case, number: int) -> Wrote:
    """What a printed list says of a region is kept as printed: nobody's signature is invented."""
    printed = {"reason": case.answers["printed_in"]}
    for code in case.answers["accepted_by"]:
        _write(work, case, number, code, Stand.AGREE, printed, None)
    return Wrote()


def take_stand(work: Work, case: Case, number: int) -> Wrote:
    return _spoke(work, case, number, case.answers["position"])


def renew(work: Work, case: Case, number: int) -> Wrote:
    """The same word on the changed source: limits that are not repeated fall away."""
    limited = case.answers.get("conditions") or case.answers.get("exceptions")
    return _spoke(work, case, number, Stand.AGREE_NOTES if limited else Stand.AGREE)


def let_go(work: Work, case: Case, number: int) -> Wrote:
    return _spoke(work, case, number, Stand.DISAGREE)


def list_batch(work: Work, case: Case, number: int) -> Wrote:
    return Wrote({"batch": case.answers["batch"], "due": None})


def source_changed(work: Work, case: Case, number: int) -> Wrote:
    """From today each region has the days of grace to renew its word."""
    due = days_after(case.today, law.days(case, "recognition.grace_days"))
    return Wrote({"due": due}, facts={"due": due})


def end_review(work: Work, case: Case, number: int) -> Wrote:
    """A region that did not renew accepts it no more; the others are not touched."""
    gone = law.owing(case)
    for code in gone:
        _write(work, case, number, code, Stand.NOT_YET, {}, None)
    return Wrote({"due": None}, facts={"lapsed": gone})


def _spoke(work: Work, case: Case, number: int, stand: Stand) -> Wrote:
    _write(work, case, number, case.region, stand, case.answers, case.seat.id if case.seat else None)
    return Wrote(facts={"position": stand})


def _write(
    work: Work, case: Case, number: int, code: str, stand: Stand, answers: Mapping[str, Any], seat: int | None
) -> None:
    limits = {name: answers.get(name) or "" for name in ("conditions", "exceptions", "reason")}
    said = {"region_code": code, "stand": stand, "until": answers.get("until"), **limits}
    work.insert(EntryVoice, entry_id=entered(case).held.id, number=number, **said, seat_id=seat, at=work.at)
