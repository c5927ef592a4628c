"""Every act in a mirror's copy judged once more by the process table, from the leaves alone."""

from collections.abc import Sequence

from workflow.witnessing.grounds import Finding
from workflow.witnessing.lives import Leaf
from workflow.witnessing.payload import Store


def judged(leaves: Sequence[Leaf], store: Store) -> tuple[list[Finding], int]:
    return [], 0
