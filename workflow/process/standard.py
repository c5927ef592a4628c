"""READ THIS FIRST. How a coordinated local standard comes to be: every step, who may take it, from where, and what follows.

Each row reads as a sentence. `Scope.JOINT` moves the standard, `OWN` the track of the actor's region, `NAMED` a track
named in the answers, the rest a part. A target of None leaves the state as it is. The state machine, the buttons, the
forms, the API, the inbox, the notices, the diagram and the help page are read off this table.
"""

from collections.abc import Callable
from dataclasses import replace

from workflow.judges import own_panels
from workflow.picture.standing import Case, Standing
from workflow.process import alike, amended, answered, commented, explained, heard, limiting, matters, panelled
from workflow.process import asking as ask
from workflow.process import choosing as among
from workflow.process.faulted import findings_to_waive
from workflow.process.row import BACK, Move, Row, Scope
from workflow.rules.acceding import (
    admitted,
    consulted_at_home,
    home_not_posted,
    home_posting_true,
    home_window_long_enough,
    not_before_others,
    text_identical,
    text_in_force,
)
from workflow.rules.amending import (
    amended_text_frozen,
    amendment_alone,
    amendment_posted,
    amendment_posting_true,
    amendment_unposted_here,
    amendment_window,
    amendment_window_over,
    amendments_left,
    carried_here,
    feedback_answered,
    is_erratum,
    not_frozen_yet,
    text_to_amend,
)
from workflow.rules.amendment_release import (
    amendment_approved,
    amendment_broken,
    amendment_chain,
    amendment_chain_ends,
    amendment_confirmed,
    amendment_department_owes,
    amendment_departments,
    amendment_gate_open,
    amendment_in_time,
    amendment_instant_come,
    amendment_lag,
    amendment_reasoned,
    amendment_said_anew,
    amendment_unapproved_here,
    amendment_unconfirmed_here,
    nobody_objects_to_it,
)
from workflow.rules.answering import comments_reached, inside_reasoned, none_into_itself, not_handed_over, words_placed
from workflow.rules.avoiding import panel_drawn, panel_untied
from workflow.rules.consulting import (
    all_answered,
    all_posted,
    answer_told,
    link_still_open,
    no_major_change,
    not_into_itself,
    not_posted_yet,
    once_posted,
    posting_true,
    still_asked,
    units_new,
    units_readable,
    window_long_enough,
    window_over,
)
from workflow.rules.correcting import correction_dated, correction_differs, correction_given, something_told
from workflow.rules.debts import below_rung, late_by, owes_something
from workflow.rules.deviating import deviation_waits, deviations_confirmed
from workflow.rules.drafting import draft_written, text_frozen, text_sound, words_given
from workflow.rules.explaining import explanation_as_written, explanation_complete, not_written_meanwhile
from workflow.rules.handing_on import work_left
from workflow.rules.implementing import (
    duty_begun,
    effective_date_come,
    excusable_left,
    has_office_mates,
    newer_rules,
    not_legal,
    not_own_report,
    receipt_given,
)
from workflow.rules.initiation import (
    agreement_stands,
    all_decided,
    amends_something,
    checks_done,
    city_empowered,
    floor_reached,
    group_confirmed,
    invitations_out,
    members_named,
    proposal_complete,
    special_law_cited,
)
from workflow.rules.items import item_numbered, item_worded, items_left
from workflow.rules.lateness import floor_without, overdue, owes_here
from workflow.rules.leaving import WRITTEN, below_floor_long, goes_on_alone, lapsed, lead_gone, nobody_goes_on, one_left
from workflow.rules.living import (
    carries_it,
    effective_here,
    goes_along,
    none_remain,
    one_left_long,
    passed_over,
    peers_told,
    review_due,
    review_said_new,
    same_outcome,
    takes_effect,
)
from workflow.rules.meeting import matter_settled
from workflow.rules.motions import (
    OWED_IN,
    WAITED_FOR,
    motion_carried,
    motion_over,
    motion_passes,
    suspension_over,
)
from workflow.rules.numbering import (
    exception_complete,
    no_number_yet,
    not_confirmed_yet,
    number_available,
    number_confirmed,
    second_keeper,
    serial_recorded,
    void_asked_elsewhere,
)
from workflow.rules.outcomes import spoke_of, spoke_of_it
from workflow.rules.positions import (
    chain_complete,
    chain_ends,
    department_owes,
    departments_spoke,
    gate_open,
    may_overrule,
    named_hands,
    not_approved_yet,
    not_said_already,
    other_hands,
    reason_given,
)
from workflow.rules.releasing import (
    all_approved,
    all_confirmed,
    dates_may_differ,
    in_time,
    instant_come,
    instant_far_enough,
    issuer_named,
    lag_enough,
    nobody_objects,
    own_day_later,
    papers_ready,
    release_broken,
    same_day,
)
from workflow.rules.remarking import own_interest_declared, papers_out, remarks_answered
from workflow.rules.reminding import HELD, REMINDERS, told_now
from workflow.rules.reviewing import (
    changes_made,
    first_failure,
    interests_declared,
    last_failure,
    named_panel_fit,
    notice_given,
    panel_fit,
)
from workflow.rules.reviewing_apart import (
    a_panel_failed,
    apart,
    none_spent,
    one_spent,
    panels_concluded,
    panels_passed,
    spent_here,
    together,
)
from workflow.rules.sealing import evidence_sealed, mirrors_registered
from workflow.rules.standstill import alike_untold
from workflow.rules.succession import (
    carried_on,
    left_behind,
    no_successor,
    successor_ended,
    successor_in_force,
    year_of_its_own,
)
from workflow.rules.tabling import (
    block_explained,
    extension_left,
    lead_is_new,
    motion_changes,
    motion_ends,
    motion_lasts,
    motion_names_fit,
    motion_names_none,
    motion_names_one,
    motion_new,
    motion_placed,
    motion_shares,
    not_extended_yet,
    not_voted_same,
    suspension_short,
    tabled_here,
    takes_part,
    termination_new,
    votes_here,
)
from workflow.rules.urging import not_urged_today, somebody_owes
from workflow.rules.voting import (
    at_a_meeting,
    not_barred,
    not_signed_in,
    one_vote,
    quorum_met,
    replies_over,
    vote_carried,
    vote_lost,
    vote_open,
    votes_in,
    votes_lacking,
)
from workflow.vocabulary import (
    BEFORE,
    COUNTED,
    LIVE,
    PUBLIC,
    UNDECIDED,
    WORKING,
    AlikeAnswer,
    AmendmentKind,
    AmendmentState,
    CommentState,
    Disposition,
    Duty,
    DutyKind,
    Gate,
    Joint,
    MotionKind,
    MotionState,
    Nature,
    Number,
    Outcome,
    Panel,
    PaperKind,
    ReviewStand,
    ReviewTrigger,
    Role,
    Satisfaction,
    SeatRole,
    Stage,
    Stand,
    Tell,
    TextPurpose,
    Track,
    Window,
)

S1, S2, S3, S4 = Stage
J, OWN, NAMED, GATE = Scope.JOINT, Scope.OWN, Scope.NAMED, Scope.GATE
COMMENT, PANEL, NUMBER, DUTY, MOTION = Scope.COMMENT, Scope.PANEL, Scope.NUMBER, Scope.DUTY, Scope.MOTION

AMENDMENT = Scope.AMENDMENT

NEW: frozenset[Joint] = frozenset()
JOINING = frozenset({Joint.INITIATING, Joint.DRAFTING})
USED = frozenset({Joint.IN_FORCE, Joint.UNDER_REVIEW, Joint.REVISING})
WRITING = frozenset({Joint.DRAFTING, Joint.ANSWERING, Joint.APPROVING})
ASKING = frozenset({Joint.CONSULTING, Joint.ANSWERING})
P, G, L, R = Tell.PARTICIPANTS, Tell.GROUP, Tell.LEAD, Tell.REGION
X, E, C, H, N, U = Tell.DEPARTMENTS, Tell.PANEL, Tell.COMMENTERS, Tell.CHAIR, Tell.OBSERVER, Tell.PUBLIC


def at(*states: Joint) -> frozenset[Joint]:
    return frozenset(states)


