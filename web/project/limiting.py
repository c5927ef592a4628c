"""Limits on clauses as plain views: a clause with its limits, what of each stands, and what may be done with it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from flask import g

from web.present import day
from web.views.clauses import anchor
from workflow.picture.standing import Standing
from workflow.reads.texts import persons
from workflow.text.limits.judged import HOLDING, Judged, LimitState
from workflow.text.limits.limit import Limit
from workflow.vocabulary import Named
from workflow.words import language, say

View = dict[str, Any]
SHOWN: Final = {  # what the page may be narrowed to
    "waiting": frozenset({LimitState.PROPOSED, LimitState.LAPSED}),
    "held": HOLDING,
    "rejected": frozenset({LimitState.REJECTED}),
}


def limit_view(limit: Limit) -> View:
    """One limit in words."""
    return {
        "quantity": limit.quantity or say("（未写明指标）"),
        "condition": limit.condition,
        "shown": limit.shown.replace("～", "–") if language() == "en" else limit.shown,
        "force": say(f"force.{limit.force}"),
        "words": limit.words,
    }


def clause_rows(standing: Standing, found: Iterable[Judged], *, inside: bool) -> list[View]:
    """Clause by clause; who judged, and what may be done, is for those inside."""
    chosen = list(found)
    names = persons(g.session, {one.judgement.person_id for one in chosen if one.judgement}) if inside else {}
    return [
        {
            "id": anchor(clause.id),
            "label": " ".join(part for part in (clause.number, clause.title) if part),
            "rows": [_row(standing, one, names if inside else None) for one in ones],
        }
        for clause, ones in groupby(chosen, key=lambda one: one.clause)
    ]


def _row(standing: Standing, one: Judged, names: Mapping[int, Named] | None) -> View:
    shown = limit_view(one.limit) | {"name": one.name, "state": one.state.value, "told": _told(one)}
    if names is None:
        return shown
    by = one.judgement
    home = f"/standards/{standing.standard.id}/steps"
    return shown | {
        "by": say("{who}，{day}", who=names.get(by.person_id) or "", day=day(by.at)) if by else "",
        "waits": one.state is LimitState.PROPOSED,
        "state_href": f"{home}/state_limit?{urlencode(_asked(one))}",
        "reject_href": ""
        if one.state in SHOWN["rejected"] | SHOWN["waiting"] - {LimitState.PROPOSED}
        else f"{home}/reject_limits?{urlencode({'limits': one.name})}",
    }


def _told(one: Judged) -> str:
    return say("条文改过，待重新确认") if one.before else say(f"limitstate.{one.state}")


def _asked(one: Judged) -> dict[str, str]:
    """The form of a correction, filled with what stands; one whose words are gone is stated anew."""
    limit, values = one.limit, [*one.limit.values, ""]
    name = f"{one.clause.id}/new" if one.state in {LimitState.LAPSED, LimitState.REJECTED} else one.name
    told = {"limit": name, "quantity": limit.quantity, "condition": limit.condition, "operator": limit.operator.value}
    return told | {"bound": values[0], "bound_to": values[1], "measure": limit.unit, "force": limit.force.value}
