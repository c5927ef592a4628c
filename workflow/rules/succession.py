"""The law of a revision 修订: one successor at a time, which takes the predecessor's place once it is in force."""

from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.records.standards import Standard
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import COUNTED, LIVE, Joint, Named, Role, Track

TAKEN_OVER = frozenset({Joint.IN_FORCE, Joint.UNDER_REVIEW, Joint.REVISING})


def running(standing: Standing) -> Standard | None:
    """The revision that is under way."""
    newest = standing.successor
    return newest if newest is not None and not newest.state.is_end else None


def taken_over(standing: Standing) -> bool:
    """Whether the revision is in force."""
    project = running(standing)
    return project is not None and project.state in TAKEN_OVER


def released_revision(standing: Standing) -> list[Standard]:
    """The revision that is released, and will be in force: the standard waits to be replaced by it."""
    project = running(standing)
    return [project] if project is not None and project.state in LIVE else []


def titled(standard: Standard) -> Named:
    return Named(str(standard.id), standard.title_zh, standard.title_en)


def _succeeded(case: Case) -> Facts | None:
    project = running(case.standing)
    return {"project": titled(project), "state": project.state} if project else None


no_successor = Rule("no_successor", "设计", _succeeded, Role.COORDINATOR)


def _not_taken_over(case: Case) -> Facts | None:
    project = running(case.standing)
    if taken_over(case.standing):
        return None
    return {"project": titled(project) if project else "—", "state": project.state if project else "—"}


successor_in_force = Rule("successor_in_force", "设计", _not_taken_over)


def _not_failed(case: Case) -> Facts | None:
    """One that ended before the present wish to revise was decided has been told already."""
    newest = case.standing.successor
    is_over = newest is not None and newest.state.is_end and newest.since >= case.standing.standard.since
    return None if is_over else {"state": newest.state if newest else "—"}


successor_ended = Rule("successor_ended", "设计", _not_failed)


def carried_on(case: Case, code: str) -> bool:
    """Whether the region takes part in the successor that is in force."""
    track: Track | None = case.standing.successor_tracks.get(code)
    return track in COUNTED


def left_behind(case: Case, code: str) -> bool:
    return not carried_on(case, code)


def _same_year(case: Case) -> Facts | None:
    """The serial stays, so that the year alone tells the editions apart."""
    before, instant = case.standing.predecessor, case.answers.get("instant")
    if before is None or before.released_at is None or instant is None:
        return None
    year = clock.day_of(before.released_at).year
    return {"year": year} if clock.day_of(instant).year <= year else None


year_of_its_own = of_answers(Rule("year_of_its_own", "设计", _same_year, Role.OFFICER))
