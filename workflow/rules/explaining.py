"""The law of the drafting explanation: what must be written by which text, and that what is handed in stands today."""

from typing import Final

from workflow import explanation
from workflow.explanation import Section
from workflow.picture.standing import Case, Standing
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import Joint, Named, Role, TextPurpose

GATE: Final = "gate"  # of `draft.explanation`; the other choice is advice
NEXT: Final = {
    Joint.DRAFTING: TextPurpose.CONSULTATION,
    Joint.ANSWERING: TextPurpose.REVIEW,
    Joint.APPROVING: TextPurpose.FINAL,
}


def is_gate(standing: Standing) -> bool:
    return bool(standing.terms["draft.explanation"].value == GATE)


def sections(standing: Standing) -> list[Section]:
    """The sections of this project's explanation."""
    return explanation.sections(standing.terms, is_revision=_is_revision(standing))


def due(standing: Standing, purpose: TextPurpose | None = None) -> list[Section]:
    """What must be written for the text that stands next, or for one of this purpose."""
    purpose = purpose or NEXT.get(standing.where)
    return explanation.due(standing.terms, purpose, is_revision=_is_revision(standing)) if purpose else []


def _is_revision(standing: Standing) -> bool:
    return standing.standard.is_revision or any(track.replaces for track in standing.tracks.values())


def content(standing: Standing) -> str:
    """The hash of the explanation as it stands; empty where nothing is written."""
    return explanation.content_hash({key: part.sha256 for key, part in standing.explained.items()})


def missing(standing: Standing, purpose: TextPurpose | None = None) -> list[Named]:
    """The sections that are due and empty."""
    found = {key for key, part in standing.explained.items() if part.sha256 != explanation.EMPTY}
    return [one.title for one in due(standing, purpose) if one.key not in found]


def _complete(case: Case) -> Facts | None:
    """Where the group made it a gate: every section that is due, and handed in as it is written here."""
    if not is_gate(case.standing):
        return None
    left = missing(case.standing, case.answers.get("purpose"))
    return {"n": len(left), "sections": left} if left else None


def _is_print(case: Case) -> Facts | None:
    """A print of the explanation must be one of what stands now; where it is a gate, nothing else is taken."""
    standing, file = case.standing, case.answers.get("explanation")
    if standing.explained and file in standing.explanation_prints:
        return None if standing.explanation_prints[file] == content(standing) else {}
    return {} if is_gate(standing) else None


def _from_newest(case: Case) -> Facts | None:
    """Nobody writes over what somebody else wrote meanwhile."""
    part, seen = case.standing.explained.get(case.answers.get("section", "")), case.answers.get("seen")
    if part is None or seen is None or seen == part.number:
        return None
    return {"n": part.number, "who": case.standing.person(part.person_id)}


explanation_complete = of_answers(
    Rule("explanation_complete", "《地方标准管理办法》（条号待核）；设计", _complete, Role.DRAFTER)
)
explanation_as_written = of_answers(Rule("explanation_as_written", "设计", _is_print, Role.EDITOR))
not_written_meanwhile = of_answers(Rule("not_written_meanwhile", "设计", _from_newest, Role.DRAFTER))
