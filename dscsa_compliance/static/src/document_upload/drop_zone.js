import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

const STATES = {
    waiting: "fa-clock-o",
    sending: "fa-circle-o-notch fa-spin",
    stored: "fa-inbox",
    read: "fa-check",
    duplicate: "fa-clone",
    failed: "fa-exclamation-triangle",
};

/** Where files are dropped or chosen, above the list of documents. */
export class DropZone extends Component {
    static template = "dscsa_compliance.DropZone";
    static props = { uploads: Object, area: Object };

    setup() {
        this.action = useService("action");
        this.file = useRef("file");
        this.icons = STATES;
        this.state = useState({ depth: 0 });
        useEffect(
            (area) => area && this.listen(area),
            () => [this.props.area.el]
        );
    }

    /** Files may be dropped anywhere on the view, not on the strip alone. */
    listen(area) {
        const isFile = (ev) => ev.dataTransfer?.types.includes("Files");
        const handlers = {
            dragenter: () => this.state.depth++,
            dragleave: () => (this.state.depth = Math.max(0, this.state.depth - 1)),
            dragover: () => {},
            drop: (ev) => this.onDrop(ev),
        };
        const listeners = Object.entries(handlers).map(([name, handler]) => {
            const listener = (ev) => {
                if (isFile(ev)) {
                    ev.preventDefault();
                    handler(ev);
                }
            };
            area.addEventListener(name, listener);
            return [name, listener];
        });
        return () => listeners.forEach((pair) => area.removeEventListener(...pair));
    }

    onDrop(ev) {
        this.state.depth = 0;
        this.props.uploads.add([...ev.dataTransfer.files]);
    }

    onFiles(ev) {
        this.props.uploads.add([...ev.target.files]);
        ev.target.value = "";
    }

    percent(row) {
        return Math.round(100 * (row.upload?.progress ?? 0));
    }

    open(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "dscsa.document",
            res_id: row.documentId,
            views: [[false, "form"]],
        });
    }
}
