"""Matters of suspect product that lack nothing, and what each of them may lack."""

from datetime import UTC, datetime, timedelta

from dscsa_core.investigation import facts as f
from dscsa_core.investigation.facts import Disposal, Facts, FoundOut, Told

NOW = datetime(2026, 12, 3, 15, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=2)
LATER = NOW + timedelta(minutes=1)


def told(whom, at=BEFORE):
    return Told(whom, at, "mail 7")


def found(kind, result=f.FOR, **more):
    return FoundOut(kind, result, **{"evidence": ("ab12",), **more})


CHECKED = (found("lot"), found("ti"))
# a matter that lacks nothing, in each state a step leads on from
WHOLE = {
    ("question", "suspect"): Facts("question", NOW, by="Ida", why="seal"),
    ("question", "cleared"): Facts("question", NOW, by="Ida", found=(found("look"),)),
    ("suspect", "cleared"): Facts(
        "suspect", NOW, by="Ida", found=CHECKED, packages=50, looked_at=5
    ),
    ("suspect", "illegitimate"): Facts(
        "suspect",
        NOW,
        by="Olaf",
        maker=told("maker"),
        classification="counterfeit",
        determined_at=BEFORE,
    ),
    ("illegitimate", "notified"): Facts(
        "illegitimate",
        NOW,
        by="Ida",
        told_fda=told("fda"),
        partners=(told("A"), told("B")),
    ),
    ("notified", "disposed"): Facts(
        "notified",
        NOW,
        by="Ida",
        packages=4,
        disposals=(
            Disposal(f.DESTROYED, 3, BEFORE, "Ida", proof="certificate 12"),
            Disposal(f.AUTHORITY, 1, BEFORE, "Ida", "Board", "receipt 3"),
        ),
        sample_wanted=True,
    ),
    ("disposed", "termination_asked"): Facts(
        "disposed",
        NOW,
        by="Ida",
        incident_number="N-1",
        termination_why="all destroyed",
        asked_fda=told("fda"),
    ),
    ("termination_asked", "closed"): Facts(
        "termination_asked",
        NOW,
        by="Ida",
        fda_answer=f.AGREED,
        partners=(told("A"), told("B")),
        ended=(told("B"), told("A")),
    ),
    ("cleared", "closed"): Facts(
        "cleared",
        NOW,
        by="Ida",
        outcome="cleared",
        fda_asked=True,
        told_cleared=told("fda"),
    ),
}
# the step, what is taken away, what is missing then
LACKS = (
    ("question", "suspect", {"why": " "}, ["doubt.why"]),
    ("question", "suspect", {"by": ""}, ["doubt.nobody"]),
    ("question", "cleared", {"found": ()}, ["doubt.not_shown"]),
    (
        *("suspect", "cleared"),
        {"found": (FoundOut("lot", f.FOR, words="fine"), found("ti", evidence=(" ",)))},
        ["doubt.not_shown"],
    ),
    ("suspect", "cleared", {"found": (found("lot"),)}, ["doubt.ti"]),
    ("suspect", "cleared", {"found": (found("ti"),)}, ["doubt.lot"]),
    ("suspect", "cleared", {"looked_at": 4}, ["doubt.sample"]),
    ("suspect", "cleared", {"packages": None}, ["doubt.sample"]),
    ("suspect", "cleared", {"packages": 0}, ["doubt.sample"]),
    ("suspect", "cleared", {"looked_at": 0, "sample_owed": False}, []),
    (
        *("suspect", "cleared"),
        {"looked_at": 0, "found": (*CHECKED, FoundOut("sample", f.IMPOSSIBLE))},
        ["doubt.sample"],
    ),
    (
        *("suspect", "cleared"),
        {
            "looked_at": 0,
            "found": (*CHECKED, FoundOut("sample", f.IMPOSSIBLE, words="maker shut")),
        },
        [],
    ),
    (
        *("suspect", "cleared"),
        {"found": (found("lot"), FoundOut("ti", f.IMPOSSIBLE, words="patient's"))},
        [],
    ),
    (
        *("suspect", "cleared"),
        {"found": (*CHECKED, found("maker", f.AGAINST))},
        ["doubt.against"],
    ),
    (
        *("suspect", "cleared"),
        {"found": (*CHECKED, found("maker", "maybe"))},
        ["doubt.against"],
    ),
    (
        *("suspect", "cleared"),
        {
            "found": (
                *CHECKED,
                FoundOut("maker", f.AGAINST, words="no", answered="it is policy"),
            )
        },
        ["doubt.against"],
    ),
    (
        *("suspect", "cleared"),
        {"found": (*CHECKED, found("maker", f.AGAINST, answered="policy, letter 4"))},
        [],
    ),
    ("suspect", "illegitimate", {"maker": None}, ["doubt.maker"]),
    ("suspect", "illegitimate", {"maker": Told("maker", BEFORE)}, ["doubt.maker"]),
    ("suspect", "illegitimate", {"maker": None, "maker_unreached": "no number"}, []),
    ("suspect", "illegitimate", {"classification": ""}, ["doubt.kind"]),
    ("suspect", "illegitimate", {"determined_at": None}, ["doubt.determined"]),
    ("suspect", "illegitimate", {"determined_at": LATER}, ["doubt.future"]),
    (
        *("suspect", "illegitimate"),
        {"determined_at": datetime(2026, 12, 3, 9)},
        ["doubt.zone"],
    ),
    ("suspect", "illegitimate", {"maker": told("m", LATER)}, ["doubt.later"]),
    ("illegitimate", "notified", {"told_fda": None}, ["doubt.fda_untold"]),
    ("illegitimate", "notified", {"told_fda": Told("fda")}, ["doubt.fda_untold"]),
    ("illegitimate", "notified", {"partners": None}, ["doubt.partners_unknown"]),
    ("illegitimate", "notified", {"partners": ()}, ["doubt.no_partners"]),
    ("illegitimate", "notified", {"partners": (), "no_partners": "found here"}, []),
    (
        *("illegitimate", "notified"),
        {"partners": (told("A"), Told("B"))},
        ["doubt.partner_untold"],
    ),
    (
        *("illegitimate", "notified"),
        {"partners": (told("A"), told("B", LATER))},
        ["doubt.later"],
    ),
    ("notified", "disposed", {"disposals": ()}, ["doubt.disposal"]),
    ("notified", "disposed", {"packages": None}, ["doubt.packages_unknown"]),
    (
        *("notified", "disposed"),
        {"packages": 0, "disposals": (), "sample_wanted": False},
        [],
    ),
    ("notified", "disposed", {"packages": 5}, ["doubt.packages_left"]),
    ("notified", "disposed", {"packages": 3}, ["doubt.packages_over"]),
    (
        *("notified", "disposed"),
        {"disposals": (Disposal(f.DESTROYED, 4, BEFORE, "Ida", proof="c"),)},
        ["doubt.sample_kept"],
    ),
    *(
        ("notified", "disposed", {"disposals": (each,)}, ["doubt.disposal_proof"])
        for each in (
            Disposal(f.RETAINED, 4, BEFORE, "Ida"),
            Disposal(f.RETAINED, 4, None, "Ida", proof="safe"),
            Disposal(f.RETAINED, 4, BEFORE, "", proof="safe"),
            Disposal(f.AUTHORITY, 4, BEFORE, "Ida", "", "receipt"),
        )
    ),
    ("disposed", "termination_asked", {"incident_number": " "}, ["doubt.incident"]),
    (
        *("disposed", "termination_asked"),
        {"termination_why": ""},
        ["doubt.termination_why"],
    ),
    (
        *("disposed", "termination_asked"),
        {"asked_fda": None},
        ["doubt.termination_unasked"],
    ),
    ("termination_asked", "closed", {"fda_answer": ""}, ["doubt.fda_silent"]),
    ("termination_asked", "closed", {"fda_answer": "yes"}, ["doubt.fda_silent"]),
    ("termination_asked", "closed", {"fda_answer": "refused"}, ["doubt.fda_refused"]),
    ("termination_asked", "closed", {"ended": (told("A"),)}, ["doubt.end_untold"]),
    ("termination_asked", "closed", {"partners": None}, ["doubt.partners_unknown"]),
    ("cleared", "closed", {"told_cleared": None}, ["doubt.cleared_untold"]),
    ("cleared", "closed", {"told_cleared": None, "fda_asked": False}, []),
)
