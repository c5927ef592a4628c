"""The parts of one standard, by what reading them costs; `standing` says what follows from them."""

from functools import cached_property

from workflow.picture.parts.evidence import EvidenceParts
from workflow.picture.parts.group import GroupParts
from workflow.picture.parts.heard import HeardParts
from workflow.picture.parts.lineage import LineageParts
from workflow.picture.parts.touched import TouchedParts

__all__ = ["Parts"]


class Parts(TouchedParts, LineageParts, HeardParts, EvidenceParts):
    """Everything that is known of one standard."""

    of_the_group = frozenset(
        {"_group", *(name for name, part in vars(GroupParts).items() if isinstance(part, cached_property))}
    )
