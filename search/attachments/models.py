"""What was read of attached files, kept by content: a file that hangs on three documents is read once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.attachments.wording import CUT, PROBLEMS


class AttachmentText(models.Model):
    """附件文字 of one content. problem: a code of wording.PROBLEMS, empty where the text was read.

    unit: what its pieces' numbers count, "page" or "slide". cut: there is more text than is searched.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    problem = models.CharField(_("问题"), max_length=16, blank=True)
    unit = models.CharField(max_length=8, blank=True)
    cut = models.BooleanField(default=False)
    characters = models.PositiveIntegerField(_("字数"), default=0)
    read_at = models.DateTimeField(_("读取时间"), auto_now=True)

    class Meta:
        verbose_name = _("附件文字")

    def __str__(self) -> str:
        return self.sha256[:12]


class AttachmentPiece(models.Model):
    """A stretch of such a text. number: its page, None where the file does not say; name: its sheet's.

    searched: the folded text and its canonical tokens, in which the piece that a query means is looked for.
    """

    text_of = models.ForeignKey(AttachmentText, on_delete=models.CASCADE, related_name="pieces")
    place = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    searched = models.TextField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["text_of", "place"], name="piece_of_attachment")]

    def __str__(self) -> str:
        return f"{self.text_of_id[:12]}: {self.place}"


class ReadAttachment(models.Model):
    """Which content a file of the library has; `file_name`, the stored file that was read: a replaced file has another."""

    document = models.OneToOneField(
        "wagtaildocs.Document", on_delete=models.CASCADE, primary_key=True, related_name="read_attachment"
    )
    file_name = models.CharField(max_length=255)
    text = models.ForeignKey(AttachmentText, null=True, on_delete=models.SET_NULL, related_name="files")

    class Meta:
        verbose_name = _("附件文字")

    def __str__(self) -> str:
        return self.file_name

    @property
    def problem(self) -> str:
        """What stands in the way of its text, and what to do about it; empty where it is searched."""
        code = self.text.problem if self.text else "missing"
        return str(PROBLEMS.get(code, "")) if code else ""

    @property
    def advice(self) -> str:
        """What editors are told of the file: its problem, or that only a part is searched."""
        return self.problem or (str(CUT) if self.text and self.text.cut else "")
