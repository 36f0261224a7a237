from . import upload
from . import archive
