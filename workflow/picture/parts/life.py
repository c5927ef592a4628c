"""Parts of the project that come with the one statement that every act reads: asking for them costs nothing more."""

from functools import cached_property, partial
from typing import Any

import sqlalchemy as sa

from workflow.picture.gathering import Late
from workflow.picture.parts.said import SaidParts
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion, MotionVote
from workflow.records.notices import Timer
from workflow.records.numbers import Serial
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.reviews import Review
from workflow.records.standards import Claim, Drafter, StandardTrack, Turn
from workflow.records.texts import Version
from workflow.vocabulary import (
    CommentState,
    Panel,
    Role,
)


class LifeParts(SaidParts):
    """The project itself, with what lists and the worker know of it."""

    @cached_property
    def hands(self) -> dict[int, set[Role]]:
        """Person → the roles in which he or she took part."""
        taken: dict[int, set[Role]] = {}
        for hand in self._life["hands"]:
            taken.setdefault(hand.person_id, set()).add(hand.role)
        return taken

    @cached_property
    def tracks(self) -> dict[str, StandardTrack]:
        rank = {member.region_code: member.rank for member in self.members}
        found = sorted(self._life["tracks"], key=lambda track: rank.get(track.region_code, 99))
        return {track.region_code: track for track in found}

    @cached_property
    def drafters(self) -> list[Drafter]:
        return [d for d in self._life["drafters"] if d.until is None]

    @cached_property
    def claims(self) -> list[Claim]:
        return self._life["claims"]

    @cached_property
    def versions(self) -> list[Version]:
        """All versions of the text, newest first, without their clauses."""
        found: list[Version] = self._life["versions"]
        for version in found:
            vars(version)["digest"] = Late(partial(self._digest, version.id))
        return found

    def _digest(self, version: int) -> dict[str, Any]:
        return self._digests[version]

    @cached_property
    def _digests(self) -> dict[int, dict[str, Any]]:
        query = sa.select(Version.id, Version.digest).where(Version.standard_id == self.standard.id)
        return {id_: digest for id_, digest in self.session.execute(query)}

    @cached_property
    def positions(self) -> list[Position]:
        """Oldest first."""
        return self._life["positions"]

    @cached_property
    def consultations(self) -> list[Consultation]:
        return self._life["consultations"]

    @cached_property
    def windows(self) -> list[RegionWindow]:
        """The windows of all rounds."""
        return self._life["windows"]

    @cached_property
    def comment_counts(self) -> dict[CommentState, int]:
        """All comments, remarks of reviewers among them."""
        return dict(self._life["comment_counts"])

    @cached_property
    def remark_counts(self) -> dict[CommentState, int]:
        return dict(self._life["remark_counts"])

    @cached_property
    def panels(self) -> list[ReviewPanel]:
        return self._life["panels"]

    @cached_property
    def panel_members(self) -> list[PanelMember]:
        """The members of the panels at work that have not left them."""
        at_work = {panel.id for panel in self.open_panels}
        return [m for m in self._life["panel_members"] if m.panel_id in at_work]

    @cached_property
    def demands(self) -> list[Demand]:
        return self._life["demands"]

    @cached_property
    def serials(self) -> list[Serial]:
        return self._life["serials"]

    @cached_property
    def releases(self) -> list[Release]:
        return self._life["releases"]

    @cached_property
    def announcements(self) -> dict[str, Announcement]:
        """What each region confirmed in the present release attempt."""
        release = self.release
        return {a.region_code: a for a in self._life["announcements"] if release and a.release_id == release.id}

    @cached_property
    def duties(self) -> list[StandardDuty]:
        return self._life["duties"]

    @cached_property
    def motions(self) -> list[Motion]:
        """Oldest first."""
        return self._life["motions"]

    @cached_property
    def motion_votes(self) -> list[MotionVote]:
        """Of all motions, oldest first."""
        return self._life["motion_votes"]

    @cached_property
    def amendments(self) -> list[Amendment]:
        """Oldest first."""
        return self._life["amendments"]

    @cached_property
    def amendment_parts(self) -> list[AmendmentPart]:
        """Of all amendments, by region."""
        return self._life["amendment_parts"]

    @cached_property
    def reviews(self) -> list[Review]:
        """Of the standard in force, oldest first."""
        return self._life["reviews"]

    @cached_property
    def turns(self) -> list[Turn]:
        return self._life["turns"]

    @cached_property
    def timers(self) -> list[Timer]:
        return self._life["timers"]

    @property
    def open_panels(self) -> list[ReviewPanel]:
        """The panels at work: one, or where each region reviews for itself one of each."""
        return [p for p in self.panels if p.state not in (Panel.CONCLUDED, Panel.DISSOLVED)]

    @property
    def amendment(self) -> Amendment | None:
        """The amendment under way: one at a time."""
        return next((a for a in self.amendments if not a.state.is_end), None)

    @property
    def review(self) -> Review | None:
        """The review under way, if one is."""
        return next((r for r in reversed(self.reviews) if r.concluded_at is None), None)

    @property
    def release(self) -> Release | None:
        """The release attempt under way, or the one that succeeded."""
        return next((r for r in self.releases if r.ended_at is None), None)

    @property
    def released(self) -> Version | None:
        """The text as it was released, before any amendment."""
        done = next((r for r in self.releases if r.released_at is not None), None)
        return next((v for v in self.versions if done and v.id == done.version_id), None)

    @property
    def amended(self) -> Version | None:
        """The text with the amendment under way, once it is frozen."""
        wanted = self.amendment.version_id if self.amendment else None
        return next((v for v in self.versions if v.id == wanted), None)
