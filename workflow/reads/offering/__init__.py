"""What the product itself knows for each section of a drafting explanation, as words proposed to its writer.

Facts alone, in the language of standards; a section of which nothing is known proposes nothing. Nothing is written.
"""

from collections.abc import Callable, Iterable
from typing import Final

from workflow.picture.standing import Standing
from workflow.reads.offering import history, project, written
from workflow.text.blocks import Block
from workflow.text.notation import write
from workflow.words import speaking

Offer = Callable[[Standing], Iterable[Block]]
OFFERS: Final[dict[str, Offer]] = {
    "task": project.task,
    "necessity": project.necessity,
    "process": history.process,
    "principles": written.principles,
    "content": written.content,
    "revision": written.revision,
    "international": written.international,
    "relations": written.relations,
    "nature": project.nature,
    "patents": written.patents,
    "coordination": project.coordination,
    "dissent": history.dissent,
    "measures": project.measures,
    "withdrawal": project.withdrawal,
}


def offered(standing: Standing, section: str) -> str:
    """The words proposed for a section, in the notation; empty where nothing is known."""
    offer = OFFERS.get(section)
    with speaking("zh"):
        return write(offer(standing)) if offer else ""
