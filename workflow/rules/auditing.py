"""The law of audit findings: about a party and what is there; whoever is asked answers, whoever raised one ends it."""

from workflow.picture.standing import Case
from workflow.records.auditing import AuditFinding
from workflow.records.events import Event
from workflow.rules.agreeing import accord
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import FindingState, Role


def owed(case: Case) -> list[AuditFinding]:
    """The findings that the actor's region must answer."""
    mine = (one for one in accord(case).findings if one.region_code == case.region)
    return [one for one in mine if one.state is FindingState.ASKED]


def raised(case: Case) -> list[AuditFinding]:
    """The open findings of the actor's own auditors."""
    return [one for one in accord(case).findings if (one.raised_region or "") == case.region]


def answered(case: Case) -> list[AuditFinding]:
    """Those of them that were answered."""
    return [one for one in raised(case) if one.state is FindingState.ANSWERED]


def cited(case: Case) -> Event | None:
    """The event that a finding cites."""
    words = case.answers.get("event")
    return accord(case).event(words) if isinstance(words, str) else None


def standard_of(case: Case) -> int | None:
    """The standard that a finding names, or that its event moved."""
    named, event = case.answers.get("standard"), cited(case)
    of_event = event.object_id if event is not None and event.noun == "standard" else None
    return named if named is not None else of_event


def _unknown(case: Case) -> Facts | None:
    words = case.answers.get("event")
    return {"event": words} if words is not None and cited(case) is None else None


def _elsewhere(case: Case) -> Facts | None:
    named = case.answers.get("standard")
    if named is None:
        return None
    event = cited(case)
    is_of_event = event is None or event.noun != "standard" or event.object_id == named
    return None if accord(case).has_standard(named) and is_of_event else {"standard": named}


event_there = of_answers(Rule("event_there", "设计", _unknown, Role.AUDITOR))
standard_there = of_answers(Rule("standard_there", "设计", _elsewhere, Role.AUDITOR))
finding_owed = present("finding_owed", owed, cites="设计")
finding_raised = present("finding_raised", raised, cites="设计")
finding_answered = present("finding_answered", answered, cites="设计", cure=Role.HANDLER)
