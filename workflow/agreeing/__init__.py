"""The door of agreements: what may be done to one, doing it, and what it does by itself. One act, one event."""

from workflow.agreeing.door import Offer, case_for, draft, due, offers, settle, take
from workflow.agreeing.judging import against

__all__ = ["Offer", "against", "case_for", "draft", "due", "offers", "settle", "take"]
