"""The dossier page as plain views: what each profile opens, what it would contain now, the seals that were made."""

from collections.abc import Mapping
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from workflow.dossier.entitled import profiles
from workflow.dossier.handing import may_have
from workflow.dossier.planning import Plan
from workflow.dossier.sealing import against, event_of, of_standard
from workflow.reads.audit import scope_of
from workflow.reads.cosigned import Reach, reaches
from workflow.records.dossiers import Dossier
from workflow.records.people import Person
from workflow.records.standards import Standard
from workflow.vocabulary import Profile
from workflow.words import say, tell, word_key

COUNTED = ("events", "texts", "statements", "papers", "openings")


def choices(session: Session, standard: Standard) -> list[dict[str, Any]]:
    """The profiles that the seat may take, with what they open."""
    home = f"/standards/{standard.id}/dossier"
    return [
        {"name": say(word_key(p)), "words": say(f"dossier.opens.{p.value}"), "href": f"{home}/{p.value}"}
        for p in profiles(session, standard, g.seat)
    ]


def plan_view(session: Session, standard: Standard, plan: Plan) -> dict[str, Any]:
    """What a dossier would contain, or why none can be made."""
    counts = [{"term": say(f"dossier.count.{name}"), "words": f"{plan.counts[name]}"} for name in COUNTED]
    return {
        "profile": plan.reader.profile,
        "name": say(word_key(plan.reader.profile)),
        "words": say(f"dossier.opens.{plan.reader.profile.value}"),
        "counts": [one for one, name in zip(counts, COUNTED, strict=True) if plan.counts[name] or name == "events"],
        "withheld": [_withheld(path) for path in plan.withheld],
        "refusals": [reason.sentence for reason in against(session, standard)],
        "token": plan.token,
    }


def seals(session: Session, standard: Standard) -> list[dict[str, Any]]:
    """The seals of dossiers that the seat may have, the newest first."""
    found = [d for d in of_standard(session, standard.id) if may_have(session, g.seat, d)]
    logs = reaches(session, {d.log_id for d in found})
    return [_seal(session, dossier, standard, logs) for dossier in found]


def _seal(session: Session, dossier: Dossier, standard: Standard, logs: Mapping[int, Reach]) -> dict[str, Any]:
    event, person = event_of(session, dossier), session.get(Person, dossier.person_id) if dossier.person_id else None
    place = f"/audit/{dossier.log_id}/{dossier.index}"
    return {
        "n": dossier.id,
        "name": say(word_key(dossier.profile)),
        "at": tell(dossier.at),
        "cosigned": _cosigned(dossier, logs),
        "by": say("{who}", who=person.called) if person else _nobody(dossier),
        "events": dossier.last,
        "behind": standard.version - dossier.last,
        "hash": event.leaf_hash.hex(),
        "place": place if scope_of(session, g.seat) else "",
        "href": f"/standards/{standard.id}/dossier/seals/{dossier.id}",
    }


def _nobody(dossier: Dossier) -> str:
    """Who asked where no seat did: anybody may ask for what opens nothing."""
    return say("应公众请求") if dossier.profile is Profile.PUBLIC else say("服务器管理员")


def _cosigned(dossier: Dossier, logs: Mapping[int, Reach]) -> str:
    """How many regions cosigned a head over the seal, where any are to."""
    reach = logs[dossier.log_id]
    told = {"n": len(reach.by(dossier.index)), "needed": reach.needed}
    if not reach.needed:
        return ""
    return say("见证 {n}/{needed}", **told) if told["n"] >= reach.needed else say("待见证 {n}/{needed}", **told)


def _withheld(path: str) -> str:
    kind, _, name = path.partition("/")
    words = say(f"dossier.count.{kind}")
    return f"{words} {name}" if name else say("全部{kind}", kind=words)
