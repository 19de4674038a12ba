"""Public addresses of what exists, kept for good."""

from django.urls import path

from services.api import pages as open_data
from services.views import claims, directory, invitations, pages, reminders, reports, suggestions
from services.views.own import (
    account,
    at_once,
    drafts,
    ending,
    history,
    listings,
    members,
    overview,
    proposals,
    rhythm,
    tokens,
)

app_name = "services"

urlpatterns = [
    path("aanbod/<slug:slug>/", directory.service_detail, name="service-detail"),
    path("aanbod/<slug:slug>/klopt-niet/", reports.report, name="report"),
    path("aanbod/<slug:slug>/voorstel/", suggestions.choose, name="suggest"),
    path("aanbod/<slug:slug>/voorstel/<slug:field>/", suggestions.suggest, name="suggest-field"),
    path("nieuwe-organisatie/", suggestions.new_organisation, name="new-organisation"),
    path("organisaties/<slug:slug>/", directory.organisation_detail, name="organisation-detail"),
    path("organisaties/<slug:slug>/van-ons/", claims.claim, name="claim"),
    path("mijn/", overview.overview, name="own"),
    path("mijn/account/", account.account, name="own-account"),
    path("mijn/aanbod/<slug:slug>/", listings.listing, name="own-listing"),
    path("mijn/aanbod/<slug:slug>/klopt-nog/", listings.confirm, name="own-confirm"),
    path("mijn/aanbod/<slug:slug>/wachttijd/", at_once.waiting, name="own-waiting"),
    path("mijn/aanbod/<slug:slug>/plaats/", at_once.capacity, name="own-capacity"),
    path("mijn/aanbod/<slug:slug>/weer-open/", at_once.reopen, name="own-reopen"),
    path("mijn/aanbod/<slug:slug>/nagekeken/", at_once.look_over, name="own-look-over"),
    path("mijn/aanbod/<slug:slug>/archiveren/", ending.end, name="own-end"),
    path("mijn/aanbod/<slug:slug>/terugzetten/", ending.resume, name="own-resume"),
    path("mijn/voorstel/<int:pk>/", proposals.decide, name="own-proposal"),
    path("mijn/voorstel/<int:pk>/intrekken/", proposals.withdraw, name="own-withdraw"),
    path("mijn/<slug:slug>/nieuw-aanbod/", proposals.new_listing, name="own-new-listing"),
    path("mijn/aanbod/<slug:slug>/voorstel/<slug:field>/", proposals.claim, name="own-claim"),
    path("mijn/aanbod/<slug:slug>/geschiedenis/", history.changes, name="own-history"),
    path(
        "mijn/aanbod/<slug:slug>/geschiedenis/<slug:table>/<int:event>/",
        history.undo,
        name="own-undo",
    ),
    path("mijn/aanbod/<slug:slug>/<slug:section>/", listings.section, name="own-section"),
    path("mijn/aanbod/<slug:slug>/<slug:section>/concept/", drafts.keep, name="own-draft"),
    path(
        "mijn/aanbod/<slug:slug>/<slug:section>/concept/weg/",
        drafts.discard,
        name="own-draft-discard",
    ),
    path("mijn/uitnodiging/<str:secret>/", invitations.invitation, name="invitation"),
    path("mijn/aanvraag/<str:token>/", claims.confirm, name="claim-confirm"),
    path("mijn/klopt-nog/<str:token>/", reminders.confirm, name="confirm-by-mail"),
    path("mijn/<slug:slug>/ritme/", rhythm.rhythm, name="own-rhythm"),
    path("mijn/<slug:slug>/leden/", members.member_list, name="own-members"),
    path("mijn/<slug:slug>/leden/<int:pk>/rol/", members.member_role, name="member-role"),
    path("mijn/<slug:slug>/leden/<int:pk>/weg/", members.member_remove, name="member-remove"),
    path(
        "mijn/<slug:slug>/uitnodigingen/<int:pk>/intrekken/",
        members.invitation_revoke,
        name="invitation-revoke",
    ),
    path("mijn/<slug:slug>/tokens/", tokens.token_list, name="own-tokens"),
    path("mijn/<slug:slug>/tokens/<int:pk>/intrekken/", tokens.revoke, name="own-token-revoke"),
    path("api/", open_data.api, name="api"),
    path("data/", open_data.data, name="data"),
    path("data/dcat.jsonld", open_data.dcat, name="dcat"),
    path("data/sociale-kaart-chemseks.<slug:end>", open_data.whole_map, name="whole-map"),
    path("hulplijnen/", pages.helplines, name="helplines"),
    path("over/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("weg/", pages.quick_exit, name="quick-exit"),
]
