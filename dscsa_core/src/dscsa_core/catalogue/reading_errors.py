"""What is special to JSON files, and why a file cannot be read at all."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, NOT_HDA, READING, Rule, _lt

RULES = (
    Rule(
        "RDG-37",
        "CONTEXT_MISSING",
        READING,
        NOT_HDA,
        INFO,
        _lt("The JSON file has no @context."),
        _lt("The names of the standard were assumed. Nothing to do."),
    ),
    Rule(
        "RDG-38",
        "EXTENSION_UNDEFINED",
        READING,
        NOT_HDA,
        INFO,
        _lt("An extension has a prefix the file does not explain: %(name)s."),
        _lt("It was kept for the record. Nothing to do."),
    ),
    Rule(
        "RDG-39",
        "JSON_CONVERTED",
        READING,
        NOT_HDA,
        INFO,
        _lt("The JSON file was made from XML by a converter."),
        _lt("It was read by the XML names. Nothing to do."),
    ),
    Rule(
        "RDG-40",
        "JSON_OLD_FORM",
        READING,
        NOT_HDA,
        INFO,
        _lt("The JSON file has the form of a draft of the standard (isA)."),
        _lt("It was read all the same. Nothing to do."),
    ),
    Rule(
        "RDG-41",
        "KEY_REPEATED",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("A JSON object has the key %(name)s more than once."),
        _lt("The last value was taken. Ask the seller which one is right."),
    ),
    Rule(
        "RDG-42",
        "FINDINGS_MORE",
        READING,
        NOT_HDA,
        INFO,
        _lt("%(count)s more findings of the kind %(about)s were left out."),
        _lt("The first ones show what is wrong."),
    ),
    Rule(
        "RDG-43",
        "epcis.empty",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file is empty."),
        _lt("Ask the seller to send the file again."),
    ),
    Rule(
        "RDG-44",
        "epcis.not_epcis",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("This is no EPCIS file. It looks like: %(looks_like)s."),
        _lt("Ask the seller for the EPCIS file (XML or JSON)."),
    ),
    Rule(
        "RDG-65",
        "epcis.archive",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "This is an archive (%(looks_like)s) inside another one, or of a kind that "
            "is not opened here."
        ),
        _lt("Nothing of it was taken. Unpack it and upload the files in it."),
    ),
    Rule(
        "RDG-66",
        "epcis.binary",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "The file holds signs (NUL) that no table and no text has: it was damaged "
            "on its way, or is of another program."
        ),
        _lt(
            "Nothing of it was taken. Export it as CSV or XLSX again, or ask the "
            "seller to send the file again."
        ),
    ),
    Rule(
        "RDG-45",
        "epcis.xml",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file is broken at line %(line)s: it stops making sense there."),
        _lt(
            "Nothing of it was taken. Load it again; if it stays, ask the seller to "
            "send it again."
        ),
    ),
    Rule(
        "RDG-52",
        "epcis.cut_off",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file stops in the middle: its end is missing."),
        _lt(
            "Nothing of it was taken. Load it again from where it came; if it is still "
            "short, ask the seller to send it again."
        ),
    ),
    Rule(
        "RDG-46",
        "epcis.json",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The JSON file is broken; it stops making sense near: %(near)s."),
        _lt(
            "Nothing of it was taken. Load it again; if it stays, ask the seller to "
            "send it again."
        ),
    ),
    Rule(
        "RDG-53",
        "epcis.number",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "The file has a number that no EPCIS file has: of more than %(limit)s "
            "digits, or too large to be one."
        ),
        _lt("It was not opened. Ask the seller what made it."),
    ),
    Rule(
        "RDG-67",
        "epcis.dense",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "The file is made of more than %(limit)s parts that say next to nothing: "
            "no EPCIS file is like that."
        ),
        _lt("It was not opened. Ask the seller what made it."),
    ),
    Rule(
        "RDG-47",
        "epcis.encoding",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The letters of the file cannot be read as %(encoding)s."),
        _lt("Ask the seller to send it again in UTF-8."),
    ),
    Rule(
        "RDG-48",
        "epcis.entity",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "The file declares its own building blocks (DTD entities), which are "
            "used for attacks."
        ),
        _lt("It was not opened. Ask the seller for a file without a DTD."),
    ),
    Rule(
        "RDG-49",
        "epcis.external",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file wants to load another file from outside (external DTD)."),
        _lt("It was not opened. Ask the seller for a file without a DTD."),
    ),
    Rule(
        "RDG-50",
        "epcis.depth",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "The file is nested deeper than any EPCIS file: more than %(limit)s levels."
        ),
        _lt("It was not opened. Ask the seller what made it."),
    ),
    Rule(
        "RDG-51",
        "epcis.size",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file or a part of it is larger than the limit of %(limit)s."),
        _lt("Ask the seller to split it, or have the limit raised."),
    ),
    Rule(
        "RDG-60",
        "reading.memory",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file needs more memory than the %(limit)s a file may have."),
        _lt("Nothing of it was taken. Ask the seller to split it."),
    ),
    Rule(
        "RDG-61",
        "reading.time",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file takes longer to read than any file of its size should."),
        _lt("Nothing of it was taken. Ask the seller what made it, or to split it."),
    ),
    Rule(
        "RDG-62",
        "reading.crash",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The file stops the program that reads it."),
        _lt(
            "Nothing of it was taken, and the server was not touched. Keep the file, "
            "ask the seller to send it again and tell whoever runs this server."
        ),
    ),
    Rule(
        "RDG-54",
        "epcis.xml_sign",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "Line %(line)s has a sign that has to be written in another way: mostly & "
            "instead of &amp;, or < instead of &lt;."
        ),
        _lt("Nothing of it was taken. Tell the seller, and ask for a corrected file."),
    ),
    Rule(
        "RDG-55",
        "epcis.xml_char",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("Line %(line)s has a sign that nobody sees and no such file has."),
        _lt("Nothing of it was taken. Tell the seller, and ask for a corrected file."),
    ),
    Rule(
        "RDG-56",
        "epcis.xml_tag",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "At line %(line)s a part of the file ends that is not open, or is not "
            "closed."
        ),
        _lt("Nothing of it was taken. Tell the seller, and ask for a corrected file."),
    ),
    Rule(
        "RDG-57",
        "epcis.xml_two",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt(
            "Two files in one: after the first one ended, more begins at line %(line)s."
        ),
        _lt(
            "Nothing of it was taken. Cut it there into two files and load both, or "
            "ask the seller for them one by one."
        ),
    ),
    Rule(
        "RDG-58",
        "epcis.json_comma",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("A comma stands before a closing bracket, near: %(near)s."),
        _lt("Nothing of it was taken. Tell the seller, and ask for a corrected file."),
    ),
    Rule(
        "RDG-63",
        "epcis.json_two",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("Two files in one: after the first one ended, more begins."),
        _lt(
            "Nothing of it was taken. Cut it into two files and load both, or ask the "
            "seller for them one by one."
        ),
    ),
)
