from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0010_closed_until_and_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sessions_ended",
            field=models.PositiveIntegerField(
                default=0, editable=False, verbose_name="hoe vaak overal afgemeld"
            ),
        ),
    ]
