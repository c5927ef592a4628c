"""The walk imitates effects instead of writing to a database; an effect that writes something else is noticed."""

import pytest

from tests.house.walk.recorded import written
from workflow.effects import EFFECTS
from workflow.process.row import Scope
from workflow.process.standard import ROWS
from workflow.rules.reminding import REMINDERS
from workflow.vocabulary import Joint

# What each imitated effect writes (`+`: a new record). Whoever changes a line looks at tests/house/walk/facts.py too.
IMITATED = {
    "open_consultation": "+Consultation +RegionWindow",
    "post_draft": "Consultation.closes_on RegionWindow.address RegionWindow.announcement RegionWindow.enquiries "
    "RegionWindow.host RegionWindow.posted_on RegionWindow.state",
    "extend_window": "Consultation.closes_on Consultation.days",
    "close_consultation": "Consultation.closed_at",
    "recall_consultation": "Consultation.closed_at",
    "name_drafters": "+Hand Drafter.until Standard.group_confirmed_at Standard.search_text "
    "StandardTrack.drafters_named_at",
    "confirm_group": "Drafter.is_editor Drafter.order Standard.group_confirmed_at",
    "save_draft": "+CommentUse +Version Standard.text_version",
    "freeze_text": "+Version Demand.met_in Standard.text_version",
    "withdraw_from_project": "Drafter.until Standard.group_confirmed_at StandardTrack.drafters_named_at",
    "lead_falls": "Standard.lead_region",
    "end_below_floor": "Standard.ending",
    "reserve_number": "+Serial",
    "confirm_number": "Serial.confirmed_at Serial.confirmed_by",
    "ask_void_number": "Serial.void_asked_at Serial.void_asked_by Serial.void_asked_region Serial.void_reason",
    "call_review": "+ReviewPanel",
    "appoint_panel": "+Hand PanelMember.is_chair PanelMember.is_user PanelMember.left_at ReviewPanel.noticed_at",
    "declare_interest": "PanelMember.interest",
    "replace_member": "PanelMember.is_present PanelMember.left_at PanelMember.signed_in_at "
    "PanelMember.vote PanelMember.voted_at",
    "open_vote": "PanelMember.is_present ReviewPanel.opened_at",
    "vote": "PanelMember.opinion PanelMember.vote PanelMember.voted_at",
    "redo_vote": "PanelMember.is_present PanelMember.signed_in_at PanelMember.vote PanelMember.voted_at",
    "pass_review": "+Demand ReviewPanel.concluded_at ReviewPanel.is_passed",
    "pass_review_here": "+Demand ReviewPanel.concluded_at ReviewPanel.is_passed",
    "fail_review_here": "ReviewPanel.concluded_at ReviewPanel.is_passed",
    "end_after_failures": "Standard.ending",
    "leave_after_failures": "Drafter.until StandardTrack.drafters_named_at",
    "convert_before_release": "Standard.ending",
    "fail_review": "ReviewPanel.concluded_at ReviewPanel.is_passed",
    "fail_review_again": "ReviewPanel.concluded_at ReviewPanel.is_passed Standard.ending",
    "take_position": "+Position",
    "approve_release": "+Position",
    "object_release": "+Position",
    "initiate": "+Position Standard.group_confirmed_at Standard.search_text StandardTrack.checks "
    "StandardTrack.plan_number StandardTrack.plan_until",
    "decline": "+Position",
    "withdraw_proposal": "Standard.ending",
    "lapse_proposal": "Standard.ending",
    "open_initiation": "Standard.decide_by",
    "invite": "StandardTrack.reply_by",
    "ask_to_join": "StandardTrack.department_id",
    "accept_invitation": "StandardTrack.department_id",
    "apply": "StandardTrack.department_id StandardTrack.plan_until",
    "schedule_release": "+Release",
    "confirm_release": "+Announcement",
    "seal_release": "Release.sealed_at",
    "call_off_release": "Release.ended_at",
    "abort_release": "Release.ended_at",
    "release": "+RegionNumber +StandardDuty Release.late_seconds Release.released_at Standard.effective_on "
    "Standard.released_at",
    "comment": "+Comment",
    "enter_comment": "+Comment",
    "merge_comment": "Comment.answer Comment.answered_at Comment.answered_by Comment.disposition Comment.into_id",
    "answer_comment": "Comment.answer Comment.answered_at Comment.answered_by Comment.disposition",
    "publish_answers": "Comment.published_at",
    "post_at_home": "StandardTrack.home_address StandardTrack.home_announcement StandardTrack.home_closes_on "
    "StandardTrack.home_enquiries StandardTrack.home_host StandardTrack.home_posted_on StandardTrack.home_text_hash",
    "remind_approver": "StandardTrack.rung StandardTrack.rung_due",
    "tell_chair": "StandardTrack.rung StandardTrack.rung_due",
    "put_on_agenda": "+StandardDuty StandardTrack.rung StandardTrack.rung_due",
    "convert": "Standard.ending",
    "open_review": "+Review StandardTrack.passed_over_at StandardTrack.review_stand",
    "call_early_review": "+Review StandardTrack.passed_over_at StandardTrack.review_stand",
    "take_review_position": "+Position StandardTrack.passed_over_at StandardTrack.review_stand",
    "conclude_confirm": "Review.concluded_at Review.outcome Review.stands Standard.review_from",
    "conclude_revise": "+StandardDuty Review.concluded_at Review.outcome Review.stands",
    "conclude_withdraw": "+StandardDuty Review.concluded_at Review.outcome Review.stands StandardTrack.repealed_on",
    "repeal_here": "+StandardDuty StandardTrack.repealed_on",
    "table_motion": "+Motion",
    "vote_motion": "+MotionVote",
    "carry_motion": "",
    "lose_motion": "",
    "suspend": "Motion.moved_at Standard.pauses Standard.stood_at Standard.suspended_until",
    "resume": "Motion.moved_at Standard.pauses Standard.since",
    "resume_when_due": "Standard.pauses Standard.since",
    "terminate": "Motion.moved_at Standard.ending",
    "extend_plan": "Motion.moved_at Standard.extensions",
    "adjust_plan": "Motion.moved_at Standard.search_text Standard.title_zh",
    "share_clauses": "+Version Motion.moved_at Standard.text_version",
    "transfer_lead": "Motion.moved_at Standard.lead_region",
    "go_on_without": "Drafter.until Motion.moved_at StandardTrack.drafters_named_at",
    "pass_over": "Motion.moved_at StandardTrack.passed_over_at",
    "admit": "Motion.moved_at StandardTrack.admitted_at",
    "overrule_department": "+Position",
    "adopt_rules": "Standard.rule_set_id",
    "announce_accession": "+Position +RegionNumber +StandardDuty Announcement.confirmed_at "
    "Announcement.document_number Announcement.filing_owner_id Announcement.issuer Announcement.proposer "
    "Announcement.replaces StandardTrack.effective_on",
    "amend_proposal": "Standard.ccs Standard.ics Standard.nature Standard.scope Standard.search_text "
    "Standard.title_en Standard.title_zh",
    "start_revision": "+Standard +StandardTrack",
    "reopen_review": "+Review StandardTrack.passed_over_at StandardTrack.review_stand",
    "revision_failed": "+Review StandardTrack.passed_over_at StandardTrack.review_stand",
    "replace": "Serial.standard_id",
    "accede": "Standard.search_text StandardTrack.admitted_at StandardTrack.effective_on StandardTrack.home_address "
    "StandardTrack.home_announcement StandardTrack.home_closes_on StandardTrack.home_enquiries "
    "StandardTrack.home_host StandardTrack.home_posted_on StandardTrack.home_text_hash "
    "StandardTrack.plan_number StandardTrack.repealed_on",
}
# Comments many at a time are as one by one; duties after release and claims of work decide nothing about the road.
BESIDE = {
    "remark",
    "sign_in",
    "mark_satisfaction",
    "take_back_comment",
    "answer_comments",
    "merge_comments",
    "assign_comments",
    "apply_comments",
    "weigh_comments",
    "hand_over_comments",
    "write_to",
    "note_reply",
    "correct",
    "pass_on_work",
    "urge",
    "inform_department",
    "tell_alike",
    "answer_alike",
    "waive_finding",
    "write_explanation",
    "confirm_deviation",
    "confirm_limits",
    "state_limit",
    "reject_limits",
    "claim_work",
    "hand_on_work",
    "mark_for_revision",
    "take_up_feedback",
    "plan_duty",
    "report_duty",
    "accept_duty",
}
TELLING = {*REMINDERS, "clear_agenda"}


def first_state(name: str) -> Joint:
    """The earliest state in which the row may be taken."""
    row = ROWS[name]
    states = row.source if row.scope is Scope.JOINT else row.during
    return next(joint for joint in Joint if joint in states)


@pytest.mark.parametrize("name", IMITATED)
def test_an_imitated_effect_writes_what_the_walk_knows_of(name: str) -> None:
    assert " ".join(sorted(written(name, first_state(name)))) == IMITATED[name]


def test_every_effect_is_imitated_or_beside_the_road() -> None:
    apart = {row.name for row in ROWS.values() if row.scope is Scope.AMENDMENT}
    assert EFFECTS.keys() - apart == IMITATED.keys() | BESIDE | TELLING
