"""Mail in tests: how it is read, a server that takes it over SMTP, and backends that fail.

The backends are for settings: EMAIL_BACKEND="tests.mail.Unreachable".
"""

import contextlib
import email
import re
from dataclasses import dataclass
from email import policy
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend


def links_in(body, to=""):
    """The addresses in a mail, each alone on its line, whose paths begin with `to`."""
    return re.findall(rf"^https?://[^/\s]+{re.escape(to)}\S*$", body, re.MULTILINE)


def paths_in(body, to=""):
    """As `links_in`, of each the path alone."""
    return [urlsplit(link).path for link in links_in(body, to)]


def code_in(body):
    """The code in a mail, alone on its line."""
    [code] = re.findall(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", body, re.MULTILINE)
    return code


@dataclass(frozen=True)
class Received:
    """A mail as it came out of the wire; `to` is whom the server was told to bring it."""

    to: list
    subject: str
    body: str
    html: str


class Mailbox:
    """Keeps what a mail server takes, for everybody."""

    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        plain, html = (
            "\n".join(message.get_body([kind]).get_content().splitlines())
            for kind in ("plain", "html")
        )
        self.received.append(Received(envelope.rcpt_tos, message["Subject"], plain, html))
        return "250 OK"

    def last(self, *, to):
        """The latest mail to one address."""
        return [one for one in self.received if one.to == [to]][-1]


class _AnyPort(Controller):
    """A server on a port that the system chose, which is known once it listens."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def smtp_server(mailbox):
    """A mail server on this machine that fills a mailbox; gives its port."""
    server = _AnyPort(mailbox, hostname="127.0.0.1", port=0)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


class Unreachable(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


class RefusesTheDead(EmailBackend):
    """Takes all mail but that to dood@example.org."""

    def send_messages(self, messages):
        if any("dood@example.org" in message.to for message in messages):
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


class HangsUpOnTheDead(RefusesTheDead):
    """As that, and no longer there after it; `calls` says when it was called and let go."""

    calls = []

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.is_open = self.is_gone = False

    def open(self):
        if self.is_open:
            return False
        self.is_open, self.is_gone = True, False
        self.calls.append("open")
        return True

    def close(self):
        if self.is_open:
            self.calls.append("close")
        self.is_open = False

    def send_messages(self, messages):
        if self.is_gone or not self.is_open:
            raise SMTPServerDisconnected
        self.is_gone = any("dood@example.org" in message.to for message in messages)
        return super().send_messages(messages)
