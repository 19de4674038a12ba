"""How much was asked of the open data, so that nobody takes it all."""

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Counts that are over and go, each time that one begins.
SWEPT = 100


class RequestCountManager(models.Manager):
    def add(self, key, *, window):
        """Count one request more of a key; gives how many that are, and when the first was.

        After a `window` (timedelta) counting begins anew. One statement counts, so that requests at
        once are all counted, by whatever process.
        """
        now = timezone.now()
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} AS held (key, since, requests) VALUES (%(key)s, %(now)s, 1)"
                " ON CONFLICT (key) DO UPDATE SET"
                " requests = CASE WHEN held.since > %(then)s THEN held.requests + 1 ELSE 1 END,"
                " since = CASE WHEN held.since > %(then)s THEN held.since ELSE %(now)s END"
                " RETURNING requests, since",
                {"key": key, "now": now, "then": now - window},
            )
            requests, since = cursor.fetchone()
            if requests == 1:
                cursor.execute(
                    f"DELETE FROM {table} WHERE key IN (SELECT key FROM {table}"
                    " WHERE since <= %(then)s LIMIT %(most)s FOR UPDATE SKIP LOCKED)",
                    {"then": now - window, "most": SWEPT},
                )
        return requests, since


class RequestCount(models.Model):
    """Requests of one caller since a moment; the key does not tell whose it is.

    The table is not logged: what a crash takes of it is begun anew.
    """

    key = models.CharField(_("sleutel"), max_length=64, primary_key=True)
    since = models.DateTimeField(_("sinds"), db_index=True)
    requests = models.PositiveIntegerField(_("aantal vragen"))

    objects = RequestCountManager()

    class Meta:
        verbose_name = _("telling van vragen")
        verbose_name_plural = _("tellingen van vragen")

    def __str__(self):
        return self.key
