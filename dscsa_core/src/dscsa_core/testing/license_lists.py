"""Files in FDA's layouts, made here with invented firms and numbers."""

import io
import zipfile

from ..licenses import decrs, wdd

WDD_ROW = (
    "WDD|Harrow Drug Supply, Inc.|Harrow Rx|12 North Quay Road|Duluth|US-MN|"
    "WH-00{n}|US-MN|12/31/2027|A. Berg|218-555-0101|a@harrow.example|2026"
)
DECRS_ROW = (
    "30088800{n}|66554433{n}|Larch Labs Plant {n}|4 Kiln St, Ames, Iowa (IA) 50010, "
    "United States (USA)|12/31/2027|MANUFACTURE; PACK|Larch Labs Inc|665544330|"
    "B. Orr|b@larch.example||C. Fay|c@larch.example|N|"
)
DECRS_NAMES = (
    *decrs.LAYOUT.required,
    *decrs.LAYOUT.optional,
)
PRODUCT_ROW = (
    "9999{n}-1_x|9999{n}-1000|HUMAN PRESCRIPTION DRUG|Testamol||testamol|TABLET|ORAL|"
    "20200101||NDA|NDA000001|Larch Labs Inc|TESTAMOL|10|mg/1|||N|20271231"
)
PACKAGE_ROW = (
    "9999{n}-1_x|9999{n}-1000|9999{n}-1000-1|100 TABLET in 1 BOTTLE|20200101||N|N"
)
PRODUCT_NAMES = (
    "PRODUCTID|PRODUCTNDC|PRODUCTTYPENAME|PROPRIETARYNAME|PROPRIETARYNAMESUFFIX|"
    "NONPROPRIETARYNAME|DOSAGEFORMNAME|ROUTENAME|STARTMARKETINGDATE|ENDMARKETINGDATE|"
    "MARKETINGCATEGORYNAME|APPLICATIONNUMBER|LABELERNAME|SUBSTANCENAME|"
    "ACTIVE_NUMERATOR_STRENGTH|ACTIVE_INGRED_UNIT|PHARM_CLASSES|DEASCHEDULE|"
    "NDC_EXCLUDE_FLAG|LISTING_RECORD_CERTIFIED_THROUGH"
)
PACKAGE_NAMES = (
    "PRODUCTID|PRODUCTNDC|NDCPACKAGECODE|PACKAGEDESCRIPTION|STARTMARKETINGDATE|"
    "ENDMARKETINGDATE|NDC_EXCLUDE_FLAG|SAMPLE_PACKAGE"
)


def text(*lines: str, end: str = "\n") -> bytes:
    """Lines with ``|`` for the tab, as cp1252."""
    return "".join(line.replace("|", "\t") + end for line in lines).encode("cp1252")


def wdd_file(count: int = 3, row: str = WDD_ROW) -> bytes:
    """The report with ``count`` licenses."""
    names = "|".join(wdd.LAYOUT.required)
    return text(names, *(row.format(n=number) for number in range(count)))


def zipped(**members: bytes) -> bytes:
    """A ZIP; ``__`` in a name stands for the dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def decrs_text(count: int = 3) -> bytes:
    """Registrations: CRLF, a blank before the first name, a 15th empty field."""
    lines = (DECRS_ROW.format(n=number) for number in range(count))
    return text(" " + "|".join(DECRS_NAMES), *lines, end="\r\n")


def decrs_file(count: int = 3) -> bytes:
    """The same as FDA serves it."""
    return zipped(drls_reg__txt=decrs_text(count))


def ndc_file(products: tuple[str, ...] = (), packages: tuple[str, ...] = ()) -> bytes:
    """The directory; rows as above, two products with a package each by default."""
    numbers = range(1, 3)
    products = products or tuple(PRODUCT_ROW.format(n=n) for n in numbers)
    packages = packages or tuple(PACKAGE_ROW.format(n=n) for n in numbers)
    return zipped(
        product__txt=text(PRODUCT_NAMES, *products),
        package__txt=text(PACKAGE_NAMES, *packages),
    )


def wdd_mixed() -> bytes:
    """One firm with licenses of two States, a 3PL without a trade name, an accent."""
    firm = "Alder Wholesale, Inc.|Alder Rx|9 Quarry Rd|Dover|US-DE"
    contact = "T. Quill|302-555-0109|desk@alder.example"
    return text(
        "|".join(wdd.LAYOUT.required),
        f"WDD|{firm}|W4.00871|US-DE|12/31/2027|{contact}|2026",
        f"WDD|{firm}|WD 4471-b|US-NH|06/30/2026|{contact}|2026",
        "3PL|Ca\xf1on Freight LLC||4 Siding St|Laredo|US-TX|3PL-00912|US-TX|03/15/2028|"
        "R. Osei|956-555-0103|desk@canon.example|2025",
    )


def decrs_mixed() -> bytes:
    """A plant of a firm with another main number, a firm without FEI, one abroad."""
    return text(
        " " + "|".join(DECRS_NAMES),
        "3008880071|665544331|Tamarack Plant 2|9 Kiln St, Ames, Iowa (IA) 50010, "
        "United States (USA)|12/31/2027|MANUFACTURE; PACK; LABEL|Tamarack Inc|"
        "665544330|B. Orr|b@tamarack.example||C. Fay|c@tamarack.example|N|",
        "|665544398|Marsh Repack|12 Pier Ave, Suite 4, Tampa, Florida (FL) 33602-1234, "
        "United States (USA)|12/31/2025|REPACK; RELABEL|Marsh Repack LLC|665544398|"
        "L. Voss|l@marsh.example||L. Voss|l@marsh.example|N|",
        "3008880099|665544377|Nordlicht Werk|Hafenweg 3, Bremen, 28195, Germany (DEU)|"
        "12/31/2027|API MANUFACTURE|Nordlicht AG|665544377|K. Falk|k@nordlicht.example|"
        "Agent 7|K. Falk|k@nordlicht.example|N|",
        end="\r\n",
    )


def apology() -> bytes:
    """What FDA serves in place of a file."""
    return b"<html><body><h1>FDA Apology</h1><p>Page not available.</p></body></html>"


def ndc_mixed() -> bytes:
    """Two sizes of a tablet, one of them a sample; a diluent; a tracer; a lost size."""

    def product(number, kind, name, classes=""):
        return (
            f"{number}_x|{number}|{kind}|{name}||{name.lower()}|TABLET|ORAL|20200101||"
            f"NDA|NDA000002|Larch Labs Inc|{name.upper()}|5|mg/1|{classes}||N|20271231"
        )

    def package(number, size, ended="", sample="N"):
        return (
            f"{number}_x|{number}|{number}-{size}|1 BOTTLE in 1 CARTON "
            f"({number}-{size})  > 30 TABLET in 1 BOTTLE|20200101|{ended}|N|{sample}"
        )

    return ndc_file(
        (
            product("99991-210", "HUMAN PRESCRIPTION DRUG", "Larchol"),
            product("9991-0220", "HUMAN OTC DRUG", "Water"),
            product(
                "99991-2300",
                "HUMAN PRESCRIPTION DRUG",
                "Glowol",
                "Radioactive Diagnostic Agent [EPC],Positron Emitting Activity [MoA]",
            ),
        ),
        (
            package("99991-210", "30"),
            package("99991-210", "07", "20190203", "Y"),
            package("9991-0220", "01"),
            package("99991-2300", "1"),
            package("99991-777", "01"),
        ),
    )
