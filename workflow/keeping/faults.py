"""Why something cannot be kept, restored or moved, as a sentence with its facts."""

from typing import Any


class CannotKeep(Exception):
    """Nothing was changed; the Chinese sentence is the key of its words."""

    def __init__(self, sentence: str, /, **facts: Any) -> None:
        super().__init__(sentence.format_map(facts))
        self.sentence = sentence
        self.facts = facts
