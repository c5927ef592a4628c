"""A forged order of events, and seals that are not about what lies before them."""

from collections.abc import Callable
from typing import Any

from tests.dossiers.forging import Bench, Book, leaf_path, without
from tests.dossiers.making import Plan, whole
from tests.dossiers.story import Event, Facts

BOOK = Book("order")
SEAL = "data/seal.leaf"


def sealed(name: str, reason: str, change: Callable[[Facts], Any]) -> None:
    """The seal's leaf, changed by somebody who owns every key."""

    def work(bench: Bench) -> None:
        change(bench.plan.seal.leaf)
        bench.finds(reason, SEAL)

    BOOK.add(f"seal_{name}", "plan", work)


def factless(fact: str) -> Callable[[Facts], None]:
    return lambda leaf: without(fact)(leaf["facts"])


def telling(fact: str, value: object) -> Callable[[Facts], None]:
    """The seal tells this besides."""
    return lambda leaf: leaf["facts"].update({fact: value})


sealed("of_another_act", "seal.form", lambda leaf: leaf.update(act="dossier.opened"))
sealed("of_a_standard", "seal.form", lambda leaf: leaf.update(obj="standard/17"))
sealed("of_no_number", "seal.form", lambda leaf: leaf.update(obj="dossier/0"))
for _fact in ("standard", "last", "profile", "withheld"):
    sealed(f"without_{_fact}", "seal.form", factless(_fact))
sealed("of_standard_text", "seal.form", lambda leaf: leaf["facts"].update(standard="17"))
sealed("of_last_true", "seal.form", lambda leaf: leaf["facts"].update(last=True))
sealed("of_withheld_text", "seal.form", lambda leaf: leaf["facts"].update(withheld="papers"))
sealed("of_withheld_numbers", "seal.form", lambda leaf: leaf["facts"].update(withheld=[1]))
sealed("of_another_standard", "seal.other", lambda leaf: leaf["facts"].update(standard=18))
sealed("of_more_events", "seal.other", lambda leaf: leaf["facts"].update(last=leaf["facts"]["last"] + 1))
sealed("of_fewer_events", "seal.other", lambda leaf: leaf["facts"].update(last=1))
sealed("of_another_profile", "seal.other", lambda leaf: leaf["facts"].update(profile="public"))


for _fact in ("rows", "texts", "replay", "openings", "rules", "title", "actors"):
    sealed(f"of_other_{_fact}", "seal.other", telling(_fact, "0" * 64))
    sealed(f"of_{_fact}_without_words", "seal.form", telling(_fact, 7))


@BOOK.at("plan")
def text_left_out(bench: Bench) -> None:
    """A text is gone and every list follows, but for the seal."""
    whole(bench.plan)
    bench.plan.life.texts.pop()
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def table_made_milder(bench: Bench) -> None:
    """A row that signed needs no signature any more."""
    whole(bench.plan)
    name = next(name for name, row in bench.plan.process.items() if row["signs"])
    bench.plan.process[name] = {**bench.plan.process[name], "signs": False}
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def opening_left_out(bench: Bench) -> None:
    """One act is not opened any more, and every list follows, but for the seal."""
    whole(bench.plan)
    opened(bench).opening = None
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def field_left_out_of_an_opening(bench: Bench) -> None:
    """Of two values of one act the one that harms is gone."""
    whole(bench.plan)
    found = opened(bench).opening
    assert found is not None
    found.pop(max(found))
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def opening_laid_in(bench: Bench) -> None:
    """An opening of no field, beside an event that has none: harmless by itself, and not sealed."""
    whole(bench.plan)
    bench.plan.folders["data/openings/000001.json"] = b"{}"
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def verdict_made_lawful(bench: Bench) -> None:
    """What the installation judged is told the other way round."""
    bench.plan.replay = [{"seq": 1, "lawful": False}]
    whole(bench.plan)
    bench.plan.replay = [{"seq": 1, "lawful": True}]
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def title_of_another_standard(bench: Bench) -> None:
    whole(bench.plan)
    bench.plan.title = "另一项标准"
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def rules_made_laxer(bench: Bench) -> None:
    """The terms by which acts are judged, without the event by which they were adopted."""
    whole(bench.plan)
    bench.plan.rules.append({"id": 99, "version": 1, "effective_from": "2026-01-01", "terms": []})
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def another_persons_name(bench: Bench) -> None:
    """Somebody else is said to have acted."""
    named(bench.plan)
    next(iter(bench.plan.persons.values()))["zh"] = "钱某"
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def name_left_out(bench: Bench) -> None:
    named(bench.plan)
    del bench.plan.persons[min(bench.plan.persons)]
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def name_without_its_english(bench: Bench) -> None:
    named(bench.plan)
    del next(iter(bench.plan.persons.values()))["en"]
    bench.finds("seal.other", SEAL)


