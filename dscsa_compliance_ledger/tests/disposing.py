"""Helper of the disposal and hold tests: a company that disposes of old records."""

from odoo.addons.dscsa_compliance_retention.tests.retaining import RetentionCommon


class DisposalCommon(RetentionCommon):
    """Records made years ago, at a company that has disposal switched on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_disposal_on = True

    @classmethod
    def license(cls, partner, number):
        """A license of a partner that nobody has checked."""
        return cls.env["dscsa.license"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "type_id": cls.env["dscsa.license.type"].search([], limit=1).id,
                "state_id": cls.env.ref("base.state_us_30").id,
                "number": number,
            }
        )

    def propose(self, user=None, **values):
        disposal = (
            self.env["dscsa.disposal"]
            .with_user(user or self.manager)
            .create({"company_id": self.company.id, **values})
        )
        disposal.action_propose()
        return disposal

    def carry_out(self, *left):
        """The job that carries disposals out."""
        self.env.flush_all()
        with self.in_job(*left):
            self.env["dscsa.disposal"]._cron_dispose()
        self.env.invalidate_all()

    def dispose(self, **values):
        """Propose, approve, carry out."""
        disposal = self.propose(**values)
        disposal.action_approve()
        self.carry_out()
        return disposal.sudo()
