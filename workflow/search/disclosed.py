"""What of the standards anybody may know now: what is released, and what lies open for comments."""

import sqlalchemy as sa

from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.standards import Standard
from workflow.vocabulary import PUBLIC, Joint, Window

# A project that one region went on with alone before any release never came out.
_NEVER_OUT = sa.and_(Standard.state == Joint.CONVERTED, Standard.released_at.is_(None), Standard.is_imported.is_(False))
IS_PUBLIC = sa.and_(Standard.state.in_(PUBLIC), sa.not_(_NEVER_OUT))

_POSTED = sa.select(RegionWindow.consultation_id).where(RegionWindow.state == Window.POSTED)
# Consultations that take comments now, that some region has posted; of a standard at most one.
OPEN_ROUND = sa.and_(Consultation.closed_at.is_(None), Consultation.id.in_(_POSTED))
_ASKED = sa.select(Consultation.standard_id).where(OPEN_ROUND)
IS_ASKED = sa.and_(Standard.state == Joint.CONSULTING, Standard.id.in_(_ASKED))


def is_public(standard: Standard) -> bool:
    """`IS_PUBLIC` of a standard that is at hand."""
    came_out = standard.state is not Joint.CONVERTED or standard.released_at is not None or standard.is_imported
    return standard.state in PUBLIC and came_out
