"""Signing at a shared bench: initials and PIN, and whose name an act carries."""

from . import (
    dscsa_event,
    dscsa_pin,
    dscsa_release,
    dscsa_sign_mixin,
    dscsa_signature,
    res_company,
    res_config_settings,
    res_users,
)
