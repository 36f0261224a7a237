"""The label of a pallet, case or tote with its SSCC in GS1-128, 4 x 6 inch.

GS1 Logistic Label Guideline: bars at least 31.75 mm high, modules of 0.495 mm or more.
"""

from dscsa_core.gs1.label_text import printed_text
from reportlab.lib.colors import black

from .paper import Paper
from .symbols import LINEAR_QUIET, gs1_128

_PAGE = (101.6, 152.4)
_MODULE, _BARS = 0.495, 34


def draw_sscc_labels(numbers):
    """PDF bytes of ``dscsa.sscc`` rows, one label a page."""
    env = numbers.env
    paper = Paper(_PAGE, env._("SSCC labels"))
    for number in numbers:
        paper.page()
        _draw(env, paper, number)
    return paper.bytes_of()


def _draw(env, paper, number):
    width = _PAGE[0]
    top = _parties(env, paper, number)
    paper.box(4, top, width - 8, 0.3, fill=black)
    top += 2
    paper.text(4, top, env._("SSCC"), 9)
    top += 4
    top += paper.text(4, top, number.name, 20, bold=True, width=width - 8)
    for words, value in (
        (env._("Package"), number.package_name),
        (env._("Delivery"), number.picking_name),
    ):
        if value:
            top += paper.text(4, top, f"{words}: {value}", 11, width=width - 8)
    elements = (("00", number.name),)
    modules = gs1_128(env, elements)
    length = (len(modules) + 2 * LINEAR_QUIET) * _MODULE
    bottom = _PAGE[1] - _BARS - 12
    paper.linear((width - length) / 2, bottom, modules, length, _BARS)
    paper.text(width / 2, bottom + _BARS + 1.5, printed_text(elements), 12, at="centre")


def _parties(env, paper, number):
    """From and to, as carriers read them; returns where they end."""
    # names and addresses of the label are no secret to whoever ships
    company = number.sudo().company_id
    address = company.partner_id._display_address(without_company=True) or ""
    half = _PAGE[0] / 2
    end = _block(paper, 4, env._("From"), company.name, address, half - 6)
    if number.receiver:
        end = max(
            end,
            _block(
                paper,
                half + 1,
                env._("To"),
                number.receiver,
                number.receiver_address or "",
                half - 6,
            ),
        )
    return end + 2


def _block(paper, x, words, name, address, width):
    top = 5.0
    top += paper.text(x, top, words, 8)
    top += paper.paragraph(x, top, name, 11, width=width, lines=2, bold=True)
    for line in address.splitlines():
        if line.strip():
            top += paper.text(x, top, line.strip(), 9, width=width)
    return top
