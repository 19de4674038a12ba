"""Importing listings: organisations, errors, and the command."""

import pytest
from django.core.management import CommandError, call_command

from services.importing.files import FileError
from services.models import (
    Municipality,
    OpenInterval,
    Organisation,
    PublicPoint,
    Service,
    ServiceDocument,
    Topic,
)
from tests.factories import OrganisationFactory, ServiceFactory
from tests.services.listing_files import LISTINGS, csv_of, row, run, service

pytestmark = pytest.mark.django_db


def test_wrong_rows_are_left_out_and_the_others_go_on():
    run(row("eerste"))
    outcome = run(
        row("eerste", focus="drank", email="x", service_name="Nieuw"),
        row("tweede"),
        row("tweede", service_name="Dubbel"),
        row("derde", municipality="Nergens"),
    )
    assert outcome.created == ["tweede"]
    assert outcome.rejected == [2, 4, 5]
    assert [str(error) for error in outcome.errors] == [
        "rij 2 (eerste), kolom focus: “drank” is geen van: drugs, sexuality, both, general",
        "rij 2 (eerste), kolom email: “x” is geen e-mailadres",
        "rij 4 (tweede), kolom id: staat ook in rij 3",
        "rij 5 (derde), kolom municipality: “Nergens” is geen gemeente die we kennen",
    ]
    assert service("eerste").name == "Een dienst"
    assert service("tweede").name == "Een dienst"


def test_an_address_that_another_listing_has_is_refused():
    ServiceFactory(slug="een-dienst")
    [error] = run(row()).errors
    assert error.message == "is al het webadres van een andere fiche"


def test_an_edited_address_stays_and_its_listing_is_still_known():
    run(row())
    Service.objects.update(slug="eigen-adres")
    assert run(row(service_name="Nieuw")).changed == ["een-dienst"]
    assert (service().slug, service().name) == ("eigen-adres", "Nieuw")


def test_listings_that_a_file_leaves_out_stay():
    run(row("eerste"), row("tweede"))
    run(row("eerste"))
    assert Service.objects.count() == 2


def test_organisations_are_found_by_any_name_and_made_once():
    OrganisationFactory(name="De Bekende vzw", other_names=["Vroeger Zo"])
    run(
        row("a", organisation="de bekende"),
        row("b", organisation="VROEGER ZO vzw"),
        row("c", organisation="Nieuwe asbl", organisation_other_names="Oude Naam"),
        row("d", organisation="Oude naam"),
        row("e", organisation="NIEUWE"),
    )
    assert dict(Service.objects.values_list("slug", "organisation__name")) == {
        "a": "De Bekende vzw",
        "b": "De Bekende vzw",
        "c": "Nieuwe asbl",
        "d": "Nieuwe asbl",
        "e": "Nieuwe asbl",
    }
    assert Organisation.objects.get(name="Nieuwe asbl").slug == "nieuwe"


def test_an_organisation_is_known_after_it_was_renamed():
    run(row())
    Organisation.objects.update(name="Heel anders")
    run(row("andere"))
    assert Organisation.objects.count() == 1


def test_other_names_are_added_once_and_not_again_after_somebody_took_them_away():
    run(row(organisation_other_names="Eén"), row("andere"))
    run(row(organisation_other_names="Eén;Twee"))
    assert Organisation.objects.get().other_names == ["Eén", "Twee"]
    assert "twee" in ServiceDocument.objects.get(service=service("andere")).text
    Organisation.objects.update(other_names=["Twee"])
    run(row(organisation_other_names="Eén;Twee"))
    assert Organisation.objects.get().other_names == ["Twee"]


def test_an_organisation_is_shown_once_a_listing_of_it_is():
    run(row(publish="no"))
    assert Organisation.objects.get().status == "draft"
    run(row("andere"))
    assert Organisation.objects.get().status == "published"


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_an_organisation_that_was_taken_off_stays_off(status):
    run(row())
    Organisation.objects.update(status=status)
    run(row())
    assert Organisation.objects.get().status == status


def test_what_is_public_follows_at_once():
    run(row())
    assert ServiceDocument.objects.get().topics == ["prep"]
    assert PublicPoint.objects.get().municipality_name == "Gent"
    assert OpenInterval.objects.exists()
    run(row(publish="no"))
    for model in (ServiceDocument, PublicPoint, OpenInterval):
        assert not model.objects.exists()


def test_a_withheld_address_is_kept_for_editors_only():
    run(row(street="Stille straat 7", postcode="9000", address_visibility="municipality"))
    assert service().locations.get().street == "Stille straat 7"
    point, gent = PublicPoint.objects.get(), Municipality.objects.get(name="Gent")
    assert (point.street, point.postal_code) == ("", "")
    assert (point.latitude, point.longitude) == (gent.latitude, gent.longitude)


def test_without_reference_data_nothing_is_read():
    Topic.objects.all().delete()
    with pytest.raises(FileError, match="load_gazetteer"):
        run(row())


def test_the_command_reports(capsys):
    call_command("import_listings", str(LISTINGS))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "113 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 geweigerd"
    assert lines[1] == "88 onbevestigde waarden wachten op nazicht."
    assert lines[2] == "Uren van 24 contactwijzen gelezen; in woorden bewaard: 20."
    assert "  druglijn: chat dagelijks (sinds 2019; uren op site)" in lines
    assert lines[-1] == "Doelgroep zonder vertaling: “brede bevolking via De Druglijn” (vad)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_command_reads_utf_8_with_or_without_mark(tmp_path, capsys, encoding):
    path = tmp_path / "fiches.csv"
    path.write_text(csv_of(row(service_name="Één")).read(), encoding=encoding)
    call_command("import_listings", str(path))
    assert service().name == "Één"


def test_the_command_fails_when_a_row_was_refused(tmp_path, capsys):
    path = tmp_path / "fiches.csv"
    path.write_text(csv_of(row("goed"), row("fout", focus="x")).read(), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^1 rij geweigerd\.$"):
        call_command("import_listings", str(path), "--dry-run")
    told = capsys.readouterr()
    assert "rij 3 (fout), kolom focus" in told.err
    assert "Proef: er is niets bewaard." in told.out
    assert not Service.objects.exists()
    with pytest.raises(CommandError):
        call_command("import_listings", str(path))
    assert service("goed").name == "Een dienst"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ontbreekt: id, publish"),
        (b"id;publish\n", "ontbreekt: id"),
        ("één".encode("latin-1"), "geen CSV-bestand in UTF-8"),
        (None, "kan niet gelezen worden: No such file"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, content, message):
    path = tmp_path / "fiches.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        call_command("import_listings", str(path))


def test_open_hours_move_with_the_days():
    run(row())
    OpenInterval.objects.all().delete()
    call_command("refresh_documents")
    assert OpenInterval.objects.filter(service=service()).exists()
