"""In which formats records are answered: as they are, on a map, in a spreadsheet, as linked data.

An endpoint names its formats in `renderer_classes`; what a format needs of it, it says below. Each
tells by `schema` what an endpoint answers in it, for the API's description.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer

from services import spreadsheet, structured_data
from services.api.parameters import FORMAT
from services.api.problems import BadParameters
from services.hsds import flat, geojson
from services.hsds.schemas import OBJECT, TEXT, reference


class Negotiation(DefaultContentNegotiation):
    """`format` in the address decides, and without it the Accept header does."""

    def select_renderer(self, request, renderers, format_suffix=None):
        asked = request.query_params.get(self.settings.URL_FORMAT_OVERRIDE)
        if asked is None:
            return super().select_renderer(request, renderers)
        for renderer in renderers:
            if renderer.format == asked:
                return renderer, renderer.media_type
        known = ", ".join(renderer.format for renderer in renderers)
        error = forms.ValidationError(_("Hier kan dit staan: %(known)s."), params={"known": known})
        raise BadParameters({FORMAT: [error]})


class OneWay(JSONRenderer):
    """JSON that looks the same for whoever asks: an `indent` in the Accept header is no matter."""

    def get_indent(self, accepted_media_type, renderer_context):
        return None


class Json(OneWay):
    """Records of HSDS."""

    @staticmethod
    def schema(endpoint):
        return reference(endpoint.answers_with)


class GeoJson(OneWay):
    """Features (RFC 7946), made from whole records by the endpoint's `feature`."""

    media_type = "application/geo+json"
    format = "geojson"

    @staticmethod
    def schema(endpoint):
        return reference("feature_collection" if endpoint.is_list else "feature")

    def render(self, data, accepted_media_type=None, renderer_context=None):
        feature = renderer_context["view"].feature
        if "contents" in data:
            page = {name: value for name, value in data.items() if name != "contents"}
            data = geojson.collection(map(feature, data["contents"]), **page)
        else:
            data = feature(data)
        return super().render(data, accepted_media_type, renderer_context)


class Csv(BaseRenderer):
    """A row a record for a Dutch spreadsheet, with the endpoint's `columns`."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    @staticmethod
    def schema(endpoint):
        return TEXT

    def render(self, data, accepted_media_type=None, renderer_context=None):
        columns = renderer_context["view"].columns
        rows = (flat.row(columns, record).values() for record in data.get("contents", [data]))
        return "".join(spreadsheet.lines(columns, rows))


class JsonLd(OneWay):
    """Schema.org in JSON-LD; the endpoint makes nodes where it would make records."""

    media_type = "application/ld+json"
    format = "jsonld"

    @staticmethod
    def schema(endpoint):
        return OBJECT

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if "contents" in data:
            data = structured_data.item_list(data["contents"], total=data["total_items"])
        data = structured_data.document(data)
        return super().render(data, accepted_media_type, renderer_context)
