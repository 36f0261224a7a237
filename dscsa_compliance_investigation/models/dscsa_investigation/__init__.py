from . import dscsa_investigation  # isort: skip
from . import deciding  # isort: skip
from . import kept  # isort: skip
