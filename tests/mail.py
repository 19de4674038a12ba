"""A mail server that is not there, by settings: EMAIL_BACKEND="tests.mail.Unreachable"."""

from django.core.mail.backends.base import BaseEmailBackend


class Unreachable(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError
