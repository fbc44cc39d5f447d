"""What the editorial room keeps."""

from editorial.models.emergency import EmergencyPublication
from editorial.models.event_log import EventChainHead, EventCheckpoint, EventLog
from editorial.models.joint import JointReview
from editorial.models.notices import Notice
from editorial.models.reviews import ReviewState, ReviewTask, Step

__all__ = [
    "EmergencyPublication",
    "EventChainHead",
    "EventCheckpoint",
    "EventLog",
    "JointReview",
    "Notice",
    "ReviewState",
    "ReviewTask",
    "Step",
]
