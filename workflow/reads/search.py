"""What a few words find among standards: title, number, serial, plan number, a person who took part, a region."""

import unicodedata

import sqlalchemy as sa

from workflow.records.numbers import RegionNumber, Serial
from workflow.records.people import Person
from workflow.records.places import Region
from workflow.records.standards import Drafter, Hand, Standard, StandardTrack
from workflow.vocabulary import Number, Track

MOST = 8  # words that are looked at
LONGEST = 9  # digits of a serial
DASHES = str.maketrans("—–‐", "---")


def says(words: str) -> list[sa.ColumnElement[bool]]:
    """One condition a word, over `Standard`; two Chinese characters are a word like any other."""
    plain = unicodedata.normalize("NFKC", words).translate(DASHES)
    return [_found(word) for word in plain.casefold().split()[:MOST]]


def _found(word: str) -> sa.ColumnElement[bool]:
    """Whether any of the things people search by holds the word."""
    titles = (Standard.search_text, sa.func.lower(Standard.title_zh), sa.func.lower(Standard.title_en))
    ids = [_numbered(word), _planned(word), _of_persons(word), _of_regions(word)]
    if word.isascii() and word.isdecimal() and len(word) <= LONGEST:
        ids.append(_with_serial(int(word)))
    return sa.or_(
        *(_plain(part).contains(word, autoescape=True) for part in titles), *(Standard.id.in_(one) for one in ids)
    )


def _plain(told: sa.SQLColumnExpression[str]) -> sa.ColumnElement[str]:
    """What is told with its dashes written as the words are."""
    return sa.func.replace(sa.func.replace(told, "—", "-"), "–", "-")


def _planned(word: str) -> sa.Select[int]:
    """The plan numbers as they stand today, corrected or not."""
    told = _plain(sa.func.lower(StandardTrack.plan_number))
    return sa.select(StandardTrack.standard_id).where(told.contains(word, autoescape=True))


def _numbered(word: str) -> sa.Select[int]:
    """A number in any spelling of its dash and its space."""
    tight = sa.func.replace(RegionNumber.key, " ", "")
    return sa.select(RegionNumber.standard_id).where(tight.contains(word.upper(), autoescape=True))


def _with_serial(serial: int) -> sa.Select[int]:
    return sa.select(Serial.standard_id).where(Serial.serial == serial, Serial.state != Number.RETIRED)


def _of_persons(word: str) -> sa.CompoundSelect[int]:
    """Projects that a person took part in, or is named to draft."""
    folded = (Person.name, Person.name_latin)
    named = sa.select(Person.id).where(sa.or_(*(sa.func.lower(p).contains(word, autoescape=True) for p in folded)))
    hands = sa.select(Hand.standard_id).where(Hand.person_id.in_(named))
    return sa.union(hands, sa.select(Drafter.standard_id).where(Drafter.person_id.in_(named)))


def _of_regions(word: str) -> sa.Select[int]:
    """Projects in which a region of this name takes part, or was asked to."""
    told = (Region.name_zh, sa.func.lower(Region.name_en))
    places = sa.select(Region.code).where(sa.or_(*(part.contains(word, autoescape=True) for part in told)))
    tracks = sa.select(StandardTrack.standard_id).where(StandardTrack.region_code.in_(places))
    return tracks.where(StandardTrack.state != Track.OUTSIDE)
