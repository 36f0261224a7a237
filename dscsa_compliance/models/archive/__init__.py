"""Archives of a company's records, backups of the database, and taking over."""

from . import dscsa_archive, dscsa_archive_part
from . import dscsa_agreement, dscsa_discrepancy, dscsa_license
from . import dscsa_transaction
from . import dscsa_archive_intake
from . import dscsa_backup
