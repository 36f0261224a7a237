"""A seller in a sentence: how many deliveries were clean, how fast it answers."""

from dataclasses import dataclass
from datetime import datetime

from odoo.addons.dscsa_compliance.services.words.messages import date_text

_RECENT = 10
_ENOUGH = 3
_CLEAN_SHARE = 0.9


@dataclass(frozen=True)
class Score:
    """What is known of one seller, in one company."""

    files: int = 0
    first_file: datetime | None = None
    deliveries: int = 0
    recent: int = 0
    recent_clean: int = 0
    open_rows: int = 0
    hours: float | None = None

    @property
    def state(self):
        """How far the seller's data got, by themselves: none, test or proven."""
        if not self.files:
            return "none"
        enough = self.recent >= _ENOUGH
        if enough and self.recent_clean >= _CLEAN_SHARE * self.recent:
            return "proven"
        return "test"


def score_of(partner, company):
    """The Score of a seller (its commercial partner) in a company."""
    env = partner.sudo().env
    seller = partner.commercial_partner_id
    mine = [("company_id", "=", company.id), ("partner_id", "=", seller.id)]
    table = env["dscsa.supplier.score"]
    deliveries = table.search([*mine, ("deliveries", "=", 1)], limit=_RECENT)
    ((count, hours),) = table._read_group(mine, [], ["deliveries:sum", "hours:avg"])
    files, first = _files(env, seller, company)
    return Score(
        files=files,
        first_file=first,
        deliveries=count or 0,
        recent=len(deliveries),
        recent_clean=sum(deliveries.mapped("clean")),
        open_rows=env["dscsa.discrepancy"].search_count(
            [
                ("company_id", "=", company.id),
                ("partner_id", "child_of", seller.ids),
                ("state", "=", "open"),
                ("severity", "!=", "note"),
            ]
        ),
        hours=hours,
    )


def _files(env, seller, company):
    """Number and day of the first of its files that could be read and stand."""
    ((count, first),) = env["dscsa.transaction"]._read_group(
        [
            ("company_id", "=", company.id),
            ("seller_id", "child_of", seller.ids),
            ("proof", "=", "file"),
            ("direction", "=", "in"),
            ("statement", "=", "yes"),
            ("withdrawn_by_id", "=", False),
        ],
        [],
        ["document_id:count_distinct", "create_date:min"],
    )
    return count, first


def sentence_of(env, score):
    """The same in words; empty when nothing is known yet."""
    parts = []
    if score.first_file:
        parts.append(
            env._("Sends files since %(day)s.", day=date_text(env, score.first_file))
        )
    if score.recent:
        parts.append(
            env._(
                "Clean deliveries: %(clean)s of the last %(count)s.",
                clean=score.recent_clean,
                count=score.recent,
            )
        )
    if score.open_rows:
        parts.append(env._("Open discrepancies: %(count)s.", count=score.open_rows))
    if score.hours is not None and score.hours is not False:
        parts.append(env._("Answers in %(hours)s hours.", hours=round(score.hours)))
    return " ".join(parts)
