"""Components that need more than a template: a builtin of all templates.

{% icon "check-lg" %}                                an icon of static/vendor/bootstrap-icons/icons.svg
{% notice "wait" %} … {% endnotice %}                 a notice around a text; the kinds are those of TONES
{% confirm heading what … %}                         the question before a deed: components/confirm.html
{{ status_code|tone }}, {{ status_code|tone_icon }}   how a status looks
{{ piece.text|marked:piece.kind }}                    a piece of a text that was struck out, put in, or stayed
"""

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

# A tone shows at a glance how a thing stands; its icon shows the same without colour.
TONES = {
    "done": "check-lg",
    "wait": "hourglass-split",
    "now": "arrow-right",
    "stop": "x-octagon",
    "off": "dash-circle",
    "info": "info-circle",
}

_CODES = {
    "done": "eligible finalist done held held_online pass published confirmed submitted active sent accepted"
    " fulfilled issued",
    "wait": "suspended draft proposed returned planned empty frozen sample partly waiting drawn_up signed"
    " to_approve",
    "now": "open running winner",
    "stop": "not_fulfilled ineligible disqualified too_long fail retracted not_confirmed failed cancelled",
    "off": "recorded withdrawn shut closed not_checked postponed not_held ended excused "
    "replaced revoked used past superseded",
}
_TONE_OF = {code: tone for tone, codes in _CODES.items() for code in codes.split()}
# A messages level of Django is a tone too.
_TONE_OF |= {"success": "done", "warning": "wait", "error": "stop"}
# "Sample" is no state, so no hourglass stands beside it; what somebody has won is no step ahead.
_ICON_OF = {"sample": "info-circle", "winner": "award"}
_MARKED = {"out": "<del>{}</del>", "in": "<ins>{}</ins>"}


@register.filter
def tone(code: str):
    """Return the tone of a status: done, wait, now, stop, off, or info for any other."""
    return _TONE_OF.get(str(code), code if code in TONES else "info")


@register.filter
def tone_icon(code: str):
    """Return the name of the icon beside a status."""
    return _ICON_OF.get(str(code)) or TONES[tone(code)]


@register.filter
def marked(text, kind):
    """Return a piece of a text as struck out ("out"), put in ("in"), or as it is, with no space around."""
    return format_html(_MARKED.get(kind, "{}"), text)


@register.simple_tag
def icon(name: str):
    """Return an icon for the eye only: the word beside it says what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("vendor/bootstrap-icons/icons.svg"),
        name,
    )


@register.simple_block_tag
def notice(content: bytes, kind: str = "info", heading: str = "", role: str = ""):
    """Return a text in a notice of that kind.

    `role` is "status" or "alert" where it appears after a deed.
    """
    values = {"content": content, "kind": kind, "heading": heading, "role": role}
    return render_to_string("components/notice.html", values)


@register.inclusion_tag("components/confirm.html")
def confirm(heading, what, *, subject, button, by, cancel_url, final="", form=None, grave=False, level=1):
    """Ask before a deed. The template says what each value is; it gets only these and the form's token."""
    return {
        "heading": heading,
        "what": what,
        "subject": subject,
        "button": button,
        "by": by,
        "cancel_url": cancel_url,
        "final": final,
        "form": form,
        "grave": grave,
        "level": level,
    }
