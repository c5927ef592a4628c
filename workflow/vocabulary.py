"""Every enumeration of the trade: stages, states, positions, roles, kinds. A state carries its own properties."""

from enum import IntEnum, StrEnum
from typing import NamedTuple, Self


class Named(NamedTuple):
    """A thing with a code and a name in both languages, as facts and sentences carry it."""

    code: str
    zh: str
    en: str

    def standing_for(self, holder: "Named") -> "Named":
        """Both names of a person who acts for another."""
        return Named(self.code, f"{self.zh} 代 {holder.zh}", f"{self.en} for {holder.en}")


class Stage(IntEnum):
    """The four stages 分别立项 · 统一制定 · 共商发布 · 协同实施."""

    INITIATION = 1
    DRAFTING = 2
    RELEASE = 3
    IMPLEMENTATION = 4


class Joint(StrEnum):
    """States of the joint standard 协同标准; `iso` is the harmonised stage code of the state."""

    stage: Stage
    iso: str
    is_end: bool

    def __new__(cls, value: str, stage: Stage, iso: str, is_end: bool = False) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.stage, member.iso, member.is_end = stage, iso, is_end
        return member

    PROPOSED = "proposed", Stage.INITIATION, "10.00"
    INITIATING = "initiating", Stage.INITIATION, "10.20"
    DRAFTING = "drafting", Stage.DRAFTING, "20.20"
    CONSULTING = "consulting", Stage.DRAFTING, "30.20"
    ANSWERING = "answering", Stage.DRAFTING, "30.60"
    REVIEWING = "reviewing", Stage.DRAFTING, "40.20"
    APPROVING = "approving", Stage.RELEASE, "50.20"
    SCHEDULED = "scheduled", Stage.RELEASE, "50.60"
    SEALED = "sealed", Stage.RELEASE, "50.99"
    RELEASED = "released", Stage.RELEASE, "60.00"
    IN_FORCE = "in_force", Stage.IMPLEMENTATION, "60.60"
    UNDER_REVIEW = "under_review", Stage.IMPLEMENTATION, "90.20"
    REVISING = "revising", Stage.IMPLEMENTATION, "90.92"
    SUSPENDED = "suspended", Stage.DRAFTING, "20.20"
    TERMINATED = "terminated", Stage.INITIATION, "10.98", True
    CONVERTED = "converted", Stage.IMPLEMENTATION, "60.98", True
    REPLACED = "replaced", Stage.IMPLEMENTATION, "95.99", True
    WITHDRAWN = "withdrawn", Stage.IMPLEMENTATION, "95.99", True


WORKING = frozenset(
    {Joint.INITIATING, Joint.DRAFTING, Joint.CONSULTING, Joint.ANSWERING, Joint.REVIEWING, Joint.APPROVING}
)
BEFORE = WORKING | {Joint.SCHEDULED, Joint.SEALED, Joint.SUSPENDED}
LIVE = frozenset({Joint.RELEASED, Joint.IN_FORCE, Joint.UNDER_REVIEW, Joint.REVISING})
PUBLIC = LIVE | {Joint.REPLACED, Joint.WITHDRAWN, Joint.CONVERTED}
ENDED = frozenset(state for state in Joint if state.is_end)


class Standing3(StrEnum):
    """How a regional track counts at a gate: only counted regions count."""

    UNDECIDED = "undecided"
    COUNTED = "counted"
    RESTING = "resting"


class Track(StrEnum):
    """States of one region's track 地区轨道; `counts` says whether gates look at it."""

    counts: Standing3

    def __new__(cls, value: str, counts: Standing3) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.counts = counts
        return member

    OUTSIDE = "outside", Standing3.RESTING
    INVITED = "invited", Standing3.UNDECIDED
    ACCEPTED = "accepted", Standing3.UNDECIDED
    APPLIED = "applied", Standing3.UNDECIDED
    INITIATED = "initiated", Standing3.COUNTED
    OBJECTED = "objected", Standing3.COUNTED
    APPROVED = "approved", Standing3.COUNTED
    CONFIRMED = "confirmed", Standing3.COUNTED
    ANNOUNCED = "announced", Standing3.COUNTED
    IN_FORCE = "in_force", Standing3.COUNTED
    ACCEDING = "acceding", Standing3.RESTING
    DECLINED = "declined", Standing3.RESTING
    WITHDREW = "withdrew", Standing3.RESTING
    REPEALED = "repealed", Standing3.RESTING
    SEPARATED = "separated", Standing3.RESTING
    REPLACED = "replaced", Standing3.RESTING


