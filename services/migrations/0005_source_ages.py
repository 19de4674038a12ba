from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0004_former_slugs"),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="source_ages",
            field=models.CharField(
                blank=True,
                help_text="Enkel waar niet vaststaat welke datum bij welke bron hoort; met puntkomma's ertussen.",
                max_length=300,
                verbose_name="ouderdom van de bronnen samen",
            ),
        ),
        # Nobody has changed it yet, so the next import may fill it.
        migrations.RunSQL(
            """UPDATE services_importedrow SET row = row || '{"source_ages": ""}'""",
            """UPDATE services_importedrow SET row = row - 'source_ages'""",
        ),
    ]
