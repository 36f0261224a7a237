import { Component, onMounted, useExternalListener, useRef } from "@odoo/owl";
import { isMobileOS } from "@web/core/browser/feature_detection";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { separatorListener, typeSeparator } from "./separator";

// Odoo's own command barcodes press buttons; they are no goods
const COMMAND = /^(OBT|OCD|O-CMD|O-BTN)/;

/**
 * The one field for everything that can be scanned: keyboard wedge, typing, picture,
 * camera. Hands on `{text}` or `{picture, name}`; knows nothing of receipts.
 */
export class ScanInput extends Component {
    static template = "dscsa_compliance.ScanInput";
    static props = { onScan: Function, onPicture: Function };

    setup() {
        this.barcode = useService("barcode");
        this.ui = useService("ui");
        this.notification = useService("notification");
        this.input = useRef("input");
        this.file = useRef("file");
        this.hasCamera = isMobileOS() && isBarcodeScannerSupported();
        useBus(this.barcode.bus, "barcode_scanned", ({ detail }) =>
            this.onWedge(detail.barcode)
        );
        const keepSeparator = separatorListener(typeSeparator);
        const options = { capture: true };
        useExternalListener(document, "keydown", keepSeparator, options);
        useExternalListener(document, "keyup", keepSeparator, options);
        // on a phone focus would open the keyboard over half of the screen
        onMounted(() => !isMobileOS() && this.focus());
    }

    get isInFront() {
        const { activeElement } = this.ui;
        return activeElement === document || activeElement.contains(this.input.el);
    }

    focus() {
        this.input.el?.focus({ preventScroll: true });
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
        if (files.length) {
            ev.preventDefault();
            this.props.onPicture(files);
        }
    }

    onFiles(ev) {
        this.props.onPicture([...ev.target.files]);
        ev.target.value = "";
    }

    async openCamera() {
        try {
            this.props.onScan(await scanBarcode(this.env));
        } catch {
            const text = _t("The camera could not be opened. Take a picture instead.");
            this.notification.add(text, { type: "warning" });
        }
    }
}
