"""Every kind of entries stands on exactly one shelf."""

from collections import Counter

from web.views.shelves import shelves
from workflow.kinds import all_kinds


def test_every_kind_stands_on_one_shelf() -> None:
    assert Counter(code for _, _, kinds in shelves() for code in kinds.split()) == Counter(list(all_kinds()))
