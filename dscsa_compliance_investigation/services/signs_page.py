"""The page of a doubt: signs to tap, those our records tell of, what was seen."""

from dscsa_core.investigation.signs import GROUPS, SIGNS, signs_of
from dscsa_core.investigation.words import WORDS

from odoo.addons.dscsa_compliance.services.words.messages import (
    core_text,
    moment_text,
)

from .contract import DoubtTold, Said, SignGroup, SignTold
from .put_aside import PutAside
from .sign_hints import SignHints

# icons that come with Odoo (Font Awesome 4); the words beside them say what is meant
_ICONS = dict(
    pair.split(":")
    for pair in """
    S1:user-plus S2:phone S3:globe S4:history S5:file-text-o S6:clock-o
    S7:chain-broken M1:line-chart M2:money M3:tag M4:exchange M5:battery-quarter
    M6:bullhorn L1:eye L2:tint L3:flag L4:minus-square-o L5:certificate L6:medkit
    C1:scissors C2:clone C3:file-o C4:envelope-o C5:font C6:ban C7:language
    C8:pencil-square-o C9:cubes C10:columns O1:repeat O2:times-circle-o
    O3:heartbeat
    """.split()
)


class SignsPage:
    """Values of the page of one case, for the user who asks."""

    def __init__(self, case):
        self.case, self.env = case, case.env
        self.seen = case.sign_ids.filtered(lambda row: not row.undone_at)

    def told(self):
        """What is ``DoubtTold``."""
        case, aside = self.case, PutAside(self.case)
        hints = SignHints(case).told()
        return DoubtTold(
            id=case.id,
            name=case.name,
            goods=case.goods or "",
            why=case.why,
            where=aside.where(),
            is_open=case.state in ("question", "suspect"),
            is_private=case.whose != "ours",
            has_label=self.env["dscsa.epc"]._dscsa_prints_labels(),
            photos=len(case.evidence_ids),
            groups=[self._group(key, hints) for key in GROUPS],
            said=[
                Said(text=row.note, by=self._by(row))
                for row in self.seen.filtered(lambda row: not row.code)
            ],
        )

    def _group(self, key, hints):
        title = core_text(self.env, WORDS[f"group.{key}"])
        signs = [self._sign(each, hints) for each in signs_of(key)]
        return SignGroup(key=key, title=title, signs=signs)

    def _sign(self, sign, hints):
        row = self.seen.filtered(lambda row: row.code == sign.code)[:1]
        return SignTold(
            code=sign.code,
            text=core_text(self.env, sign.text),
            icon=f"fa-{_ICONS[sign.code]}",
            photo=sign.photo,
            told=hints.get(sign.code, False),
            id=row.id or False,
            by=self._by(row) if row else "",
            photos=len(row.evidence_ids),
        )

    def _by(self, row):
        at = moment_text(self.env, row.noted_at)
        return f"{row.user_id.name}, {at}"


def sign_text(env, code):
    """A sign in words; of a code nobody knows, the code."""
    return core_text(env, SIGNS[code].text) if code in SIGNS else code or ""
