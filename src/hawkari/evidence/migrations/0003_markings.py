"""Mark each statement instead of each load; richer conditions, purposes and roles.

Until now everything in a load had one grade and handling. Each old load therefore gets one part,
under the load's own number, so that what `rests_on` and a run's list keep goes on being right.
"""

import hashlib
import json

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def mark(apps, schema_editor):
    """Give each load its marking and its one part, and each statement that part."""
    get = apps.get_model
    markings, parts = get("evidence", "Marking"), get("evidence", "LoadPart")
    statements = get("evidence", "Statement")
    for load in get("evidence", "LoadRun").objects.order_by("pk"):
        columns = {
            "source_evaluation": load.grade[:1],
            "intelligence_assessment": load.grade[1:],
            "handling": load.handling,
            "originals": {},
            "europol": [],
            "europol_text": "",
            "tlp": "",
            "pap": "",
            "gsc": "",
        }
        # The digest of `hawkari.evidence.markings.marking_row`.
        text = json.dumps(
            {**columns, "condition": load.condition_id},
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )
        key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        marking, _ = markings.objects.get_or_create(
            key=key, defaults={**columns, "condition_id": load.condition_id}
        )
        load.marking = marking
        load.save(update_fields=["marking"])
        parts.objects.create(pk=load.pk, load=load, marking=marking)
        statements.objects.filter(load=load).update(part_id=load.pk)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "SELECT setval(pg_get_serial_sequence('evidence_loadpart', 'id'), "
            "coalesce((SELECT max(id) FROM evidence_loadpart), 1))"
        )


USER = settings.AUTH_USER_MODEL
PROTECT = django.db.models.deletion.PROTECT
CASCADE = django.db.models.deletion.CASCADE
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
PURPOSES = [
    (kind, kind.capitalize())
    for kind in (
        "crime", "return", "protection", "communication", "programme", "training", "oversight",
    )
]  # fmt: skip
ROLES = [
    (role, role.capitalize())
    for role in (
        "analyst", "reviewer", "liaison", "caseworker", "communications", "programme", "trainer",
        "auditor", "administrator",
    )
]  # fmt: skip


class Migration(migrations.Migration):
    atomic = True

    dependencies = [("evidence", "0002_search_key_beginnings")]

    operations = [
        migrations.AddField(
            "operation",
            "purpose_kind",
            models.CharField(choices=PURPOSES, default="crime", max_length=14),
        ),
        migrations.AddField("operation", "review_due", models.DateField(blank=True, null=True)),
        migrations.AlterField(
            "operationmember", "role", models.CharField(choices=ROLES, max_length=20)
        ),
        migrations.AddField("handlingcondition", "code", models.CharField(blank=True, max_length=40)),
        migrations.AddField(
            "handlingcondition", "users", models.ManyToManyField(related_name="+", to=USER)
        ),
        migrations.AddField("handlingcondition", "purposes", models.JSONField(default=list)),
        migrations.AddField(
            "handlingcondition", "consult_originator", models.BooleanField(default=False)
        ),
        migrations.AddField(
            "handlingcondition",
            "set_by",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=USER),
        ),
        migrations.AddField("handlingcondition", "set_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            "ConditionSatisfaction",
            [
                ("id", ID),
                ("note", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="evidence.agency"),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=CASCADE,
                        related_name="satisfactions",
                        to="evidence.handlingcondition",
                    ),
                ),
                ("recorded_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to=USER)),
            ],
        ),
        migrations.CreateModel(
            "Marking",
            [
                ("id", ID),
                ("key", models.CharField(max_length=32, unique=True)),
                ("source_evaluation", models.CharField(max_length=1)),
                ("intelligence_assessment", models.CharField(max_length=1)),
                ("handling", models.CharField(max_length=1)),
                ("originals", models.JSONField(default=dict)),
                ("europol", models.JSONField(default=list)),
                ("europol_text", models.TextField(blank=True)),
                ("tlp", models.CharField(blank=True, max_length=12)),
                ("pap", models.CharField(blank=True, max_length=5)),
                ("gsc", models.CharField(blank=True, max_length=24)),
                (
                    "condition",
                    models.ForeignKey(
                        null=True,
                        on_delete=PROTECT,
                        related_name="+",
                        to="evidence.handlingcondition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "LoadPart",
            [
                ("id", ID),
                (
                    "load",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="parts", to="evidence.loadrun"
                    ),
                ),
                (
                    "marking",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="parts", to="evidence.marking"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("load", "marking"), name="part_once_a_load"
                    )
                ]
            },
        ),
        migrations.AddField(
            "loadrun",
            "marking",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to="evidence.marking"
            ),
        ),
        migrations.AddField(
            "statement",
            "part",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to="evidence.loadpart", db_index=False
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
