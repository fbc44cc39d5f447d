"""That something changed on which many pages depend: menus, sites, restrictions, issuing bodies, topics."""

from django.db import models


class Change(models.Model):
    """A row in the transaction of each such change; what processes keep in memory is as old as the newest row they saw."""

    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.at:%Y-%m-%d %H:%M:%S}"
