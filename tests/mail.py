"""Mail servers that fail, by settings: EMAIL_BACKEND="tests.mail.Unreachable"."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend


class Unreachable(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


class RefusesTheDead(EmailBackend):
    """Takes all mail but that to dood@example.org."""

    def send_messages(self, messages):
        if any("dood@example.org" in message.to for message in messages):
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)
