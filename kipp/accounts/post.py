"""Notices to people, written in the deed's transaction and sent by `manage.py work`, never in a request."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from post_office import mail

from .models import Membership, Notice, User


def send(event: str, to: Iterable[User], *, at: datetime, url: str = "", **context: Any) -> None:
    """Write a notice about an event into each person's inbox, and an e-mail into the outbox.

    The text is `templates/email/<event>.txt`: its first line is the subject. `url` is the path of the page
    where the receiver goes on. People without an active account get nothing.

    Each receiver gets it in the language of their profile. It is kept as it was written, like a letter: those
    who read another language later find older notices word for word as they came.
    """
    receivers = [user for user in to if user.is_active]
    for user in receivers:
        subject, body = render(event, language=user.mail_language, **context)
        Notice.objects.create(user=user, event=event, subject=subject, body=body, url=url, created_at=at)
        send_mail(user.email, subject, body, url)


def render(event: str, *, language: str = settings.LANGUAGE_CODE, **context: Any) -> tuple[str, str]:
    """Return the subject and the body of an event's text, in Indonesian for those who have no account yet."""
    with translation.override(language):
        text = render_to_string(f"{event}.txt", context, using="mail").strip()
    subject, _newline, body = text.partition("\n")
    return subject.strip()[:200], body.strip()


def send_mail(address: str, subject: str, body: str, url: str = "") -> None:
    """Write one e-mail into the outbox, with the full address of its page at the end."""
    message = f"{body}\n\n{settings.PORTAL_URL}{url}\n" if url else f"{body}\n"
    mail.send(
        address,
        # post_office takes subject and message for templates. What people typed goes in as values, so that
        # nothing in it is carried out, and unescaped, since a mail is plain text.
        subject="{{ subject|safe }}",
        message="{{ message|safe }}",
        context={"subject": subject, "message": message},
        # The header tells the outbox page that the bureau may read this text. Mails of the sign-in (a new
        # password) are not written here and stay closed; invitations stay closed by their page. The page
        # tells what the mail is about, so that nothing of a sealed call is read there.
        headers={"X-KIPP-Notice": "yes"} | ({"X-KIPP-Page": url} if url else {}),
    )


def obstacle() -> str:
    """Return why nobody can be invited in the browser, as a sentence; empty when people can.

    The code of an invitation goes only to the mailbox: without a mail server nobody could prove theirs.
    """
    if settings.EMAIL_HOST or settings.DEMO:
        return ""
    return _(
        "This portal does not send e-mail yet, and the code of an invitation goes to the mailbox only. So "
        "nobody can be invited here before the operator has set up the mail server (EMAIL_HOST)."
    )


def shows_codes() -> bool:
    """Return whether pages show the codes of invitations: only in a demo that sends no mail."""
    return settings.DEMO and not settings.EMAIL_HOST


# What it returns has no type yet: verification hands it to a form that says Sequence and takes a QuerySet.
def holders(role: str, *, at: datetime, **office: Any):  # type: ignore[no-untyped-def]
    """Return the people with an active account who hold a role at that moment, in an office if given."""
    posts = Membership.objects.held_on(timezone.localtime(at).date()).filter(role=role, **office)
    return User.objects.filter(is_active=True, pk__in=posts.values("user"))