def named(plan: Plan) -> None:
    """Whoever acted has a name, as others have, and the seal tells it."""
    acted = {event.leaf["actor"] for event in plan.events} - {None}
    plan.persons = {str(one): {"zh": f"赵{one}", "en": f"Zhao {one}\u2028𠮷"} for one in acted}
    whole(plan)
    plan.persons["999999"] = "nobody's evidence"


def opened(bench: Bench) -> Event:
    return next(event for event in bench.plan.events if event.opening)


@BOOK.at("plan")
def last_event_left_out(bench: Bench) -> None:
    """He drops the last event, the description follows, the seal does not."""
    bench.plan.events.pop()
    bench.finds("seal.other", SEAL)


@BOOK.at("zip")
def folder_of_another_seal(bench: Bench) -> None:
    top = bench.top.encode()
    for item in bench.items:
        item.name = item.name.replace(top, b"dossier-17-00000000")
    bench.finds("seal.other", SEAL)


@BOOK.at("plan")
def event_behind_the_seal(bench: Bench) -> None:
    """By its place in the log."""
    last = bench.plan.events[-1]
    seal = bench.plan.seal
    last.slot, seal.slot = seal.slot, last.slot
    for event in (last, seal):
        event.leaf.update(log=event.slot[0], idx=event.slot[1])
    bench.finds("seal.order", leaf_path(len(bench.plan.events)))


@BOOK.at("plan")
def event_later_than_the_seal(bench: Bench) -> None:
    """By the clock."""
    bench.plan.seal.leaf["ts"] = bench.plan.events[-2].leaf["ts"]
    bench.finds("seal.order", leaf_path(len(bench.plan.events)))


@BOOK.at("plan")
def places_do_not_grow(bench: Bench) -> None:
    one, other = bench.plan.events[-3], bench.plan.events[-2]
    assert one.slot[0] == other.slot[0]
    one.slot, other.slot = other.slot, one.slot
    for event in (one, other):
        event.leaf.update(log=event.slot[0], idx=event.slot[1])
    bench.finds("order.index", leaf_path(len(bench.plan.events) - 1))


@BOOK.at("plan")
def one_place_twice(bench: Bench) -> None:
    """The same leaf is an event and context."""
    number = bench.chance.choice([1, len(bench.plan.events)])
    bench.plan.context[1] = bench.plan.events[number - 1]
    bench.finds("order.index", "data/context/000002.leaf")


@BOOK.at("plan")
def seal_in_context(bench: Bench) -> None:
    bench.plan.context[0] = bench.plan.seal
    bench.finds("order.index", SEAL)


@BOOK.at("plan")
def time_goes_back(bench: Bench) -> None:
    number = bench.chance.randrange(3, len(bench.plan.events))
    event = bench.plan.events[number - 1]
    event.leaf["ts"] = bench.plan.events[0].leaf["ts"]
    bench.finds("order.time", leaf_path(number))


@BOOK.at("plan")
def time_goes_back_a_little(bench: Bench) -> None:
    """By a microsecond."""
    before = bench.plan.events[-3].leaf
    bench.plan.events[-2].leaf["ts"] = before["ts"][:-2] + "4Z"
    before["ts"] = before["ts"][:-2] + "5Z"
    bench.finds("order.time", leaf_path(len(bench.plan.events) - 1))


@BOOK.at("plan")
def state_from_nowhere(bench: Bench) -> None:
    path, event = bench.event("comment", "vote", "pass_review", "announce")
    event.leaf["from"] = {**event.leaf["from"], "serial": "1.0:used"}
    bench.finds("order.state", path)


@BOOK.at("plan")
def state_true_is_not_one(bench: Bench) -> None:
    path, event = bench.event("comment", "vote", "pass_review")
    before = {**event.leaf["from"], "rounds": {region: True for region in event.leaf["from"]["rounds"]}}
    event.leaf["from"] = before
    bench.finds("order.state", path)


@BOOK.at("plan")
def born_with_a_state(bench: Bench) -> None:
    bench.plan.events[0].leaf["from"] = {"joint": "drafting"}
    bench.finds("order.state", leaf_path(1))


@BOOK.at("plan")
def middle_left_out_and_numbered_anew(bench: Bench) -> None:
    """An event struck out, the others counted anew, everything signed again: the states do not meet."""
    number = next(n for n, e in enumerate(bench.plan.events, 1) if e.leaf["act"] == "pass_review")
    del bench.plan.events[number - 1]
    for sequence, event in enumerate(bench.plan.events, 1):
        event.leaf["seq"] = sequence
    bench.plan.seal.leaf["facts"]["last"] -= 1
    bench.finds("order.state", leaf_path(number))
