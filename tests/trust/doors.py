"""How to go through each door of the program, or why it need not ask who may.

A new address, API operation or command makes `test_every_door` fail until it stands here: visits in
the module of its desk, commands in `doors_of_commands`, addresses that need not ask in this one.
"""

from tests.trust import doors_of_campaign as campaign
from tests.trust import doors_of_exchange as exchange
from tests.trust import doors_of_intelligence as intelligence
from tests.trust import doors_of_oversight as oversight
from tests.trust import doors_of_programme as programme
from tests.trust import doors_of_returns as returns
from tests.trust.doors_of_commands import COMMANDS as _COMMANDS
from tests.trust.doors_of_commands import EXEMPT_COMMANDS as _EXEMPT_COMMANDS
from tests.trust.visits import Need, Visit

__all__ = ["COMMANDS", "EXEMPT_COMMANDS", "EXEMPT_ROUTES", "OPERATIONS", "VISITS"]

_OF_THE_SITE = (
    Visit("home"),
    Visit("sources"),
    Visit(
        "operation",
        "post",
        data=lambda g: {"operation": g.case.world.operation.slug},
        need=Need.OPENS,
    ),
    Visit("login", "post", data=lambda _: {"login": "nobody", "password": "x"}, need=Need.AUDIT),
    Visit("logout", "post", need=Need.AUDIT),
    Visit("logins", need=Need.AUDIT),
    Visit("end_other_logins", "post", need=Need.AUDIT),
)
_OF_THE_DESKS = (
    *intelligence.VISITS,
    *exchange.VISITS,
    *oversight.VISITS,
    *returns.VISITS,
    *campaign.VISITS,
    *programme.VISITS,
)
VISITS = {visit.name: visit for visit in (*_OF_THE_SITE, *_OF_THE_DESKS)}
APIS = (":api:", *exchange.APIS, *returns.APIS, *campaign.APIS, *programme.APIS)
OPERATIONS = {name: visit for name, visit in VISITS.items() if any(api in name for api in APIS)}
COMMANDS = _COMMANDS | exchange.COMMANDS | returns.COMMANDS | campaign.COMMANDS | programme.COMMANDS
EXEMPT_COMMANDS = (
    _EXEMPT_COMMANDS
    | exchange.EXEMPT_COMMANDS
    | returns.EXEMPT_COMMANDS
    | campaign.EXEMPT_COMMANDS
    | programme.EXEMPT_COMMANDS
)

LOGIN_STEP = "a step of a login: that is audited, and so is each failure: tests/site/accounts"
CONFIRMING = "a confirmation is audited, and each failure: tests/site/accounts/test_stepup"
OWN_FACTORS = "one's own second factors; each change audited: tests/site/accounts"
ADMINISTRATION = "asks who administers, audits and refuses: tests/site/accounts/test_people_doors"
EXEMPT_ROUTES = {
    **exchange.EXEMPT_ROUTES,
    **returns.EXEMPT_ROUTES,
    **campaign.EXEMPT_ROUTES,
    **programme.EXEMPT_ROUTES,
    "oversight:policy": "the policy that is shipped, the same for everybody; no evidence",
    "account_login": "the same address as login, under the name that allauth uses",
    "account_logout": "the same address as logout, under the name that allauth uses",
    "mfa_authenticate": LOGIN_STEP,
    "mfa_login_webauthn": LOGIN_STEP,
    "openid_connect_login": LOGIN_STEP,
    "openid_connect_callback": LOGIN_STEP,
    "socialaccount_login_cancelled": "says that nobody was logged in",
    "account_reauthenticate": CONFIRMING,
    "mfa_reauthenticate": CONFIRMING,
    "mfa_reauthenticate_webauthn": CONFIRMING,
    "account_start": "sets one's own first password by a link, audited: tests/site/accounts",
    "account_set_password": "says that the account has no password",
    "account_change_password": "one's own password, audited: tests/site/accounts/test_sessions",
    "end_login": "one's own session, audited when there is one: tests/site/accounts/test_sessions",
    "mfa_index": OWN_FACTORS,
    "mfa_list_webauthn": OWN_FACTORS,
    "mfa_activate_totp": OWN_FACTORS,
    "mfa_deactivate_totp": OWN_FACTORS,
    "mfa_add_webauthn": OWN_FACTORS,
    "mfa_remove_webauthn": OWN_FACTORS,
    "mfa_view_recovery_codes": OWN_FACTORS,
    "mfa_generate_recovery_codes": OWN_FACTORS,
    "people": ADMINISTRATION,
    "person": ADMINISTRATION,
    "person_add": ADMINISTRATION,
    "person_act": ADMINISTRATION,
    "login_once": "refused before anybody is known; a login by it is audited by its signal",
    "set_language": "keeps a cookie with the language of the pages",
    "display": "keeps a cookie with how pages look",
    "health": "says that the server answers, and nothing else",
    "intelligence:api:openapi-json": "describes the API's form; the same for everybody",
    "intelligence:api:api-root": "answers 404",
    "oversight:api:openapi-json": "describes the API's form; the same for everybody",
    "oversight:api:api-root": "answers 404",
    "exchange:api:openapi-json": "describes the API's form; the same for everybody",
    "exchange:api:api-root": "answers 404",
}
