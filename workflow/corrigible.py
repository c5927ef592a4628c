"""Which facts of an earlier act may be corrected 更正, and where they stand: data. Numbers, texts, positions never."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.db import Record
from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.records.papers import Paper
from workflow.records.releases import Announcement
from workflow.records.standards import StandardTrack
from workflow.vocabulary import Duty, Named
from workflow.words import say, speaking

FILE = "file"


@dataclass(frozen=True)
class Corrigible:
    """One answer of a row that a region may correct: the column that keeps it, and its rows of the actor's region."""

    step: str
    ask: str
    record: type[Record]
    rows: Callable[[Case], list[Any]]

    @property
    def is_day(self) -> bool:
        return self.ask in ("dated", "done_on")


def _track(case: Case) -> list[StandardTrack]:
    return [track for code, track in case.standing.tracks.items() if code == case.region]


def _announced(case: Case) -> list[Announcement]:
    return [one for code, one in case.standing.announcements.items() if code == case.region]


def _reported(case: Case) -> list[StandardDuty]:
    return [d for d in case.standing.duties if d.region_code == case.region and d.state is not Duty.OPEN]


def _papers(*steps: str) -> Callable[[Case], list[Paper]]:
    return lambda case: [p for p in case.standing.papers if p.region_code == case.region and p.step in steps]


# What may be corrected, by the act that told it.
CORRIGIBLE: tuple[Corrigible, ...] = (
    Corrigible("initiate", "plan_number", StandardTrack, _track),
    Corrigible("initiate", "document_number", Paper, _papers("initiate")),
    Corrigible("initiate", "dated", Paper, _papers("initiate")),
    Corrigible("confirm_release", "document_number", Announcement, _announced),
    Corrigible("report_duty", "receipt_number", StandardDuty, _reported),
    Corrigible("report_duty", "done_on", StandardDuty, _reported),
)
FILES_OF = ("apply", "initiate", "open_consultation", "call_review", "confirm_release", "report_duty")


@dataclass(frozen=True)
class Fact:
    """One value as it stands: where it is kept, and which row of several."""

    key: str
    kind: Corrigible | None
    was: Any
    row_id: int | None = None

    @property
    def label(self) -> Named:
        """The act, the field and what stands there."""
        step, _, ask = self.key.partition(".")
        ask = ask.partition(".")[0]
        told = []
        for tongue in ("zh", "en"):
            with speaking(tongue):
                name = say("papers.file") if self.kind is None else say(f"ask.{ask}")
                told.append(say("correct.fact", step=f"step.{step}", name=name, was=self.was))
        return Named(self.key, *told)


def facts(case: Case) -> Iterator[Fact]:
    """Everything that the actor's region could correct now."""
    for kind in CORRIGIBLE:
        values: dict[Any, Fact] = {}
        for row in kind.rows(case):
            was = getattr(row, kind.ask)
            row_id = row.id if kind.record is StandardDuty else None
            key = ".".join([kind.step, kind.ask, *([str(row_id)] if row_id else [])])
            if was not in (None, ""):
                values.setdefault((row_id, was), Fact(key, kind, was, row_id))
        yield from values.values()
    for paper in _papers(*FILES_OF)(case):
        if paper.file_sha256:
            yield Fact(f"{paper.step}.{FILE}.{paper.id}", None, paper.name, paper.id)


def chosen(case: Case) -> Fact | None:
    """The fact that the answers name."""
    return next((fact for fact in facts(case) if fact.key == case.answers.get("fact")), None)


def value_of(fact: Fact, case: Case) -> Any:
    """The corrected value as its column keeps it; None where the answers give none that fits."""
    told = case.answers.get("right_value")
    if fact.kind is None:
        return case.answers.get(FILE)
    if not fact.kind.is_day or told is None:
        return told
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return None
    return day if day <= case.today else None