UNDECIDED = frozenset(state for state in Track if state.counts is Standing3.UNDECIDED)
COUNTED = frozenset(state for state in Track if state.counts is Standing3.COUNTED)
RESTING = frozenset(state for state in Track if state.counts is Standing3.RESTING)
TAKING_PART = (COUNTED | UNDECIDED) - {Track.INVITED}  # said yes to taking part and has not left


class Gate(StrEnum):
    """State of a gate inside one region 本区关口; derived from positions, never stored."""

    WAITING = "waiting"
    AGREED = "agreed"
    BLOCKED = "blocked"


class Purpose(StrEnum):
    """What a chain of offices decides."""

    INITIATION = "initiation"
    RELEASE = "release"
    REVIEW = "review"
    AMENDMENT = "amendment"
    ACCESSION = "accession"
    RECOGNITION = "recognition"


class Stand(StrEnum):
    """A position 立场; a blocking one carries reason, clauses and what would lift it."""

    blocks: bool
    speaks: bool

    def __new__(cls, value: str, blocks: bool = False, speaks: bool = True) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.blocks, member.speaks = blocks, speaks
        return member

    NOT_YET = "not_yet", False, False
    AGREE = "agree"
    AGREE_NOTES = "agree_notes"
    DISCUSS = "discuss", True
    DISAGREE = "disagree", True
    ABSTAIN = "abstain"
    RECUSED = "recused"
    OVERRULED = "overruled"


class DepartmentPart(StrEnum):
    """What a department of a region does about a standard: applies for it, co-signs it, or is told of it."""

    PROPOSE = "propose"
    COSIGN = "cosign"
    INFORM = "inform"


class Concurrence(StrEnum):
    """How it stands with one department 会签情况."""

    NOT_DUE = "not_due"
    OPEN = "open"
    LATE = "late"
    APPLIED = "applied"
    SPOKEN = "spoken"
    STALE = "stale"
    BLOCKS = "blocks"
    TOLD = "told"


class TextPurpose(StrEnum):
    """What a frozen text is for: 征求意见稿, 送审稿, 报批稿; `draft` is not frozen."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    REVIEW = "review"
    FINAL = "final"
    AMENDMENT = "amendment"


class Validity(StrEnum):
    """Whether a document that is cited is in force: 现行, 即将实施, 被代替, 废止."""

    CURRENT = "current"
    UPCOMING = "upcoming"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Window(StrEnum):
    """One region's consultation window 征求意见窗口."""

    PLANNED = "planned"
    POSTED = "posted"
    CLOSED = "closed"
    RECALLED = "recalled"


class CommentState(StrEnum):
    """A comment 意见."""

    RECEIVED = "received"
    MERGED = "merged"
    ANSWERED = "answered"
    PUBLISHED = "published"
    TAKEN_BACK = "taken_back"


class CommentKind(StrEnum):
    """What a comment speaks of."""

    DRAFT = "draft"
    SUGGESTION = "suggestion"
    FEEDBACK = "feedback"
    COMPLAINT = "complaint"


class CommentType(StrEnum):
    """What kind of matter a comment raises 一般性 / 技术性 / 编辑性."""

    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"


class Source(StrEnum):
    """What class of people a comment comes from 意见来源."""

    DEPARTMENT = "department"
    COMPANY = "company"
    ASSOCIATION = "association"
    INSTITUTE = "institute"
    CONSUMER = "consumer"
    CITIZEN = "citizen"
    EXPERT = "expert"
    OTHER = "other"


class Inside(StrEnum):
    """What a region says of a comment of its own before handing it over 本区归并."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Disposition(StrEnum):
    """How a comment was handled 采纳 / 部分采纳 / 未采纳."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"


class Reply(StrEnum):
    """What a unit that was written to replied 回复; none until it does."""

    REPLIED = "replied"
    NO_COMMENT = "no_comment"


class Satisfaction(StrEnum):
    """What who commented says of the answer 满意 / 基本满意 / 不满意."""

    SATISFIED = "satisfied"
    ACCEPTABLE = "acceptable"
    UNSATISFIED = "unsatisfied"


