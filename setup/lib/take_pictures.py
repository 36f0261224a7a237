"""Photograph the screens of a running demo: ``take_pictures.py URL DB FOLDER STAGE``.

Reads the records to show, as ``pictures_story.py`` printed them, from standard input.
"""

import json
import os
import sys

from browser import Browser

DESK = (1400, 900)
LOW = (1400, 420)
PHONE = (390, 844)
LARGEST = 250_000
SCAN = ".o_dscsa_scan .o_dscsa_text"
FORM = ".o_form_view .o_form_sheet"


class Album:
    """Pages of one server, as Lee the technician sees them."""

    def __init__(self, browser, url, database, folder):
        self.browser, self.url, self.folder = browser, url, folder
        browser.size(*DESK)
        browser.open(f"{url}/web/login", "form")
        question = json.dumps(
            {"params": {"db": database, "login": "lee", "password": "demo"}}
        )
        answer = browser.run(
            "fetch('/web/session/authenticate', {method: 'POST', headers: "
            "{'Content-Type': 'application/json'}, body: " + json.dumps(question) + "})"
            ".then((answer) => answer.json())"
        )
        if "error" in answer:
            raise SystemExit(f"lee cannot sign in: {answer['error']['message']}")

    def take(self, name, path, selector, size=DESK, before=None):
        """Picture ``name`` of a page, after a script was run on it."""
        is_phone = size == PHONE
        self.browser.size(*size, scale=2 if is_phone else 1, mobile=is_phone)
        self.browser.open(self.url + path, selector)
        if before:
            self.browser.run(before)
            self.browser.wait(selector)
        target = os.path.join(self.folder, f"{name}.png")
        self.browser.picture(target)
        written = os.path.getsize(target)
        print(f"{name}.png, {written // 1000} kB")
        if written > LARGEST:
            raise SystemExit(f"{target} is larger than {LARGEST // 1000} kB.")


def scan_script(label, field=SCAN):
    """JavaScript that puts a label into the scan field and presses Enter."""
    return (
        f"(() => {{ const field = document.querySelector({json.dumps(field)});"
        f"field.value = {json.dumps(label)}; field.form.requestSubmit();"
        "return new Promise((done) => setTimeout(done, 2500)); })()"
    )


def press(selector):
    """JavaScript that presses a button and waits for what it does."""
    return (
        f"(() => {{ document.querySelector({json.dumps(selector)}).click();"
        "return new Promise((done) => setTimeout(done, 2500)); })()"
    )


def show(selector):
    """JavaScript that scrolls an element to the top of the screen."""
    return (
        f"document.querySelector({json.dumps(selector)})"
        ".scrollIntoView({block: 'start'})"
    )


def start(album, ids):
    """A file that was read, and a tote that is half scanned."""
    album.take("documents", "/odoo/dscsa-documents", ".o_dscsa_zone", LOW)
    album.take("transaction", f"/odoo/dscsa-transactions/{ids['transaction']}", FORM)
    receipt = f"/odoo/dscsa-receive/{ids['picking']}"
    first, second, third, fourth, *_rest = ids["labels"]
    album.take("receipt", receipt, SCAN, before=scan_script(first))
    album.take(
        "receipt-phone",
        receipt,
        SCAN,
        PHONE,
        before=f"{scan_script(second)}.then(() => {show('.o_dscsa_scan')})",
    )
    station(album, ids, third, fourth)


def station(album, ids, first, second):
    """The scan station, at the desk and on a phone."""
    bench = f"/odoo/dscsa-station?bench=stock.picking,{ids['picking']}"
    field = ".o_dscsa_station .o_dscsa_text"
    album.take("station-start", "/odoo/dscsa-station", field)
    album.take("station-bench", bench, field, before=scan_script(first))
    album.take("station-phone", bench, field, PHONE, before=scan_script(second))
    album.take("station-self-test", "/odoo/dscsa-scanner-self-test", field)


def finish(album, ids):
    """The bottle on hold, and where another one came from."""
    album.take("held", f"/odoo/dscsa-discrepancies/{ids['discrepancy']}", FORM)
    album.take("package", f"/odoo/dscsa-packages/{ids['package']}", ".o_dscsa_timeline")
    graph = ".o_dscsa_graph canvas"
    album.take("today", "/odoo/dscsa-today", graph)
    album.take("today-phone", "/odoo/dscsa-today", graph, PHONE)
    album.take("binder", "/odoo/dscsa-binder", FORM)
    album.take("readiness", "/odoo/dscsa-readiness", ".o_list_view")
    bottle = ".o_dscsa_bottle .o_dscsa_text"
    asked = scan_script(ids["serial"], bottle)
    album.take("bottle", "/odoo/dscsa-bottle", bottle, before=asked)
    album.take("request", f"/odoo/dscsa-requests/{ids['request']}", FORM)
    doubt(album, ids)


def doubt(album, ids):
    """One tap at the station, the signs, and the form for a bottle that is not ours."""
    look_up = "/odoo/dscsa-station?mode=look_up"
    field = ".o_dscsa_station .o_dscsa_text"
    asked = scan_script(ids["doubted"], field)
    tapped = f"{asked}.then(() => {press('[data-way=doubt]')})"
    album.take("doubt-station-phone", look_up, field, PHONE, before=tapped)
    signs = f"{tapped}.then(() => {press('[data-way=why]')})"
    album.take("doubt-signs-phone", look_up, field, PHONE, before=signs)
    form = "/odoo/action-dscsa_compliance_investigation.dscsa_doubt_wizard_action"
    album.take("doubt-form", form, ".o_form_view [name=whose]")


def main(url, database, folder, stage):
    """Take the pictures of a stage."""
    ids = json.load(sys.stdin)
    with Browser() as browser:
        {"start": start, "finish": finish}[stage](
            Album(browser, url, database, folder), ids
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
