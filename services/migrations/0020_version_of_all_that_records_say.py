from django.db import migrations

#: What the records of the API are made of, beside the tables of 0008: a change of these alone, in
#: SQL, is a new version too, so that no page of a list is kept that says what was there before.
TABLES = (
    "services_phone",
    "services_schedule",
    "services_listingsource",
    "services_location",
    "services_targetgroupclaim",
    "services_expertise",
    "services_service_topics",
    "services_service_provinces_served",
    "services_service_municipalities_served",
    "services_province",
    "services_municipality",
)


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0019_own_domains"),
    ]

    operations = [
        migrations.RunSQL(
            "".join(
                f"""
                CREATE TRIGGER new_read_model_version
                AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION services_new_read_model_version();
                """
                for table in TABLES
            ),
            "".join(f"DROP TRIGGER new_read_model_version ON {table};" for table in TABLES),
        ),
    ]
