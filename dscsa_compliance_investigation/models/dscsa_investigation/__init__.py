from . import dscsa_investigation  # isort: skip
from . import deciding  # isort: skip
from . import ending  # isort: skip
from . import telling  # isort: skip
from . import shown  # isort: skip
from . import kept  # isort: skip
from . import door  # isort: skip
from . import rest  # isort: skip
