"""Lives that are whole, signed and proven - and unlawful."""

from collections.abc import Callable
from typing import Any

from tests.dossiers.forging import Bench, Book, leaf_path
from tests.dossiers.lives import born, consulted, saved
from tests.dossiers.making import planned, rule_set
from tests.dossiers.story import REGIONS, Facts, Life

BOOK = Book("law")


def tabled(name: str, reason: str, acts: str, change: Callable[[Facts], Any]) -> None:
    """Rows of the table changed: every event of those acts is then unlawful."""

    def work(bench: Bench) -> None:
        for act in acts.split():
            row = dict(bench.plan.process[act])
            change(row)
            bench.plan.process[act] = row
        numbers = [n for n, event in enumerate(bench.plan.events, 1) if event.leaf["act"] in acts.split()]
        assert numbers
        bench.finds(reason, *map(leaf_path, numbers))

    BOOK.add(name, "plan", work)


SOURCE, TARGET, SIGNATURE, SYSTEM = "law.source", "law.target", "law.signature", "law.system"
tabled("joint_from_elsewhere", SOURCE, "start close_consultation", lambda row: row.update(source=["suspended"]))
tabled("own_from_elsewhere", SOURCE, "confirm_release announce", lambda row: row.update(source=["invited"]))
tabled("named_from_elsewhere", SOURCE, "remind", lambda row: row.update(source=["declined"]))
tabled("born_of_something", SOURCE, "save_draft", lambda row: row.update(source=[]))
tabled("born_of_nothing", SOURCE, "propose", lambda row: row.update(source=["proposed"]))
tabled("part_at_the_wrong_time", SOURCE, "comment vote", lambda row: row.update(during=["drafting", "released"]))
tabled("own_at_the_wrong_time", SOURCE, "announce", lambda row: row.update(during=["approving"]))
tabled("named_at_the_wrong_time", SOURCE, "remind", lambda row: row.update(during=["drafting"]))
tabled("joint_to_elsewhere", TARGET, "start pass_review", lambda row: row.update(target="released"))
tabled("joint_to_nowhere", TARGET, "start", lambda row: row.update(target=None))
tabled("joint_to_nothing", TARGET, "start", lambda row: row.update(target=""))
tabled("joint_back", TARGET, "pass_review", lambda row: row.update(back=True))
tabled("own_to_elsewhere", TARGET, "confirm_release announce", lambda row: row.update(target="objected"))
tabled("own_to_nowhere", TARGET, "announce", lambda row: row.update(target=None))
tabled("named_to_elsewhere", TARGET, "remind", lambda row: row.update(target="declined"))
tabled(
    "part_that_moves_the_whole",
    TARGET,
    "pass_review",
    lambda row: row.update(scope="panel", source=[], during=["reviewing"]),
)
tabled(
    "track_that_moves_the_whole", SOURCE, "vote", lambda row: row.update(scope="own", source=["declined"], during=[])
)
tabled("unsigned", SIGNATURE, "propose comment", lambda row: row.update(signs=True))
tabled("system_with_a_seat", SYSTEM, "propose save_draft", lambda row: row.update(system=True))
tabled("seatless", SYSTEM, "comment", lambda row: row.update(open=False))
tabled("systems_act_by_nobody", SYSTEM, "start close_consultation", lambda row: row.update(system=False))


@BOOK.at("plan")
def act_unknown(bench: Bench) -> None:
    act = bench.chance.choice(["vote", "remind", "start"])
    del bench.plan.process[act]
    bench.finds("law.act", *(leaf_path(n) for n, e in enumerate(bench.plan.events, 1) if e.leaf["act"] == act))


@BOOK.at("plan")
def act_renamed(bench: Bench) -> None:
    path, event = bench.event("vote", "comment")
    event.leaf["act"] = event.leaf["act"].capitalize()
    bench.finds("law.act", path)


@BOOK.at("plan")
def of_a_region_without_a_track(bench: Bench) -> None:
    path, event = bench.event("remind")
    event.leaf["facts"] = bench.chance.choice([{"region": "990000"}, {}, {"region": None}, {"region": ["110000"]}])
    bench.finds(SOURCE, path)


@BOOK.at("plan")
def signed_without_ceremony(bench: Bench) -> None:
    path, event = bench.event("initiate", "confirm_release")
    event.leaf["cer"] = None
    bench.finds(SIGNATURE, path)


@BOOK.at("plan")
def signed_by_nobody(bench: Bench) -> None:
    path, event = bench.event("initiate", "confirm_release")
    event.leaf["stmt"] = event.statement = None
    bench.finds(SIGNATURE, path)


