"""Deliberately faulty tables: each breaks the sound one in one place, and the walk must notice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workflow.process.row import Move, Row
from workflow.process.standard import TABLE
from workflow.vocabulary import Window

Rows = Sequence[Row]
Change = Callable[[Rows], Rows]

# What the straight road, leaving and coming back need; enough for every fault below and quick to walk.
LEAN = frozenset(
    [
        "propose",
        "invite",
        "open_initiation",
        "accept_invitation",
        "apply",
        "initiate",
        "decline",
        "begin_drafting",
        "name_drafters",
        "confirm_group",
        "save_draft",
        "freeze_text",
        "open_consultation",
        "post_draft",
        "close_consultation",
        "recall_consultation",
        "forgo_consultation",
        "return_to_drafting",
        "call_review",
        "appoint_panel",
        "declare_interest",
        "replace_member",
        "open_vote",
        "vote",
        "pass_review",
        "fail_review",
        "fail_review_again",
        "recall_review",
        "approve_release",
        "object_release",
        "reserve_number",
        "confirm_number",
        "schedule_release",
        "confirm_release",
        "abort_release",
        "seal_release",
        "call_off_release",
        "release",
        "enter_into_force",
        "withdraw_from_project",
        "lead_falls",
        "end_below_floor",
        "repeal_here",
        "convert_below_floor",
        "end_without_regions",
    ]
)
# The same without second attempts, for faults that only three regions show.
BARE = LEAN - frozenset(
    [
        "fail_review",
        "fail_review_again",
        "recall_consultation",
        "recall_review",
        "replace_member",
        "decline",
        "object_release",
        "call_off_release",
    ]
)


@dataclass(frozen=True)
class Fault:
    """A fault, the invariants that must report it, and how many regions it takes to show."""

    name: str
    change: Change
    reported: frozenset[str]
    regions: int = 2


def lean(names: frozenset[str] = LEAN) -> list[Row]:
    """The sound table, only those rows."""
    return [row for row in TABLE if row.name in names]


def without_row(*names: str) -> Change:
    return lambda rows: [row for row in rows if row.name not in names]


def without_rule(rule: str, *names: str) -> Change:
    """The rows go by without asking this rule."""

    def change(rows: Rows) -> Rows:
        return [_unruled(row, rule) if row.name in names else row for row in rows]

    return change


def _unruled(row: Row, rule: str) -> Row:
    assert any(r.name == rule for r in row.rules), f"{row.name} never asked {rule}"
    return replace(row, rules=tuple(r for r in row.rules if r.name != rule))


def without_moves(name: str, *what: str) -> Change:
    """The row no longer moves these along; all of them when none is named."""

    def keeps(move: Move) -> bool:
        return bool(what) and move.what not in what

    return lambda rows: [
        replace(row, moves=tuple(m for m in row.moves if keeps(m))) if row.name == name else row for row in rows
    ]


def closing_all(rows: Rows) -> Rows:
    """Windows that were never posted are closed with the others."""
    closed = Move("windows", frozenset({Window.PLANNED, Window.POSTED}), Window.CLOSED)
    return [replace(row, moves=(closed,)) if row.name == "close_consultation" else row for row in rows]


def both(*changes: Change) -> Change:
    def change(rows: Rows) -> Rows:
        for each in changes:
            rows = each(rows)
        return rows

    return change


ARRANGING = ("schedule_release", "release")
FAULTS = (
    Fault("nobody inherits the lead", without_row("lead_falls"), frozenset({"W12"})),
    Fault(
        "drafting begins over an undecided region", without_rule("all_decided", "begin_drafting"), frozenset({"W10"}), 3
    ),
    Fault("joiners are kept in consultation", without_moves("open_consultation"), frozenset({"W9"}), 3),
    Fault("the return keeps the approvals", without_moves("return_to_drafting"), frozenset({"W9"})),
    Fault(
        "a release is arranged below the floor",
        without_rule("floor_reached", "schedule_release"),
        frozenset({"W5 acts", "W10"}),
    ),
    Fault(
        "a release is arranged on approvals of an older text",
        without_rule("all_approved", "schedule_release"),
        frozenset({"W5 acts"}),
    ),
    Fault(
        "a release stands over an objection",
        without_row("abort_release", "call_off_release"),
        frozenset({"W5", "W9"}),
    ),
    Fault("calling off leaves tracks confirmed", without_moves("call_off_release"), frozenset({"W9"})),
    Fault("the release moves only the joint state", without_moves("release", "tracks"), frozenset({"W7", "W9"})),
    Fault("the release leaves the number reserved", without_moves("release", "serials"), frozenset({"W8"})),
    Fault("failures are not counted", without_moves("fail_review", "failures"), frozenset({"W1"})),
    Fault("a project below the floor never ends", without_row("end_below_floor"), frozenset({"W2"})),
    Fault("a review cannot be recalled", without_row("recall_review"), frozenset({"W3"})),
    Fault(
        "who left is still named in the text",
        both(without_rule("text_frozen", *ARRANGING), without_row("abort_release")),
        frozenset({"W5 acts"}),
        3,
    ),
    Fault("windows never posted are closed with the others", closing_all, frozenset({"W6 window"}), 3),
)
