"""The law of the expert bank: who may be nominated, what must be readable, who may still be recognised or has left."""

import re
from datetime import date
from typing import Final

from workflow.accord.bank import Bank
from workflow.picture.standing import Case
from workflow.records.experts import Expert
from workflow.rules.agreeing import accord
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import Role, SeatRole

ICS: Final = re.compile(r"\d{2}(\.\d{3}(\.\d{2})?)?", re.ASCII)
CCS: Final = re.compile(r"[A-Z](\d{2})?", re.ASCII)
BETWEEN: Final = re.compile(r"[\s,，、;；]+")
PART: Final = re.compile(r"\s*[;；|\t]\s*")
MOST_JOBS: Final = 30
Job = tuple[str, date | None, date | None]


def codes_of(words: str) -> list[str]:
    """The ICS and CCS codes that somebody typed."""
    return sorted({part.upper() for part in BETWEEN.split(words) if part})


def jobs_of(words: str) -> tuple[list[Job], list[int]]:
    """A history as typed, a line each: unit; from; to. And the numbers of the lines that cannot be read."""
    jobs: list[Job] = []
    bad: list[int] = []
    for number, line in enumerate(words.splitlines(), 1):
        unit, *days = [part.strip() for part in PART.split(line.strip())]
        try:
            since, until = [_day(day) for day in [*days, "", ""][:2]]
        except ValueError:
            bad.append(number)
            continue
        if not unit and not days:
            continue
        if not unit or len(days) > 2 or len(unit) > 120 or (since and until and since > until):
            bad.append(number)
        jobs.append((" ".join(unit.split()), since, until))
    return jobs, bad if len(jobs) <= MOST_JOBS else [MOST_JOBS + 1]


def _day(words: str) -> date | None:
    """A day, or a month or a year, which is its first day."""
    parts = words.replace("/", "-").replace(".", "-").split("-") if words else []
    return date(*[int(part) for part in [*parts, "1", "1"][:3]]) if parts else None


def bank(case: Case) -> Bank:
    return accord(case).bank


def staying(case: Case) -> list[Expert]:
    """Who has not left."""
    return [one for one in bank(case).experts if one.left_at is None]


def own(case: Case) -> list[Expert]:
    """Whom the actor's region nominated and who has not left."""
    return [one for one in staying(case) if one.region_code == case.region]


def unvoiced(case: Case) -> list[Expert]:
    """Whom the actor's region has not recognised, whether his recognition is complete or not."""
    voices = bank(case).voices
    return [one for one in staying(case) if case.region not in voices.get(one.id, ())]


def recognitions(case: Case) -> int:
    """How many regions must recognise an expert, the one that nominated him among them."""
    value, members = case.standing.terms["experts.recognitions"].value, len(accord(case).members)
    return members if value == "all" else min(int(value), members)


def accounts(case: Case) -> dict[int, str]:
    """People of the actor's region with an expert's seat whom no expert of the bank is yet: by name."""
    known = {one.person_id for one in staying(case)}
    seats = ((seat, person) for seat, person in accord(case).roster if seat.role is SeatRole.EXPERT)
    return {p.id: p.name for seat, p in seats if seat.region_code == case.region and p.id not in known}


def _twice(case: Case) -> Facts | None:
    answers = case.answers
    if "full_name" not in answers or "employer" not in answers:
        return None
    same = [e for e in staying(case) if (e.name, e.unit) == (answers["full_name"], answers["employer"])]
    return {"name": answers["full_name"]} if same else None


def _odd_codes(case: Case) -> Facts | None:
    if "codes" not in case.answers:
        return None
    found = codes_of(case.answers["codes"])
    odd = [code for code in found if not ICS.fullmatch(code) and not CCS.fullmatch(code)]
    return {"codes": odd or "—"} if odd or not found else None


def _odd_history(case: Case) -> Facts | None:
    bad = jobs_of(case.answers.get("history") or "")[1]
    return {"lines": [str(number) for number in bad]} if bad else None


def _absence(case: Case) -> Facts | None:
    since, until = case.answers.get("away_from"), case.answers.get("away_until")
    return {"until": until} if until and (since is None or until < since) else None


def _nothing(case: Case) -> Facts | None:
    return {} if set(case.answers) <= {"expert"} else None


expert_new = of_answers(Rule("expert_new", "设计", _twice, Role.HANDLER))
codes_read = of_answers(Rule("codes_read", "设计", _odd_codes, Role.HANDLER))
history_read = of_answers(Rule("history_read", "设计", _odd_history, Role.HANDLER))
absence_read = of_answers(Rule("absence_read", "设计", _absence, Role.HANDLER))
expert_changed = of_answers(Rule("expert_changed", "设计", _nothing, Role.HANDLER))
own_expert = present("own_expert", own, cites="设计")
expert_waits = present("expert_waits", unvoiced, cites="设计")
