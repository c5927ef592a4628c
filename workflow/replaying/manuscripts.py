"""The texts of a past standard: versions and their titles as acts told them, their words where somebody keeps them."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from workflow.picture.gathering import Late
from workflow.picture.standing import Standing
from workflow.records.texts import Version
from workflow.replaying.retelling.book import Cells
from workflow.replaying.retelling.versions import TITLES
from workflow.replaying.views import NotTold
from workflow.text.clauses import Text, meta_hash
from workflow.text.deviating import Placed, placed
from workflow.text.freshness import digest

Texts = Callable[[int], Text]  # the words of a version by its id; raises NotTold where they are not at hand


def no_texts(version: int) -> Text:
    """Nobody keeps the words here."""
    raise NotTold("texts")


class Manuscripts(Standing):
    """What of a past standard rests on its texts."""

    texts: Texts

    @cached_property
    def versions(self) -> list[Version]:
        found: list[Version] = self._life["versions"]
        for version in found:
            vars(version)["digest"] = Late(partial(self._digest, version.id))
            vars(version)["meta"] = Late(partial(self._meta, version))
            vars(version)["_besides"] = {**vars(version)["_besides"], "meta_hash": self._meta_hash(version)}
        return found

    def _digest(self, version: int) -> dict[str, Any]:
        return digest(self.texts(version).clauses)

    def _meta(self, version: Any) -> dict[str, Any]:
        """The metadata of a version, its participants in the order of the group."""
        told: Cells | None = version._cells.get("under")
        if told is None:
            raise NotTold("versions.meta")
        return {**told, "participants": [code for code in self.tracks if code in told["participants"]]}

    def _meta_hash(self, version: Any) -> str | None:
        """As it was taken then; nothing (like no other) where a title is not told."""
        told = version._cells.get("under") or {}
        return meta_hash(Text(self._meta(version), ())) if told.keys() >= set(TITLES) else None

    @cached_property
    def written(self) -> Text:
        return self.texts(self.versions[0].id) if self.versions else Text({}, ())

    @cached_property
    def deviations(self) -> list[Placed]:
        return list(placed(self.written.clauses))