def tracks(source: frozenset[Track], target: Track, where: Callable[[Case, str], bool] | None = None) -> Move:
    return Move("tracks", source, target, where)


def reminder(name: str, *tells: Tell, scope: Scope = J, placed: frozenset[Track] = frozenset(Track)) -> Row:
    """A row that tells: of the standard, or of each region that it names, where its track stands so."""
    states, told = REMINDERS[name].states, (told_now(name),)
    if scope is NAMED:
        return Row(name, None, NAMED, placed, None, (Role.SYSTEM,), states, rules=told, tells=tells)
    return Row(name, None, J, states, None, (Role.SYSTEM,), rules=told, tells=tells)


CARRIED = frozenset({Track.ANNOUNCED, Track.IN_FORCE})
NOT_JOINED = tracks(frozenset({Track.ACCEDING}), Track.OUTSIDE)
RETIRED_NUMBER = Move("serials", frozenset({Number.USED}), Number.RETIRED)
BY_ITSELF = (ReviewTrigger.DUE, ReviewTrigger.REOPENED, ReviewTrigger.REVISION_FAILED)
CALLED = tuple(each for each in ReviewTrigger if each not in BY_ITSELF)
BACK_TO_INITIATED = tracks(frozenset({Track.APPROVED, Track.OBJECTED}), Track.INITIATED)
BACK_TO_APPROVED = tracks(frozenset({Track.CONFIRMED}), Track.APPROVED)
OPEN_WINDOWS = frozenset({Window.PLANNED, Window.POSTED})
OPEN_PANELS = frozenset({Panel.FORMING, Panel.NOTICED, Panel.VOTING})
OWN_PANEL = Move("own_panel", OPEN_PANELS, Panel.DISSOLVED)
GATES_VOID = Move("rounds")
TRUE_FINAL = text_frozen(TextPurpose.FINAL)
# What differs from group to group is asked where its terms ask for it.
PLAN_NUMBER = ask.where("plan.basis", "plan_number", ask.document("plan_number"))
ENDORSEMENT = ask.where("plan.basis", "endorsement", ask.paper("endorsement", PaperKind.ENDORSEMENT))
FILING_OWNER = ask.where("filing.owed", True, ask.pick("filing_owner", among.filing_owners))
OWN_DAY = replace(ask.maybe(ask.day("own_effective")), where=dates_may_differ)
YES = (Stand.AGREE, Stand.AGREE_NOTES)
NO = (Stand.DISCUSS, Stand.DISAGREE)

