"""Who signed for what is done at a shared bench: initials and PIN, in this session.

The signature hangs on the web session, which the server knows and no caller can name.
A person's rights are those of the one who signed and never more than those of the
login at the bench: both have to be allowed to do a thing.
"""

import hashlib

from odoo.exceptions import AccessError, UserError
from odoo.http import STORED_SESSION_BYTES, request

from .contract import Pin

SIGN_FIRST = "SIGN_FIRST"


def session_key():
    """A fingerprint of the web session; ``""`` outside of one, where nobody signs."""
    # the front part stays when Odoo gives the session a new id
    sid = request and request.session and request.session.sid
    if not sid:
        return ""
    return hashlib.sha256(sid[:STORED_SESSION_BYTES].encode()).hexdigest()


def is_required(env, company=None):
    """Whether acts need a signature; jobs of the system sign nothing."""
    company = (company or env.company).sudo()
    return bool(company.dscsa_pin_required) and not env.user._is_superuser()


def signer_of(env, company=None):
    """The user who signed for this session and is still signed in, or none."""
    company = company or env.company
    key = session_key()
    if not key:
        return env["res.users"]
    return env["dscsa.signature"]._current(company, key).signer_id


def has_to_sign(env, company=None):
    """Whether the next act has to wait for initials and PIN."""
    return is_required(env, company) and not signer_of(env, company)


def check_signed(env, company=None, group=None):
    """Raise unless a person signed who may do it, where that is required.

    ``group`` is the right the act needs; the login is asked for it elsewhere.
    """
    if not is_required(env, company):
        return
    signer = signer_of(env, company)
    if not signer:
        raise UserError(sign_first(env))
    if group and not signer.has_group(group):
        raise AccessError(
            env._(
                "%(name)s has signed and may not do this. Somebody with the right to "
                "do it signs with their own initials and PIN.",
                name=signer.name,
            )
        )


def sign_first(env):
    """The sentence that goes with ``SIGN_FIRST``."""
    return env._("Sign first: initials and PIN, so that the record says who did it.")


def pin_state(env, company=None):
    """Whether acts are signed, and by whom now; for the screen."""
    required = is_required(env, company)
    name = signer_of(env, company).name if required else False
    return Pin(required=required, signed_as=name or False)


def signer_id(env, company=None):
    """Id of who signed, for the records of an act; False where nobody has to."""
    return signer_of(env, company).id if is_required(env, company) else False