@BOOK.at("plan")
def system_in_disguise(bench: Bench) -> None:
    path, event = bench.event("start", "close_consultation", "release")
    event.leaf["seat"] = 100
    bench.finds(SYSTEM, path)


@BOOK.at("plan")
def nobodys_draft(bench: Bench) -> None:
    path, event = bench.event("save_draft", "vote")
    event.leaf["seat"] = None
    bench.finds(SYSTEM, path)


def formless(name: str, change: Callable[[Bench], Any], *files: str) -> None:
    """The law's own files are not of their form: nothing else is judged."""

    def work(bench: Bench) -> None:
        change(bench)
        bench.finds("law.form", *(f"data/law/{file}.json" for file in files))

    BOOK.add(f"form_{name}", "plan", work)


def process(value: Any) -> Callable[[Bench], None]:
    return lambda bench: setattr(bench.plan, "process", value)


def row(**changed: Any) -> Callable[[Bench], None]:
    return lambda bench: bench.plan.process.update(vote={**bench.plan.process["vote"], **changed})


def rules(value: Any) -> Callable[[Bench], None]:
    return lambda bench: setattr(bench.plan, "rules", value)


formless("list", process([]), "process")
formless("row_null", process({"vote": None}), "process")
formless("row_more", row(more=1), "process")
formless("row_short", lambda b: b.plan.process.update(vote={"scope": "own"}), "process")
formless("row_source_text", row(source="drafting"), "process")
formless("row_source_null", row(source=[None]), "process")
formless("row_target_number", row(target=1), "process")
formless("row_signs_number", row(signs=1), "process")
formless("rules_object", rules({}), "rules")
formless("rules_without_terms", rules([{"id": 1, "version": 1, "effective_from": "x"}]), "rules")
formless("rules_id_text", rules([{**rule_set(1, "x"), "id": "1"}]), "rules")
formless("term_without_value", rules([{**rule_set(1, "x"), "terms": [{"name": "x"}]}]), "rules")
formless("both", lambda b: (process(7)(b), rules(7)(b)), "process", "rules")


def releasing(name: str, tell: Callable[[Life], None], reason: str = "law.release") -> None:
    """A life of its own up to a release that must not have been."""

    def work(bench: Bench) -> None:
        life = to_approving(7 + bench.chance.randrange(3))
        tell(life)
        bench.plan = planned(7, life)
        bench.finds(reason, leaf_path(next(n for n, e in enumerate(life.events, 1) if e.leaf["act"] == "release")))

    BOOK.add(f"release_{name}", "plan", work)


def to_approving(seed: int) -> Life:
    """Three regions that entered, a text that is frozen, a number."""
    life = born(seed)
    for region in life.regions:
        life.act("initiate", region, track="initiated")
    life.act("start", joint="drafting")
    for version in (1, 2):
        saved(life, version)
    consulted(life)
    life.act("pass_review", REGIONS[0], joint="approving")
    life.act("reserve_number", REGIONS[0], serial="3950.0:reserved")
    return life


def approve(life: Life, *regions: str, confirm: bool = True) -> None:
    for region in regions or life.regions:
        life.act("approve_release", region, track="approved")
        if confirm:
            life.act("confirm_release", region, track="confirmed")


def release(life: Life, serial: str | None = "3950.0:used") -> None:
    life.act("release", joint="released", serial=serial)


def without_one(life: Life) -> None:
    approve(life, *life.regions[1:])
    release(life)


def unconfirmed(life: Life) -> None:
    approve(life, *life.regions[1:])
    approve(life, life.regions[0], confirm=False)
    release(life)


def on_another_text(life: Life) -> None:
    approve(life)
    approved = next(e for e in life.events if e.leaf["act"] == "approve_release")
    approved.leaf["text"] = next(e for e in life.events if e.leaf["act"] == "save_draft").leaf["facts"]["text_hash"]
    release(life)


def unreserved(life: Life) -> None:
    """The number is there at once, used."""
    approve(life)
    life.act("reserve_number", REGIONS[0], serial="3950.0:free")
    release(life)


def numbered(life: Life, serial: str | None) -> None:
    approve(life)
    release(life, serial)


releasing("without_one_region", without_one)
releasing("before_confirmation", unconfirmed)
releasing("on_another_text", on_another_text)
releasing("without_a_reserved_number", unreserved, "law.number")
releasing("under_another_number", lambda life: numbered(life, "3951.0:used"), "law.number")
releasing("number_still_reserved", lambda life: numbered(life, "3950.0:reserved"), "law.number")
releasing("number_gone", lambda life: numbered(life, None), "law.number")
