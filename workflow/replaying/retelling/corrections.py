"""Corrections: the value that an earlier act told wrongly, put right where it stands."""

from workflow.corrigible import CORRIGIBLE
from workflow.records.followups import StandardDuty
from workflow.records.papers import Paper
from workflow.replaying.retelling.book import Act, Book, write

KINDS = {(kind.step, kind.ask): kind.record for kind in CORRIGIBLE}


def tell(book: Book, act: Act) -> None:
    if act.name != "correct":
        return
    step, ask, *row_id = str(act.facts["fact"]).split(".")
    record = KINDS.get((step, ask))
    if record is None:
        return  # a file: the right one is a paper of this act's own
    if record is StandardDuty:
        rows = book.of(record, id=int(row_id[0]))
        if not rows:
            book.write_later(record, int(row_id[0]), **{ask: act.facts["now"]})
    else:
        own = {"region_code": act.region, ask: act.facts["was"]}
        rows = book.of(record, **own, **({"step": step} if record is Paper else {}))
    write(rows, **{ask: act.facts["now"]})
