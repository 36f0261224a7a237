from openupgradelib import openupgrade

# lots of ours were given the last second of the day at the company: the next day to
# whoever reads them in UTC. Noon UTC is the same day to everybody
_NOON = """
    UPDATE stock_lot SET expiration_date = dscsa_expiry_date + time '12:00'
     WHERE dscsa_expiry_date IS NOT NULL AND extract(second FROM expiration_date) = 59
       AND expiration_date - dscsa_expiry_date BETWEEN interval '10 hours'
                                                   AND interval '36 hours'
"""


@openupgrade.migrate()
def migrate(env, version):
    """An expiry is a date: show the same one to everybody."""
    env.cr.execute(_NOON)
