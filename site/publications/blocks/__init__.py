"""The blocks that a document's body is made of; their names in the stream never change."""

from publications.blocks.body import BodyBlock
from publications.blocks.heading import HeadingBlock
from publications.blocks.table import DocumentTableBlock

__all__ = ["BodyBlock", "DocumentTableBlock", "HeadingBlock"]
