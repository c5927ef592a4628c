"""A named person settles a conflict or confirms a change of weight: what stands, the other, or words of one's own."""

from enum import StrEnum

from workflow.db import Outdated
from workflow.desk.pad import Edit, Pad, Told
from workflow.process.reasons import NotThere
from workflow.records.desks import DeskConflict


class Choice(StrEnum):
    STAYS = "stays"
    OTHER = "other"
    OWN = "own"


class Moved(Exception):
    """The sentence stands no more where and as it stood: it must be written in its clause."""


def standing(conflict: DeskConflict) -> str:
    """The words on the desk."""
    return conflict.theirs if conflict.is_weighty else conflict.ours


def other(conflict: DeskConflict) -> str:
    """The words that may take their place."""
    return conflict.base if conflict.is_weighty else conflict.theirs


def settle(pad: Pad, conflict_id: int, choice: Choice, own: str, person: int) -> None:
    """Settle one; Outdated where somebody did already, Moved where its place cannot be found any more."""
    conflict = pad.session.get(DeskConflict, conflict_id)
    if conflict is None or conflict.standard_id != pad.standard_id:
        raise NotThere
    if conflict.settled_at is not None:
        raise Outdated
    here = standing(conflict)
    words = {Choice.STAYS: here, Choice.OTHER: other(conflict), Choice.OWN: own}[choice]
    if words != here:
        pad.keep(conflict.clause_id, _replaced(pad, conflict, here, words), Edit(person), stood=True)
    conflict.settled_by, conflict.settled_at, conflict.settled_words = person, pad.at, words


def _replaced(pad: Pad, conflict: DeskConflict, here: str, words: str) -> Told:
    """The clause with other words in the one place where the sentence stands."""
    if conflict.clause_id not in pad.draft:
        raise Moved
    told = pad.words(conflict.clause_id)
    part = told.title if conflict.is_title else told.body
    if part == here:
        part = words
    elif here and part.count(here) == 1:
        part = part.replace(here, words)
    else:
        raise Moved
    return told._replace(title=part) if conflict.is_title else told._replace(body=part)
