"""What a text may hold at most, however it came: the bounds of its JSON form, told by clause."""

from collections.abc import Iterable
from typing import Final

from workflow.text.clauses import Clause
from workflow.text.document import Malformed, read_body, schema, written_body

MOST_CLAUSES: Final = int(schema()["properties"]["clauses"]["maxItems"])
MOST_TITLE: Final = int(schema()["$defs"]["clause"]["properties"]["title"]["maxLength"])


def unfit(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses that could not be saved from the shared desk: too many paragraphs, or a frame that holds what is
    none, such as an image that is no hash.
    """
    return [clause for clause in clauses if not _fits(clause)]


def _fits(clause: Clause) -> bool:
    try:
        read_body(written_body(clause.body))
    except Malformed:
        return False
    return len(clause.title) <= MOST_TITLE
