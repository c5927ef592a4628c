"""What a form is filled from: one standard as it stands, for one region and one review where the form is theirs."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial

from workflow import clock
from workflow.picture.standing import Standing
from workflow.reads import concurrence, panels
from workflow.reads.concurrence import Matrix
from workflow.reads.panels import Seated, Tally
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.panels import ReviewPanel
from workflow.records.papers import Paper
from workflow.records.releases import Announcement
from workflow.records.standards import Drafter, StandardTrack
from workflow.records.texts import Version
from workflow.rules.answering import Keeping
from workflow.vocabulary import CommentState, Panel, PaperKind, TextPurpose

Value = str | None  # none: left blank, to be written by hand
Row = dict[str, Value]
TOLD = frozenset(CommentState) - {CommentState.TAKEN_BACK}


@dataclass(frozen=True)
class Closing:
    """What a panel is about to conclude, once nobody's vote is waited for: all that its minutes tell beforehand."""

    is_passed: bool
    demands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Whose form it is; `region` is empty on a form of all, `panel` is none before a review was called; `hides` tells
    which comments whoever reads it may not see yet."""

    standing: Standing
    region: str = ""
    panel: ReviewPanel | None = None
    seated: Mapping[int, list[Seated]] = field(default_factory=dict)
    departments: Callable[[], Matrix] = lambda: Matrix([], [])
    closing: Closing | None = None
    hides: Callable[[Comment], bool] = lambda comment: False

    @classmethod
    def of(
        cls,
        standing: Standing,
        at: datetime,
        region: str = "",
        panel: ReviewPanel | None = None,
        *,
        reader: str | None = None,
    ) -> "Source":
        """Read as it stands at an hour, for a reader of a region: lateness and sealed comments depend on them."""
        session, keeping = standing.session, Keeping(standing, at)
        seated = panels.members(session, standing.standard.id)
        departments = partial(concurrence.matrix, session, standing, at)
        return cls(standing, region, panel, seated, departments, hides=partial(keeping.hides, region=reader))

    @property
    def track(self) -> StandardTrack | None:
        return self.standing.tracks.get(self.region)

    @property
    def consultation(self) -> Consultation | None:
        return self.standing.consultation

    @property
    def window(self) -> RegionWindow | None:
        """The region's window in the latest consultation."""
        asked = self.consultation
        mine = (w for w in self.standing.windows if asked and w.consultation_id == asked.id)
        return next((w for w in mine if w.region_code == self.region), None)

    @property
    def announcement(self) -> Announcement | None:
        return self.standing.announcements.get(self.region)

    @cached_property
    def comments(self) -> list[Comment]:
        """All comments that were not taken back and may be read, in the order in which they are counted on the form."""
        told = (c for c in self.standing.comments if c.state in TOLD and c.consultation_id is not None)
        return [comment for comment in told if not self.hides(comment)]

    @cached_property
    def remarks(self) -> list[Comment]:
        """What the reviewers of the panel said of its text, clause by clause as the text runs."""
        order = list(self.reviewed.digest) if self.reviewed else []
        mine = [c for c in self.standing.comments if self.panel and c.panel_id == self.panel.id and c.state in TOLD]
        return sorted(mine, key=lambda c: (order.index(c.clause_id) if c.clause_id in order else len(order), c.id))

    @cached_property
    def places(self) -> dict[int, int]:
        """Comment → its number on the form."""
        return {comment.id: n for n, comment in enumerate(self.comments, 1)}

    @property
    def members(self) -> list[Seated]:
        """Who sits on the panel now or, once it has concluded, sat on it to the end."""
        found = self.seated.get(self.panel.id, []) if self.panel else []
        return [one for one in found if one.member.left_at is None]

    @property
    def is_told(self) -> bool:
        """Whether it is told what was voted: of a panel that has concluded, or is concluded with these minutes."""
        return self.panel is not None and (self.closing is not None or panels.is_open(self.panel))

    @property
    def tally(self) -> Tally | None:
        return panels.tally(self.panel, self.members, is_told=True) if self.panel and self.is_told else None

    @property
    def demands(self) -> list[tuple[str, int | None]]:
        """What the panel demanded, or is about to, and the version that met it."""
        mine = [d for d in self.standing.demands if self.panel and d.panel_id == self.panel.id]
        coming = self.closing.demands if self.closing else ()
        return [*((d.words, d.met_in) for d in mine), *((words, None) for words in coming)]

    @property
    def reviewed(self) -> Version | None:
        """The text that the panel judges: the newest one frozen before it was called."""
        before = (v for v in self.standing.versions if self.panel and v.made_at <= self.panel.called_at)
        return next((v for v in before if v.purpose is TextPurpose.REVIEW), None)

    @property
    def asked(self) -> Version | None:
        """The text that the public is asked about."""
        wanted = self.consultation.version_id if self.consultation else None
        return next((v for v in self.standing.versions if v.id == wanted), None)

    def final(self) -> Version | None:
        """The text that is approved or was released."""
        frozen = self.standing.released or self.standing.frozen
        return frozen if frozen is not None and frozen.purpose is TextPurpose.FINAL else None

    def paper(self, region: str, step: str, kinds: Collection[PaperKind] = ()) -> Paper | None:
        """The newest paper that a region handed in at a step."""
        mine = (p for p in reversed(self.standing.papers) if p.region_code == region and p.step == step)
        return next((p for p in mine if not kinds or p.kind in kinds), None)

    def drafters(self, region: str) -> list[Drafter]:
        return [d for d in self.standing.drafters if d.region_code == region]


def reviews(standing: Standing, region: str) -> list[ReviewPanel]:
    """The panels whose forms a region hands round, the newest first: its own, and those of all."""
    return [p for p in reversed(standing.panels) if p.region_code in (None, region) and p.state is not Panel.DISSOLVED]


def day(value: date | datetime | None) -> Value:
    """A day as forms write it."""
    if value is None:
        return None
    told = clock.day_of(value) if isinstance(value, datetime) else value
    return f"{told.year}年{told.month}月{told.day}日"


def moment(value: datetime | None) -> Value:
    """A day with its hour, of Beijing, as minutes tell them."""
    return f"{day(value)} {value.astimezone(clock.BEIJING):%H:%M}" if value else None
