"""The shared data of every official document."""

from publications.models.addresses import FormerAddress
from publications.models.bodies import FormerName, IssuingBody
from publications.models.changes import Change
from publications.models.documents import OfficialDocumentPage
from publications.models.files import FileFacts, PublishedFile
from publications.models.outbox import OutboxRow
from publications.models.permanent_ids import PermanentId
from publications.models.relations import Relation
from publications.models.topics import Topic

__all__ = [
    "Change",
    "FileFacts",
    "FormerAddress",
    "FormerName",
    "IssuingBody",
    "OfficialDocumentPage",
    "OutboxRow",
    "PermanentId",
    "PublishedFile",
    "Relation",
    "Topic",
]
