from django.db import migrations, models

#: All that an answer of search, filters and map is made of.
TABLES = (
    "services_servicedocument",
    "services_publicpoint",
    "services_openinterval",
    "services_service",
    "services_organisation",
    "services_topic",
    "services_targetgroup",
)

# A new version with every statement that touches what the public reads, see `ReadModelVersion`.
NEW_VERSION = migrations.RunSQL(
    """
    CREATE FUNCTION services_new_read_model_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO services_readmodelversion (session, value)
        VALUES (pg_backend_pid(), gen_random_uuid())
        ON CONFLICT (session) DO UPDATE SET value = excluded.value;
        RETURN NULL;
    END $$;
    """
    + "".join(
        f"""
        CREATE TRIGGER new_read_model_version
        AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION services_new_read_model_version();
        """
        for table in TABLES
    ),
    "".join(f"DROP TRIGGER new_read_model_version ON {table};" for table in TABLES)
    + "DROP FUNCTION services_new_read_model_version;",
)


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0007_history"),
    ]

    operations = [
        # What is near lies in a box of degrees first: that index has statistics, this one none.
        migrations.RemoveIndex(
            model_name="publicpoint",
            name="publicpoint_earth",
        ),
        migrations.CreateModel(
            name="ReadModelVersion",
            fields=[
                (
                    "session",
                    models.IntegerField(
                        primary_key=True, serialize=False, verbose_name="nummer van de sessie"
                    ),
                ),
                ("value", models.UUIDField(verbose_name="versie")),
            ],
            options={
                "verbose_name": "versie van het leesmodel",
                "verbose_name_plural": "versies van het leesmodel",
            },
        ),
        NEW_VERSION,
    ]
