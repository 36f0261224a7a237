from . import dscsa_gtin  # isort: skip
from . import barcodes  # isort: skip
from . import products  # isort: skip
