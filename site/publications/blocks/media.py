"""Pictures, attachments, quotations and figures in a document's body."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from publications.blocks.verbatim import VerbatimBlock


class CaptionedImageBlock(blocks.StructBlock):
    """图片, with the words that a screen reader says and the caption printed below."""

    image = ImageBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=255, help_text=_("如：全员培训开班现场"))
    credit = blocks.CharBlock(label=_("摄影"), required=False, max_length=80)

    class Meta:
        icon = "image"
        label = _("图片")
        template = "publications/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    """引文."""

    text = blocks.TextBlock(label=_("引文"))
    source = blocks.CharBlock(label=_("出处"), required=False, max_length=255)

    class Meta:
        icon = "openquote"
        label = _("引文")
        template = "publications/blocks/quote.html"


class AttachmentBlock(blocks.StructBlock):
    """附件: a file of the library, listed with type and size."""

    document = DocumentChooserBlock(label=_("文件"))
    title = blocks.CharBlock(
        label=_("附件名称"), required=False, max_length=255, help_text=_("如：附件1：申报表；留空则用文件标题")
    )

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """The name, unless only some readers may have the file."""
        file = value.get("document")
        closed = file is None or file.collection.get_view_restrictions()
        return [] if closed else [str(text) for text in super().get_searchable_content(value)]

    class Meta:
        icon = "doc-full"
        label = _("附件")
        template = "publications/blocks/attachment.html"


class FigureBlock(blocks.StructBlock):
    """One figure: 培训教师 5124 人次."""

    name = blocks.CharBlock(label=_("名称"), max_length=80, help_text=_("如：培训教师"))
    value = VerbatimBlock(label=_("数值"), max_length=30, help_text=_("如：5124"), required=True)
    unit = blocks.CharBlock(label=_("单位"), max_length=20, required=False, help_text=_("如：人次"))
    note = blocks.CharBlock(label=_("说明"), max_length=120, required=False, help_text=_("如：比上年增加 312 人次"))

    class Meta:
        icon = "order"
        label = _("数据")


class FiguresBlock(blocks.ListBlock):
    """数据组: figures side by side."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(FigureBlock(), **kwargs)

    class Meta:
        icon = "order"
        label = _("数据")
        template = "publications/blocks/figures.html"
