from . import dscsa_transaction  # isort: skip
from . import doubt  # isort: skip
from . import shown  # isort: skip
from . import deliveries  # isort: skip
from . import kept  # isort: skip
