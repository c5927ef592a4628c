"""What a few words find among standards, the same on the board, in the API and in public: titles, numbers, whatever
else is said of a standard, and the text that is public; for those who work on it also its plan and who took part.
"""

import sqlalchemy as sa

from workflow.reads.needles import Term, terms
from workflow.records.numbers import Serial
from workflow.records.people import Person
from workflow.records.places import Region
from workflow.records.searching import PLACES, SearchPassage
from workflow.records.standards import Drafter, Hand, Standard, StandardTrack
from workflow.search import grams
from workflow.vocabulary import Number, Track

LONGEST = 9  # digits of a serial
Ids = sa.Select[int] | sa.CompoundSelect[int]


def says(words: str, inside: sa.ColumnElement[bool] | None = None) -> list[sa.ColumnElement[bool]]:
    """One condition a word, over `Standard`; two Chinese characters are a word like any other.

    `inside` holds for the standards of which the searcher may know more than what is public.
    """
    looked = terms(words)
    if inside is not None:
        return [sa.or_(Standard.id.in_(_met(term)), _within(term, inside)) for term in looked]
    # One set, since a planner that takes words for rare would go through the second's list for each of the first's.
    return [Standard.id.in_(_all([_met(term) for term in looked]))] if looked else []


def _all(sets: list[sa.Select[int]]) -> sa.Select[int] | sa.CompoundSelect[int]:
    return sa.intersect(*sets) if len(sets) > 1 else sets[0]


def _met(term: Term) -> sa.Select[int]:
    """Ids of the public standards that meet a term."""
    found = [_indexed(needle) for needle in term.needles]
    return sa.select(sa.union(*found).subquery().c.id) if len(found) > 1 else found[0]


def _indexed(needle: str) -> sa.Select[int]:
    """Ids of the standards that some passage with this needle is of."""
    found = grams.holding(needle)
    if len(needle) <= grams.SURE:
        return found.with_only_columns(grams.GRAMS.c.rowid.op(">>")(sa.literal_column(str(PLACES))).label("id"))
    found = found.join(SearchPassage, SearchPassage.id == grams.GRAMS.c.rowid)
    return found.where(holds(SearchPassage.told, needle)).with_only_columns(SearchPassage.standard_id.label("id"))


def holds(told: sa.SQLColumnExpression[str], word: str) -> sa.ColumnElement[bool]:
    """Whether folded words hold a folded word."""
    return told.contains(word, autoescape=True)


def _within(term: Term, inside: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    word = term.needles[0]
    ids: list[Ids] = [_of_persons(word), _of_regions(word)]
    if word.isascii() and word.isdecimal() and len(word) <= LONGEST:
        ids.append(_with_serial(int(word)))
    told = (holds(Standard.search_text, needle) for needle in term.needles)
    return sa.and_(inside, sa.or_(*told, *(Standard.id.in_(one) for one in ids)))


def _spelled(told: sa.SQLColumnExpression[str], word: str) -> sa.ColumnElement[bool]:
    """Whether a column that is kept as it was written holds the word, folded as far as the database itself can."""
    return holds(sa.func.replace(sa.func.lower(told), " ", ""), word)


def _with_serial(serial: int) -> sa.Select[int]:
    return sa.select(Serial.standard_id).where(Serial.serial == serial, Serial.state != Number.RETIRED)


def _of_persons(word: str) -> sa.CompoundSelect[int]:
    """Projects that a person took part in, or is named to draft."""
    named = sa.select(Person.id).where(sa.or_(_spelled(Person.name, word), _spelled(Person.name_latin, word)))
    hands = sa.select(Hand.standard_id).where(Hand.person_id.in_(named))
    return sa.union(hands, sa.select(Drafter.standard_id).where(Drafter.person_id.in_(named)))


def _of_regions(word: str) -> sa.Select[int]:
    """Projects in which a region of this name takes part, or was asked to."""
    places = sa.select(Region.code).where(sa.or_(_spelled(Region.name_zh, word), _spelled(Region.name_en, word)))
    tracks = sa.select(StandardTrack.standard_id).where(StandardTrack.region_code.in_(places))
    return tracks.where(StandardTrack.state != Track.OUTSIDE)
