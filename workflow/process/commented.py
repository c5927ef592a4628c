"""What a comment says, and what a region's window and list of addressees hold: the fields of their rows."""

from dataclasses import replace

from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process import choosing as among
from workflow.process.row import Ask, AskType, Choice
from workflow.vocabulary import CommentType, Named, Reply, Source

QUOTED = 2_000  # signs of a passage that a comment hangs on
UNITS = 40_000  # signs of a list of addressees


def _by_the_public(field: Ask) -> Ask:
    """Only where nobody's seat speaks: what the door of the public vouches for."""
    return replace(ask.maybe(field), where=lambda case: case.seat is None)


def addressees_here(case: Case) -> list[Choice]:
    """The units that the actor's region wrote to; whoever comes by a link names his own."""
    mine = (a for a in case.standing.addressees if case.seat is None or a.region_code == home(case))
    return [Choice(a.id, Named(str(a.id), a.name, a.name)) for a in mine]


def home(case: Case) -> str:
    """The region in whose name units are written to; a secretariat of no region writes for the lead."""
    return case.region or case.standing.standard.lead_region


# What is said of which words: the same by whomever it is said.
WORDS: tuple[Ask, ...] = (
    ask.pick("clause", among.clauses_of_present_text),
    ask.maybe(ask.prose("quote", most=QUOTED)),
    ask.maybe(ask.count("quote_at", most=1000)),
    ask.maybe(ask.one_of("comment_type", CommentType)),
    ask.prose("opinion"),
    ask.maybe(ask.prose("proposal")),
    ask.prose("reason"),
)
SAID: tuple[Ask, ...] = (
    *WORDS,
    ask.maybe(ask.one_of("party", Source)),
    ask.maybe(ask.text("organisation")),
    ask.maybe(ask.region("home", among.counted_regions)),
    ask.text("name"),
    ask.text("contact"),
)
BY_THE_PUBLIC: tuple[Ask, ...] = (
    _by_the_public(Ask("confirmed", AskType.BOOLEAN)),
    _by_the_public(ask.text("attachments", is_fact=True, most=700)),
)
WINDOW: tuple[Ask, ...] = (
    ask.document("address"),
    ask.past_day("posted_on"),
    ask.maybe(ask.text("host")),
    ask.maybe(ask.text("enquiries")),
    ask.maybe(ask.prose("notice_words", most=8_000)),
)
UNITS_WRITTEN_TO: tuple[Ask, ...] = (ask.prose("units", most=UNITS), ask.past_day("sent_on"))
REPLIED: tuple[Ask, ...] = (ask.pick("addressee", addressees_here), ask.one_of("reply", Reply))
