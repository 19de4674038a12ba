"""Mail to people with an account, or who are about to have one: plain text, with simple HTML.

A mail is one template, `services/emails/<name>.txt`: its first line is the subject, the rest are
paragraphs. A line that is an address and nothing else becomes a link in the HTML.
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


class MailNotSent(Exception):
    """The mail server did not take the mail; its message says so to whoever wanted it sent."""

    def __init__(self):
        super().__init__(_("De mail kon nu niet verstuurd worden. Probeer het straks opnieuw."))


def absolute(path):
    """The full address of a path of this site, for where there is no request to ask."""
    return f"{settings.SITE_URL}{path}"


def send(name, *, to, context, connection=None):
    """Send the mail `name` to one address; raises MailNotSent."""
    text = render_to_string(f"services/emails/{name}.txt", context | {"site_url": absolute("/")})
    subject, _blank, body = text.strip().partition("\n")
    subject = " ".join(subject.split())
    paragraphs = [paragraph.strip() for paragraph in body.strip().split("\n\n")]
    mail = EmailMultiAlternatives(
        subject=subject,
        body="\n\n".join(paragraphs) + "\n",
        to=[to],
        connection=connection,
        # Nobody's out-of-office answers a machine.
        headers={"Auto-Submitted": "auto-generated"},
    )
    html = render_to_string(
        "services/emails/_html.html", {"subject": subject, "paragraphs": paragraphs}
    )
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotSent from error
