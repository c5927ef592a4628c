"""What a witness or a mirror found wrong, as a note signed with its own key: readable by people, kept as evidence.

The text is `tongbiao/report/v1`, the log's origin, `size` and that of the head looked at, then one JSON object a line.
Its second line is no number, as a checkpoint's is: no report passes for a cosignature."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from workflow.log.cosignatures import CosigningKey, stamped
from workflow.log.keys import BadNote
from workflow.text.canonical import canonical

HEAD: Final = "tongbiao/report/v1"
MOST: Final = 100  # findings of one report; the rest is told by their number
_SIZE: Final = re.compile(r"size (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in the log `origin` under the head of `size` leaves; each finding is a flat object of its own."""

    origin: str
    size: int
    findings: tuple[Mapping[str, Any], ...]

    def text(self) -> bytes:
        lines = [canonical(dict(one)).decode() for one in self.findings[:MOST]]
        return "\n".join([HEAD, self.origin, f"size {self.size}", *lines, ""]).encode()

    def note(self, key: CosigningKey, *, at: int) -> bytes:
        """The report signed, to be handed to the host and to whoever asks."""
        text = self.text()
        return text + b"\n" + stamped(text, key, at=at).encode()

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Read the text of a note whose signature was verified."""
        lines = text.decode("utf-8", errors="replace").split("\n")
        size = _SIZE.fullmatch(lines[2]) if len(lines) > 3 else None
        if lines[0] != HEAD or size is None or lines.pop() or len(lines) > MOST + 3:
            raise BadNote("not a report")
        try:
            findings = tuple(json.loads(line) for line in lines[3:])
        except (ValueError, RecursionError) as broken:
            raise BadNote("a finding is one JSON object a line") from broken
        if not all(isinstance(one, dict) for one in findings):
            raise BadNote("a finding is an object")
        return cls(lines[1], int(size[1]), findings)
