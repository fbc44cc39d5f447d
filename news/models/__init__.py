"""Notices, training news, commentaries, cases, and the columns that disclosure and downloads stand in."""

from news.models.cases import CaseCollectionPage, CaseIndexPage, CaseLevel, CasePage
from news.models.commentaries import CommentaryForm, CommentaryIndexPage, CommentaryPage
from news.models.disclosure import DisclosurePage, DisclosureSectionPage, Section
from news.models.downloads import DownloadItem, DownloadPage
from news.models.notices import Genre, NoticeIndexPage, NoticePage
from news.models.training import TrainingNewsIndexPage, TrainingNewsPage

__all__ = [
    "CaseCollectionPage",
    "CaseIndexPage",
    "CaseLevel",
    "CasePage",
    "CommentaryForm",
    "CommentaryIndexPage",
    "CommentaryPage",
    "DisclosurePage",
    "DisclosureSectionPage",
    "DownloadItem",
    "DownloadPage",
    "Genre",
    "NoticeIndexPage",
    "NoticePage",
    "Section",
    "TrainingNewsIndexPage",
    "TrainingNewsPage",
]
