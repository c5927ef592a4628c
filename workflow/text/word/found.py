"""What an office file gave: clauses, what was lost and where, changes that somebody tracked, and the images."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.text.clauses import Clause
from workflow.text.remarks import Remark


class LossKind(StrEnum):
    """What of an office file a text does not hold, or holds in another form."""

    COVER = "cover"
    CONTENTS = "contents"
    HEADER = "header"
    MADE = "made"
    TEXT_BOX = "text_box"
    FIELD = "field"
    COMMENT = "comment"
    IMAGE = "image"
    IMAGE_KIND = "image_kind"
    OBJECT = "object"
    EQUATION = "equation"
    NESTED_TABLE = "nested_table"
    TABLE_CHANGED = "table_changed"
    JOINED = "joined"
    SIGN = "sign"
    SYMBOL = "symbol"
    READING = "reading"
    CHARACTER = "character"
    FOOTNOTE = "footnote"
    DEEP = "deep"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Loss:
    """What was lost, at the end of which words, and the words themselves as far as there are any."""

    kind: LossKind
    place: str
    words: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A tracked change: in `line`, as it stood before, `after` takes the place of `before` at `offset`, all in the
    notation. An added line has an empty `line`; `clause` is where it stands, or the last one before it.
    """

    author: str
    at: str
    clause: str
    before: str
    after: str
    line: str = ""
    offset: int = 0


@dataclass(frozen=True)
class Wish:
    """Words of a clause as the author of tracked changes would have them: `words` in the place of `base`, which is the
    whole title or body, or a line whose place in the clause is not sure.
    """

    clause: str
    author: str
    at: str
    base: str
    words: str
    is_title: bool = False
    is_sure: bool = False


@dataclass(frozen=True)
class Imported:
    """The clauses, under their own ids, as they stood before the tracked changes."""

    clauses: tuple[Clause, ...]
    losses: tuple[Loss, ...]
    suggestions: tuple[Suggestion, ...]
    images: Mapping[str, bytes]
    remarks: tuple[Remark, ...] = ()
    wishes: tuple[Wish, ...] = ()


class Unreadable(ValueError):
    """A file that is no document of a word processor, or one larger than any standard; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
