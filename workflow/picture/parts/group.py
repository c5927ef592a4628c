"""Parts that belong to the agreement: read in one statement, and changed by no row about one standard."""

from functools import cached_property

from workflow.picture.parts.reading import Reading
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.terms import Term, Terms
from workflow.vocabulary import SeatRole


class GroupParts(Reading):
    """The agreement, its rules, regions, offices and people."""

    @cached_property
    def agreement(self) -> Agreement:
        found: Agreement = self._group["agreement"][0]
        return found

    @cached_property
    def members(self) -> list[Member]:
        return self._group["members"]

    @property
    def rules(self) -> RuleSet:
        """The rule set that the project is judged by."""
        found: RuleSet = self._group["rules"][0]
        return found

    @cached_property
    def terms(self) -> Terms:
        return Terms({key: Term(entry["value"], entry["cites"]) for key, entry in self.rules.terms.items()})

    @cached_property
    def places(self) -> dict[str, Region]:
        return {place.code: place for place in self._group["places"]}

    @cached_property
    def above(self) -> dict[str, Region]:
        """Its regions and the provinces above its cities, which file for them."""
        return {place.code: place for place in self._group["above"]}

    @cached_property
    def chain(self) -> list[Office]:
        return self._group["chain"]

    @cached_property
    def organs(self) -> dict[int, Organ]:
        return {organ.id: organ for organ in self._group["organs"]}

    @cached_property
    def seats(self) -> dict[tuple[SeatRole, int], list[Appointment]]:
        """The same seats by role and organ, for whoever asks of an office and not of a person."""
        held: dict[tuple[SeatRole, int], list[Appointment]] = {}
        for seat in self._group["seats"]:
            held.setdefault((seat.role, seat.organ_id), []).append(seat)
        return held

    @cached_property
    def roster(self) -> list[tuple[Appointment, Person]]:
        """The confirmed seats of the group's regions that have not ended; who acts by delegation holds no office."""
        persons = {person.id: person for person in self._group["persons"]}
        return [(seat, persons[seat.person_id]) for seat in self._group["seats"]]
