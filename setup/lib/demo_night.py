"""The first night of the demo: what the scheduled jobs find, so that Today can tell."""

JOBS = (
    "dscsa_compliance_ledger.ir_cron_seal_ledger",
    "dscsa_compliance_ledger.ir_cron_check_ledger",
    "dscsa_compliance_retention.ir_cron_retention",
)


def main(env):
    """Run them once; 0."""
    for name in JOBS:
        env.ref(name).method_direct_trigger()
    return 0
