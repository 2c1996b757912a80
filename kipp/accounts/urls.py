from allauth.account import views as allauth_views
from django.urls import path, re_path

from .views import account, agencies, agency_staff, invitations, language, notices, people

# allauth's pages that an invitation-only portal has: no sign-up, no change of address.
signing_in = [
    path("accounts/login/", allauth_views.login, name="account_login"),
    path("accounts/logout/", allauth_views.logout, name="account_logout"),
    path("accounts/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", allauth_views.password_change, name="account_change_password"),
    path("accounts/password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/invitation/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
]

inbox = [
    path("account/", account.account, name="account"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.mark_notices_read, name="mark_notices_read"),
]

switch = [path("language/", language.choose_language, name="choose_language")]

register = [
    path("bureau/people/", people.people, name="people"),
    path("bureau/people/export/<str:form>/", people.export_people, name="export_people"),
    path("bureau/people/import/", people.import_people, name="import_people"),
    path("bureau/people/import/template/", people.people_template, name="people_template"),
    path("bureau/people/invite/", people.invite, name="invite"),
    path("bureau/people/invitations/<int:pk>/", people.invitation, name="invitation"),
    path("bureau/people/invitations/<int:pk>/approve/", people.approve_invitation, name="approve_invitation"),
    path("bureau/people/invitations/<int:pk>/refuse/", people.refuse_invitation, name="refuse_invitation"),
    path("bureau/people/invitations/<int:pk>/revoke/", people.revoke_invitation, name="revoke_invitation"),
    path("bureau/people/posts/<int:pk>/end/", people.end_post, name="end_post"),
    path("bureau/agencies/", agencies.agencies, name="agencies"),
    path("bureau/agencies/export/<str:form>/", agencies.export_agencies, name="export_agencies"),
    path("bureau/agencies/import/", agencies.import_agencies, name="import_agencies"),
    path("bureau/agencies/import/template/", agencies.agencies_template, name="agencies_template"),
    path("bureau/agencies/<int:pk>/successor/", agencies.succeed_agency, name="succeed_agency"),
    path("bureau/agencies/new/", agencies.new_agency, name="new_agency"),
]

# The people a coordinator appoints
staff = [
    path("coordination/people/", agency_staff.coordination_people, name="coordination_people"),
    path("coordination/people/invite/", agency_staff.invite_staff, name="invite_staff"),
    path("coordination/people/posts/<int:pk>/hand-over/", agency_staff.hand_over, name="hand_over"),
]

urlpatterns = [*signing_in, *inbox, *switch, *register, *staff]
