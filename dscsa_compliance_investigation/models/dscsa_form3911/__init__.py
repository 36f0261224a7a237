from . import dscsa_form3911  # isort: skip
from . import sending  # isort: skip
