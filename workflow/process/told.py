"""What kind of matter an act is that regions tell each other of (信息公开和通报制度), and which acts weigh."""

from typing import Final

from workflow.process import agreement, standard
from workflow.process.entries import OF_NOUN
from workflow.process.row import Row, Scope
from workflow.vocabulary import NoticeKind, Noun, Stage, Tell

SHARED: Final = frozenset({Tell.GROUP, Tell.PARTICIPANTS, Tell.PUBLIC})
BY_STAGE: Final = {
    Stage.INITIATION: NoticeKind.PLAN,
    Stage.DRAFTING: NoticeKind.DRAFT,
    Stage.RELEASE: NoticeKind.RELEASE,
    Stage.IMPLEMENTATION: NoticeKind.IMPLEMENTATION,
}
# What the stage of a row does not say.
BY_STEP: Final[dict[NoticeKind, tuple[str, ...]]] = {
    NoticeKind.PLAN: ("extend_plan", "adjust_plan", "transfer_lead", "tell_plan_over", "put_plan_on_agenda", "admit"),
    NoticeKind.TEXT: ("freeze_text", "return_to_drafting", "share_clauses", "confirm_group", "name_drafters"),
    NoticeKind.REVIEW: (
        "call_review",
        "appoint_panel",
        "pass_review",
        "fail_review",
        "fail_review_again",
        "pass_review_here",
        "fail_review_here",
        "leave_after_failures",
        "end_after_failures",
        "revise_after_reviews",
        "close_reviews",
        "recall_review",
        "replace_member",
        "redo_vote",
        "open_review",
        "call_early_review",
        "take_review_position",
        "conclude_confirm",
        "conclude_revise",
        "reopen_review",
        "tell_review_late",
        "tell_panel_late",
    ),
    NoticeKind.CHANGE: (
        *(name for name in standard.ROWS if "amendment" in name),
        "start_revision",
        "replace",
        "revision_failed",
    ),
    NoticeKind.CORRECTION: ("correct",),
    NoticeKind.WITHDRAWAL: (
        "withdraw_proposal",
        "lapse_proposal",
        "decline",
        "conclude_withdraw",
        "repeal_here",
        "separate_here",
        "convert_below_floor",
        "end_without_regions",
        "withdraw_from_project",
        "lead_falls",
        "convert",
        "convert_before_release",
        "end_below_floor",
        "go_on_without",
        "pass_over",
        "terminate",
    ),
}
_KIND: Final = {step: kind for kind, steps in BY_STEP.items() for step in steps}


def kind_of(step: str) -> NoticeKind:
    """The matter of an act: by its name, else by the stage it belongs to."""
    row = standard.ROWS.get(step) or agreement.ROWS.get(step)
    usual = BY_STAGE.get(row.stage) if row is not None and row.stage is not None else None
    return _KIND.get(step) or usual or NoticeKind.OTHER


def is_shared(row: Row) -> bool:
    """Whether all partners know of it: what is told to one region or office alone is nobody else's news."""
    return bool(SHARED.intersection(row.tells))


def weighs(row: Row) -> bool:
    """Whether it is worth a message where only what weighs is wished: what must be acknowledged, or is public."""
    return row.receipt or Tell.PUBLIC in row.tells


# Acts beside the standards that all parties of the agreement know of, by the noun they are acts on.
TOLD_TO_PARTIES: Final[dict[str, NoticeKind]] = {
    **{row.name: NoticeKind.RECOGNITION for row in OF_NOUN[Noun.LIST]},
    **{row.name: NoticeKind.OTHER for row in (*OF_NOUN[Noun.MEETING], *OF_NOUN[Noun.OBLIGATION])},
    **{row.name: NoticeKind.OTHER for row in agreement.ROWS.values() if row.scope is Scope.CHANGE},
    **dict.fromkeys(("agreement_begins", "agreement_lapses", "rotate_chair"), NoticeKind.OTHER),
}

STEPS: Final = {kind: tuple(name for name in standard.ROWS if kind_of(name) is kind) for kind in NoticeKind}
SHARED_STEPS: Final = tuple(name for name, row in standard.ROWS.items() if is_shared(row))
PUBLIC_STEPS: Final = tuple(name for name, row in standard.ROWS.items() if Tell.PUBLIC in row.tells)
WEIGHTY_STEPS: Final = tuple(name for name, row in standard.ROWS.items() if is_shared(row) and weighs(row))
