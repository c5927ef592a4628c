"""What a region's machine cannot do, told in the language spoken with the technical cause behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from workflow.commands import Refusal
from workflow.log.keys import BadNote
from workflow.parcels.sealing import NotOurs
from workflow.witnessing import keys
from workflow.witnessing.copy import CopyBroken
from workflow.witnessing.memory import Damaged
from workflow.witnessing.sources import Unreachable
from workflow.witnessing.trusted import UnknownLog
from workflow.words import say

CANNOT: Final[dict[type[Exception], str]] = {
    keys.KeyUnfit: "cannot.key",
    NotOurs: "cannot.key",
    Damaged: "cannot.damaged",
    CopyBroken: "cannot.damaged",
    Unreachable: "cannot.reach",
    BadNote: "cannot.note",
    OSError: "cannot.file",
}


@contextmanager
def refusing() -> Iterator[None]:
    """What this machine cannot do is a refusal with its reason."""
    try:
        yield
    except UnknownLog as unknown:
        raise Refusal(f"{unknown}: {say('witnessed.unknown')}") from unknown
    except tuple(CANNOT) as why:
        kind = next(kind for kind in CANNOT if isinstance(why, kind))
        raise Refusal(say(CANNOT[kind], why=str(why))) from why
