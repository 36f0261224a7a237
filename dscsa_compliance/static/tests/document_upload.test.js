import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { manuallyDispatchProgrammaticEvent, queryAllTexts, queryOne, setInputFiles } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { fileUploadService } from "@web/core/file_upload/file_upload_service";

describe.current.tags("desktop");

class Document extends models.Model {
    _name = "dscsa.document";
    name = fields.Char();
    state = fields.Char();
    failure = fields.Char();
    package_count = fields.Integer();
    transaction_count = fields.Integer();
    _records = [
        { id: 1, name: "a.xml", state: "processed", package_count: 24, transaction_count: 1 },
        { id: 2, name: "b.xml", state: "failed", failure: "This is no EPCIS file." },
    ];
}

defineMailModels();
defineModels([Document]);

/** A request under the test's control; the server's part is played by `answer()`. */
class FakeXhr extends EventTarget {
    upload = new EventTarget();
    status = 0;
    open(method, route) {
        this.route = `${method} ${route}`;
    }
    send(form) {
        this.form = form;
        requests.push(this);
    }
    progress(loaded, total) {
        this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded, total }));
    }
    answer(status, files) {
        this.status = status;
        this.responseText = typeof files === "string" ? files : JSON.stringify({ files });
        this.dispatchEvent(new Event("load"));
    }
}

let requests = [];

beforeEach(() => {
    requests = [];
    patchWithCleanup(fileUploadService, { createXhr: () => new FakeXhr() });
});

function file(name) {
    return new File(["<x/>"], name, { type: "application/xml" });
}

async function openAndChoose(names, type = "list") {
    onRpc("web_search_read", () => expect.step("list"));
    await mountView({
        type,
        resModel: "dscsa.document",
        arch:
            type === "list"
                ? `<list js_class="dscsa_document_list"><field name="name"/></list>`
                : `<kanban js_class="dscsa_document_kanban"><templates><t t-name="card"><field name="name"/></t></templates></kanban>`,
    });
    expect.verifySteps(["list"]);
    await contains(".o_dscsa_choose").click();
    await setInputFiles(names.map(file));
    await animationFrame();
}

function rows() {
    return queryAllTexts(".o_dscsa_file").map((text) => text.replace(/\s+/g, " "));
}

test("files go one after the other, each with its progress; the list is loaded anew", async () => {
    await openAndChoose(["a.xml", "b.xml"]);
    expect(requests).toHaveLength(1);
    const [first] = requests;
    expect(first.route).toBe("POST /dscsa/upload");
    expect(first.form.getAll("files").map(({ name }) => name)).toEqual(["a.xml"]);
    expect(first.form.has("ufile")).toBe(false);
    expect(first.form.has("csrf_token")).toBe(true);
    first.progress(30, 100);
    await animationFrame();
    expect(".o_dscsa_sent").toHaveAttribute("aria-valuenow", "30");
    first.answer(200, [{ name: "a.xml", id: 1, is_new: true, state: "received" }]);
    await animationFrame();
    expect.verifySteps(["list"]);
    expect(requests).toHaveLength(2);
    expect(rows()[0]).toBe("a.xml Stored; it is read in a moment. Open");
    requests[1].answer(200, [{ name: "b.xml", id: 2, is_new: true, state: "received" }]);
    await animationFrame();
    expect.verifySteps(["list"]);

    await advanceTime(1000);
    await animationFrame();
    expect(rows()).toEqual([
        "a.xml Read: 24 packages, 1 TI/TS Open",
        "b.xml This is no EPCIS file. Open",
    ]);
    expect.verifySteps(["list"]);
});

test("a file that is here already says so", async () => {
    await openAndChoose(["a.xml"]);
    requests[0].answer(200, [{ name: "a.xml", id: 1, is_new: false, state: "processed" }]);
    await animationFrame();
    expect(rows()).toEqual(["a.xml It was here already; nothing is stored twice. Open"]);
    expect(".o_dscsa_file").toHaveClass("o_dscsa_file_duplicate");
    expect.verifySteps(["list"]);
});

test("an archive becomes the files in it", async () => {
    await openAndChoose(["both.zip"]);
    requests[0].answer(200, [
        { name: "a.xml", id: 1, is_new: true, state: "received" },
        { name: "both.zip", error: "The archive is damaged. Ask for it again." },
    ]);
    await animationFrame();
    expect(rows()).toEqual([
        "a.xml Stored; it is read in a moment. Open",
        "both.zip The archive is damaged. Ask for it again.",
    ]);
    expect.verifySteps(["list"]);
});

test("refusals are told in words, and the next file still goes", async () => {
    await openAndChoose(["large.xml", "b.xml"]);
    requests[0].answer(413, "<html>Request Entity Too Large</html>");
    await animationFrame();
    expect(rows()[0]).toMatch(/larger than this server takes/);
    requests[1].dispatchEvent(new Event("error"));
    await animationFrame();
    expect(rows()[1]).toMatch(/connection broke/);
    expect(".o_notification").toHaveCount(0);
    expect.verifySteps(["list", "list"]);
});

test("files may be dropped anywhere on the list", async () => {
    await openAndChoose([]);
    const transfer = new DataTransfer();
    transfer.items.add(file("dropped.xml"));
    const target = queryOne(".o_list_renderer");
    await manuallyDispatchProgrammaticEvent(target, "dragenter", { dataTransfer: transfer });
    await animationFrame();
    expect(".o_dscsa_upload").toHaveClass("o_dscsa_dragging");
    await manuallyDispatchProgrammaticEvent(target, "drop", { dataTransfer: transfer });
    await animationFrame();
    expect(".o_dscsa_upload").not.toHaveClass("o_dscsa_dragging");
    expect(requests[0].form.get("files").name).toBe("dropped.xml");
});

test("the kanban has the same zone", async () => {
    await openAndChoose(["a.xml"], "kanban");
    requests[0].answer(200, [{ name: "a.xml", id: 1, is_new: true, state: "received" }]);
    await animationFrame();
    expect(rows()).toEqual(["a.xml Stored; it is read in a moment. Open"]);
    expect.verifySteps(["list"]);
});