class AlikeAnswer(StrEnum):
    """What a region says of another project alike 同一主题，合并办理 / 主题不同 / 停止本项目."""

    JOIN = "join"
    DIFFERENT = "different"
    STOP = "stop"


class Panel(StrEnum):
    """A review panel 审查组."""

    FORMING = "forming"
    NOTICED = "noticed"
    VOTING = "voting"
    CONCLUDED = "concluded"
    DISSOLVED = "dissolved"


class InterestGroup(StrEnum):
    """Whose interest an expert knows best 利益方: a panel should not speak for one alone."""

    REGULATOR = "regulator"
    PRODUCER = "producer"
    USER = "user"
    CONSUMER = "consumer"
    RESEARCH = "research"
    TESTING = "testing"
    ASSOCIATION = "association"


class Ground(StrEnum):
    """Why an expert must stand aside 回避事由, as data tell it."""

    DRAFTER = "drafter"
    HAND = "hand"
    EMPLOYER = "employer"
    CO_DRAFTER = "co_drafter"
    COMMENTED = "commented"
    LEADER = "leader"


class DrawState(StrEnum):
    """A draw of experts 随机抽取: regions commit to their shares, then reveal them; or it is annulled."""

    COMMITTING = "committing"
    REVEALING = "revealing"
    DRAWN = "drawn"
    ANNULLED = "annulled"


class Number(StrEnum):
    """A serial of a band 标准顺序号."""

    FREE = "free"
    RESERVED = "reserved"
    USED = "used"
    RETIRED = "retired"


class Notice(StrEnum):
    """A notice 通报 to one region or seat."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"
    UNDELIVERABLE = "undeliverable"


class Duty(StrEnum):
    """A duty 事项 after release."""

    OPEN = "open"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    EXCUSED = "excused"


class DutyKind(StrEnum):
    """Kinds of duty; `legal` ones can never be excused and accept themselves on their receipt."""

    legal: bool

    def __new__(cls, value: str, legal: bool = False) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.legal = legal
        return member

    PUBLISH_TEXT = "publish_text", True
    SELF_DECLARATION = "self_declaration", True
    FILING = "filing", True
    REPEAL_ANNOUNCEMENT = "repeal_announcement", True
    MEASURE = "measure"
    INSPECTION = "inspection"
    EVALUATION = "evaluation"
    OBLIGATION = "obligation"
    TASK = "task"
    CONFLICTING = "conflicting"
    TRAINING = "training"
    CASES = "cases"
    FEEDBACK = "feedback"


class MotionKind(StrEnum):
    """What a motion 共商事项 would do."""

    SUSPEND = "suspend"
    RESUME = "resume"
    TERMINATE = "terminate"
    EXTEND_PLAN = "extend_plan"
    ADJUST_PLAN = "adjust_plan"
    TRANSFER_LEAD = "transfer_lead"
    GO_ON_WITHOUT = "go_on_without"
    ADMIT = "admit"
    SHARE_CLAUSES = "share_clauses"


class MotionState(StrEnum):
    """A motion 共商事项."""

    TABLED = "tabled"
    CARRIED = "carried"
    LOST = "lost"
    DROPPED = "dropped"


class ReviewStand(StrEnum):
    """What a region says when a standard is reviewed 复审, and how a review concludes."""

    CONFIRM = "confirm"
    REVISE = "revise"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """What the offices of a region speak of at its gate once a standard is released: how a review should conclude, or
    how the region leaves.
    """

    CONFIRM = "confirm"
    REVISE = "revise"
    WITHDRAW = "withdraw"
    REPEAL = "repeal"
    SEPARATE = "separate"


class ReviewTrigger(StrEnum):
    """Why a review was opened; the last three by the process itself or by the lead."""

    LAW_CHANGED = "law_changed"
    STANDARD_CHANGED = "standard_changed"
    TECHNOLOGY = "technology"
    CONDITIONS = "conditions"
    NATIONAL_STANDARD = "national_standard"
    FINDING = "finding"
    REPEAL = "repeal"
    DUE = "due"
    REOPENED = "reopened"
    REVISION_FAILED = "revision_failed"


class AmendmentKind(StrEnum):
    """What an amendment 修改单 does: an erratum mends a slip, a technical one changes what is required."""

    ERRATUM = "erratum"
    TECHNICAL = "technical"


class AmendmentChange(StrEnum):
    """What one item of an amendment does to the clause that it names."""

    REWORD = "reword"
    ADD_AFTER = "add_after"
    DELETE = "delete"


class AmendmentState(StrEnum):
    """An amendment 修改单 of a standard in force."""

    is_end: bool

    def __new__(cls, value: str, is_end: bool = False) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.is_end = is_end
        return member

    PROPOSED = "proposed"
    CONSULTING = "consulting"
    APPROVING = "approving"
    SCHEDULED = "scheduled"
    SEALED = "sealed"
    IN_EFFECT = "in_effect", True
    DROPPED = "dropped", True


class AgreementState(StrEnum):
    """A cooperation agreement 合作协议."""

    DRAFTED = "drafted"
    SIGNING = "signing"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    ENDED = "ended"


class CoverMode(StrEnum):
    """One cover for all regions, or each its own."""

    PER_REGION = "per_region"
    JOINT = "joint"


class ChangeKind(StrEnum):
    """What a proposed change of an agreement concerns; a chain is its region's own, the rest needs every member."""

    FOUNDING = "founding"
    TERMS = "terms"
    CHAIN = "chain"
    RENEWAL = "renewal"
    ENDING = "ending"


