from . import dscsa_document  # isort: skip
from . import jobs  # isort: skip
from . import shown  # isort: skip
from . import papers  # isort: skip
from . import answers  # isort: skip
from . import removed  # isort: skip
from . import kept  # isort: skip
