"""Mail to people with an account, or who are about to have one: plain text, with simple HTML.

A mail is one template, `services/emails/<name>.txt`: its first line is the subject, the rest are
paragraphs. A line that is an address and nothing else becomes a link in the HTML.
"""

import contextlib
import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

#: As many letters are still the words of a link, and no sentence before it.
LINK_WORDS = 30


class MailNotSent(Exception):
    """The mail server did not take the mail; its message says so to whoever wanted it sent."""

    def __init__(self):
        super().__init__(_("De mail kon nu niet verstuurd worden. Probeer het straks opnieuw."))


def is_address(text):
    """Whether a paragraph is a web address and nothing else."""
    return text.startswith(("https://", "http://")) and not any(map(str.isspace, text))


def absolute(path):
    """The full address of a path of this site, for where there is no request to ask."""
    return f"{settings.SITE_URL}{path}"


@dataclass(frozen=True)
class Mail:
    """A mail as it is read, without whom it is for."""

    subject: str
    paragraphs: list

    @property
    def blocks(self):
        """Paragraphs for HTML: a text, or the words of a link and where it leads.

        What stands right before an address, with a colon, is what its link says.
        """
        blocks = []
        for paragraph in self.paragraphs:
            if not is_address(paragraph):
                blocks.append((paragraph, ""))
            elif blocks and blocks[-1][0].endswith(":") and len(blocks[-1][0]) <= LINK_WORDS:
                words, _url = blocks.pop()
                blocks.append((words[:-1], paragraph))
            else:
                blocks.append((paragraph, paragraph))
        return blocks

    @property
    def body(self):
        return "\n\n".join(self.paragraphs) + "\n"


def write(name, *, context):
    """The mail `name`, filled in."""
    text = render_to_string(f"services/emails/{name}.txt", context | {"site_url": absolute("/")})
    subject, _blank, body = text.strip().partition("\n")
    paragraphs = [paragraph.strip() for paragraph in body.strip().split("\n\n")]
    return Mail(" ".join(subject.split()), list(filter(None, paragraphs)))


def send(name, *, to, context):
    """Write the mail `name` and send it to one address; raises MailNotSent."""
    deliver(write(name, context=context), to=to)


def send_to_each(name, *, to, context):
    """Write the mail `name` once and send it to each address apart; returns how many left."""
    mail, sent = write(name, context=context), 0
    try:
        with connected() as connection:
            for address in to:
                with contextlib.suppress(MailNotSent):
                    deliver(mail, to=address, connection=connection)
                    sent += 1
    except MailNotSent:
        return 0
    return sent


@contextlib.contextmanager
def connected():
    """A connection for many mails: who cannot be reached is not waited for again.

    Raises MailNotSent when there is none.
    """
    with _refusals_told():
        connection = get_connection()
        connection.open()
    try:
        yield connection
    finally:
        connection.close()


def deliver(mail, *, to, connection=None):
    """Send a mail to one address; raises MailNotSent.

    A connection that is given stays open for the next mail.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        to=[to],
        connection=connection,
        # Nobody's out-of-office answers a machine.
        headers={"Auto-Submitted": "auto-generated"},
    )
    html = render_to_string("services/emails/_html.html", {"mail": mail})
    message.attach_alternative(html, "text/html")
    with _refusals_told():
        if connection:
            connection.open()
        message.send()


@contextlib.contextmanager
def _refusals_told():
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotSent from error
