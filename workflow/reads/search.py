"""What a few words find among standards, the same on the board, in the API and in public: title, plan number, number,
serial, region; and for those who work on it also who took part.
"""

import sqlalchemy as sa

from workflow.records.numbers import RegionNumber, Serial
from workflow.records.people import Person
from workflow.records.places import Region
from workflow.records.standards import Drafter, Hand, Standard, StandardTrack
from workflow.spelling import folded
from workflow.vocabulary import Number, Track

MOST = 8  # words that are looked at
LONGEST = 9  # digits of a serial
Ids = sa.Select[int] | sa.CompoundSelect[int]


def says(words: str, inside: sa.ColumnElement[bool] | None = None) -> list[sa.ColumnElement[bool]]:
    """One condition a word, over `Standard`; two Chinese characters are a word like any other.

    `inside` holds for the standards of which the searcher may know more than what is released.
    """
    plain = [word for one in words.split()[:MOST] if (word := folded(one))]
    return [_found(word) if inside is None else sa.or_(_found(word), _within(word, inside)) for word in plain]


def _found(word: str) -> sa.ColumnElement[bool]:
    told = Standard.search_text.contains(word, autoescape=True)
    ids = [_numbered(word), _carried_by(word)]
    if word.isascii() and word.isdecimal() and len(word) <= LONGEST:
        ids.append(_with_serial(int(word)))
    return sa.or_(told, *(Standard.id.in_(one) for one in ids))


def _within(word: str, inside: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    ids: list[Ids] = [_of_persons(word), _of_regions(word)]
    return sa.and_(inside, sa.or_(*(Standard.id.in_(one) for one in ids)))


def _holds(told: sa.SQLColumnExpression[str], word: str) -> sa.ColumnElement[bool]:
    """Whether a column that is kept as it was written holds the word, folded as far as the database itself can."""
    return sa.func.replace(sa.func.lower(told), " ", "").contains(word, autoescape=True)


def _numbered(word: str) -> sa.Select[int]:
    return sa.select(RegionNumber.standard_id).where(_holds(RegionNumber.key, word))


def _with_serial(serial: int) -> sa.Select[int]:
    return sa.select(Serial.standard_id).where(Serial.serial == serial, Serial.state != Number.RETIRED)


def _places(word: str) -> sa.Select[str]:
    return sa.select(Region.code).where(sa.or_(_holds(Region.name_zh, word), _holds(Region.name_en, word)))


def _carried_by(word: str) -> sa.Select[int]:
    """Standards that a region of this name released."""
    return sa.select(RegionNumber.standard_id).where(RegionNumber.region_code.in_(_places(word)))


def _of_persons(word: str) -> sa.CompoundSelect[int]:
    """Projects that a person took part in, or is named to draft."""
    named = sa.select(Person.id).where(sa.or_(_holds(Person.name, word), _holds(Person.name_latin, word)))
    hands = sa.select(Hand.standard_id).where(Hand.person_id.in_(named))
    return sa.union(hands, sa.select(Drafter.standard_id).where(Drafter.person_id.in_(named)))


def _of_regions(word: str) -> sa.Select[int]:
    """Projects in which a region of this name takes part, or was asked to."""
    tracks = sa.select(StandardTrack.standard_id).where(StandardTrack.region_code.in_(_places(word)))
    return tracks.where(StandardTrack.state != Track.OUTSIDE)
