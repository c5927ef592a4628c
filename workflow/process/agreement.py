"""How an agreement comes to be and changes: the same kind of table as the standard's, for the house around it.

`Scope.AGREEMENT` moves the agreement, `Scope.CHANGE` a change proposed to it. What concerns all needs the signature of
every member's approver under one hash; a chain is its own region's matter: secadmin proposes, its approver confirms.
"""

from workflow.process import agreed as among
from workflow.process import asking as ask
from workflow.process.row import Row, Scope
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
from workflow.rules.sharing_words import own_word_waits, word_new, word_waits
from workflow.vocabulary import AgreementState, ChangeState, CommentState, CoverMode, Disposition, Purpose, Role, Stage

A, C, S, W = Scope.AGREEMENT, Scope.CHANGE, Scope.SUGGESTION, Scope.WORD
NEW: frozenset[AgreementState] = frozenset()
DRAFTED, SIGNING, FORCE, LAPSED, ENDED = AgreementState
STANDING = frozenset({FORCE, LAPSED})


def at(*states: AgreementState) -> frozenset[AgreementState]:
    return frozenset(states)


def changes(*states: ChangeState) -> frozenset[ChangeState]:
    return frozenset(states)


PROPOSED, CONFIRMING, ADOPTED, DROPPED = ChangeState
RECEIVED, PUBLISHED = CommentState.RECEIVED, CommentState.PUBLISHED
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
    Row("propose_terms", None, C, frozenset(), PROPOSED, (Role.HANDLER,), at(FORCE), rules=(value_new,),
        asks=(ask.maybe(ask.pick("change", among.own_terms)), ask.pick("term", among.terms), ask.document("value"), *BASIS)),
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
)
# fmt: on

ROWS: dict[str, Row] = {row.name: row for row in TABLE}
CHECKED = frozenset(row.name for row in TABLE if no_faults in row.rules)
