"""Who answers for which clause, as plain views: region by region, and what changed in it between two texts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from web.present import region
from web.views.clauses import anchor, label
from workflow.picture.standing import Standing
from workflow.records.places import Region
from workflow.text.clauses import Clause
from workflow.text.redline import ClauseChange
from workflow.words import say, tell


def shares_view(clauses: Sequence[Clause], places: Mapping[str, Region]) -> dict[str, Any] | None:
    """For each region the clauses that it alone, or with some others, answers for; None where all answer for all."""
    codes = list(dict.fromkeys(code for clause in clauses for code in clause.regions if code in places))
    if not codes:
        return None
    rows = [{"region": region(places[c]), "clauses": _links(o for o in clauses if c in o.regions)} for c in codes]
    return {"rows": rows, "all": _links(clause for clause in clauses if not clause.regions)}


def _links(clauses: Iterable[Clause]) -> list[dict[str, str]]:
    return [{"href": f"#{anchor(one.id)}", "words": one.number or label(one), "title": label(one)} for one in clauses]


def reshared(changes: Sequence[ClauseChange], standing: Standing) -> list[str]:
    """The clauses for which others answer than before, one line each."""
    return [
        say(
            "{clause}：原由{was}负责，现由{now}负责。",
            clause=label(c.new),
            was=_who(standing, c.old),
            now=_who(standing, c.new),
        )
        for c in changes
        if c.old is not None and c.new is not None and sorted(c.old.regions) != sorted(c.new.regions)
    ]


def _who(standing: Standing, clause: Clause) -> str:
    named = [standing.named(code) for code in clause.regions if code in standing.places]
    return str(tell(named)) if named else say("全部参与地区")
