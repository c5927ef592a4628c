"""The door of agreements: what may be done to one, doing it, and what it does by itself. One act, one event."""

from workflow.agreeing.calling import due
from workflow.agreeing.door import Taken, case_for, draft, settle, take, take_all
from workflow.agreeing.judging import against, faults_of
from workflow.agreeing.offering import Offer, offers

__all__ = ["Offer", "Taken", "against", "case_for", "draft", "due", "faults_of", "offers", "settle", "take", "take_all"]
