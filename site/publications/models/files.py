"""What is known of a file of the library without opening it, and once it is deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileFacts(models.Model):
    """文件信息 of one attachment: size in bytes, pages of a pdf, sheets of a workbook; None where it cannot be told."""

    document = models.OneToOneField(
        "wagtaildocs.Document", on_delete=models.CASCADE, primary_key=True, related_name="facts"
    )
    file_name = models.CharField(max_length=255, help_text="the stored file that was looked at")
    size = models.PositiveBigIntegerField(_("大小"), null=True)
    pages = models.PositiveIntegerField(_("页数"), null=True)
    sheets = models.PositiveIntegerField(_("工作表数"), null=True)

    class Meta:
        verbose_name = _("文件信息")

    def __str__(self) -> str:
        return self.file_name


class PublishedFile(models.Model):
    """曾公开的附件: its number in the library, which its address has in it; the row stays when the file goes."""

    number = models.PositiveBigIntegerField(primary_key=True)
    gone_at = models.DateTimeField(_("撤下时间"), null=True, help_text="when the file was deleted")

    class Meta:
        verbose_name = _("曾公开的附件")

    def __str__(self) -> str:
        return str(self.number)
