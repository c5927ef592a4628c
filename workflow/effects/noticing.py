"""A notice to one region besides those that every act tells: what the row itself cannot know is said by its effect."""

from workflow.db import Work
from workflow.facts import pack
from workflow.picture.standing import Case
from workflow.records.notices import RegionNotice
from workflow.vocabulary import Notice


def notify(work: Work, case: Case, step: str, region: str, audience: str, *, standard_id: int | None = None) -> None:
    """About the project at hand, or about another; it names the organ and the person who acted."""
    seat = case.seat
    facts = {"organ": seat.organ, "person": seat.person_name} if seat else {}
    work.insert(
        RegionNotice,
        standard_id=standard_id or case.standing.standard.id,
        region_code=region,
        audience=audience,
        step=step,
        actor_region=case.region,
        facts={name: pack(value) for name, value in facts.items()},
        state=Notice.QUEUED,
        queued_at=work.at,
    )
