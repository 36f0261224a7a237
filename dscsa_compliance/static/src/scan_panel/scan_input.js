import { Component, onMounted, useExternalListener, useRef, useState } from "@odoo/owl";
import { isMobileOS } from "@web/core/browser/feature_detection";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { CameraView } from "./camera_view";
import { TypedForm } from "./typed_form";
import { isTypedInto, WedgeCollector } from "./wedge";

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
        const wedge = new WedgeCollector({
            field: () => this.input.el,
            isOurs: (target) => this.isOurs(target),
            onScan: (text) => this.take(text),
        });
        const onKey = (ev) => {
            this.state.capsLock = Boolean(ev.getModifierState?.("CapsLock"));
            wedge.onKey(ev);
        };
        // before any dialog that is opened later
        const options = { capture: true };
        useExternalListener(window, "keydown", onKey, options);
        useExternalListener(window, "keyup", onKey, options);
        useExternalListener(document, "change", (ev) => this.onChange(ev));
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

    /** The next package may be scanned while a question stands over the page. */
    isOurs(target) {
        if (target.matches(".o-barcode-input")) {
            return false;
        }
        return this.isInFront || !(isTypedInto(target) && target.closest(".o_form_view"));
    }

    /** A tick is a mark for the next scan, not a place to type: the focus comes back. */
    onChange({ target }) {
        if (this.isInFront && target.matches("input[type=checkbox], input[type=radio]")) {
            this.focus();
        }
    }

    /** What Odoo itself collected, as on phones with a scanner of their own. */
    onWedge(text) {
        if (this.isInFront && !COMMAND.test(text)) {
            this.give(text);
        }
    }

    /** One scan, from wherever it was typed. */
    take(text) {
        if (COMMAND.test(text)) {
            const detail = { barcode: text, target: this.input.el };
            this.barcode.bus.trigger("barcode_scanned", detail);
        } else if (text.trim()) {
            this.give(text.trim());
        }
    }

    give(text) {
        this.props.onScan(text);
        if (this.isInFront) {
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
        const text = el.value;
        el.value = "";
        this.take(text);
        this.focus();
    }

    onPaste(ev) {
        const files = [...(ev.clipboardData?.files || [])];
        if (files.length && this.props.onPicture) {
            ev.preventDefault();
            this.props.onPicture(files);
            return;
        }
        // the memory of a batch scanner: a field of one line would join the codes
        const lines = (ev.clipboardData?.getData("text") || "").split(/[\r\n]+/);
        const codes = lines.filter((line) => line.trim());
        if (codes.length > 1) {
            ev.preventDefault();
            codes.forEach((code) => this.take(code));
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
