"""What the four-property check looks at: the files of a bag, and what they were made from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.dossier.bag import Bag, File
from workflow.dossier.heads import Head
from workflow.dossier.views import View

Fault = str | None  # where, or nothing


@dataclass(frozen=True)
class Matter:
    """What the checks look at."""

    bag: Bag
    view: View
    heads: Sequence[Head]

    def under(self, folder: str, ending: str = "") -> Iterator[tuple[str, File]]:
        """The files of one folder."""
        for path, file in sorted(self.bag.files.items()):
            if path.startswith(f"data/{folder}") and path.endswith(ending):
                yield path, file

    def leaf_of(self, number: int) -> Any:
        return self.view.lines[number - 1].leaf


Check = Callable[[Matter], Iterator[Fault]]
