from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0015_suggestion_mail"),
    ]

    operations = [
        migrations.CreateModel(
            name="RequestCount",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="sleutel"
                    ),
                ),
                ("since", models.DateTimeField(db_index=True, verbose_name="sinds")),
                ("requests", models.PositiveIntegerField(verbose_name="aantal vragen")),
            ],
            options={
                "verbose_name": "telling van vragen",
                "verbose_name_plural": "tellingen van vragen",
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE services_requestcount SET UNLOGGED",
            "ALTER TABLE services_requestcount SET LOGGED",
        ),
    ]
