import { useComponent, useEffect, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";

export const ROUTE = "/dscsa/upload";
// seconds after which the list looks whether a file was read meanwhile
const LOOKS = [1, 2, 3, 5, 8, 13, 21, 34];
const ERRORS = {
    0: _t("The connection broke. Send the file again."),
    403: _t("You may not add documents. Ask for the Technician role."),
    413: _t("The file is larger than this server takes. Send a smaller one, or a ZIP."),
};

/**
 * Files on their way to the server, one after the other, and what became of them.
 *
 * @param {() => Promise} onStored called when documents were added or read
 * @returns {{rows: Object[], add: Function, clear: Function}} a reactive object; a row
 *   is `{id, name, state, progress, text, documentId}` with state `waiting`, `sending`,
 *   `stored`, `read`, `duplicate` or `failed`
 */
export function useUploads(onStored) {
    const component = useComponent();
    const uploader = useService("file_upload");
    const orm = useService("orm");
    const uploads = useState({ rows: [], add, clear, isBusy: () => busy });
    let busy = false;
    let nextId = 1;
    let timer = null;

    useBus(uploader.bus, "FILE_UPLOAD_LOADED", ({ detail }) => settle(detail.upload));
    useBus(uploader.bus, "FILE_UPLOAD_ERROR", ({ detail }) => settle(detail.upload));
    useEffect(
        () => () => browser.clearTimeout(timer),
        () => []
    );
    const pending = new Map();

    function settle(upload) {
        pending.get(upload.id)?.(upload);
        pending.delete(upload.id);
    }

    function row(values) {
        uploads.rows.push({ id: nextId++, progress: 0, text: "", ...values });
        return uploads.rows.at(-1);
    }

    function clear() {
        uploads.rows = uploads.rows.filter(({ state }) =>
            ["waiting", "sending"].includes(state)
        );
    }

    function add(files) {
        clear();
        for (const file of files) {
            row({ name: file.name, file, state: "waiting" });
        }
        return busy ? undefined : sendAll();
    }

    async function sendAll() {
        busy = true;
        let next;
        while ((next = uploads.rows.find(({ state }) => state === "waiting"))) {
            await sendOne(next);
            await onStored();
        }
        busy = false;
        lookLater(0);
    }

    async function sendOne(sent) {
        sent.state = "sending";
        const upload = await uploader.upload(ROUTE, [sent.file], {
            displayErrorNotification: false,
            buildFormData: (form) => {
                form.delete("ufile");
                form.append("files", sent.file, sent.name);
                form.append("company_id", user.activeCompany.id);
            },
        });
        sent.upload = upload;
        const ended = await new Promise((done) => pending.set(upload.id, done));
        sent.upload = null;
        answered(sent, ended.xhr);
    }

    function answered(sent, xhr) {
        const answers = xhr.status === 200 ? filesOf(xhr) : null;
        if (!answers) {
            const other = _t("The server could not take the file. Send it again.");
            Object.assign(sent, { state: "failed", text: ERRORS[xhr.status] || other });
            return;
        }
        // an archive comes back as the files that were in it
        const [first, ...others] = answers.map(rowOf);
        Object.assign(sent, first);
        others.forEach(row);
    }

    function lookLater(index) {
        const waiting = uploads.rows.filter(({ state }) => state === "stored");
        if (waiting.length && index < LOOKS.length) {
            timer = browser.setTimeout(async () => {
                await look(waiting);
                lookLater(index + 1);
            }, LOOKS[index] * 1000);
        }
    }

    async function look(waiting) {
        const ids = waiting.map(({ documentId }) => documentId);
        const fields = ["state", "failure", "package_count", "transaction_count"];
        const found = await orm.silent.read("dscsa.document", ids, fields);
        let changed = false;
        for (const document of found) {
            const own = waiting.find(({ documentId }) => documentId === document.id);
            if (document.state === "processed") {
                Object.assign(own, { state: "read", text: readText(document) });
            } else if (document.state === "failed") {
                Object.assign(own, { state: "failed", text: document.failure });
            }
            changed ||= document.state !== "received";
        }
        if (changed && !isGone(component)) {
            await onStored();
        }
    }

    return uploads;
}

function isGone(component) {
    return component.__owl__.status > 1;
}

function filesOf(xhr) {
    try {
        return JSON.parse(xhr.responseText ?? xhr.response).files;
    } catch {
        return null;
    }
}

function rowOf({ name, id, is_new: isNew, state, error }) {
    if (error) {
        return { name, state: "failed", text: error };
    }
    if (!isNew) {
        const text = _t("It was here already; nothing is stored twice.");
        return { name, documentId: id, state: "duplicate", text };
    }
    const isRead = state !== "received";
    const text = isRead ? _t("Read") : _t("Stored; it is read in a moment.");
    return { name, documentId: id, state: isRead ? "read" : "stored", text };
}

function readText(document) {
    return _t("Read: %(packages)s packages, %(transactions)s TI/TS", {
        packages: document.package_count,
        transactions: document.transaction_count,
    });
}
