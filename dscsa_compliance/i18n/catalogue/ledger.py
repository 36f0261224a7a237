"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('Entry %(position)s of the ledger (“%(subject)s”, %(at)s) was altered: its text is not what was noted then.'),
    _lt('Do not repair it by hand. Tell whoever looks after the server; compare with the last good backup, and note what you find.'),
    _lt('The seal of entry %(position)s of the ledger (“%(subject)s”, %(at)s) was altered.'),
    _lt('Entry %(position)s of the ledger (“%(subject)s”, %(at)s) does not follow the one before it: entries were exchanged or sealed anew.'),
    _lt('Missing in the ledger: entry %(missing)s, before “%(subject)s” of %(at)s. What was noted there was removed.'),
    _lt('Two entries of the ledger have the number %(position)s (“%(subject)s”, %(at)s): one of them was put in later.'),
    _lt('The clock of the server was set back: entry %(position)s (“%(subject)s”) says %(at)s, after one of %(before)s. The order of the entries is right.'),
    _lt('Have the server take its time from a time service.'),
    _lt('%(count)s entries wait to be sealed, the oldest since %(at)s. Until then only their own digest protects them.'),
    _lt('The job “DSCSA: seal the ledger” does not run. Ask whoever looks after the server to start the scheduled actions.'),
    _lt('The ledger ends at entry %(last)s, but the anchor you gave is entry %(position)s: this database is older than the anchor (a backup was restored), or %(missing)s entries were removed.'),
    _lt('Restore a backup made after the anchor was sent, or note why that is not possible and what was done between the two.'),
    _lt('Entry %(position)s of the ledger has another seal than the anchor you gave: the ledger was written anew, or the anchor is of another company or database.'),
    _lt('Make sure company and digits are right. If they are, tell whoever looks after the server and keep the anchor.'),
    _lt('%(model)s “%(subject)s” is not what the ledger holds of %(at)s: %(changes)s. It was changed outside the application.'),
    _lt('%(model)s “%(subject)s” was noted on %(at)s and is gone: it was deleted outside the application.'),
    _lt('%(model)s “%(subject)s” has no entry in the ledger: it was put in outside the application, or its entry was removed.'),
    _lt('The packages of TI/TS “%(subject)s” are not those the ledger holds of %(at)s: %(changes)s. The register was changed outside the application.'),
    _lt('The bytes of “%(subject)s” are missing in the file store (kept since %(at)s).'),
    _lt('Restore the file from a backup of the file store; its SHA-256 is %(sha256)s. The seller may send the same file again, too.'),
    _lt('The stored bytes of “%(subject)s” are not those that were kept on %(at)s: the file was exchanged or damaged.'),
)
