"""The source of a formula as tokens with a place in it."""

import re
from typing import Final

_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|\\|[0-9]+(?:\.[0-9]+)*|\s+|.", re.DOTALL)


class Tokens:
    """Commands, numbers, characters; blanks between them mean nothing except in words."""

    def __init__(self, source: str) -> None:
        self._all = _TOKEN.findall(source)
        self._at = 0

    def peek(self) -> str:
        """The next token that is no blank, not taken yet; empty at the end."""
        while self._at < len(self._all) and self._all[self._at].isspace():
            self._at += 1
        return self._all[self._at] if self._at < len(self._all) else ""

    def take(self) -> str:
        token = self.peek()
        self._at += 1
        return token

    def skip(self, *tokens: str) -> bool:
        """Take the next token if it is one of these."""
        found = self.peek() in tokens
        if found:
            self._at += 1
        return found

    def rest(self) -> str:
        """Everything that is left, as it was written."""
        left = "".join(self._all[self._at :])
        self._at = len(self._all)
        return left

    def words(self) -> tuple[str, bool]:
        """The words of a group in braces, signs behind a backslash bare; and whether the group was closed."""
        if not self.skip("{"):
            return self.take(), True
        said, depth = "", 1
        while self._at < len(self._all):
            token = self._all[self._at]
            self._at += 1
            depth += (token == "{") - (token == "}")
            if not depth:
                return said, True
            said += token[1:] if len(token) == 2 and token[0] == "\\" and not token[1].isalpha() else token
        return said, False
