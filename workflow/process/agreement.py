"""How an agreement comes to be and changes: the same kind of table as the standard's, for the house around it.

`Scope.AGREEMENT` moves the agreement, `Scope.CHANGE` a change proposed to it. What concerns all needs the signature of
every member's approver under one hash; a chain is its own region's matter: secadmin proposes, its approver confirms.
"""

from workflow.accord.ruling import MOST
from workflow.process import agreed as among
from workflow.process import asking as ask
from workflow.process import banked
from workflow.process.audited import ROWS_OF_FINDINGS
from workflow.process.compared import ROWS_OF_COMPARISONS
from workflow.process.keyed import ROWS_OF_KEYS
from workflow.process.row import Ask, AskType, Row, Scope
from workflow.rules.agreeing import (
    all_signed,
    band_free,
    chain_new,
    chair_over,
    code_free,
    dates_in_order,
    day_come,
    enough_members,
    no_faults,
    not_backwards,
    own_proposal,
    proposer_apart,
    still_fits,
    validity_over,
    value_new,
    voice_due,
)
from workflow.rules.banking import (
    absence_read,
    codes_read,
    expert_changed,
    expert_new,
    expert_waits,
    history_read,
    own_expert,
)
from workflow.rules.drawing import (
    all_committed,
    all_revealed,
    draw_filled,
    draw_free,
    draw_hours,
    draw_overdue,
    draw_shared,
    draw_size,
    share_fits,
    share_is_hash,
    share_owed,
    share_own,
)
from workflow.rules.replacing import drawn_prevented
from workflow.rules.ruling import ARTICLES, SOUND
from workflow.rules.sharing_words import own_word_waits, word_new, word_waits
from workflow.vocabulary import (
    AgreementState,
    ChangeState,
    CommentState,
    CoverMode,
    Disposition,
    DrawState,
    InterestGroup,
    Purpose,
    Role,
    Stage,
)

A, C, S, W = Scope.AGREEMENT, Scope.CHANGE, Scope.SUGGESTION, Scope.WORD
E, D = Scope.EXPERT, Scope.DRAW
NEW: frozenset[AgreementState] = frozenset()
DRAFTED, SIGNING, FORCE, LAPSED, ENDED = AgreementState
STANDING = frozenset({FORCE, LAPSED})


def at(*states: AgreementState) -> frozenset[AgreementState]:
    return frozenset(states)


def changes(*states: ChangeState) -> frozenset[ChangeState]:
    return frozenset(states)


PROPOSED, CONFIRMING, ADOPTED, DROPPED = ChangeState
RECEIVED, PUBLISHED = CommentState.RECEIVED, CommentState.PUBLISHED
COMMITTING, REVEALING, DRAWN, ANNULLED = (frozenset({state}) for state in DrawState)
KNOWN = (
    ask.maybe(ask.kept(ask.prose("history", most=2000))),
    ask.maybe(ask.kept(ask.text("contact", most=120))),
    ask.offered(ask.maybe(ask.persons("holder", banked.accounts, many=False))),
    ask.maybe(ask.evidence("evidence")),
)
BASIS = (ask.document("citation"), ask.term("effective_from"), ask.prose("reason"))