class ChangeState(StrEnum):
    """A proposed change of an agreement 协议变更."""

    PROPOSED = "proposed"
    CONFIRMING = "confirming"
    ADOPTED = "adopted"
    DROPPED = "dropped"


class KeyKind(StrEnum):
    """What a region says with a key: that it saw the log only grow, or that it also holds and replayed a copy."""

    WITNESS = "witness"
    MIRROR = "mirror"


class Noun(StrEnum):
    """What regions keep together around their standards; each kind of entry is one of these."""

    REGISTER = "register"
    OBLIGATION = "obligation"
    INDICATOR = "indicator"
    MEETING = "meeting"
    APPLICATION = "application"
    LIST = "list"


class EntryState(StrEnum):
    """Where an entry stands; the table of its noun says which of these it knows."""

    RECORDED = "recorded"
    ENDED = "ended"
    OPEN = "open"
    DELIVERED = "delivered"
    SETTLED = "settled"
    RELEASED = "released"
    RUNNING = "running"
    REACHED = "reached"
    MISSED = "missed"
    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"
    APPLIED = "applied"
    UNDER_WAY = "under_way"
    PASSED = "passed"
    FAILED = "failed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOMINATED = "nominated"
    COMPARED = "compared"
    OPINED = "opined"
    NOTICED = "noticed"
    LISTED = "listed"
    QUESTIONED = "questioned"
    LAPSED = "lapsed"


class Severity(StrEnum):
    """How much an audit finding weighs."""

    REMARK = "remark"
    MINOR = "minor"
    MAJOR = "major"


class FindingState(StrEnum):
    """An audit finding 审计发现: an answer is owed, given, accepted; or the finding was taken back."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Reading(StrEnum):
    """What an auditor opens that is worth an entry of its own."""

    PERSONAL = "personal"
    PROJECT = "project"
    SEARCH = "search"


class Profile(StrEnum):
    """How much a dossier 档案包 opens: all, what regulators need, or what the public may read."""

    FULL = "full"
    REGULATOR = "regulator"
    PUBLIC = "public"


class Ending(StrEnum):
    """Why a project ended without release."""

    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    NOT_INITIATED = "not_initiated"
    REVIEW_FAILED = "review_failed"
    BELOW_FLOOR = "below_floor"
    OVERTAKEN = "overtaken"
    AGREED = "agreed"


class Nature(StrEnum):
    """推荐性 or 强制性."""

    RECOMMENDED = "recommended"
    MANDATORY = "mandatory"


class SeatRole(StrEnum):
    """What an appointment makes a person, within one region and organ."""

    HANDLER = "handler"
    APPROVER = "approver"
    APPLICANT = "applicant"
    COSIGNER = "cosigner"
    DRAFTER = "drafter"
    SECRETARY = "secretary"
    EXPERT = "expert"
    KEEPER = "keeper"
    OFFICER = "officer"
    IMPLEMENTER = "implementer"
    PROVINCE = "province"
    AUDITOR = "auditor"
    OBSERVER = "observer"
    SYSADMIN = "sysadmin"
    SECADMIN = "secadmin"
    AUDADMIN = "audadmin"


ADMINISTRATORS = frozenset({SeatRole.SYSADMIN, SeatRole.SECADMIN, SeatRole.AUDADMIN})
READERS = ADMINISTRATORS | {SeatRole.AUDITOR, SeatRole.OBSERVER}


class Role(StrEnum):
    """A relation of a seat to one subject; see `workflow.who`."""

    COORDINATOR = "coordinator"
    CHAIRING = "chairing"
    APPLICANT = "applicant"
    HANDLER = "handler"
    APPROVER = "approver"
    COSIGNER = "cosigner"
    DRAFTER = "drafter"
    EDITOR = "editor"
    SECRETARY = "secretary"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    KEEPER = "keeper"
    OFFICER = "officer"
    IMPLEMENTER = "implementer"
    PROVINCE = "province"
    AUDITOR = "auditor"
    PUBLIC = "public"
    SECADMIN = "secadmin"
    SYSTEM = "system"


class ThreadAct(StrEnum):
    """What somebody does in a thread beside a clause."""

    SAID = "said"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class DeputyKind(StrEnum):
    """How somebody comes to act for another: delegated by the holder, or named by two administrators."""

    DELEGATED = "delegated"
    SUBSTITUTE = "substitute"


class PaperActState(StrEnum):
    """Where an act done on paper stands: entered, taken, or sent back."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


