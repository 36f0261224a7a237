from . import dscsa_release  # isort: skip
from . import checks  # isort: skip
from . import job  # isort: skip
from . import shown  # isort: skip
from . import late  # isort: skip
from . import kept  # isort: skip
