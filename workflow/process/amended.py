"""What the rows of an amendment ask from lists: cities and departments at its gates, and the position itself."""

from dataclasses import replace

from workflow import gates
from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process.choosing import clauses_of_present_text
from workflow.process.row import Choice
from workflow.vocabulary import AmendmentChange, Purpose, Role, SeatRole, Stand


def cities_asked(case: Case) -> list[Choice]:
    """For a seat of a province: its counted cities in whose chain its word is asked for."""
    if case.seat is None or case.seat.role is not SeatRole.PROVINCE:
        return []
    chains = {code: gates.offices(case.standing, code, Purpose.AMENDMENT) for code in case.standing.counted}
    mine = (Role.PROVINCE, case.seat.organ_id)
    found = [code for code, chain in chains.items() if mine in ((o.role, o.organ_id) for o in chain)]
    return [Choice(code, case.standing.named(code)) for code in found]


def departments_owing(case: Case) -> list[Choice]:
    """Departments of the actor's region whose yes to the amendment is missing."""
    is_counted = case.region in case.standing.counted
    owe = gates.owing(case.standing, case.region, Purpose.AMENDMENT) if is_counted else []
    return [Choice(o.organ_id, case.standing.organ(o.organ_id)) for o in owe if o.role is Role.COSIGNER]


POSITION = (
    replace(ask.region("region", cities_asked), required=False, is_sole=True),
    ask.one_of("position", Stand, ask.OFFICE_STANDS),
    *ask.SAID,
)

# One item: what it does to which clause, and its words.
ITEM = (
    ask.maybe(ask.one_of("change", AmendmentChange)),
    ask.pick("clause", clauses_of_present_text),
    ask.maybe(ask.document("clause_number")),
    ask.maybe(ask.prose("new_title", most=300)),
    ask.maybe(ask.prose("new_words", most=8000)),
)
