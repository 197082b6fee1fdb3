"""What the second lock knows of the policy."""

from django.db import models


class PolicyInForce(models.Model):
    """The policy's roles and classes of properties, for the database's own decisions: one row.

    Written at the upgrade of the database when the policy has changed, and audited.
    ``terms``: ``{"roles": {role: fields}, "glass": fields, "named": [prop]}``, where fields is
    ``{"every": bool, "props": [prop], "types": [type]}``; a role that does not read is left out.
    """

    digest = models.CharField(max_length=64)
    terms = models.JSONField()
    since = models.DateTimeField()
