"""Names of EPCIS and of the Core Business Vocabulary (CBV 2.0 with 1.2's extras)."""

import re

from . import model

KIND_OF = {
    "ObjectEvent": model.OBJECT,
    "AggregationEvent": model.AGGREGATION,
    "TransactionEvent": model.TRANSACTION,
    "QuantityEvent": model.QUANTITY,
    "TransformationEvent": model.TRANSFORMATION,
    "AssociationEvent": model.ASSOCIATION,
}
DOCUMENTS = (
    "EPCISDocument",
    "EPCISQueryDocument",
    "EPCISCaptureDocument",
    "EPCISMasterDataDocument",
)
VERSIONS = ("1.0", "1.1", "1.2", "2.0")
ACTIONS = ("ADD", "OBSERVE", "DELETE")

STEPS = frozenset(
    """accepting arriving assembling collecting commissioning consigning
    creating_class_instance cycle_counting decommissioning departing destroying
    disassembling dispensing encoding entering_exiting holding inspecting installing
    killing loading other packing picking receiving removing repackaging repairing
    replacing reserving retail_selling sampling sensor_reporting shipping
    staging_outbound stock_taking stocking storing transporting unloading unpacking
    void_shipping""".split()
)
DISPOSITIONS = frozenset(
    """active available completeness_inferred completeness_verified conformant
    container_closed container_open damaged destroyed dispensed disposed encoded
    expired in_progress in_transit inactive mismatch_class mismatch_instance
    mismatch_quantity needs_replacement no_pedigree_match non_conformant
    non_sellable_other partially_dispensed recalled reserved retail_sold returned
    sellable_accessible sellable_not_accessible stolen unavailable unknown
    non_sellable_damaged non_sellable_disposed non_sellable_expired
    non_sellable_no_pedigree_match non_sellable_recalled""".split()
)
TYPES = frozenset(
    """bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
    owning_party possessing_party location""".split()
)

# Fields of an event in the order of the schemas: 2.0, and 1.2 where it differs.
_HEAD = (
    "eventTime recordTime eventTimeZoneOffset eventID errorDeclaration "
    "certificationInfo baseExtension "
)
_PARTIES = "sourceList destinationList sensorElementList persistentDisposition "
_WHERE = "bizStep disposition readPoint bizLocation "
_ORDERS = {
    model.OBJECT: "epcList action " + _WHERE + "bizTransactionList quantityList "
    + _PARTIES + "ilmd extension",
    model.AGGREGATION: "parentID childEPCs action " + _WHERE
    + "bizTransactionList childQuantityList " + _PARTIES + "extension",
    model.QUANTITY: "epcClass quantity " + _WHERE + "bizTransactionList extension",
    model.TRANSACTION: "bizTransactionList parentID epcList action " + _WHERE
    + "quantityList " + _PARTIES + "extension",
    model.TRANSFORMATION: "inputEPCList inputQuantityList outputEPCList "
    "outputQuantityList transformationID " + _WHERE + "bizTransactionList "
    + _PARTIES + "ilmd extension",
    model.ASSOCIATION: "parentID childEPCs childQuantityList action " + _WHERE
    + "bizTransactionList " + _PARTIES + "extension",
}  # fmt: skip
ORDER = {
    kind: {name: at for at, name in enumerate((_HEAD + fields).split())}
    for kind, fields in _ORDERS.items()
}
FIELDS = frozenset(name for fields in ORDER.values() for name in fields)

EPCIS_NAMESPACES = (
    "urn:epcglobal:epcis:xsd:1",
    "urn:epcglobal:epcis:xsd:2",
    "urn:epcglobal:epcis-query:xsd:1",
    "urn:epcglobal:epcis-query:xsd:2",
    "urn:epcglobal:epcis-masterdata:xsd:1",
    "urn:epcglobal:epcis-masterdata:xsd:2",
)

# Of the healthcare guideline: what the seller before the seller said of his purchase.
RECEIVED = "receivedDirectPurchaseFromPrevWhlsDist"
# Vendors' words for the guideline's dropShipment, in lower case.
DROP_SHIPMENT = frozenset(
    """dropshipment dropship isdropship isdropshipment dropshipmentflag dropshipflag
    dropshipmentindicator dropshipindicator""".split()
)

# Local names, in lower case, under which senders give lot and expiry.
LOT_NAMES = frozenset(("lotnumber", "lotno", "batchnumber", "lot", "batch"))
EXPIRY_NAMES = frozenset(
    ("itemexpirationdate", "expirationdate", "datex", "expirydate", "expiry")
)

# Where a vendor's list says which product a lot is of.
GTIN_NAMES = frozenset(
    """gtin gtin14 gtinnumber itemgtin productgtin tradeitemid
    globaltradeitemnumber""".split()
)

_CBV_URI = re.compile(
    r"(?:urn:epcglobal:cbv:(?:bizstep|disp|btt|sdt|er):"
    r"|https?://(?:ref\.|www\.|ns\.)?gs1\.org/(?:voc|cbv)/(?:BizStep|Disp|BTT|SDT|ER)-"
    r"|(?:gs1|cbv):(?:BizStep|Disp|BTT|SDT|ER)-)",
    re.IGNORECASE,
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


# the names differ by more than their letter case, so ``Shipping`` is ``shipping``
_NAMES = {name.lower(): name for name in STEPS | DISPOSITIONS | TYPES}


def short(text: str) -> str:
    """The short CBV name of a URN, web URI or CURIE; any other text as it is."""
    match = _CBV_URI.match(text)
    name = text[match.end() :] if match else text
    return _NAMES.get(name.lower(), name)


def is_uri(text: str) -> bool:
    """True for an absolute URI (a scheme, a colon, no blanks)."""
    return _URI.fullmatch(text) is not None