# fmt: off
TABLE: tuple[Row, ...] = (
    Row("draft_agreement", None, A, NEW, DRAFTED, (Role.HANDLER,), rules=(code_free, enough_members, dates_in_order, band_free),
        asks=(ask.document("code"), ask.text("name_zh", is_fact=True, most=60), ask.text("name_en", is_fact=True, most=80), ask.region("members", among.parties, many=True),
              ask.count("band_start", least=1, most=999_999), ask.maybe(ask.count("band_end", least=1, most=999_999)), ask.document("band_source"),
              ask.one_of("cover_mode", CoverMode), ask.term("valid_from"), ask.maybe(ask.term("valid_until")), ask.document("citation"))),
    Row("open_signing", None, A, at(DRAFTED), SIGNING, (Role.HANDLER,), rules=(own_proposal, not_backwards, no_faults)),
    Row("sign_agreement", None, A, at(SIGNING), None, (Role.APPROVER,), rules=(voice_due, proposer_apart), signs=True),
    Row("agreement_begins", None, A, at(SIGNING), FORCE, (Role.SYSTEM,), rules=(all_signed, day_come)),
    Row("agreement_lapses", None, A, at(FORCE), LAPSED, (Role.SYSTEM,), rules=(validity_over,)),
    Row("rotate_chair", None, A, at(FORCE), None, (Role.SYSTEM,), rules=(chair_over,)),
    Row("empower_city", None, A, STANDING, None, (Role.PROVINCE,), asks=(ask.region("city", among.own_cities), ask.document("document_number"), ask.past_day("dated"))),
    Row("suggest", Stage.INITIATION, S, frozenset(), RECEIVED, (Role.PUBLIC,), at(FORCE),
        asks=(ask.text("project"), ask.prose("need"), ask.text("name"), ask.text("contact"))),
    Row("answer_suggestion", Stage.INITIATION, S, frozenset({RECEIVED}), PUBLISHED, (Role.HANDLER,), STANDING,
        asks=(ask.pick("suggestion", among.suggestions), ask.one_of("disposition", Disposition), ask.prose("answer"))),
    Row("propose_word", Stage.DRAFTING, W, frozenset(), None, (Role.DRAFTER,), STANDING, rules=(word_new,),
        asks=(ask.text("concept", is_fact=True, most=120), ask.maybe(ask.text("english", is_fact=True, most=200)), ask.prose("definition", most=1000),
              ask.maybe(ask.text("source", is_fact=True, most=200)))),
    Row("import_words", Stage.DRAFTING, W, frozenset(), None, (Role.DRAFTER, Role.HANDLER), STANDING, asks=(ask.pick("standard", among.texts_with_terms),)),
    Row("agree_words", Stage.DRAFTING, W, frozenset(), None, (Role.HANDLER,), STANDING, rules=(word_waits,), asks=(ask.pick("entries", among.words_to_agree, many=True),)),
    Row("drop_word", Stage.DRAFTING, W, frozenset(), None, (Role.DRAFTER, Role.HANDLER), STANDING, rules=(own_word_waits,),
        asks=(ask.pick("entry", among.own_words), ask.prose("reason"))),
    Row("nominate_expert", None, E, frozenset(), None, (Role.HANDLER,), STANDING, rules=(expert_new, codes_read, history_read),
        asks=(ask.kept(ask.text("full_name", most=60)), ask.kept(ask.text("employer", most=120)), ask.kept(ask.text("post", most=60)), ask.one_of("group", InterestGroup),
              ask.text("codes", is_fact=True, most=200), ask.term("office_until"), *KNOWN)),
    Row("amend_expert", None, E, frozenset(), None, (Role.HANDLER,), STANDING, rules=(own_expert, expert_changed, codes_read, history_read, absence_read),
        asks=(ask.pick("expert", banked.own_experts), ask.maybe(ask.kept(ask.text("employer", most=120))), ask.maybe(ask.kept(ask.text("post", most=60))),
              ask.maybe(ask.text("codes", is_fact=True, most=200)), ask.maybe(ask.term("office_until")), ask.maybe(ask.day("away_from")), ask.maybe(ask.term("away_until")), *KNOWN)),
    Row("recognise_experts", None, E, frozenset(), None, (Role.HANDLER,), STANDING, rules=(expert_waits,), asks=(ask.pick("entries", banked.unvoiced, many=True),)),
    Row("suspend_expert", None, E, frozenset(), None, (Role.HANDLER,), STANDING, rules=(own_expert,), asks=(ask.pick("expert", banked.active), ask.prose("reason"))),
    Row("resume_expert", None, E, frozenset(), None, (Role.HANDLER,), STANDING, rules=(own_expert,), asks=(ask.pick("expert", banked.suspended),)),
    Row("retire_expert", None, E, frozenset(), None, (Role.HANDLER,), STANDING, rules=(own_expert,), asks=(ask.pick("expert", banked.own_experts), ask.prose("reason"))),
    Row("rate_expert", None, E, frozenset(), None, (Role.SECRETARY, Role.HANDLER), STANDING,
        asks=(ask.pick("judged", banked.judged), *(ask.count(name, **banked.MARKS) for name in ("attendance", "timeliness", "quality")))),
    Row("call_draw", Stage.DRAFTING, D, frozenset(), DrawState.COMMITTING, (Role.SECRETARY,), STANDING, rules=(draw_free, draw_hours, draw_size, draw_filled, draw_shared),
        asks=(ask.pick("standard", banked.reviewed), ask.maybe(ask.count("size", least=1, most=99)), ask.maybe(ask.text("fields", is_fact=True, most=120)),
              ask.instant("commit_by"), ask.instant("reveal_by"))),
    Row("commit_share", Stage.DRAFTING, D, COMMITTING, None, (Role.HANDLER,), STANDING, rules=(share_owed, share_is_hash, share_own),
        asks=(ask.pick("draw", banked.owing), ask.document("commitment"))),
    Row("open_shares", Stage.DRAFTING, D, COMMITTING, DrawState.REVEALING, (Role.SYSTEM,), STANDING, rules=(all_committed,)),
    Row("reveal_share", Stage.DRAFTING, D, REVEALING, None, (Role.HANDLER,), STANDING, rules=(share_owed, share_fits), asks=(ask.pick("draw", banked.owing), ask.document("share"))),
    Row("draw_experts", Stage.DRAFTING, D, REVEALING, DrawState.DRAWN, (Role.SYSTEM,), STANDING, rules=(all_revealed,)),
    Row("annul_draw", Stage.DRAFTING, D, COMMITTING | REVEALING, DrawState.ANNULLED, (Role.SYSTEM,), STANDING, rules=(draw_overdue,)),
    Row("replace_drawn", Stage.DRAFTING, D, DRAWN, None, (Role.SECRETARY,), STANDING, rules=(drawn_prevented,), asks=(ask.pick("drawn", banked.drawn), ask.prose("reason"))),
    Row("propose_terms", None, C, frozenset(), PROPOSED, (Role.HANDLER,), at(FORCE), rules=(value_new,),
        asks=(ask.maybe(ask.pick("change", among.own_terms)), ask.pick("term", among.terms), ask.document("value"), *BASIS)),
    Row("propose_rule", None, C, frozenset(), PROPOSED, (Role.HANDLER,), at(FORCE), rules=SOUND, asks=(Ask(ARTICLES, AskType.LONGTEXT, most=MOST), *BASIS)),
    Row("propose_chain", None, C, frozenset(), PROPOSED, (Role.SECADMIN,), at(FORCE), rules=(chain_new,),
        asks=(ask.one_of("gate", Purpose), *(ask.maybe(ask.pick(name, among.links, many=True)) for name in among.RANKS), *BASIS)),
    Row("propose_renewal", None, C, frozenset(), PROPOSED, (Role.HANDLER,), STANDING, rules=(dates_in_order,), asks=(ask.term("valid_until"), *BASIS)),
    Row("propose_ending", None, C, frozenset(), PROPOSED, (Role.HANDLER,), STANDING, asks=BASIS),
    Row("open_change", None, C, changes(PROPOSED), CONFIRMING, (Role.HANDLER, Role.SECADMIN), STANDING, rules=(own_proposal, still_fits, not_backwards, no_faults),
        asks=(ask.pick("change", among.changes_in(PROPOSED)),)),
    Row("confirm_change", None, C, changes(CONFIRMING), None, (Role.APPROVER,), STANDING, rules=(voice_due, proposer_apart, still_fits, no_faults),
        asks=(ask.pick("change", among.changes_in(CONFIRMING)),), signs=True),
    Row("refuse_change", None, C, changes(CONFIRMING), DROPPED, (Role.APPROVER,), STANDING, rules=(voice_due, proposer_apart),
        asks=(ask.pick("change", among.changes_in(CONFIRMING)), ask.prose("reason")), signs=True),
    Row("withdraw_change", None, C, changes(PROPOSED, CONFIRMING), DROPPED, (Role.HANDLER, Role.SECADMIN), STANDING, rules=(own_proposal,),
        asks=(ask.pick("change", among.changes_in(PROPOSED, CONFIRMING)), ask.prose("reason"))),
    Row("adopt_change", None, C, changes(CONFIRMING), ADOPTED, (Role.SYSTEM,), STANDING, rules=(all_signed, day_come, still_fits, no_faults), is_felt=True),
    *ROWS_OF_KEYS,
    *ROWS_OF_FINDINGS,
    *ROWS_OF_COMPARISONS,
)
# fmt: on

ROWS: dict[str, Row] = {row.name: row for row in TABLE}
CHECKED = frozenset(row.name for row in TABLE if no_faults in row.rules)
