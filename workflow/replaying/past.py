"""A standard as it stood at a past hour, built of what leaves tell of it and of its group: rules judge it as any other.
A part that nothing tells is refused by name (`NotTold`), never guessed."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

from workflow.clock import Calendar
from workflow.records.agreements import Office, RuleSet
from workflow.records.comment_uses import CommentHandover
from workflow.records.consultations import Addressee, Comment
from workflow.records.deviating import DeviationConfirmation
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.papers import Paper
from workflow.records.people import Person
from workflow.records.standards import Standard
from workflow.replaying.lists import Lists
from workflow.replaying.manuscripts import Manuscripts, Texts, no_texts
from workflow.replaying.retelling.book import Book
from workflow.replaying.views import NO_TIME, NotTold, view
from workflow.vocabulary import Named, Number, SeatRole, Track

Group = Mapping[str, Any]  # lists of records by the names of `whole.GROUP`, and what stands beside them
Kin = Mapping[str, Any]  # what other standards of the agreement show at that hour, by the names of the parts


class Past(Manuscripts):
    """One standard at one hour; without a session."""

    def __init__(
        self, book: Book, group: Group, kin: Kin, texts: Texts = no_texts, back: timedelta = NO_TIME, **born: Any
    ) -> None:
        self.book, self.all_of_group, self.kin, self.texts, self.back, self.born = book, group, kin, texts, back, born
        mine = book.of(Standard)
        agreement = group["agreement"][0].id
        self.standard = view(Standard, mine[0] if mine else {}, back, agreement_id=agreement, **born)
        if not mine:
            self.__dict__["tracks"] = dict.fromkeys(member.region_code for member in group["members"])

    def set_back(self, back: timedelta) -> "Past":
        """The same, had the acts whose hour the log held been done so much earlier."""
        return Past(self.book, self.all_of_group, self.kin, self.texts, back, **self.born)

    @property
    def session(self) -> Any:  # type: ignore[override]
        """Whoever would read the tables reads what no leaf tells."""
        raise NotTold("tables")

    @cached_property
    def _life(self) -> Any:
        return Lists(self.book, self.authority, self.all_of_group["seats"], self.back)

    @cached_property
    def _group(self) -> dict[str, list[Any]]:
        """That of the standard: its rule set, the offices of its field."""
        mine = self.standard
        rules = [each for each in self.all_of_group["rules"] if each.id == mine.rule_set_id]
        if not rules:
            raise NotTold("rules")
        return {**self.all_of_group, "rules": rules}

    @cached_property
    def chain(self) -> list[Office]:
        field = self.standard.field
        return [office for office in self.all_of_group["chain"] if office.field in (None, field)]

    @cached_property
    def rule_sets(self) -> list[RuleSet]:
        return sorted(self.all_of_group["rules"], key=lambda each: each.version)

    @cached_property
    def former(self) -> dict[int, Person]:
        return {person.id: person for person in self._beside("everybody")}

    @cached_property
    def lenders(self) -> dict[int, Person]:
        return dict(self._beside("lenders"))

    @cached_property
    def heirs(self) -> dict[tuple[int, SeatRole, int], int]:
        return dict(self._beside("heirs"))

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        return dict(self._beside("calendars"))

    @cached_property
    def territories(self) -> dict[str, Named]:
        return dict(self._beside("territories"))

    def _beside(self, name: str) -> Any:
        if name not in self.all_of_group:
            raise NotTold(name)
        return self.all_of_group[name]

    # --- the rest of its own ------------------------------------------------------------------------------------------

    @cached_property
    def confirmations(self) -> list[DeviationConfirmation]:
        return self._all_of(DeviationConfirmation)

    @cached_property
    def addressees(self) -> list[Addressee]:
        asked = self.consultations[0].id if self.consultations else 0
        return [one for one in self._all_of(Addressee) if one.consultation_id == asked]

    @cached_property
    def comments(self) -> list[Comment]:
        return self._all_of(Comment)

    @cached_property
    def handovers(self) -> frozenset[tuple[int, str]]:
        return frozenset((one.consultation_id, one.region_code) for one in self._all_of(CommentHandover))

    @cached_property
    def papers(self) -> list[Paper]:
        return self._all_of(Paper)

    @cached_property
    def numbers(self) -> dict[str, RegionNumber]:
        return {number.region_code: number for number in self._all_of(RegionNumber)}

    def _all_of(self, record: Any) -> list[Any]:
        found: list[Any] = self._life.all(record)
        return found

    # --- its kin ------------------------------------------------------------------------------------------------------

    @cached_property
    def serials(self) -> list[Serial]:
        """What any standard of its lineage retired is retired for all of them."""
        found = self._life["serials"]
        taken = self.taken if "taken" in self.kin else {}
        return [self._retired(one) if taken.get((one.serial, one.part)) is Number.RETIRED else one for one in found]

    def _retired(self, serial: Any) -> Any:
        return view(Serial, {**serial._cells, "state": Number.RETIRED}, **serial._besides)

    @cached_property
    def taken(self) -> Mapping[tuple[int, int], Number]:  # type: ignore[override]
        found: Mapping[tuple[int, int], Number] = self._kin("taken")
        return found

    @cached_property
    def predecessor(self) -> Standard | None:
        return self._kin("predecessor") if self.standard.predecessor_id else None

    @cached_property
    def successors(self) -> list[Standard]:
        found: list[Standard] = self._kin("successors")
        return found

    @cached_property
    def successor_tracks(self) -> dict[str, Track]:
        found: dict[str, Track] = self._kin("successor_tracks")
        return found

    def _kin(self, name: str) -> Any:
        if name not in self.kin:
            raise NotTold(name)
        return self.kin[name]


def _refused(name: str) -> cached_property[Any]:
    def refuse(past: Past) -> Any:
        raise NotTold(name)

    return cached_property(refuse)


# Read from tables that no leaf of the standard tells: words of the explanation, experts and what surrounds them.
for _part in ("feedback", "inherited", "limits", "explanation", "explanation_prints", "surroundings", "subjects"):
    setattr(Past, _part, _refused(_part))
    getattr(Past, _part).__set_name__(Past, _part)
