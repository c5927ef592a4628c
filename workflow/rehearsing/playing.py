"""The four samples of a rehearsal: a plain road, a silent region, an objection at release, a panel that fails once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.accord.picture import Accord
from workflow.accord.plan import Plan
from workflow.picture.standing import Standing
from workflow.process.reasons import Reason
from workflow.records.agreements import AgreementChange
from workflow.rehearsing.legs import (
    APPROVER,
    HANDLER,
    approved,
    drafted,
    editor,
    frozen,
    initiated,
    proposed,
    released,
    reviewed,
)
from workflow.rehearsing.stage import staged
from workflow.rehearsing.walking import Step, Stuck, Walk
from workflow.vocabulary import ChangeKind, Joint, Purpose

ANY_FIELD = "试演领域"


@dataclass(frozen=True)
class Played:
    """How one sample project went: its steps, where it ended, and what stopped it if anything did."""

    name: str
    steps: list[Step]
    state: Joint
    days: int
    stuck: Stuck | None

    @property
    def reasons(self) -> list[Reason]:
        return self.stuck.reasons if self.stuck else []


def rehearse(accord: Accord, change: AgreementChange, at: datetime) -> list[Played]:
    """Play all samples under the changed rules, each on a stage of its own."""
    return [_played(name, sample, accord, change, at) for name, sample in SAMPLES.items()]


def _played(name: str, sample: Callable[[Walk], None], accord: Accord, change: AgreementChange, at: datetime) -> Played:
    with staged(accord, change, at) as (stage, plan):
        walk = Walk(stage, plan, _branch(plan, change), list(plan.regions), at)
        stuck = None
        try:
            sample(walk)
        except Stuck as fault:
            stuck = fault
        state = walk.state if stage.standards else Joint.PROPOSED
        return Played(name, walk.steps, state, (walk.at - at).days, stuck)


def _branch(plan: Plan, change: AgreementChange) -> str:
    """A field for which the changed chain, or any chain, names a department."""
    if change.kind is ChangeKind.CHAIN:
        changed = plan.branches(change.region_code or "", Purpose(change.content["purpose"]))
        if changed[1:]:
            return str(changed[1])
    named = sorted({k.field for k in plan.links if k.field})
    return named[0] if named else ANY_FIELD


def _plain(walk: Walk) -> None:
    proposed(walk)
    for region in walk.regions:
        initiated(walk, region)
    _on(walk, walk.regions)


def _on(walk: Walk, regions: list[str]) -> None:
    """From the first draft to the effective date."""
    drafted(walk, regions)
    reviewed(walk, regions)
    frozen(walk, "final")
    for region in regions:
        approved(walk, region)
    released(walk, regions)


def _silent(walk: Walk) -> None:
    """The last region never answers; when it is overdue the others go on without it."""
    proposed(walk)
    others = walk.regions[:-1]
    for region in others:
        initiated(walk, region)
    walk.wait(walk.term("gate.days.initiation") + GRACE)
    walk.by(walk.lead, HANDLER, "table_motion", kind="go_on_without", region=walk.regions[-1], reason="—")
    for region in others:
        walk.by(region, APPROVER, "vote_motion", motion=_motion, position="agree")
    _on(walk, others)


def _motion(moment: Any) -> int:
    return int(moment.standing.motions[-1].id)


GRACE = 31  # days after which a region that owes is overdue for certain


def _objecting(walk: Walk) -> None:
    """The last region objects to the release; one clause is mended, and all approve the new text."""
    proposed(walk)
    for region in walk.regions:
        initiated(walk, region)
    drafted(walk, walk.regions)
    reviewed(walk, walk.regions)
    frozen(walk, "final")
    clause = walk.ask(_first_clause)
    why = {"reason": "—", "clauses": [clause], "lift": "—"}
    walk.by(walk.regions[-1], APPROVER, "object_release", position="disagree", **why)
    walk.act(editor(walk), "save_draft", clause=clause, title="范围", words="改后的条文。")
    frozen(walk, "final")
    for region in walk.regions:
        approved(walk, region)
    released(walk, walk.regions)


def _first_clause(standing: Standing) -> str:
    return next(iter(standing.frozen.digest)) if standing.frozen else ""


def _failing(walk: Walk) -> None:
    """The panel says no once; without another consultation the text is reviewed again and passes."""
    proposed(walk)
    for region in walk.regions:
        initiated(walk, region)
    drafted(walk, walk.regions)
    reviewed(walk, walk.regions, passes=False)
    frozen(walk, "consultation")
    walk.by(walk.lead, HANDLER, "forgo_consultation", declaration="—")
    reviewed(walk, walk.regions)
    frozen(walk, "final")
    for region in walk.regions:
        approved(walk, region)
    released(walk, walk.regions)


SAMPLES: dict[str, Callable[[Walk], None]] = {
    "sample.plain": _plain,
    "sample.silent": _silent,
    "sample.objecting": _objecting,
    "sample.failing": _failing,
}
