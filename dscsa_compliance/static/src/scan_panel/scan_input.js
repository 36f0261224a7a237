import { Component, onMounted, useExternalListener, useRef, useState } from "@odoo/owl";
import { isMobileOS } from "@web/core/browser/feature_detection";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { CameraView } from "./camera_view";
import { separatorListener, typeSeparator } from "./separator";
import { TypedForm } from "./typed_form";

// Odoo's own command barcodes press buttons; they are no goods
const COMMAND = /^(OBT|OCD|O-CMD|O-BTN)/;

/**
 * The one field for everything that can be scanned: keyboard wedge, typing, picture,
 * camera, what is printed. Hands on texts and picture files; knows nothing of benches.
 */
export class ScanInput extends Component {
    static template = "dscsa_compliance.ScanInput";
    static components = { CameraView, TypedForm };
    static props = {
        onScan: Function,
        onPicture: { type: Function, optional: true },
        placeholder: { type: String, optional: true },
        hasTyped: { type: Boolean, optional: true },
        /** what is typed may have happened earlier */
        hasTime: { type: Boolean, optional: true },
        /** `open` names the part shown below: "camera", "typed" or none */
        state: { type: Object, optional: true },
    };
    static defaultProps = { hasTyped: true };

    setup() {
        this.barcode = useService("barcode");
        this.ui = useService("ui");
        this.input = useRef("input");
        this.file = useRef("file");
        this.state = useState(this.props.state || { open: "" });
        useBus(this.barcode.bus, "barcode_scanned", ({ detail }) =>
            this.onWedge(detail.barcode)
        );
        const keepSeparator = separatorListener(typeSeparator);
        const options = { capture: true };
        useExternalListener(document, "keydown", keepSeparator, options);
        useExternalListener(document, "keyup", keepSeparator, options);
        onMounted(() => this.focus());
    }

    get placeholder() {
        return this.props.placeholder || _t("Scan or type");
    }

    get isInFront() {
        const { activeElement } = this.ui;
        return activeElement === document || activeElement.contains(this.input.el);
    }

    /** On a phone focus would open the keyboard over half of the screen. */
    focus() {
        if (!isMobileOS()) {
            this.input.el?.focus({ preventScroll: true });
        }
    }

    /** Scanned while a button or nothing had the focus. */
    onWedge(text) {
        if (this.isInFront && !COMMAND.test(text)) {
            this.props.onScan(text);
            this.focus();
        }
    }

    onKeydown(ev) {
        // many scanners end with Tab instead of Enter
        if (ev.key === "Tab" && !ev.shiftKey && ev.target.value.trim()) {
            ev.preventDefault();
            this.submit();
        }
    }

    submit() {
        // not a model: a wedge types faster than the screen is drawn
        const { el } = this.input;
        const text = el.value.trim();
        el.value = "";
        if (COMMAND.test(text)) {
            const detail = { barcode: text, target: el };
            this.barcode.bus.trigger("barcode_scanned", detail);
        } else if (text) {
            this.props.onScan(text);
        }
        this.focus();
    }

    onPaste(ev) {
        const files = [...(ev.clipboardData?.files || [])];
        if (files.length && this.props.onPicture) {
            ev.preventDefault();
            this.props.onPicture(files);
        }
    }

    onFiles(ev) {
        this.props.onPicture([...ev.target.files]);
        ev.target.value = "";
    }

    /** @param {"camera"|"typed"} part to show below the field, or hide again */
    toggle(part) {
        this.state.open = this.state.open === part ? "" : part;
        if (!this.state.open) {
            this.focus();
        }
    }
}
