"""What the editorial room keeps."""

from editorial.models.emergency import EmergencyPublication
from editorial.models.event_log import EventChainHead, EventLog
from editorial.models.reviews import ReviewState, ReviewTask, Step

__all__ = ["EmergencyPublication", "EventChainHead", "EventLog", "ReviewState", "ReviewTask", "Step"]
