"""Archives of a company's records, backups of the database, and taking over."""

from . import dscsa_archive, dscsa_archive_part
from . import dscsa_backup
from . import dscsa_today
