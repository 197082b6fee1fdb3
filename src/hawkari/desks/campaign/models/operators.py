"""What is kept so that operators among adverts can grow with each import."""

from django.db import models

from hawkari.evidence.models import Agency, Operation


class ClusterKeep(models.Model):
    """The clusters of one agency's adverts in an operation, between readings.

    `state` is `engines.posts.ClusterState.to_bytes`: hashes of words and selectors, no text.
    Posts carry the result: `Post.operator` and `Post.template`.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.BinaryField(default=bytes)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("operation", "agency"), name="clusters_once"),
        )
