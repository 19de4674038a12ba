"""An organisation's software, as tests have it: it reads and writes the API with a token."""

import datetime
import json

from django.test import Client
from django.utils import timezone

from services.actions import tokens

BASE = "/api/v1/services"
PATCH_TYPE, JSON_TYPE = "application/merge-patch+json", "application/json"


def record_of(service):
    return Client().get(f"{BASE}/{service.pk}").json()


def etag_of(service):
    return Client().get(f"{BASE}/{service.pk}").headers["ETag"]


class Software:
    """What writes with a token; it reads the ETag just before, unless told another one."""

    def __init__(self, secret):
        self.secret = secret

    def send(self, method, service, path="", data=None, *, etag=None, **headers):
        headers = {
            "Authorization": f"Bearer {self.secret}",
            "If-Match": etag or etag_of(service),
        } | headers
        kind = PATCH_TYPE if method == "patch" else JSON_TYPE
        return getattr(Client(enforce_csrf_checks=True), method)(
            f"{BASE}/{service.pk}{path}",
            data if isinstance(data, str | bytes) else json.dumps(data),
            content_type=headers.pop("Content-Type", kind),
            headers={name: value for name, value in headers.items() if value},
        )

    def patch(self, service, data, **options):
        return self.send("patch", service, "", data, **options)

    def put(self, service, path, data, **options):
        return self.send("put", service, f"/{path}", data, **options)


def software_of(owner, name="website"):
    day = timezone.localdate() + datetime.timedelta(days=90)
    _token, secret = tokens.make(
        organisation=owner.organisation, name=name, expires_on=day, by=owner.user
    )
    return Software(secret)


def problem(answer, status):
    """The members of the record that a problem names, once it is seen to be one."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status and said["detail"]
    return said.get("errors", {})
