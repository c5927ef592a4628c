"""Deliberately faulty tables: each breaks the sound one in one place, and the walk must notice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.house.walk.situation import APART
from workflow.picture.standing import Case
from workflow.process.row import Move, Row
from workflow.process.standard import TABLE
from workflow.rules.shapes import Rule
from workflow.vocabulary import LIVE, Joint, Stage, Track, Window

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


# What goes on while one of three regions is silent for ever.
PATIENT = LEAN - frozenset(
    ["fail_review", "fail_review_again", "replace_member", "object_release", "call_off_release", "forgo_consultation"]
) | frozenset(["go_on_without", "lapse_proposal", "transfer_lead"])
# The same of two, who stop for a while or part.
PAUSING = LEAN | frozenset(["suspend", "resume", "resume_when_due", "convert"])
# A standard from its release on.
LIVING = frozenset(row.name for row in TABLE if row.stage is Stage.IMPLEMENTATION or row.source & LIVE) - frozenset(
    ["accede", "post_at_home", "announce_accession"]
) | frozenset(["lead_falls", "pass_over", "transfer_lead"])


# Where each region reviews for itself, and where a last region goes on alone: rows that no other group knows.
BY_REGION = frozenset(
    ["pass_review_here", "fail_review_here", "leave_after_failures", "revise_after_reviews", "close_reviews"]
)
INSIDE = frozenset({"weigh_comments", "hand_over_comments"})  # where regions go through their comments first
BY_TERMS = BY_REGION | INSIDE | {"end_after_failures", "convert_before_release"}
TOGETHER_ONLY = frozenset(["pass_review", "fail_review", "fail_review_again"])
JUDGING = LEAN - TOGETHER_ONLY | BY_REGION
PASSING = PATIENT - TOGETHER_ONLY | {"pass_review_here", "close_reviews"}
CONVERTS = (("floor.before_release", "convert"),)


@dataclass(frozen=True)
class Fault:
    """A fault, the invariants that must report it, how many regions, which rows and terms it takes to show."""

    name: str
    change: Change
    reported: frozenset[str]
    regions: int = 2
    names: frozenset[str] | None = None
    agreed: tuple[tuple[str, Any], ...] = ()

    @property
    def base(self) -> frozenset[str]:
        """The rows of the sound table that are broken."""
        return self.names or (LEAN if self.regions == 2 else BARE)


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


def asking_all(rows: Rows) -> Rows:
    """Every region of the group must have approved, also one that takes no part."""

    def unapproved(case: Case) -> dict[str, Any] | None:
        codes = [code for code, track in case.standing.tracks.items() if track.state is not Track.APPROVED]
        return {"regions": codes} if codes else None

    rule = Rule("all_approved", "", unapproved)
    return [replace(row, rules=(*row.rules, rule)) if row.name == "schedule_release" else row for row in rows]


def resuming_elsewhere(rows: Rows) -> Rows:
    """Whatever stood still goes on in drafting."""
    resuming = ("resume", "resume_when_due")
    return [replace(row, target=Joint.DRAFTING, moves=()) if row.name in resuming else row for row in rows]


def leading_on(rows: Rows) -> Rows:
    """The lead passes on before the release, and never after it."""
    return [replace(row, source=row.source - LIVE) if row.name == "lead_falls" else row for row in rows]


def both(*changes: Change) -> Change:
    def change(rows: Rows) -> Rows:
        for each in changes:
            rows = each(rows)
        return rows

    return change


ARRANGING = ("schedule_release", "release")
FAULTS = (
    Fault(
        "a text passes that the panel rejected", without_rule("vote_carried", "pass_review"), frozenset({"W15 acts"})
    ),
    Fault(
        "a text passes over a panel that failed it",
        without_rule("panels_passed", "close_reviews"),
        frozenset({"W13"}),
        2,
        JUDGING,
        APART,
    ),
    Fault(
        "a region stays after its second failure",
        without_row("leave_after_failures"),
        frozenset({"W15"}),
        2,
        JUDGING,
        APART,
    ),
    Fault(
        "a silent panel holds the others",
        both(
            without_row("recall_review"),
            lambda rows: [
                replace(r, during=r.during - {Joint.REVIEWING}) if r.name == "go_on_without" else r for r in rows
            ],
        ),
        frozenset({"W4"}),
        3,
        PASSING,
        APART,
    ),
    Fault(
        "who may go on alone is also ended",
        without_rule("nobody_goes_on", "end_below_floor"),
        frozenset({"W13"}),
        2,
        LEAN | {"convert_before_release"},
        CONVERTS,
    ),
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
    Fault("approvals are asked of regions that left", asking_all, frozenset({"W4"}), 3, PATIENT),
    Fault("nobody goes on without a silent region", without_row("go_on_without"), frozenset({"W4"}), 3, PATIENT),
    Fault("a suspension does not end by itself", without_row("resume_when_due"), frozenset({"W11"}), 2, PAUSING),
    Fault("a suspended standard goes on elsewhere", resuming_elsewhere, frozenset({"W11"}), 2, PAUSING),
    Fault("one of several goes on alone", without_rule("one_left", "convert"), frozenset({"alone"}), 2, PAUSING),
    Fault("what no region carries stays in force", without_row("end_without_regions"), frozenset({"W2"}), 2, LIVING),
    Fault("a last region goes on for ever", without_row("convert_below_floor"), frozenset({"W2"}), 2, LIVING),
    Fault("a failed revision is not noticed", without_row("revision_failed"), frozenset({"W3"}), 2, LIVING),
    Fault("the lead repeals and goes on leading", leading_on, frozenset({"W12"}), 2, LIVING),
    Fault("a silent region holds a review", without_row("pass_over"), frozenset({"W4"}), 3, LIVING),
    Fault(
        "a review is concluded over a region that differs",
        without_rule("same_outcome", "conclude_confirm"),
        frozenset({"W10 review"}),
        2,
        LIVING,
    ),
    Fault(
        "the withdrawn keep their number", without_moves("conclude_withdraw", "serials"), frozenset({"W8"}), 2, LIVING
    ),
)
