"""Whom the law wants told of an illegitimate product, computed from the register.

FD&C Act 582(d)(4)(B)(ii): FDA, and the immediate trading partners believed to have
received it. The seller it came from is told as well: he asks his own sources.
"""

from .traffic import Traffic


def prepare_notices(case):
    """One row for FDA, each seller it came from and each buyer it went to.

    Computed again it adds who is new; nobody is taken off. Two firms of one name are
    two; a name alone is whoever has it. Whether somebody joined. ``case``: a
    superuser's.
    """
    rows = case._notices_of("illegitimate")
    if not rows:
        case._prepare("illegitimate").why = case.env._("by law")
    told = rows.partner_id.commercial_partner_id
    names = set(rows.mapped("recipient"))
    wanted = []
    for partner, name, why in partners_of(case):
        if partner in told or (not partner and name in names):
            continue
        told |= partner
        names.add(name)
        wanted.append({"partner_id": partner.id, "recipient": name, "why": why})
    case.env["dscsa.investigation.notice"].create(
        [{"investigation_id": case.id, **row} for row in wanted]
    )
    return bool(wanted)


def partners_of(case):
    """(partner or none, name, why): sellers first, then buyers by package, by lot.

    ``case`` is a superuser's: partners are told whoever may open them.
    """
    traffic, env = Traffic(case), case.env
    for found, why in (
        (traffic.sellers_of_packages(), env._("it came from there")),
        (traffic.sellers(), env._("the same lot came from there")),
        (traffic.buyers_of_packages(), env._("this very package went there")),
        (traffic.buyers(), env._("the same lot went there")),
    ):
        for partner, name in found:
            yield partner, name, why
