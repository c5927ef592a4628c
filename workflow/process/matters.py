"""The lists that motions are chosen from: kinds, what they may name, those that wait for a word."""

from dataclasses import replace

from workflow.picture.standing import Case, Standing
from workflow.process.asking import maybe, pick
from workflow.process.choosing import clauses_of_draft, counted_regions, regions_in
from workflow.process.row import NONE_OF_THEM, Choice
from workflow.records.motions import Motion
from workflow.rules import motions
from workflow.rules.urging import owing
from workflow.vocabulary import MotionKind, Named
from workflow.words import say, speaking, word_key

FEW = 3  # clauses that a list names


def motion_kinds(case: Case) -> list[Choice]:
    """The kinds of motion that may be tabled while the standard stands where it stands."""
    return [Choice(kind.value, kind) for kind, law in motions.KINDS.items() if case.standing.state in law.during]


def other_regions(case: Case) -> list[Choice]:
    """Regions that some motion open now may name."""
    named = (law.names for law in motions.KINDS.values() if case.standing.state in law.during)
    return regions_in(*frozenset().union(*named))(case)


def _is_shared(case: Case) -> bool:
    """Whether there is a text whose clauses may be shared out."""
    return case.standing.draft is not None and case.standing.state in motions.KINDS[MotionKind.SHARE_CLAUSES].during


def _responsible(case: Case) -> list[Choice]:
    """Who may answer for clauses: participants, or all of them."""
    return [Choice(NONE_OF_THEM, say("全部参与地区")), *counted_regions(case)]


# What a motion to share out clauses says: which ones, and who is to answer for them.
SHARING = tuple(
    replace(maybe(pick(name, choices, many=True)), where=_is_shared)
    for name, choices in (("clauses", clauses_of_draft), ("responsible", _responsible))
)


def regions_owing(case: Case) -> list[Choice]:
    """Other regions that owe their part of the present gate."""
    return [Choice(code, case.standing.named(code)) for code in owing(case)]


def open_motions(case: Case) -> list[Choice]:
    """Every tabled motion; whose word it asks for is a rule, so that a refusal says why."""
    return [Choice(motion.id, name_of(case.standing, motion)) for motion in motions.tabled(case)]


def name_of(standing: Standing, motion: Motion) -> Named | MotionKind:
    """A motion by its kind and the region, or the clauses, that it names."""
    if motion.kind is MotionKind.SHARE_CLAUSES:
        labels = [name.zh for name in clauses_named(standing, motion)]
        some = "、".join(labels[:FEW]) + ("……" if len(labels) > FEW else "")
        named = Named("", some, some)
    elif motion.region_code is None:
        return motion.kind
    else:
        named = standing.named(motion.region_code)
    with speaking("zh"):
        zh = f"{say(word_key(motion.kind))}：{named.zh}"
    with speaking("en"):
        en = f"{say(word_key(motion.kind))}: {named.en}"
    return Named(str(motion.id), zh, en)


def clauses_named(standing: Standing, motion: Motion) -> list[Named]:
    """The clauses that a motion would share out, as the newest text orders and calls them; what went is left out."""
    digest, named = standing.draft.digest if standing.draft else {}, (motion.plan or {}).get("clauses", ())
    return [Named(id_, entry[2], entry[2]) for id_, entry in digest.items() if id_ in named]
