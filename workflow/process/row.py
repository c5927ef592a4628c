"""The shape of a line of the process table, of what it asks, and of what moves along with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workflow.picture.standing import Case
from workflow.rules.shapes import Rule
from workflow.vocabulary import Named, PaperKind, Role, Stage, Tell
from workflow.words import say, tell

EnumKind = type[StrEnum]


class Scope(StrEnum):
    """What a row moves: the joint standard, the actor's own track, a track named in the answers, or a part."""

    JOINT = "joint"
    OWN = "own"
    NAMED = "named"
    GATE = "gate"
    COMMENT = "comment"
    PANEL = "panel"
    NUMBER = "number"
    DUTY = "duty"
    MOTION = "motion"
    AMENDMENT = "amendment"
    AGREEMENT = "agreement"
    CHANGE = "change"
    SUGGESTION = "suggestion"
    WORD = "word"
    EXPERT = "expert"
    DRAW = "draw"
    FINDING = "finding"
    COMPARISON = "comparison"
    ENTRY = "entry"


class AskType(StrEnum):
    """Types of answers, as the API names them."""

    TEXT = "text"
    LONGTEXT = "longtext"
    DATE = "date"
    DATETIME = "datetime"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    REGION = "region"
    PERSON = "person"
    CLAUSES = "clauses"
    FILE = "file"
    STRUCTURE = "structure"


@dataclass(frozen=True)
class Choice:
    """One value that may be answered; the label is a name, an enum's member or a key of words."""

    value: Any
    label: Named | StrEnum | str


NONE_OF_THEM = "none"  # among several choices the one that, answered alone, means none of the others


@dataclass(frozen=True)
class Ask:
    """One field of a row's form. A `fact` stands in the log in clear, the rest as a salted commitment; what `is_text`
    becomes a version of the text, or a row, which the log knows by a hash; what `is_whole` is all of it. A `sole` one
    is asked only where there is a choice: where there is but one, it is meant. With `where` it is a field of the form
    only where that holds. `words` are its label where no catalogue knows its name: fields of a kind are data.
    """

    name: str
    type: AskType
    required: bool = True
    is_fact: bool = True
    many: bool = False
    choices: Callable[[Case], list[Choice]] | None = None
    kind: EnumKind | None = None
    paper: PaperKind | None = None
    least: int | None = None
    most: int = 4000
    is_ahead: bool = False
    is_past: bool = False
    is_text: bool = False
    is_whole: bool = False
    is_sole: bool = False
    where: Callable[[Case], bool] | None = None
    words: Named | None = None

    @property
    def label(self) -> str:
        """What the field is called in the language spoken."""
        return str(tell(self.words)) if self.words else say(f"ask.{self.name}")


@dataclass(frozen=True)
class Move:
    """What else moves with a row: everything of `what` that stands in `source` goes to `target` (or is counted on). Of
    tracks, only those of the regions for which `where` holds.
    """

    what: str
    source: frozenset[Any] = frozenset()
    target: Any = None
    where: Callable[[Case, str], bool] | None = None


# A row that leads back to where the standard stood when it was suspended.
BACK = Move("back")


@dataclass(frozen=True)
class Row:
    """One line: a verb, what it moves from where to where, who may, during what, under which rules, and what
    follows. With `receipt` each region that is told must acknowledge it; with `begets` the act brings forth another
    standard, whose life begins by the row of that name; with `is_felt` a row of an agreement is felt at once by every
    project under way. With `where` it is a row of the table only where that holds.
    """

    name: str
    stage: Stage | None
    scope: Scope
    source: frozenset[Any]
    target: StrEnum | None
    who: tuple[Role, ...]
    during: frozenset[Any] = frozenset()
    rules: tuple[Rule, ...] = ()
    asks: tuple[Ask, ...] = ()
    tells: tuple[Tell, ...] = ()
    moves: tuple[Move, ...] = field(default=())
    signs: bool = False
    receipt: bool = False
    begets: str = ""
    is_felt: bool = False
    where: Callable[[Case], bool] | None = None

    def asked(self, case: Case) -> tuple[Ask, ...]:
        """The fields of its form in this case."""
        return tuple(ask for ask in self.asks if ask.where is None or ask.where(case))

    @property
    def is_system(self) -> bool:
        return Role.SYSTEM in self.who
