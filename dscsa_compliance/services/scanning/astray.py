"""A package that was scanned at a delivery it does not belong to, and now at its own.

The bench sends it here: its reading there counts no more. Whether it is the same
package, or another one with its number, only the person with it in the hand can say.
"""

from .progress import tell_others


def bring_here(scanner, row, answer):
    """The answer, after readings of the thing at wrong deliveries were taken back.

    ``row`` is that of ``register_rows``; it is announced for this delivery.
    """
    if not row["is_astray"]:
        return answer
    astray = scanner.env["dscsa.scan"].search(
        [
            ("epc_id", "=", row["id"]),
            ("code", "=", "WRONG_RECEIPT"),
            ("undone_at", "=", False),
            ("picking_id", "!=", scanner.picking.id),
            ("picking_id.state", "not in", ("done", "cancel")),
        ]
    )
    if not astray:
        return answer
    astray._undo(scanner.user_env.user)
    for picking in astray.picking_id:
        tell_others(picking)
    names = ", ".join(astray.picking_id.mapped("name"))
    said = scanner._(
        "It was scanned at %(receipt)s, too; there it counts no more.", receipt=names
    )
    answer.sentence = f"{answer.sentence} {said}"
    if answer.level == "green":
        answer.level = "amber"
        answer.next_step = scanner._(
            "You brought it from there: all is well. Does another package with this "
            "serial number lie there? Then put both aside."
        )
    return answer
