"""The lists that motions are chosen from: kinds, regions they may name, those that wait for a word."""

from workflow.process.choosing import regions_in
from workflow.process.row import Choice
from workflow.records.motions import Motion
from workflow.rules import motions
from workflow.standing import Case
from workflow.vocabulary import Named
from workflow.words import say, speaking, word_key


def motion_kinds(case: Case) -> list[Choice]:
    """The kinds of motion that may be tabled while the standard stands where it stands."""
    return [Choice(kind.value, kind) for kind, law in motions.KINDS.items() if case.standing.state in law.during]


def other_regions(case: Case) -> list[Choice]:
    """Regions that some motion open now may name."""
    named = (law.names for law in motions.KINDS.values() if case.standing.state in law.during)
    return regions_in(*frozenset().union(*named))(case)


def motions_to_vote(case: Case) -> list[Choice]:
    """Tabled motions that ask for the word of the actor's region."""
    return [_matter(case, m) for m in motions.tabled(case) if case.region in motions.voters(case, m)]


def motions_tabled_here(case: Case) -> list[Choice]:
    return [_matter(case, m) for m in motions.tabled(case) if m.tabled_region == case.region]


def _matter(case: Case, motion: Motion) -> Choice:
    """A motion by its kind and the region it names."""
    if motion.region_code is None:
        return Choice(motion.id, motion.kind)
    named = case.standing.named(motion.region_code)
    with speaking("zh"):
        zh = f"{say(word_key(motion.kind))}:{named.zh}"
    with speaking("en"):
        en = f"{say(word_key(motion.kind))}: {named.en}"
    return Choice(motion.id, Named(str(motion.id), zh, en))
