import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Put a text on the clipboard, also where the page may not use it (http, old browsers).
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyText(text) {
    try {
        await browser.navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyBySelection(text);
    }
}

function copyBySelection(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.appendChild(area);
    area.select();
    try {
        return document.execCommand("copy");
    } catch {
        return false;
    } finally {
        area.remove();
    }
}

/** Lines `{name, item, label, value, code, required, problem}`, each with a copy button. */
export class CopyLines extends Component {
    static template = "dscsa_compliance_investigation.CopyLines";
    static props = { ...standardFieldProps };

    setup() {
        this.notification = useService("notification");
        this.state = useState({ copied: {} });
    }

    get lines() {
        const value = this.props.record.data[this.props.name];
        return Array.isArray(value) ? value : [];
    }

    async copy(line) {
        if (await copyText(line.value)) {
            this.state.copied[line.name] = line.value;
        } else {
            this.notification.add(_t("Mark the text and copy it by hand."), {
                type: "warning",
            });
        }
    }

    isCopied(line) {
        return this.state.copied[line.name] === line.value;
    }
}

export const copyLinesField = {
    component: CopyLines,
    displayName: _t("Lines to copy"),
    supportedTypes: ["json"],
};

registry.category("fields").add("dscsa_copy_lines", copyLinesField);