# What a region plans with the text; what the law asks of it the process opens by itself.
PLANNED = tuple(kind for kind in DutyKind if not kind.legal)
# fmt: off
TABLE: tuple[Row, ...] = (
    # --- stage one 分别立项 ---
    Row("propose", S1, J, NEW, Joint.PROPOSED, (Role.HANDLER, Role.APPLICANT), rules=(agreement_stands,),
        asks=(ask.text("title_zh", is_fact=True), ask.text("title_en", is_fact=True), ask.prose("scope"),
              ask.document("ics"), ask.document("ccs"), ask.one_of("nature", Nature), ask.maybe(ask.text("special_law", is_fact=True)),
              ask.document("field"), ask.territory(), ask.maybe(ask.day("wished_on")), ask.maybe(ask.paper("annex", PaperKind.ANNEX))),
        tells=(G,)),
    Row("amend_proposal", S1, J, at(Joint.PROPOSED, Joint.INITIATING), None, (Role.COORDINATOR,), rules=(amends_something,),
        asks=(ask.maybe(ask.text("title_zh", is_fact=True)), ask.maybe(ask.text("title_en", is_fact=True)), ask.maybe(ask.prose("scope")),
              ask.maybe(ask.document("ics")), ask.maybe(ask.document("ccs")), ask.maybe(ask.one_of("nature", Nature)),
              ask.maybe(ask.text("special_law", is_fact=True)), ask.territory(anew=True), ask.prose("reason")),
        tells=(P,), moves=(tracks(frozenset({Track.APPLIED, Track.INITIATED}), Track.ACCEPTED), GATES_VOID)),
    Row("withdraw_proposal", S1, J, at(Joint.PROPOSED), Joint.TERMINATED, (Role.COORDINATOR,), asks=(ask.prose("reason"),), tells=(P,)),
    Row("lapse_proposal", S1, J, at(Joint.PROPOSED), Joint.TERMINATED, (Role.SYSTEM,), rules=(lapsed,), tells=(P,)),
    Row("invite", S1, NAMED, frozenset({Track.OUTSIDE, Track.DECLINED, Track.WITHDREW}), Track.INVITED, (Role.COORDINATOR,),
        at(Joint.PROPOSED, *JOINING), rules=(agreement_stands,),
        asks=(ask.region("region", among.regions_in(Track.OUTSIDE, Track.DECLINED, Track.WITHDREW)), ask.term("reply_by")), tells=(R,)),
    Row("ask_to_join", S1, OWN, frozenset({Track.OUTSIDE}), Track.ACCEPTED, (Role.HANDLER,), JOINING,
        rules=(agreement_stands,), asks=(ask.pick("department", among.departments), ask.prose("reason")), tells=(P,)),
    Row("open_initiation", S1, J, at(Joint.PROPOSED), Joint.INITIATING, (Role.COORDINATOR,),
        rules=(agreement_stands, proposal_complete, invitations_out), asks=(ask.term("decide_by"),), tells=(P, N)),
    Row("accept_invitation", S1, OWN, frozenset({Track.INVITED}), Track.ACCEPTED, (Role.HANDLER,), JOINING,
        asks=(ask.pick("department", among.departments), ask.persons("contact", among.seated(SeatRole.HANDLER), many=False)), tells=(P,)),
    Row("apply", S1, OWN, frozenset({Track.ACCEPTED}), Track.APPLIED, (Role.APPLICANT,), JOINING, rules=(proposal_complete, other_hands),
        asks=(ask.paper("application", PaperKind.APPLICATION), ask.prose("opinion"), ask.text("unit", is_fact=True), ask.term("deadline"),
              ask.paper("fair_competition", PaperKind.FAIR_COMPETITION)), tells=(R,)),
    Row("return_application", S1, OWN, frozenset({Track.APPLIED}), Track.ACCEPTED, (Role.HANDLER,), JOINING,
        asks=(ask.prose("reason"), ask.prose("missing")), tells=(X, L), moves=(Move("own_round"),)),
    Row("initiate", S1, OWN, frozenset({Track.APPLIED}), Track.INITIATED, (Role.APPROVER,), JOINING,
        rules=(checks_done, special_law_cited, city_empowered, chain_ends, chain_complete, other_hands),
        asks=(ask.pick("checks", among.checks, many=True), PLAN_NUMBER, ask.document("document_number"), ask.past_day("dated"),
              ask.term("time_limit"), ask.paper("assessment", PaperKind.ASSESSMENT), ask.maybe(ask.paper("notice", PaperKind.PLAN_NOTICE)), ENDORSEMENT),
        tells=(P, U), signs=True),
    Row("decline", S1, OWN, UNDECIDED, Track.DECLINED, (Role.APPROVER,), at(*JOINING, Joint.SUSPENDED),
        rules=(other_hands,), asks=(ask.prose("reason"),), tells=(P,), moves=(Move("own_round"),), signs=True, receipt=True),
    Row("begin_drafting", S1, J, at(Joint.INITIATING), Joint.DRAFTING, (Role.SYSTEM,), rules=(all_decided, floor_reached), tells=(P, N)),

    # --- stage two 统一制定 ---
    Row("name_drafters", S2, OWN, frozenset({Track.INITIATED}), None, (Role.HANDLER,), at(Joint.DRAFTING), rules=(named_hands, other_hands),
        asks=(ask.persons("persons", among.seated(SeatRole.DRAFTER)), ask.text("unit", is_fact=True)), tells=(L,)),
    Row("confirm_group", S2, J, at(Joint.DRAFTING), None, (Role.COORDINATOR,), rules=(members_named, floor_reached),
        asks=(ask.persons("editor", among.group_members, many=False), ask.maybe(ask.persons("order", among.group_members))), tells=(P,)),
    Row("save_draft", S2, J, WRITING, None, (Role.DRAFTER,), rules=(words_given, comments_reached, other_hands),
        asks=(ask.maybe(ask.manuscript("text", most=400_000, whole=True)), ask.maybe(ask.structure("structure", most=4_000_000)), ask.maybe(ask.pick("clause", among.clauses_of_draft)), ask.maybe(ask.manuscript("title", most=300)),
              ask.maybe(ask.manuscript("words", most=40_000)), ask.maybe(ask.pick("comment", among.comments_in(*CommentState))))),
    Row("waive_finding", S2, J, WRITING, None, (Role.EDITOR,), rules=(draft_written, other_hands),
        asks=(ask.pick("finding", findings_to_waive), ask.prose("reason"))),
    Row("confirm_deviation", S2, J, WRITING, None, (Role.DRAFTER,), rules=(deviation_waits, other_hands),
        asks=(ask.pick("deviation", among.deviations_to_confirm), ask.prose("looked_at"), ask.prose("statement"))),
    *limiting.ROWS_OF_LIMITS,
    Row("write_explanation", S2, J, WRITING, None, (Role.DRAFTER,), rules=(not_written_meanwhile, other_hands),
        asks=(ask.pick("section", explained.sections_to_write), ask.maybe(ask.manuscript("said", most=40_000)),
              ask.maybe(ask.count("seen")), ask.maybe(ask.document("offered")))),
    Row("freeze_text", S2, J, WRITING, None, (Role.EDITOR,), rules=(group_confirmed, draft_written, remarks_answered, deviations_confirmed, text_sound, explanation_complete, explanation_as_written, other_hands),
        asks=(ask.one_of_listed("purpose", TextPurpose, among.freeze_purposes), ask.prose("summary"), ask.paper("explanation", PaperKind.EXPLANATION),
              ask.maybe(ask.pick("met", among.open_demands, many=True))), tells=(P,)),
    Row("open_consultation", S2, J, at(Joint.DRAFTING), Joint.CONSULTING, (Role.COORDINATOR,),
        rules=(floor_reached, group_confirmed, text_frozen(TextPurpose.CONSULTATION), window_long_enough),
        asks=(ask.count("days", least=1, most=365), ask.prose("written_to"), ask.paper("letter", PaperKind.LETTER), ask.maybe(ask.prose("gist"))), tells=(P, X),
        moves=(tracks(UNDECIDED, Track.OUTSIDE),)),
    Row("post_draft", S2, OWN, frozenset({Track.INITIATED}), None, (Role.HANDLER,), at(Joint.CONSULTING), rules=(not_posted_yet, posting_true, other_hands),
        asks=commented.WINDOW, tells=(P, U)),
    Row("write_to", S2, J, at(Joint.CONSULTING), None, (Role.HANDLER, Role.SECRETARY), rules=(units_readable, units_new), asks=commented.UNITS_WRITTEN_TO),
    Row("note_reply", S2, J, ASKING, None, (Role.PUBLIC, Role.HANDLER, Role.SECRETARY), rules=(link_still_open,), asks=commented.REPLIED),
    Row("comment", S2, COMMENT, frozenset(), CommentState.RECEIVED, (Role.PUBLIC, Role.COSIGNER, Role.REVIEWER, Role.DRAFTER), at(Joint.CONSULTING, *LIVE),
        rules=(still_asked,), asks=(*commented.SAID, *commented.BY_THE_PUBLIC)),
    Row("enter_comment", S2, COMMENT, frozenset(), CommentState.RECEIVED, (Role.SECRETARY, Role.HANDLER), ASKING,
        asks=(*commented.SAID, ask.paper("scan", PaperKind.SCAN), ask.past_day("received_on"))),
    Row("take_back_comment", S2, COMMENT, frozenset({CommentState.RECEIVED}), CommentState.TAKEN_BACK, (Role.PUBLIC,), at(Joint.CONSULTING),
        rules=(still_asked,), asks=(ask.text("receipt", most=120),)),
    Row("merge_comment", S2, COMMENT, frozenset({CommentState.RECEIVED}), CommentState.MERGED, (Role.DRAFTER, Role.SECRETARY), ASKING, rules=(comments_reached, not_into_itself),
        asks=(ask.pick("comment", among.comments_in(CommentState.RECEIVED)), ask.pick("into", among.comments_in(CommentState.RECEIVED, CommentState.ANSWERED)))),
    Row("extend_window", S2, J, at(Joint.CONSULTING), None, (Role.COORDINATOR,), asks=(ask.count("days", least=1, most=365), ask.prose("reason")), tells=(P, U)),
    Row("recall_consultation", S2, J, at(Joint.CONSULTING), Joint.DRAFTING, (Role.COORDINATOR,), asks=(ask.prose("reason"),), tells=(P, U),
        moves=(Move("windows", OPEN_WINDOWS, Window.RECALLED),)),
    Row("close_consultation", S2, J, at(Joint.CONSULTING), Joint.ANSWERING, (Role.SYSTEM,), rules=(all_posted, window_over, floor_reached), tells=(P,),
        moves=(Move("windows", frozenset({Window.POSTED}), Window.CLOSED), Move("windows", frozenset({Window.PLANNED}), Window.RECALLED))),
    Row("answer_comment", S2, COMMENT, frozenset({CommentState.RECEIVED, CommentState.ANSWERED}), CommentState.ANSWERED, (Role.DRAFTER, Role.SECRETARY),
        ASKING | LIVE | answered.JUDGED, rules=(comments_reached,), asks=(ask.pick("comment", answered.answerable), ask.one_of("disposition", Disposition), ask.prose("answer")), where=answered.answers),
    Row("answer_comments", S2, COMMENT, frozenset({CommentState.RECEIVED, CommentState.ANSWERED}), CommentState.ANSWERED, (Role.DRAFTER, Role.SECRETARY),
        ASKING | LIVE | answered.JUDGED, rules=(comments_reached,), asks=answered.ANSWER, where=answered.answers),
    Row("merge_comments", S2, COMMENT, frozenset({CommentState.RECEIVED}), CommentState.MERGED, (Role.DRAFTER, Role.SECRETARY, Role.HANDLER), ASKING,
        rules=(comments_reached, none_into_itself), asks=answered.MERGE),
    Row("assign_comments", S2, COMMENT, frozenset({CommentState.RECEIVED, CommentState.ANSWERED}), None, (Role.EDITOR, Role.SECRETARY), ASKING,
        rules=(comments_reached,), asks=answered.ASSIGN),
    Row("apply_comments", S2, COMMENT, frozenset({CommentState.RECEIVED, CommentState.ANSWERED}), CommentState.ANSWERED, (Role.DRAFTER,), WRITING,
        rules=(draft_written, comments_reached, words_placed, other_hands), asks=answered.APPLY),
    Row("weigh_comments", S2, COMMENT, frozenset({CommentState.RECEIVED}), None, (Role.HANDLER,), ASKING,
        rules=(not_handed_over, comments_reached, inside_reasoned), asks=answered.WEIGH, where=answered.consolidates),
    Row("hand_over_comments", S2, OWN, frozenset({Track.INITIATED}), None, (Role.HANDLER,), ASKING, rules=(not_handed_over,),
        asks=answered.HAND_OVER, tells=(P,), where=answered.consolidates),
    Row("publish_answers", S2, COMMENT, frozenset({CommentState.ANSWERED}), CommentState.PUBLISHED, (Role.COORDINATOR,), at(Joint.ANSWERING, *LIVE),
        rules=(all_answered,), tells=(C, P, U), where=answered.has_answers),
    Row("mark_satisfaction", S2, COMMENT, frozenset({CommentState.PUBLISHED, CommentState.MERGED}), None, (Role.PUBLIC,), rules=(answer_told,),
        asks=(ask.text("receipt", most=120), ask.one_of("satisfaction", Satisfaction)), tells=(L,)),
    Row("forgo_consultation", S2, J, at(Joint.DRAFTING), Joint.ANSWERING, (Role.COORDINATOR,),
        rules=(floor_reached, group_confirmed, text_frozen(TextPurpose.CONSULTATION), once_posted, no_major_change),
        asks=(ask.prose("declaration"),), tells=(P,), moves=(tracks(UNDECIDED, Track.OUTSIDE),)),
    Row("return_to_drafting", S2, J, at(Joint.ANSWERING, Joint.APPROVING), Joint.DRAFTING, (Role.COORDINATOR,),
        asks=(ask.prose("reason"), ask.maybe(ask.clauses("clauses"))), tells=(P,), moves=(BACK_TO_INITIATED, GATES_VOID)),
    Row("call_review", S2, J, at(Joint.ANSWERING), Joint.REVIEWING, (Role.SECRETARY,),
        rules=(floor_reached, all_answered, text_frozen(TextPurpose.REVIEW), other_hands),
        asks=(ask.pick("by_letter", panelled.meeting_or_letter), ask.term("meets_on"), ask.maybe(ask.text("place", is_fact=True)), ask.maybe(ask.prose("agenda"))), tells=(P, E)),
    Row("appoint_panel", S2, PANEL, frozenset({Panel.FORMING}), Panel.NOTICED, (Role.SECRETARY,), at(Joint.REVIEWING), rules=(named_panel_fit, panel_untied, panel_drawn, other_hands),
        asks=(ask.sole("panel", panelled.panels_forming), ask.persons("experts", among.seated(SeatRole.EXPERT, own_region=False)), ask.persons("chair", among.seated(SeatRole.EXPERT, own_region=False), many=False),
              ask.persons("users", among.seated(SeatRole.EXPERT, own_region=False)), ask.maybe(ask.paper("draw_record", PaperKind.DRAW_RECORD))), tells=(P, E)),
    Row("remark", S2, COMMENT, frozenset(), CommentState.RECEIVED, (Role.REVIEWER,), at(Joint.REVIEWING),
        rules=(papers_out, own_interest_declared, not_barred, other_hands), asks=commented.WORDS),
    Row("declare_interest", S2, PANEL, frozenset({Panel.FORMING, Panel.NOTICED}), None, (Role.REVIEWER,), at(Joint.REVIEWING), rules=(not_barred,),
        asks=(ask.pick("interest", panelled.interests), ask.maybe(ask.prose("detail")))),
    Row("replace_member", S2, PANEL, frozenset({Panel.NOTICED, Panel.VOTING}), Panel.FORMING, (Role.SECRETARY,), at(Joint.REVIEWING),
        asks=(ask.persons("person", panelled.panel_members, many=False), ask.prose("reason")), tells=(E, P)),
    Row("sign_in", S2, PANEL, frozenset({Panel.NOTICED}), None, (Role.REVIEWER,), at(Joint.REVIEWING), rules=(notice_given, not_signed_in, not_barred), where=at_a_meeting),
    Row("open_vote", S2, PANEL, frozenset({Panel.NOTICED}), Panel.VOTING, (Role.CHAIR,), at(Joint.REVIEWING),
        rules=(interests_declared, panel_fit, notice_given, quorum_met, other_hands), asks=(panelled.THERE,), tells=(E,)),
    Row("vote", S2, PANEL, frozenset({Panel.VOTING}), None, (Role.REVIEWER,), at(Joint.REVIEWING), rules=(interests_declared, one_vote, not_barred, other_hands),
        asks=(ask.one_of("position", Stand, (*YES, Stand.DISAGREE, Stand.ABSTAIN)), ask.maybe(ask.prose("opinion"))), signs=True),
    Row("redo_vote", S2, PANEL, frozenset({Panel.VOTING}), Panel.NOTICED, (Role.CHAIR,), at(Joint.REVIEWING), rules=(votes_lacking, replies_over),
        asks=(ask.prose("reason"),), tells=(E, P)),
    Row("pass_review", S2, J, at(Joint.REVIEWING), Joint.APPROVING, (Role.CHAIR,), rules=(vote_open, votes_in, vote_carried, floor_reached),
        asks=(ask.paper("minutes", PaperKind.MINUTES), ask.maybe(ask.prose("demands"))), tells=(P,),
        moves=(Move("panels", OPEN_PANELS, Panel.CONCLUDED),), signs=True, where=together),
    Row("fail_review", S2, J, at(Joint.REVIEWING), Joint.DRAFTING, (Role.CHAIR,), rules=(vote_open, votes_in, vote_lost, first_failure),
        asks=(ask.paper("minutes", PaperKind.MINUTES), ask.prose("reason")), tells=(P,),
        moves=(Move("panels", OPEN_PANELS, Panel.CONCLUDED), Move("failures")), signs=True, where=together),
    Row("fail_review_again", S2, J, at(Joint.REVIEWING), Joint.TERMINATED, (Role.CHAIR,), rules=(vote_open, votes_in, vote_lost, last_failure),
        asks=(ask.paper("minutes", PaperKind.MINUTES), ask.prose("reason")), tells=(P, N),
        moves=(Move("panels", OPEN_PANELS, Panel.CONCLUDED), Move("failures")), signs=True, where=together),
    Row("pass_review_here", S2, PANEL, frozenset({Panel.VOTING}), Panel.CONCLUDED, (Role.CHAIR,), at(Joint.REVIEWING), rules=(votes_in, vote_carried),
        asks=(ask.paper("minutes", PaperKind.MINUTES), ask.maybe(ask.prose("demands"))), tells=(P,), signs=True, where=apart),
    Row("fail_review_here", S2, PANEL, frozenset({Panel.VOTING}), Panel.CONCLUDED, (Role.CHAIR,), at(Joint.REVIEWING), rules=(votes_in, vote_lost),
        asks=(ask.paper("minutes", PaperKind.MINUTES), ask.prose("reason")), tells=(P,), signs=True, where=apart),
    Row("leave_after_failures", S2, NAMED, frozenset({Track.INITIATED}), Track.WITHDREW, (Role.SYSTEM,), at(Joint.REVIEWING), rules=(spent_here,), tells=(P, H, N),
        moves=(Move("own_round"),), receipt=True, where=ask.holds("review.region_failure", "leaves")),
    Row("end_after_failures", S2, J, at(Joint.REVIEWING), Joint.TERMINATED, (Role.SYSTEM,), rules=(one_spent,), tells=(P, N), receipt=True,
        where=ask.holds("review.region_failure", "ends")),
    Row("revise_after_reviews", S2, J, at(Joint.REVIEWING), Joint.DRAFTING, (Role.SYSTEM,), rules=(panels_concluded, a_panel_failed, none_spent), tells=(P,), where=apart),
    Row("close_reviews", S2, J, at(Joint.REVIEWING), Joint.APPROVING, (Role.SYSTEM,), rules=(panels_concluded, panels_passed, floor_reached), tells=(P,), where=apart),
    Row("recall_review", S2, J, at(Joint.REVIEWING), Joint.ANSWERING, (Role.SECRETARY,), asks=(ask.prose("reason"),), tells=(P, E),
        moves=(Move("panels", OPEN_PANELS, Panel.DISSOLVED),)),

    # --- stage three 共商发布 ---
    Row("take_position", None, GATE, frozenset(Gate), None, (Role.COSIGNER, Role.HANDLER, Role.PROVINCE), at(*JOINING, Joint.APPROVING, *LIVE),
        rules=(gate_open, departments_spoke, not_said_already, reason_given, other_hands), asks=ask.POSITION, tells=(R,), signs=True),
    Row("overrule_department", None, GATE, frozenset({Gate.WAITING, Gate.BLOCKED}), None, (Role.APPROVER,), at(*JOINING, Joint.APPROVING, *LIVE),
        rules=(department_owes, may_overrule, other_hands),
        asks=(ask.pick("department", among.cosigners_owing), ask.document("document_number"), ask.paper("document", PaperKind.OTHER), ask.prose("reason")),
        tells=(X, R), signs=True),
    Row("approve_release", S3, OWN, frozenset({Track.INITIATED, Track.OBJECTED, Track.APPROVED}), Track.APPROVED, (Role.APPROVER,), at(Joint.APPROVING),
        rules=(TRUE_FINAL, changes_made, chain_ends, chain_complete, not_approved_yet, other_hands),
        asks=(ask.one_of("position", Stand, YES), ask.maybe(ask.prose("notes"))), tells=(P,), signs=True),
    Row("object_release", S3, OWN, frozenset({Track.INITIATED, Track.APPROVED, Track.CONFIRMED}), Track.OBJECTED, (Role.APPROVER,),
        at(Joint.APPROVING, Joint.SCHEDULED, Joint.SEALED), rules=(TRUE_FINAL, reason_given, other_hands),
        asks=(ask.one_of("position", Stand, NO), ask.prose("reason"), ask.clauses("clauses"), ask.prose("lift")), tells=(P, H), signs=True, receipt=True),
    Row("reserve_number", S3, NUMBER, frozenset({Number.FREE}), Number.RESERVED, (Role.KEEPER,), at(Joint.APPROVING),
        rules=(no_number_yet, number_available, serial_recorded, exception_complete, other_hands),
        asks=(ask.maybe(ask.count("serial", least=1)), ask.maybe(ask.count("part", most=99)), ask.maybe(ask.region("kept_by", among.counted_regions)),
              ask.maybe(ask.document("own_number")), ask.maybe(ask.prose("kept_reason"))), tells=(P,)),
    Row("confirm_number", S3, NUMBER, frozenset({Number.RESERVED}), None, (Role.KEEPER,), at(Joint.APPROVING),
        rules=(second_keeper, not_confirmed_yet, other_hands), tells=(P,), signs=True),
    Row("ask_void_number", S3, NUMBER, frozenset({Number.RESERVED}), None, (Role.KEEPER,), at(Joint.APPROVING), rules=(other_hands,),
        asks=(ask.prose("reason"),), tells=(P,), signs=True),
    Row("void_number", S3, NUMBER, frozenset({Number.RESERVED}), Number.RETIRED, (Role.KEEPER,), at(Joint.APPROVING),
        rules=(void_asked_elsewhere, other_hands), asks=(ask.prose("reason"),), tells=(P,), signs=True),
    Row("schedule_release", S3, J, at(Joint.APPROVING), Joint.SCHEDULED, (Role.OFFICER,),
        rules=(floor_reached, remarks_answered, TRUE_FINAL, changes_made, all_approved, nobody_objects, number_confirmed, mirrors_registered, instant_far_enough, year_of_its_own, lag_enough, other_hands),
        asks=(ask.instant("instant"), ask.day("effective"), ask.maybe(ask.prose("lag_reason")), ask.maybe(ask.region("cover_order", among.counted_regions, many=True))),
        tells=(P, N), signs=True),
    Row("confirm_release", S3, OWN, frozenset({Track.APPROVED}), Track.CONFIRMED, (Role.OFFICER,), at(Joint.SCHEDULED), rules=(papers_ready, issuer_named, same_day, own_day_later, other_hands),
        asks=(ask.document("document_number"), ask.document("issuer"), ask.maybe(ask.document("proposer")), ask.maybe(ask.document("replaces")),
              FILING_OWNER, OWN_DAY, ask.maybe(ask.paper("announcement", PaperKind.ANNOUNCEMENT))), tells=(P,), signs=True),
    Row("abort_release", S3, J, at(Joint.SCHEDULED, Joint.SEALED), Joint.APPROVING, (Role.SYSTEM,), rules=(release_broken,), tells=(P, H), moves=(BACK_TO_APPROVED,), receipt=True),
    Row("seal_release", S3, J, at(Joint.SCHEDULED), Joint.SEALED, (Role.SYSTEM,), rules=(all_confirmed, in_time, evidence_sealed, floor_reached, nobody_objects), tells=(P,)),
    Row("call_off_release", S3, J, at(Joint.SCHEDULED, Joint.SEALED), Joint.APPROVING, (Role.OFFICER,), asks=(ask.prose("reason"),), tells=(P, H),
        moves=(BACK_TO_APPROVED,), signs=True, receipt=True),
    Row("release", S3, J, at(Joint.SEALED), Joint.RELEASED, (Role.SYSTEM,),
        rules=(instant_come, all_confirmed, nobody_objects, TRUE_FINAL, number_confirmed, floor_reached), tells=(G, N, U),
        moves=(tracks(frozenset({Track.CONFIRMED}), Track.ANNOUNCED), Move("serials", frozenset({Number.RESERVED}), Number.USED)), receipt=True),
    Row("register_release", S3, J, NEW, Joint.RELEASED, (Role.SECRETARY,),
        asks=(ask.text("title_zh", is_fact=True), ask.maybe(ask.text("title_en", is_fact=True)), ask.document("numbers"), ask.maybe(ask.day("released_on")),
              ask.maybe(ask.day("effective_on")), ask.document("source"), ask.document("confidence"))),

    # --- stage four 协同实施 ---
    Row("enter_into_force", S4, J, at(Joint.RELEASED), Joint.IN_FORCE, (Role.SYSTEM,), rules=(effective_date_come,), tells=(P, U),
        moves=(tracks(frozenset({Track.ANNOUNCED}), Track.IN_FORCE, takes_effect),)),
    Row("enter_into_force_here", S4, NAMED, frozenset({Track.ANNOUNCED}), Track.IN_FORCE, (Role.SYSTEM,), at(Joint.IN_FORCE, Joint.UNDER_REVIEW, Joint.REVISING),
        rules=(effective_here,), tells=(P, U)),
    *heard.ROWS_OF_FEEDBACK,
    Row("plan_duty", S4, DUTY, frozenset(), Duty.OPEN, (Role.IMPLEMENTER, Role.HANDLER, Role.COORDINATOR), at(Joint.APPROVING, Joint.SCHEDULED, *LIVE),
        asks=(ask.one_of("kind", DutyKind, PLANNED),
              ask.text("title", is_fact=True), ask.pick("owner", among.organs_of_region), ask.term("due_on")), tells=(P,)),
    Row("report_duty", S4, DUTY, frozenset({Duty.OPEN}), Duty.REPORTED, (Role.IMPLEMENTER,), BEFORE | PUBLIC, rules=(duty_begun, receipt_given),
        asks=(ask.pick("duty", among.duties_in(Duty.OPEN)), ask.past_day("done_on"), ask.maybe(ask.document("receipt_number")), ask.prose("account"),
              ask.maybe(ask.paper("evidence", PaperKind.EVIDENCE))), tells=(P,)),
    Row("accept_duty", S4, DUTY, frozenset({Duty.REPORTED}), Duty.ACCEPTED, (Role.COORDINATOR, Role.PROVINCE, Role.CHAIRING), BEFORE | LIVE, rules=(not_own_report,),
        asks=(ask.pick("duty", among.duties_in(Duty.REPORTED)),), tells=(R,)),
    Row("send_back_duty", S4, DUTY, frozenset({Duty.REPORTED}), Duty.OPEN, (Role.COORDINATOR, Role.PROVINCE, Role.CHAIRING), BEFORE | LIVE, rules=(not_own_report,),
        asks=(ask.pick("duty", among.duties_in(Duty.REPORTED)), ask.prose("reason")), tells=(R,)),
    Row("excuse_duty", S4, DUTY, frozenset({Duty.OPEN}), Duty.EXCUSED, (Role.COORDINATOR,), BEFORE | LIVE, rules=(excusable_left, not_legal, not_own_report),
        asks=(ask.pick("duty", among.excusable_duties), ask.prose("reason")), tells=(P,)),

    # --- review 复审, and leaving what is in force ---
    Row("open_review", S4, J, at(Joint.IN_FORCE), Joint.UNDER_REVIEW, (Role.SYSTEM,), rules=(review_due,), tells=(P, X), moves=(GATES_VOID,), receipt=True),
    Row("call_early_review", S4, J, at(Joint.IN_FORCE), Joint.UNDER_REVIEW, (Role.HANDLER, Role.SECRETARY), rules=(carries_it, other_hands),
        asks=(ask.one_of("trigger", ReviewTrigger, CALLED), ask.paper("evidence", PaperKind.EVIDENCE), ask.prose("reason")), tells=(P, X), moves=(GATES_VOID,)),
    Row("take_review_position", S4, OWN, CARRIED, None, (Role.APPROVER,), at(Joint.UNDER_REVIEW), rules=(chain_ends, chain_complete, spoke_of_it, review_said_new, other_hands),
        asks=(ask.one_of("outcome", ReviewStand), ask.prose("reason"), ask.maybe(ask.paper("evidence", PaperKind.EVIDENCE))), tells=(P,), signs=True),
    Row("conclude_confirm", S4, J, at(Joint.UNDER_REVIEW), Joint.IN_FORCE, (Role.COORDINATOR,), rules=(same_outcome(ReviewStand.CONFIRM), other_hands),
        asks=(ask.paper("announcement", PaperKind.ANNOUNCEMENT),), tells=(P, N, U), moves=(GATES_VOID,), signs=True),
    Row("conclude_revise", S4, J, at(Joint.UNDER_REVIEW), Joint.REVISING, (Role.COORDINATOR,), rules=(same_outcome(ReviewStand.REVISE), other_hands),
        asks=(ask.paper("announcement", PaperKind.ANNOUNCEMENT), ask.term("revise_by")), tells=(P, N, U), moves=(GATES_VOID,), signs=True),
    Row("conclude_withdraw", S4, J, at(Joint.UNDER_REVIEW), Joint.WITHDRAWN, (Role.COORDINATOR,), rules=(same_outcome(ReviewStand.WITHDRAW), other_hands),
        asks=(ask.paper("announcement", PaperKind.ANNOUNCEMENT), ask.day("repealed_on")), tells=(P, N, U),
        moves=(tracks(CARRIED, Track.REPEALED, goes_along), tracks(CARRIED, Track.SEPARATED, passed_over), NOT_JOINED, RETIRED_NUMBER), signs=True, receipt=True),
    Row("repeal_here", S4, OWN, CARRIED, Track.REPEALED, (Role.APPROVER,), LIVE, rules=(chain_ends, chain_complete, spoke_of(Outcome.REPEAL), peers_told, other_hands),
        asks=(ask.prose("reason"), ask.document("document_number"), ask.day("repealed_on"), ask.maybe(ask.document("replaced_by"))), tells=(G, N, U),
        moves=(Move("own_round"),), signs=True, receipt=True),
    Row("separate_here", S4, OWN, CARRIED, Track.SEPARATED, (Role.APPROVER,), LIVE, rules=(chain_ends, chain_complete, spoke_of(Outcome.SEPARATE), other_hands),
        asks=(ask.prose("reason"), ask.document("document_number")), tells=(G, N, U), moves=(Move("own_round"),), signs=True, receipt=True),
    Row("convert_below_floor", None, J, LIVE, Joint.CONVERTED, (Role.SYSTEM,), rules=(one_left_long,), tells=(G, N, U),
        moves=(tracks(CARRIED, Track.SEPARATED), NOT_JOINED), receipt=True),
    Row("end_without_regions", None, J, LIVE, Joint.WITHDRAWN, (Role.SYSTEM,), rules=(none_remain, no_successor), tells=(G, N, U), moves=(NOT_JOINED, RETIRED_NUMBER), receipt=True),

    # --- amendments 修改单: a few clauses of a standard in force, beside its own life ---
    Row("propose_amendment", S4, AMENDMENT, frozenset(), AmendmentState.PROPOSED, (Role.HANDLER,), at(Joint.IN_FORCE, Joint.UNDER_REVIEW),
        rules=(carried_here, text_to_amend, amendment_alone, amendments_left, item_worded, item_numbered, other_hands),
        asks=(ask.one_of("kind", AmendmentKind), *amended.ITEM, ask.prose("reason")), tells=(P,)),
    Row("word_amendment", S4, AMENDMENT, frozenset({AmendmentState.PROPOSED, AmendmentState.APPROVING}), None, (Role.HANDLER,), USED,
        rules=(carried_here, items_left, item_worded, item_numbered, other_hands),
        asks=(*amended.ITEM, ask.prose("reason")), tells=(P,)),
    Row("freeze_amendment", S4, AMENDMENT, frozenset({AmendmentState.PROPOSED, AmendmentState.APPROVING}), None, (Role.COORDINATOR,), USED,
        rules=(not_frozen_yet, other_hands), asks=(ask.prose("summary"),), tells=(P,)),
    Row("consult_amendment", S4, AMENDMENT, frozenset({AmendmentState.PROPOSED}), AmendmentState.CONSULTING, (Role.COORDINATOR,), USED,
        rules=(amended_text_frozen, amendment_window, other_hands), asks=(ask.count("days", least=1, most=365),), tells=(P, X, U)),
    Row("forgo_amendment_consultation", S4, AMENDMENT, frozenset({AmendmentState.PROPOSED}), AmendmentState.APPROVING, (Role.COORDINATOR,), USED,
        rules=(is_erratum, amended_text_frozen, no_major_change, other_hands), asks=(ask.prose("declaration"),), tells=(P,)),
    Row("post_amendment", S4, AMENDMENT, frozenset({AmendmentState.CONSULTING}), None, (Role.HANDLER,), USED,
        rules=(carried_here, amendment_unposted_here, amendment_posting_true, other_hands), asks=(ask.document("address"), ask.past_day("posted_on")), tells=(P, U)),
    Row("close_amendment_consultation", S4, AMENDMENT, frozenset({AmendmentState.CONSULTING}), AmendmentState.APPROVING, (Role.SYSTEM,), USED,
        rules=(amendment_posted, amendment_window_over, feedback_answered), tells=(P,)),
    Row("take_amendment_position", S4, AMENDMENT, frozenset({AmendmentState.APPROVING}), None, (Role.COSIGNER, Role.HANDLER, Role.PROVINCE), USED,
        rules=(amended_text_frozen, amendment_gate_open, amendment_departments, amendment_said_anew, amendment_reasoned, other_hands),
        asks=amended.POSITION, tells=(R,), signs=True),
    Row("overrule_on_amendment", S4, AMENDMENT, frozenset({AmendmentState.APPROVING}), None, (Role.APPROVER,), USED,
        rules=(carried_here, amended_text_frozen, amendment_department_owes, may_overrule, other_hands),
        asks=(ask.pick("department", amended.departments_owing), ask.document("document_number"), ask.paper("document", PaperKind.OTHER), ask.prose("reason")),
        tells=(X, R), signs=True),
    Row("approve_amendment", S4, AMENDMENT, frozenset({AmendmentState.APPROVING}), None, (Role.APPROVER,), USED,
        rules=(carried_here, amended_text_frozen, amendment_chain_ends, amendment_chain, amendment_unapproved_here, other_hands),
        asks=(ask.one_of("position", Stand, YES), ask.maybe(ask.prose("notes"))), tells=(P,), signs=True),
    Row("object_amendment", S4, AMENDMENT, frozenset({AmendmentState.APPROVING, AmendmentState.SCHEDULED, AmendmentState.SEALED}), None, (Role.APPROVER,), USED,
        rules=(carried_here, amended_text_frozen, amendment_reasoned, other_hands),
        asks=(ask.one_of("position", Stand, NO), ask.prose("reason"), ask.maybe(ask.clauses("clauses")), ask.prose("lift")), tells=(P, H), signs=True, receipt=True),
    Row("schedule_amendment", S4, AMENDMENT, frozenset({AmendmentState.APPROVING}), AmendmentState.SCHEDULED, (Role.OFFICER,), USED,
        rules=(floor_reached, amended_text_frozen, amendment_approved, nobody_objects_to_it, mirrors_registered, instant_far_enough, amendment_lag, other_hands),
        asks=(ask.instant("instant"), ask.day("effective"), ask.maybe(ask.prose("lag_reason"))), tells=(P, N), signs=True),
    Row("confirm_amendment", S4, AMENDMENT, frozenset({AmendmentState.SCHEDULED}), None, (Role.OFFICER,), USED, rules=(amendment_unconfirmed_here, other_hands),
        asks=(ask.document("document_number"), ask.maybe(ask.paper("announcement", PaperKind.ANNOUNCEMENT))), tells=(P,), signs=True),
    Row("abort_amendment", S4, AMENDMENT, frozenset({AmendmentState.SCHEDULED, AmendmentState.SEALED}), AmendmentState.APPROVING, (Role.SYSTEM,), USED,
        rules=(amendment_broken,), tells=(P, H), receipt=True),
    Row("seal_amendment", S4, AMENDMENT, frozenset({AmendmentState.SCHEDULED}), AmendmentState.SEALED, (Role.SYSTEM,), USED,
        rules=(amendment_confirmed, amendment_in_time, evidence_sealed, floor_reached, nobody_objects_to_it), tells=(P,)),
    Row("call_off_amendment", S4, AMENDMENT, frozenset({AmendmentState.SCHEDULED, AmendmentState.SEALED}), AmendmentState.APPROVING, (Role.OFFICER,), USED,
        rules=(other_hands,), asks=(ask.prose("reason"),), tells=(P, H), signs=True, receipt=True),
    Row("effect_amendment", S4, AMENDMENT, frozenset({AmendmentState.SEALED}), AmendmentState.IN_EFFECT, (Role.SYSTEM,), USED,
        rules=(amendment_instant_come, amendment_confirmed, amendment_approved, nobody_objects_to_it, amended_text_frozen, floor_reached), tells=(G, N, U),
        moves=(Move("rounds", frozenset({Track.ACCEDING})),), receipt=True),
    Row("drop_amendment", S4, AMENDMENT, frozenset({AmendmentState.PROPOSED, AmendmentState.CONSULTING, AmendmentState.APPROVING}), AmendmentState.DROPPED,
        (Role.COORDINATOR,), USED, rules=(other_hands,), asks=(ask.prose("reason"),), tells=(P,)),

    # --- revision 修订 ---
    Row("start_revision", S4, J, at(Joint.REVISING), None, (Role.COORDINATOR,), rules=(agreement_stands, no_successor, other_hands),
        asks=(ask.text("title_zh", is_fact=True), ask.text("title_en", is_fact=True), ask.prose("scope"),
              ask.document("ics"), ask.document("ccs"), ask.one_of("nature", Nature), ask.maybe(ask.text("special_law", is_fact=True)),
              ask.maybe(ask.document("field")), ask.territory(), ask.maybe(ask.day("wished_on")), ask.maybe(ask.paper("annex", PaperKind.ANNEX))),
        tells=(P,), begets="propose"),
    Row("reopen_review", S4, J, at(Joint.REVISING), Joint.UNDER_REVIEW, (Role.COORDINATOR,), rules=(no_successor, other_hands), asks=(ask.prose("reason"),),
        tells=(P,), moves=(GATES_VOID,)),
    Row("replace", S4, J, at(Joint.REVISING), Joint.REPLACED, (Role.SYSTEM,), rules=(successor_in_force,), tells=(P, U),
        moves=(tracks(CARRIED, Track.REPLACED, carried_on), tracks(CARRIED, Track.SEPARATED, left_behind), NOT_JOINED), receipt=True),
    Row("revision_failed", S4, J, at(Joint.REVISING), Joint.UNDER_REVIEW, (Role.SYSTEM,), rules=(successor_ended,), tells=(P,), moves=(GATES_VOID,), receipt=True),

    # --- joining what is released 加入 ---
    Row("accede", S4, OWN, frozenset({Track.OUTSIDE, Track.DECLINED, Track.WITHDREW, Track.REPEALED, Track.SEPARATED}), Track.ACCEDING, (Role.HANDLER,), LIVE,
        rules=(agreement_stands, text_in_force, other_hands), asks=(PLAN_NUMBER, ENDORSEMENT, ask.prose("reason"), ask.maybe(ask.prose("deviations"))),
        tells=(P,), moves=(Move("own_round"),)),
    Row("post_at_home", S4, OWN, frozenset({Track.ACCEDING}), None, (Role.HANDLER,), LIVE,
        rules=(text_in_force, home_not_posted, home_posting_true, home_window_long_enough, other_hands),
        asks=(*commented.WINDOW, ask.count("days", least=1, most=365)), tells=(P, U)),
    Row("announce_accession", S4, OWN, frozenset({Track.ACCEDING}), Track.ANNOUNCED, (Role.APPROVER,), LIVE,
        rules=(consulted_at_home, admitted, text_identical, chain_ends, chain_complete, papers_ready, issuer_named, not_before_others, other_hands),
        asks=(ask.document("document_number"), ask.past_day("dated"), ask.day("effective"), ask.document("issuer"), ask.maybe(ask.document("proposer")),
              ask.maybe(ask.document("replaces")), FILING_OWNER, ask.maybe(ask.paper("announcement", PaperKind.ANNOUNCEMENT))),
        tells=(G, N, U), signs=True, receipt=True),
    Row("drop_accession", S4, OWN, frozenset({Track.ACCEDING}), Track.OUTSIDE, (Role.HANDLER,), LIVE, rules=(other_hands,), asks=(ask.prose("reason"),), tells=(P,),
        moves=(Move("own_round"),)),

    # --- the life no rule book prints ---
    Row("withdraw_from_project", None, OWN, frozenset({Track.INITIATED, Track.OBJECTED, Track.APPROVED, Track.CONFIRMED}), Track.WITHDREW, (Role.APPROVER,), BEFORE,
        rules=(other_hands,), asks=(ask.prose("reason"),), tells=(P, H, N), moves=(Move("own_round"), OWN_PANEL), signs=True, receipt=True),
    Row("lead_falls", None, J, BEFORE | LIVE, None, (Role.SYSTEM,), rules=(lead_gone,), tells=(P, H)),
    Row("convert", None, J, WRITTEN, Joint.CONVERTED, (Role.COORDINATOR,), rules=(one_left, other_hands),
        asks=(ask.prose("reason"),), tells=(P, N), signs=True, receipt=True),
    Row("end_below_floor", None, J, BEFORE, Joint.TERMINATED, (Role.SYSTEM,), rules=(below_floor_long, nobody_goes_on), tells=(P, N), receipt=True),
    Row("convert_before_release", None, J, WRITTEN, Joint.CONVERTED, (Role.SYSTEM,), rules=(below_floor_long,), tells=(P, N), receipt=True, where=goes_on_alone),

    # --- lateness: told up a ladder, never a move by itself ---
    Row("remind_approver", None, NAMED, UNDECIDED | COUNTED, None, (Role.SYSTEM,), OWED_IN | USED, rules=(owes_something, late_by(1), below_rung(1)), tells=(R,)),
    Row("tell_chair", None, NAMED, UNDECIDED | COUNTED, None, (Role.SYSTEM,), OWED_IN | USED, rules=(owes_something, late_by(2), below_rung(2)), tells=(R, H)),
    Row("put_on_agenda", None, NAMED, UNDECIDED | COUNTED, None, (Role.SYSTEM,), OWED_IN | USED, rules=(owes_something, late_by(3), below_rung(3)), tells=(P, H), receipt=True),
    Row("clear_agenda", None, DUTY, frozenset({Duty.OPEN}), Duty.EXCUSED, (Role.SYSTEM,), HELD | LIVE, rules=(matter_settled,), tells=(H,)),
    Row("urge", None, NAMED, UNDECIDED | COUNTED, None, (Role.COORDINATOR, Role.CHAIRING), OWED_IN | USED, rules=(somebody_owes, not_urged_today, other_hands),
        asks=(ask.region("region", matters.regions_owing),)),
    Row("inform_department", None, OWN, UNDECIDED | COUNTED, None, (Role.HANDLER,), BEFORE | LIVE, rules=(other_hands,),
        asks=(ask.pick("department", among.departments), ask.maybe(ask.prose("notes")))),

    # --- standstill: another project of the installation says nearly the same ---
    Row("tell_alike", None, J, BEFORE | LIVE | at(Joint.PROPOSED), None, (Role.SYSTEM,), rules=(alike_untold,), tells=(P,)),
    Row("answer_alike", None, J, BEFORE | LIVE | at(Joint.PROPOSED), None, (Role.COORDINATOR,), rules=(other_hands,),
        asks=(ask.pick("alike", alike.alerts), ask.one_of("verdict", AlikeAnswer), ask.prose("reason")), tells=(P,), where=alike.was_told),

    # --- reminders: told once each, at the instants that their law gives ---
    reminder("remind_of_lapse", L),
    reminder("remind_half_time", P),
    reminder("remind_of_units", R, scope=NAMED, placed=frozenset({Track.INITIATED})),
    reminder("tell_answering_late", L, H),
    reminder("tell_panel_late", P, H),
    reminder("tell_department_late", R, scope=NAMED),
    reminder("remind_of_number", P),
    reminder("tell_sealing_late", P),
    reminder("remind_of_resuming", P),
    reminder("remind_of_floor", P),
    reminder("remind_of_effect", P),
    reminder("tell_duty_late", R, scope=NAMED),
    reminder("tell_duty_overdue", R, P, H, N, scope=NAMED),
    reminder("tell_review_late", P, H, N),
    reminder("tell_plan_over", P, H),
    reminder("put_plan_on_agenda", P, H),
    Row("move_to_terminate", None, MOTION, frozenset(), MotionState.TABLED, (Role.SYSTEM,), WORKING, rules=(told_now("move_to_terminate"), termination_new), tells=(P, H), receipt=True),

    # --- motions 共商事项: what concerns all and is no stage gate ---
    Row("table_motion", None, MOTION, frozenset(), MotionState.TABLED, (Role.COORDINATOR, Role.CHAIRING, Role.HANDLER), BEFORE | LIVE,
        rules=(takes_part, motion_placed, motion_ends, motion_changes, motion_names_one, motion_names_none, motion_names_fit, motion_shares, lead_is_new, suspension_short, motion_lasts, extension_left, motion_new, other_hands),
        asks=(ask.one_of_listed("kind", MotionKind, matters.motion_kinds), ask.maybe(ask.region("region", matters.other_regions)), ask.maybe(ask.term("until")),
              ask.maybe(ask.text("title_zh", is_fact=True)), ask.maybe(ask.text("title_en", is_fact=True)), ask.maybe(ask.prose("scope")),
              ask.territory(anew=True), *matters.SHARING,
              ask.prose("reason"), ask.maybe(ask.term("vote_by"))), tells=(P, H), receipt=True),
    Row("vote_motion", None, MOTION, frozenset({MotionState.TABLED}), None, (Role.APPROVER,), BEFORE | LIVE,
        rules=(votes_here, block_explained, not_voted_same, other_hands),
        asks=(ask.pick("motion", matters.open_motions), ask.one_of("position", Stand, (*YES, *NO, Stand.ABSTAIN)), ask.maybe(ask.prose("reason"))),
        tells=(P,), signs=True),
    Row("drop_motion", None, MOTION, frozenset({MotionState.TABLED}), MotionState.DROPPED, (Role.COORDINATOR, Role.CHAIRING, Role.HANDLER), BEFORE | LIVE,
        rules=(tabled_here,), asks=(ask.pick("motion", matters.open_motions), ask.prose("reason")), tells=(P,)),
    Row("carry_motion", None, MOTION, frozenset({MotionState.TABLED}), MotionState.CARRIED, (Role.SYSTEM,), BEFORE | LIVE, rules=(motion_passes,), tells=(P,), receipt=True),
    Row("lose_motion", None, MOTION, frozenset({MotionState.TABLED}), MotionState.LOST, (Role.SYSTEM,), BEFORE | LIVE, rules=(motion_over,), tells=(P,)),
    Row("go_on_without", None, NAMED, UNDECIDED | COUNTED, Track.OUTSIDE, (Role.SYSTEM,), WAITED_FOR,
        rules=(motion_carried(MotionKind.GO_ON_WITHOUT), overdue, owes_here, floor_without), tells=(R, P, H, N), moves=(Move("own_round"), OWN_PANEL), receipt=True),
    Row("pass_over", None, NAMED, CARRIED, None, (Role.SYSTEM,), at(Joint.UNDER_REVIEW),
        rules=(motion_carried(MotionKind.GO_ON_WITHOUT), overdue, owes_here, floor_without), tells=(R, P, H, N), receipt=True),
    Row("suspend", None, J, WORKING, Joint.SUSPENDED, (Role.SYSTEM,), rules=(motion_carried(MotionKind.SUSPEND),), tells=(P, X), receipt=True),
    Row("resume", None, J, at(Joint.SUSPENDED), Joint.SUSPENDED, (Role.SYSTEM,), rules=(motion_carried(MotionKind.RESUME),), tells=(P, X), moves=(BACK,), receipt=True),
    Row("resume_when_due", None, J, at(Joint.SUSPENDED), Joint.SUSPENDED, (Role.SYSTEM,), rules=(suspension_over,), tells=(P, X), moves=(BACK,), receipt=True),
    Row("terminate", None, J, WORKING | {Joint.SUSPENDED}, Joint.TERMINATED, (Role.SYSTEM,), rules=(motion_carried(MotionKind.TERMINATE),), tells=(P, N, U), receipt=True),
    Row("extend_plan", None, J, WORKING, None, (Role.SYSTEM,), rules=(motion_carried(MotionKind.EXTEND_PLAN), not_extended_yet), tells=(P,)),
    Row("adjust_plan", None, J, WORKING - {Joint.INITIATING}, None, (Role.SYSTEM,), rules=(motion_carried(MotionKind.ADJUST_PLAN),), tells=(P, X), receipt=True),
    Row("share_clauses", None, J, WORKING - {Joint.INITIATING}, None, (Role.SYSTEM,), rules=(motion_carried(MotionKind.SHARE_CLAUSES), draft_written), tells=(P,), receipt=True),
    Row("transfer_lead", None, NAMED, COUNTED, None, (Role.SYSTEM,), BEFORE | LIVE, rules=(motion_carried(MotionKind.TRANSFER_LEAD),), tells=(P, N), receipt=True),
    Row("admit", None, NAMED, frozenset({Track.ACCEDING}), None, (Role.SYSTEM,), LIVE, rules=(motion_carried(MotionKind.ADMIT),), tells=(P, R)),

    # --- the work of offices ---
    Row("adopt_rules", None, J, BEFORE | LIVE, None, (Role.COORDINATOR,), rules=(newer_rules, other_hands), asks=(ask.prose("reason"),), tells=(P,)),
    Row("correct", None, J, frozenset(Joint) - at(Joint.PROPOSED), None, (Role.HANDLER,), rules=(something_told, correction_given, correction_dated, correction_differs),
        asks=(ask.pick("fact", among.told_facts), ask.maybe(ask.document("right_value")), ask.maybe(ask.paper("file", PaperKind.OTHER)), ask.prose("reason")),
        tells=(P,), signs=True),
    Row("claim_work", None, J, BEFORE | LIVE | at(Joint.PROPOSED), None,
        (Role.HANDLER, Role.APPROVER, Role.COSIGNER, Role.APPLICANT, Role.KEEPER, Role.OFFICER, Role.SECRETARY), rules=(other_hands,)),
    Row("pass_on_work", None, J, BEFORE | LIVE | at(Joint.PROPOSED), None, (Role.SYSTEM,), rules=(work_left,), tells=(P,)),
    Row("hand_on_work", None, J, BEFORE | LIVE | at(Joint.PROPOSED), None,
        (Role.HANDLER, Role.APPROVER, Role.COSIGNER, Role.APPLICANT, Role.KEEPER, Role.OFFICER, Role.SECRETARY), rules=(has_office_mates, other_hands),
        asks=(ask.persons("person", among.office_mates, many=False), ask.prose("reason"))),
)
# fmt: on

ROWS: dict[str, Row] = {row.name: row for row in TABLE}

# The road: the joint row that the project waits for in each state; its broken rules are what is missing.
FORWARD: dict[Joint, str] = {
    Joint.PROPOSED: "open_initiation",
    Joint.INITIATING: "begin_drafting",
    Joint.DRAFTING: "open_consultation",
    Joint.CONSULTING: "close_consultation",
    Joint.ANSWERING: "call_review",
    Joint.REVIEWING: "pass_review",
    Joint.APPROVING: "schedule_release",
    Joint.SCHEDULED: "seal_release",
    Joint.SEALED: "release",
    Joint.RELEASED: "enter_into_force",
    Joint.IN_FORCE: "open_review",
}
# Where each region reviews for itself, the road waits for another row.
FORWARD_APART: dict[Joint, str] = {Joint.REVIEWING: "close_reviews"}


def forward(standing: Standing) -> str:
    """The row that the road of this standard waits for; empty at an end."""
    by_region = FORWARD_APART.get(standing.state) if own_panels(standing) else None
    return by_region or FORWARD.get(standing.state, "")
