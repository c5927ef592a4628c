"""A list of units that are written to, a line each: kind, name, contact. Read for the rule, the effect and the page."""

import re
from dataclasses import dataclass
from typing import Final

from workflow.vocabulary import Source
from workflow.words import LANGUAGES, catalogue, word_key

BARRED: Final = re.compile(r"\s*[|｜]\s*")
PARTED: Final = re.compile(r"\s*[\t,，;；]\s*")  # where no bar parts the line
NAME: Final = 200  # signs of a name, and of a contact


@dataclass(frozen=True)
class Unit:
    """A department, company, association or other unit, and how it is reached."""

    source: Source
    name: str
    contact: str = ""


@dataclass(frozen=True)
class Units:
    """What was read of a list: the units once each, and the numbers of the lines that say none."""

    units: tuple[Unit, ...]
    wrong: tuple[int, ...]


def read(words: str) -> Units:
    """The units of a list; an empty line is none."""
    found: dict[str, Unit] = {}
    wrong = []
    for number, line in enumerate(words.splitlines(), 1):
        if not line.strip():
            continue
        unit = _unit(line)
        if unit is None:
            wrong.append(number)
        else:
            found.setdefault(unit.name, unit)
    return Units(tuple(found.values()), tuple(wrong))


def _unit(line: str) -> Unit | None:
    parted = BARRED if BARRED.search(line) else PARTED
    parts = [part.strip() for part in parted.split(line.strip(), maxsplit=2)]
    source = source_named(parts[0])
    if source is None or len(parts) < 2 or not parts[1] or any(len(part) > NAME for part in parts):
        return None
    return Unit(source, " ".join(parts[1].split()), parts[2] if len(parts) > 2 else "")


def source_named(word: str) -> Source | None:
    """A kind of unit by its word in any language, or as programs name it."""
    said = word.strip().casefold()
    named = {catalogue(tongue).get(word_key(kind), "").casefold(): kind for kind in Source for tongue in LANGUAGES}
    return (named | {kind.value: kind for kind in Source}).get(said) if said else None
