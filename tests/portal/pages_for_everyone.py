"""Pages that everyone reads, and the way in."""

from .readers import EVERYBODY, SIGNED_IN, page


def public(world):
    public, photo = world.entries["public"], world.evidence["public photo"]
    private = world.evidence["photo that is not public"]
    return [
        page("home", readers=EVERYBODY),
        page("choose_language"),
        page("gallery", "outside of development"),
        page("healthz", readers=EVERYBODY),
        page("readyz", readers=EVERYBODY),
        page("service_worker", readers=EVERYBODY),
        page("manifest", readers=EVERYBODY),
        page("offline", readers=EVERYBODY),
        page("catalogue", readers=EVERYBODY),
        page("catalogue", "found", EVERYBODY, query={"q": public.title, "year": 2017}),
        page("catalogue", "nothing found", EVERYBODY, query={"q": "tidak ada"}),
        page("public_innovation", readers=EVERYBODY, args=[public.slug]),
        page("public_innovation", "without an award", args=[world.entries["not public"].slug]),
        page("public_photo", readers=EVERYBODY, args=[public.slug, photo.pk, "file"]),
        page("public_photo", "thumbnail", EVERYBODY, [public.slug, photo.pk, "thumbnail"]),
        page("public_photo", "not public", args=[public.slug, private.pk, "file"]),
        page("results", readers=EVERYBODY),
        page("edition_results", readers=EVERYBODY, args=[2017]),
        page("edition_results", "nothing published", args=[2019]),
    ]


def signing_in(world):
    def accept(word):
        return world.invitations[word].get_absolute_url().rstrip("/").split("/")[-1]

    return [
        page("account_login", readers={"visitor"}),
        page("account_logout", readers=SIGNED_IN),
        page("account_inactive", readers=EVERYBODY),
        page("account_reauthenticate", readers=SIGNED_IN),
        page("account_change_password", readers=SIGNED_IN),
        page("account_reset_password", readers=EVERYBODY),
        page("account_reset_password_done", readers=EVERYBODY),
        page("account_reset_password_from_key", "worthless link", EVERYBODY, ["0", "x-y"]),
        page("account_reset_password_from_key_done", readers=EVERYBODY),
        page("accept_invitation", "waiting", {"visitor"}, [accept("waiting")]),
        page("accept_invitation", "for an account", {"visitor", "nobody"}, [accept("for an account")]),
        page("accept_invitation", "revoked", args=[accept("revoked")]),
        page("accept_invitation", "to approve", args=[accept("to approve")]),
        page("accept_invitation", "not ours", args=["palsu"]),
        page("notices", readers=SIGNED_IN),
        page("mark_notices_read"),
        page("sync", readers=SIGNED_IN),
        page("account", readers=SIGNED_IN),
        page("gallery", "outside of development"),
    ]
