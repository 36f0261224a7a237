"""At the receiving bench: goods against data, counts, serials seen before."""

from ..finding import BLOCK, INFO, WARNING
from .rule import (
    DATA_ISSUE,
    DATA_NO_PRODUCT,
    NOT_HDA,
    PRODUCT_NO_DATA,
    QUANTITY,
    RECEIVING,
    UNAVAILABLE,
    Rule,
    _lt,
)

RULES = (
    Rule(
        "REC-01",
        "SERIAL_NOT_ANNOUNCED",
        RECEIVING,
        PRODUCT_NO_DATA,
        BLOCK,
        _lt("Right drug and lot, but serial %(serial)s is not on %(seller)s's list."),
        _lt("Ask the seller for the data; the rest can go up."),
    ),
    Rule(
        "REC-02",
        "LOT_NOT_ANNOUNCED",
        RECEIVING,
        PRODUCT_NO_DATA,
        BLOCK,
        _lt("Not on %(seller)s's list: right drug, lot %(lot)s was not announced."),
        _lt("Ask the seller for the data; the rest can go up."),
    ),
    Rule(
        "REC-03",
        "NDC_NOT_ANNOUNCED",
        RECEIVING,
        PRODUCT_NO_DATA,
        BLOCK,
        _lt("%(product)s is not on %(seller)s's list at all."),
        _lt("Wrong drug in the tote, or data to come: call the seller."),
    ),
    Rule(
        "REC-04",
        "OVERAGE",
        QUANTITY,
        PRODUCT_NO_DATA,
        WARNING,
        _lt(
            "%(product)s, lot %(lot)s: %(found)s are here, %(expected)s are announced."
        ),
        _lt("Keep the surplus on hold. Tell the seller: keep it or send it back."),
    ),
    Rule(
        "REC-05",
        "SHORTAGE",
        QUANTITY,
        DATA_NO_PRODUCT,
        WARNING,
        _lt(
            "%(product)s, lot %(lot)s: %(found)s are here, %(expected)s are announced."
        ),
        _lt("Look once more in the tote, then tell the seller what is missing."),
    ),
    Rule(
        "REC-06",
        "PO_MISMATCH",
        QUANTITY,
        DATA_ISSUE,
        WARNING,
        _lt("%(product)s: %(expected)s ordered, %(found)s came with this delivery."),
        _lt("Accept it, or ask the seller: keep it or send it back?"),
    ),
    Rule(
        "REC-07",
        "PO_MISSING",
        QUANTITY,
        DATA_ISSUE,
        INFO,
        _lt("The shipment names no purchase order."),
        _lt("Choose the receipt it belongs to."),
    ),
    Rule(
        "REC-09",
        "EXPIRED",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("%(product)s, lot %(lot)s expired on %(expiry)s."),
        _lt("Do not put it on the shelf. Keep it apart and call the seller."),
    ),
    Rule(
        "REC-10",
        "SHORT_DATED",
        RECEIVING,
        NOT_HDA,
        INFO,
        _lt("%(product)s, lot %(lot)s runs out on %(expiry)s, in %(days)s days."),
        _lt("It can go up. Put it in front, or ask the seller to take it back."),
    ),
    Rule(
        "REC-11",
        "SERIAL_IN_STOCK",
        RECEIVING,
        NOT_HDA,
        INFO,
        _lt("This package was scanned before: it is in stock since %(date)s."),
        _lt("A double scan, most likely. Put it back; it counts once."),
    ),
    Rule(
        "REC-12",
        "SERIAL_RETURNED_BEFORE",
        RECEIVING,
        NOT_HDA,
        INFO,
        _lt(
            "This serial went back to %(seller)s on %(date)s; seeing it again is fine."
        ),
        _lt("Nothing to do."),
    ),
    Rule(
        "REC-13",
        "SERIAL_DISPENSED_BEFORE",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("This serial was dispensed here on %(date)s."),
        _lt("Stop. Is it a suspect product? The pharmacist decides."),
    ),
    Rule(
        "REC-14",
        "SERIAL_OTHER_SELLER",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("This serial came from %(other)s before; now %(seller)s sends it."),
        _lt("Stop. Is it a suspect product? The pharmacist decides."),
    ),
    Rule(
        "REC-15",
        "RECALLED",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("%(product)s, lot %(lot)s is recalled: %(reason)s"),
        _lt("Keep it apart, tell the pharmacist, and follow the recall letter."),
    ),
    Rule(
        "REC-16",
        "WRONG_RECEIPT",
        RECEIVING,
        DATA_ISSUE,
        WARNING,
        _lt("This package belongs to another delivery: %(receipt)s."),
        _lt("Put it with that delivery, or open that receipt and scan it there."),
    ),
    Rule(
        "REC-18",
        "SERIAL_DESTROYED_BEFORE",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("This serial was recorded as destroyed on %(date)s."),
        _lt("Stop. Is it a suspect product? The pharmacist decides."),
    ),
    Rule(
        "REC-19",
        "EXPIRY_UNKNOWN",
        RECEIVING,
        DATA_ISSUE,
        BLOCK,
        _lt("No expiry date of %(product)s, lot %(lot)s: not on the label or in data."),
        _lt("Type the date printed on the pack, or keep it on hold."),
    ),
    Rule(
        "REC-20",
        "LOT_UNKNOWN",
        RECEIVING,
        DATA_ISSUE,
        BLOCK,
        _lt("No lot of %(product)s is known: not on the label and not in the data."),
        _lt("Type the lot printed on the pack, or keep it on hold."),
    ),
    Rule(
        "REC-21",
        "NOTED_COUNT_DIFFERS",
        QUANTITY,
        DATA_ISSUE,
        WARNING,
        _lt("The file lists %(expected)s packages; %(found)s were noted or scanned."),
        _lt("Compare the invoice with the file, then tell the seller what differs."),
    ),
    Rule(
        "REC-22",
        "SHORTAGE_CONTROLLED",
        QUANTITY,
        DATA_NO_PRODUCT,
        WARNING,
        _lt(
            "Controlled drug missing: %(product)s, lot %(lot)s, %(found)s are here, "
            "%(expected)s are announced."
        ),
        _lt(
            "Count again with a second person, then call the pharmacist: a loss or "
            "theft has its own way and deadline, it is no data error."
        ),
    ),
    Rule(
        "REC-23",
        "SAMPLE",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("%(product)s is a sample."),
        _lt(
            "A pharmacy may not stock samples (21 CFR 203): do not put it up, call "
            "the pharmacist in charge."
        ),
    ),
    Rule(
        "REC-24",
        "SHIPMENT_WITHDRAWN",
        RECEIVING,
        DATA_ISSUE,
        BLOCK,
        _lt("%(seller)s took this back on %(date)s: the TI/TS no longer counts."),
        _lt("Do not put it up. Call the seller: was it shipped to you or not?"),
    ),
    Rule(
        "REC-25",
        "SERIAL_OUT_OF_USE",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("%(seller)s took this serial out of use on %(date)s."),
        _lt("Do not put it up. Call the seller: what became of this serial?"),
    ),
    Rule(
        "REC-26",
        "TI_SELLER_OPEN",
        RECEIVING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "TI/TS %(ti)s names this package. Whether %(name)s in it is %(seller)s, "
            "nobody has confirmed."
        ),
        _lt("Confirm the seller, or link this TI/TS to the delivery. Wait with it."),
    ),
    Rule(
        "REC-27",
        "TI_OTHER_BUYER",
        RECEIVING,
        DATA_ISSUE,
        BLOCK,
        _lt("TI/TS %(ti)s names this package, and it was sold to %(name)s."),
        _lt("Keep it on hold and call the seller: is it meant for you?"),
    ),
    Rule(
        "REC-28",
        "SERIAL_ON_HOLD",
        RECEIVING,
        UNAVAILABLE,
        BLOCK,
        _lt("This package was received before, with %(receipt)s, and is on hold."),
        _lt("Do not put it up: back to where it is held. The pharmacist decides."),
    ),
    Rule(
        "REC-29",
        "PO_UNIT_DIFFERS",
        QUANTITY,
        DATA_ISSUE,
        WARNING,
        _lt(
            "%(product)s: ordered are %(ordered)s × %(unit)s = %(expected)s packages, "
            "announced are %(found)s. Was another unit meant?"
        ),
        _lt("Compare unit and price on the order. Accept it, or ask the seller."),
    ),
    Rule(
        "REC-30",
        "GOODS_UNKNOWN",
        RECEIVING,
        DATA_ISSUE,
        WARNING,
        _lt("%(product)s is no product of yours, and no list says that it was sent."),
        _lt("Compare with the invoice. Right: make the product; else call the seller."),
    ),
    Rule(
        "REC-31",
        "SHIPMENT_IN_DOUBT",
        RECEIVING,
        DATA_ISSUE,
        WARNING,
        _lt(
            "This may have been taken back: on %(date)s %(seller)s canceled a shipment "
            "by a number that several have."
        ),
        _lt(
            "Keep it on hold. Ask the seller which shipment is meant; the pharmacist "
            "says so on the TI/TS."
        ),
    ),
)
