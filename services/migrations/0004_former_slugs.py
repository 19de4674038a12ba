import django.db.models.deletion
from django.db import migrations, models

# After the row is there: whoever waited for a slug to be free sees by then whose it was.
KEEP_SLUGS = """
    CREATE FUNCTION services_keep_{name}_slug() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM services_former{name}slug WHERE slug = NEW.slug AND record_id = NEW.id;
        IF EXISTS (SELECT FROM services_former{name}slug WHERE slug = NEW.slug) THEN
            RAISE unique_violation USING
                MESSAGE = format('%s was the slug of another record', NEW.slug),
                CONSTRAINT = '{name}_slug_never_reused';
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.slug <> NEW.slug THEN
                INSERT INTO services_former{name}slug (slug, record_id) VALUES (OLD.slug, NEW.id);
            END IF;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER keep_slug AFTER INSERT OR UPDATE OF slug ON services_{name}
        FOR EACH ROW EXECUTE FUNCTION services_keep_{name}_slug();

    CREATE FUNCTION services_check_former_{name}_slug() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM services_{name} WHERE slug = NEW.slug) THEN
            RAISE unique_violation USING
                MESSAGE = format('%s is the slug of a record', NEW.slug),
                CONSTRAINT = 'former_{name}_slug_not_in_use';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER check_slug AFTER INSERT OR UPDATE ON services_former{name}slug
        FOR EACH ROW EXECUTE FUNCTION services_check_former_{name}_slug();
"""
FORGET_SLUGS = """
    DROP TRIGGER check_slug ON services_former{name}slug;
    DROP FUNCTION services_check_former_{name}_slug;
    DROP TRIGGER keep_slug ON services_{name};
    DROP FUNCTION services_keep_{name}_slug;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0003_document_facets"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerServiceSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        max_length=120, unique=True, verbose_name="vroegere naam in het webadres"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="services.service",
                        verbose_name="fiche",
                    ),
                ),
            ],
            options={
                "verbose_name": "vroeger webadres van een fiche",
                "verbose_name_plural": "vroegere webadressen van fiches",
            },
        ),
        migrations.CreateModel(
            name="FormerOrganisationSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        max_length=120, unique=True, verbose_name="vroegere naam in het webadres"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="services.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "vroeger webadres van een organisatie",
                "verbose_name_plural": "vroegere webadressen van organisaties",
            },
        ),
        *(
            migrations.RunSQL(KEEP_SLUGS.format(name=name), FORGET_SLUGS.format(name=name))
            for name in ("service", "organisation")
        ),
    ]
