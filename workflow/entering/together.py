"""Several entries at once: the same step on each, or the rows of a file; all of them or none."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from workflow.ceremony import Ceremony
from workflow.db import Database
from workflow.entering.door import Raw, Taken, begun, locked, moved, row_of
from workflow.kinds import Kind
from workflow.picture.standing import Seat
from workflow.process.entries import rows_of
from workflow.process.entries.fitting import is_telling
from workflow.requests import Sent


def take_all(
    database: Database,
    step: str,
    several: Mapping[int, Ceremony | None],
    seat: Seat | None,
    raw: Raw,
    *,
    at: datetime,
    key: str | None = None,
) -> list[Taken]:
    """The same step with the same answers on several entries, each with its own event and, where it signs, its own
    statement: all of them in one transaction, or none.
    """
    sent = Sent(seat, key, f"entries/{','.join(map(str, sorted(several)))}/{step}", raw)
    with database.write(at) as work:
        seen = {entry_id: locked(work, entry_id) for entry_id in sorted(several)}
        if (before := sent.answered(work)) is not None:
            return [Taken(**one) for one in before["several"]]
        done = [moved(work, seen[entry_id], step, seat, raw, several[entry_id]) for entry_id in sorted(several)]
        sent.remember(work, {"several": [vars(one) for one in done]})
    return done


def put_all(
    database: Database,
    agreement_id: int,
    kind: Kind,
    step: str,
    seat: Seat | None,
    rows: Iterable[tuple[int | None, Raw]],
    *,
    at: datetime,
) -> int:
    """Entries of a kind begun, and those that stand amended, each with its event: all or none. Gives how many."""
    begins, amends = row_of(step, kind, begins=True), amending(kind)
    done: list[Taken] = []
    with database.write(at) as work:
        for entry_id, raw in rows:
            if entry_id is None:
                done.append(begun(work, agreement_id, kind, begins, seat, raw))
            elif amends is not None:
                done.append(moved(work, locked(work, entry_id), amends, seat, raw, None))
    return len(done)


def amending(kind: Kind) -> str | None:
    """The step by which one that stands is told anew, if the noun knows one."""
    return next((row.name for row in rows_of(kind) if row.source and is_telling(row)), None)
