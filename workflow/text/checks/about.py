"""What is known beside a text, read from plain facts without trusting their shape: what is missing is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

Facts = Mapping[str, object]


@dataclass(frozen=True)
class About:
    """None: unknown, and the checks that would need it are silent."""

    stage: str | None = None
    released_on: str | None = None
    effective_on: str | None = None
    numbers: tuple[str, ...] | None = None
    issuers: tuple[str, ...] | None = None
    participants: tuple[str, ...] | None = None
    cosigners: tuple[str, ...] | None = None
    replaces: Mapping[str, tuple[str, ...]] | None = None
    regions: Mapping[str, str] | None = None
    patents_known: bool = False
    glossary: tuple[Facts, ...] | None = None
    catalogue: tuple[Facts, ...] | None = None
    copies: Mapping[str, Facts] | None = None

    @property
    def region_names(self) -> tuple[tuple[str, str], ...]:
        """Code and name of the participants, in the order of the group."""
        names = self.regions or {}
        return tuple((code, names[code]) for code in self.participants or () if code in names)


def about_of(given: Facts, meta: Facts) -> About:
    """The facts as they are meant; a fact of another shape than promised counts as unknown."""
    told = {"participants": meta.get("participants"), **given}
    if told["participants"] is None:
        told["participants"] = meta.get("participants")
    return About(
        stage=words(told.get("stage")),
        released_on=words(told.get("released_on")),
        effective_on=words(told.get("effective_on")),
        numbers=several(told.get("numbers")),
        issuers=several(told.get("issuers")),
        participants=several(told.get("participants")),
        cosigners=several(told.get("cosigners")),
        replaces=_lists(told.get("replaces")),
        regions=_names(told.get("regions")),
        patents_known=told.get("patents_known") is True,
        glossary=_facts(told.get("glossary")),
        catalogue=_facts(told.get("catalogue")),
        copies=_copies(told.get("copies")),
    )


def words(value: object) -> str | None:
    return value if isinstance(value, str) else None


def several(value: object) -> tuple[str, ...] | None:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else None


def _facts(value: object) -> tuple[Facts, ...] | None:
    return tuple(one for one in value if isinstance(one, Mapping)) if isinstance(value, list | tuple) else None


def _mapping(value: object) -> Facts | None:
    return {str(key): one for key, one in value.items()} if isinstance(value, Mapping) else None


def _lists(value: object) -> Mapping[str, tuple[str, ...]] | None:
    found = _mapping(value)
    return None if found is None else {key: several(one) or () for key, one in found.items()}


def _names(value: object) -> Mapping[str, str] | None:
    found = _mapping(value)
    return None if found is None else {key: one for key, one in found.items() if isinstance(one, str)}


def _copies(value: object) -> Mapping[str, Facts] | None:
    found = _mapping(value)
    return None if found is None else {key: one for key, one in found.items() if isinstance(one, Mapping)}
