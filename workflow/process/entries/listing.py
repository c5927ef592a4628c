"""The rows of lists in batches: nominated, compared, judged by experts and by each region under its signature,
put on notice, listed; when the source changes each region renews its word or lets it lapse.
"""

from workflow.process import asking as ask
from workflow.process.entries.fitting import members
from workflow.process.entries.shapes import EVIDENCE, KEEPERS, REASON, STEERING, TOLD, begins, of, row
from workflow.process.row import Ask, Row
from workflow.rules import entering as law
from workflow.rules import listing, weighing
from workflow.vocabulary import EntryState, Role, Stand

NOMINATED, COMPARED, OPINED = of(EntryState.NOMINATED), of(EntryState.COMPARED), of(EntryState.OPINED)
NOTICED, LISTED, QUESTIONED = of(EntryState.NOTICED), of(EntryState.LISTED), of(EntryState.QUESTIONED)
NOTES = ask.prose("account")
LIMITS: tuple[Ask, ...] = (ask.maybe(ask.prose("conditions")), ask.maybe(ask.prose("exceptions")))
VOICE = (Role.APPROVER,)
SYSTEM = (Role.SYSTEM,)
PRINTED: tuple[Ask, ...] = (
    ask.document("printed_in"),
    ask.region("accepted_by", members, many=True),
    ask.count("batch", least=1, most=9999),
    ask.maybe(ask.past_day("listed_on")),
    EVIDENCE,
)
STANDS = (Stand.AGREE, Stand.AGREE_NOTES, Stand.DISAGREE, Stand.ABSTAIN)
TAKEN = (ask.one_of("position", Stand, STANDS), *LIMITS, ask.maybe(REASON), ask.maybe(ask.term("until")))
OWN = (law.keeper, law.own_entry)

ROWS_OF_LISTS: tuple[Row, ...] = (
    begins("nominate", EntryState.NOMINATED),
    row("enter_listed", of(), EntryState.LISTED, STEERING, TOLD, PRINTED),
    row("compare_source", NOMINATED, EntryState.COMPARED, KEEPERS, (law.keeper,), (NOTES, EVIDENCE)),
    row(
        "give_opinion",
        COMPARED,
        EntryState.OPINED,
        KEEPERS,
        (law.keeper, *listing.UPTAKE, weighing.comparison_weighed),
        (NOTES, EVIDENCE),
    ),
    row("take_stand", OPINED, None, VOICE, (listing.grounds_given,), TAKEN, signs=True),
    row(
        "put_on_notice",
        OPINED,
        EntryState.NOTICED,
        STEERING,
        (listing.all_spoke, listing.enough_accept, listing.notice_long),
        (ask.term("due"),),
    ),
    row("object_to_listing", NOTICED, None, (Role.HANDLER, Role.SECRETARY), (), (REASON, EVIDENCE)),
    row(
        "list_batch",
        NOTICED,
        EntryState.LISTED,
        STEERING,
        (listing.notice_over, listing.enough_accept),
        (ask.count("batch", least=1, most=9999),),
    ),
    row("refuse_listing", NOMINATED | COMPARED | OPINED | NOTICED, EntryState.REFUSED, STEERING, (), (REASON,)),
    row(
        "report_change",
        LISTED,
        EntryState.QUESTIONED,
        (*STEERING, Role.HANDLER),
        (listing.grace_long,),
        (REASON, ask.term("due"), EVIDENCE),
    ),
    row("source_changed", LISTED, EntryState.QUESTIONED, SYSTEM, (listing.source_moved,)),
    row(
        "renew",
        QUESTIONED,
        None,
        VOICE,
        (listing.accepts, listing.not_renewed),
        (*LIMITS, ask.maybe(ask.term("until"))),
        signs=True,
    ),
    row("let_go", LISTED | QUESTIONED, None, VOICE, (listing.accepts,), (REASON,), signs=True),
    row("end_review", QUESTIONED, EntryState.LISTED, SYSTEM, (listing.review_over,)),
    row("lapse", LISTED, EntryState.LAPSED, SYSTEM, (listing.nobody_accepts,)),
    row("strike_off", LISTED | QUESTIONED, EntryState.ENDED, STEERING, (), (REASON,)),
)
