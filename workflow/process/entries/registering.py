"""The rows of registers: an entry is recorded, amended with a reason, ended; nothing of it is ever lost."""

from workflow.process import asking as ask
from workflow.process.row import Row, Scope
from workflow.rules import entering as law
from workflow.vocabulary import AgreementState, EntryState, Role

STANDING = frozenset({AgreementState.IN_FORCE, AgreementState.LAPSED})
KEEPERS = (Role.HANDLER, Role.SECRETARY, Role.DRAFTER, Role.IMPLEMENTER, Role.PROVINCE)
NEW: frozenset[EntryState] = frozenset()
RECORDED = frozenset({EntryState.RECORDED})
EVIDENCE = ask.maybe(ask.evidence("evidence"))
TOLD = (law.entry_standard, law.entry_parent, law.entry_key)

ROWS_OF_REGISTERS: tuple[Row, ...] = (
    Row(
        "enter_entry",
        None,
        Scope.ENTRY,
        NEW,
        EntryState.RECORDED,
        KEEPERS,
        STANDING,
        rules=(law.keeper, *TOLD),
        asks=(EVIDENCE,),
    ),
    Row(
        "amend_entry",
        None,
        Scope.ENTRY,
        RECORDED,
        None,
        KEEPERS,
        STANDING,
        rules=(law.keeper, law.own_entry, *TOLD, law.entry_changed),
        asks=(ask.prose("reason"), EVIDENCE),
    ),
    Row(
        "end_entry",
        None,
        Scope.ENTRY,
        RECORDED,
        EntryState.ENDED,
        KEEPERS,
        STANDING,
        rules=(law.keeper, law.own_entry),
        asks=(ask.prose("reason"), EVIDENCE),
    ),
)
