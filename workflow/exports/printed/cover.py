"""What stands on the cover of a text: of each region its own (shape A), one for all (shape B), or that of a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from workflow import clock
from workflow.accord.choices import OWN_LETTERS
from workflow.picture.standing import Standing
from workflow.records.texts import Version
from workflow.rules.numbering import number_of
from workflow.text.numbers import DASH, compose
from workflow.vocabulary import CoverMode, TextPurpose

UNKNOWN: Final = "××××"
STAGES: Final = {
    TextPurpose.DRAFT: "工作组讨论稿",
    TextPurpose.CONSULTATION: "征求意见稿",
    TextPurpose.REVIEW: "送审稿",
    TextPurpose.FINAL: "报批稿",
    TextPurpose.AMENDMENT: "修改稿",
}


@dataclass(frozen=True)
class Cover:
    """One cover. A draft names its stage and has no dates yet."""

    regions: tuple[str, ...]
    mark: str
    banner: str
    numbers: tuple[str, ...]
    replaces: tuple[str, ...]
    title_zh: str
    title_en: str
    ics: str
    ccs: str
    issuers: tuple[str, ...]
    made_at: datetime
    released: date | None = None
    effective: date | None = None
    stage: str = ""


def covers(standing: Standing, version: Version) -> list[Cover]:
    """The covers under which a version is printed, in the order of the group's regions."""
    is_draft = not _is_released(standing, version)
    codes = list(standing.numbers) if not is_draft else standing.counted or list(standing.tracks)
    is_joint = standing.terms["release.cover_mode"].value == CoverMode.JOINT.value
    shares = [codes] if is_joint else [[code] for code in codes]
    return [_cover(standing, version, share, is_joint=is_joint, is_draft=is_draft) for share in shares if share]


def _is_released(standing: Standing, version: Version) -> bool:
    """The released text, or a later one that took its place by an amendment."""
    first = standing.released
    return first is not None and version.number >= first.number and version.purpose is not TextPurpose.AMENDMENT


def _cover(standing: Standing, version: Version, codes: Sequence[str], *, is_joint: bool, is_draft: bool) -> Cover:
    numbers = tuple(dict.fromkeys(_number(standing, code, is_draft=is_draft) for code in codes))
    letters = numbers[0].partition("/")[0]
    is_own = letters == standing.places[codes[0]].db_prefix
    said = [standing.announcements.get(code) for code in codes]
    replaced = [
        (one.replaces if one else "") or standing.tracks[code].replaces for code, one in zip(codes, said, strict=True)
    ]
    meta: dict[str, Any] = version.meta
    return Cover(
        regions=tuple(codes),
        mark=letters.rstrip("0123456789") if is_joint else letters,
        banner=f"{standing.places[codes[0]].name_zh}地方标准"
        if is_own and not is_joint
        else standing.agreement.banner_zh,
        numbers=numbers,
        replaces=tuple(part for part in replaced if part),
        title_zh=meta.get("title_zh") or standing.standard.title_zh,
        title_en=meta.get("title_en") or standing.standard.title_en,
        ics=meta.get("ics") or standing.standard.ics,
        ccs=meta.get("ccs") or standing.standard.ccs,
        issuers=tuple(dict.fromkeys(_issuer(standing, code) for code in codes)),
        made_at=version.made_at,
        stage=STAGES[version.purpose] if is_draft else "",
        **({} if is_draft else _dates(standing, codes)),
    )


def _number(standing: Standing, code: str, *, is_draft: bool) -> str:
    """The number of a region; of a draft as far as it is known: its serial once one is held, never its year."""
    if not is_draft:
        return standing.numbers[code].display
    if standing.serial is None:
        given = standing.terms["number.prefix"].value
        letters = standing.places[code].db_prefix if given == OWN_LETTERS else given
        return f"{compose(letters, standing.standard.nature.value, serial=1).prefix} {UNKNOWN}{DASH}{UNKNOWN}"
    kept = (standing.serial.exceptions or {}).get(code)
    return kept or f"{number_of(standing, code, None)}{DASH}{UNKNOWN}"


def _issuer(standing: Standing, code: str) -> str:
    said = standing.announcements.get(code)
    return said.issuer if said else standing.organ(standing.authority(code)).zh


def _dates(standing: Standing, codes: Sequence[str]) -> dict[str, date | None]:
    """One pair of dates; a region that joined later has its own."""
    standard, track = standing.standard, standing.tracks.get(codes[0])
    released = standard.released_at
    if len(codes) == 1 and track and track.admitted_at and released:
        released = max(released, track.admitted_at)
    own = track.effective_on if len(codes) == 1 and track else None
    return {
        "released": clock.day_of(released) if released else None,
        "effective": own or standard.effective_on,
    }
