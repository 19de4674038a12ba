import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.utils.timezone
from django.db import migrations, models

# The terms of what is public already, as `services.hsds.taxonomies.facts` has them.
TERMS = """
    UPDATE services_servicedocument AS document
    SET terms = ARRAY(
        SELECT DISTINCT term COLLATE "C"
        FROM unnest(
            facets
            || ARRAY['kind:' || kind, 'youth:' || youth_suitability,
                     'verification:' || verified_how, 'confidence:' || confidence,
                     CASE is_anonymous WHEN 'yes' THEN 'fact:anonymous'
                                       WHEN 'no' THEN 'fact:not_anonymous' END,
                     CASE is_free WHEN 'yes' THEN 'fact:free'
                                  WHEN 'no' THEN 'fact:not_free' END,
                     CASE needs_intake WHEN 'yes' THEN 'fact:intake'
                                       WHEN 'no' THEN 'fact:no_intake' END,
                     CASE needs_referral_letter WHEN 'yes' THEN 'fact:referral_letter'
                                                WHEN 'no' THEN 'fact:no_referral_letter' END,
                     CASE has_waiting_time WHEN 'yes' THEN 'fact:waiting_time'
                                           WHEN 'no' THEN 'fact:no_waiting_time' END,
                     CASE has_capacity WHEN 'yes' THEN 'fact:takes_new_people'
                                       WHEN 'no' THEN 'fact:takes_no_new_people' END]
            || ARRAY(SELECT 'expertise:' || code FROM unnest(expertise) AS code)
        ) AS term
        WHERE term IS NOT NULL
          AND split_part(term, ':', 1) NOT IN ('language', 'helpline')
          AND split_part(term, ':', 2) NOT IN ('', 'unknown')
        ORDER BY term COLLATE "C"
    )
    FROM services_service AS service
    WHERE service.id = document.service_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0013_mail_templates"),
    ]

    operations = [
        migrations.AddField(
            model_name="servicedocument",
            name="fingerprint",
            field=models.CharField(
                default="", max_length=32, verbose_name="vingerafdruk van wat openbaar is"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="servicedocument",
            name="modified_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="openbare gegevens gewijzigd op"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="servicedocument",
            name="terms",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                default=list,
                size=None,
                verbose_name="alle kenmerken (taxonomie:code), voor wie de gegevens afneemt",
            ),
        ),
        migrations.RunSQL(TERMS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="servicedocument",
            index=django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="document_terms"),
        ),
        migrations.AddIndex(
            model_name="servicedocument",
            index=models.Index(fields=["modified_at"], name="document_modified_at"),
        ),
    ]