class OrganKind(StrEnum):
    """Kinds of organ 单位."""

    AUTHORITY = "authority"
    DEPARTMENT = "department"
    DRAFTING_UNIT = "drafting_unit"
    ASSOCIATION = "association"
    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"
    OPERATOR = "operator"


class PaperKind(StrEnum):
    """Documents of the four stages (领域文件)."""

    ANNEX = "annex"
    APPLICATION = "application"
    FAIR_COMPETITION = "fair_competition"
    ASSESSMENT = "assessment"
    PLAN_NOTICE = "plan_notice"
    ENDORSEMENT = "endorsement"
    EXPLANATION = "explanation"
    LETTER = "letter"
    SCAN = "scan"
    DRAW_RECORD = "draw_record"
    MINUTES = "minutes"
    TEST_REPORT = "test_report"
    ANNOUNCEMENT = "announcement"
    COVER = "cover"
    EVIDENCE = "evidence"
    OTHER = "other"


class ErasureGround(StrEnum):
    """Why a value is erased (《个人信息保护法》第四十七条)."""

    WITHDRAWN = "withdrawn"  # the person took back the consent
    NEEDLESS = "needless"  # the purpose is reached, or never needed it
    UNLAWFUL = "unlawful"  # it should not have been taken
    ORDER = "order"  # a court or supervisory authority orders it


class Tell(StrEnum):
    """Who is told of an act (column `tells`)."""

    PARTICIPANTS = "participants"
    GROUP = "group"
    LEAD = "lead"
    REGION = "region"
    DEPARTMENTS = "departments"
    PANEL = "panel"
    COMMENTERS = "commenters"
    CHAIR = "chair"
    OBSERVER = "observer"
    PUBLIC = "public"


class MailWish(StrEnum):
    """What a person wishes to be told by e-mail."""

    NONE = "none"
    DIGEST = "digest"
    EACH = "each"


class Mail(StrEnum):
    """How far an e-mail has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    IN_DOUBT = "in_doubt"
    NOT_CONFIGURED = "not_configured"


class NoticeKind(StrEnum):
    """What regions tell each other of (信息公开和通报制度): the matter of an act that is told, or of a letter."""

    PLAN = "plan"
    DRAFT = "draft"
    TEXT = "text"
    REVIEW = "review"
    RELEASE = "release"
    FILING = "filing"
    IMPLEMENTATION = "implementation"
    CHANGE = "change"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    RECOGNITION = "recognition"
    OTHER = "other"


class Cadence(StrEnum):
    """How often a watch rule writes: every act at once, those that weigh alone, once a day, or never."""

    EACH = "each"
    WEIGHTY = "weighty"
    DAILY = "daily"
    SILENT = "silent"


class LimitVerdict(StrEnum):
    """What a person says of a limit of a clause: as it was proposed, stated in his words, or none at all."""

    CONFIRMED = "confirmed"
    STATED = "stated"
    REJECTED = "rejected"
