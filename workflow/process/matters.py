"""The lists that motions are chosen from: kinds, regions they may name, those that wait for a word."""

from workflow.process.choosing import regions_in
from workflow.process.row import Choice
from workflow.records.motions import Motion
from workflow.rules import motions
from workflow.rules.urging import owing
from workflow.standing import Case, Standing
from workflow.vocabulary import MotionKind, Named
from workflow.words import say, speaking, word_key


def motion_kinds(case: Case) -> list[Choice]:
    """The kinds of motion that may be tabled while the standard stands where it stands."""
    return [Choice(kind.value, kind) for kind, law in motions.KINDS.items() if case.standing.state in law.during]


def other_regions(case: Case) -> list[Choice]:
    """Regions that some motion open now may name."""
    named = (law.names for law in motions.KINDS.values() if case.standing.state in law.during)
    return regions_in(*frozenset().union(*named))(case)


def regions_owing(case: Case) -> list[Choice]:
    """Other regions that owe their part of the present gate."""
    return [Choice(code, case.standing.named(code)) for code in owing(case)]


def open_motions(case: Case) -> list[Choice]:
    """Every tabled motion; whose word it asks for is a rule, so that a refusal says why."""
    return [Choice(motion.id, name_of(case.standing, motion)) for motion in motions.tabled(case)]


def name_of(standing: Standing, motion: Motion) -> Named | MotionKind:
    """A motion by its kind and the region it names."""
    if motion.region_code is None:
        return motion.kind
    named = standing.named(motion.region_code)
    with speaking("zh"):
        zh = f"{say(word_key(motion.kind))}：{named.zh}"
    with speaking("en"):
        en = f"{say(word_key(motion.kind))}: {named.en}"
    return Named(str(motion.id), zh, en)
