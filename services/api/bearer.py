"""Who writes: an organisation's software, which shows its token. A session never counts here."""

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from services.actions import tokens

SCHEME = "Bearer"


class BearerAuthentication(BaseAuthentication):
    """RFC 6750: `request.auth` is the `ApiToken`, `request.user` the owner who made it.

    What is wrong with a token is not told: it exists no more, or never did.
    """

    def authenticate(self, request):
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        token = tokens.find(secret=secret.strip())
        if token is None:
            raise AuthenticationFailed
        return token.made_by, token

    def authenticate_header(self, request):
        return SCHEME
