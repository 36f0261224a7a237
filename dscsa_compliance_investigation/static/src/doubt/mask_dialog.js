import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { Mask } from "./mask";

/** Cover names on a photo before it is sent: draw, or tap, over them. */
export class MaskDialog extends Component {
    static template = "dscsa_compliance_investigation.MaskDialog";
    static components = { Dialog };
    static props = { file: Object, onDone: Function, close: Function };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ boxes: 0, problem: "", isReady: false });
        onMounted(() => this.load());
        onWillUnmount(() => this.mask.forget());
    }

    async load() {
        this.mask = new Mask(this.canvas.el);
        try {
            await this.mask.load(this.props.file);
            this.state.isReady = true;
        } catch {
            this.state.problem = _t("This is no picture that can be shown. Take a photo as JPEG or PNG.");
        }
    }

    begin(ev) {
        if (this.state.isReady) {
            this.canvas.el.setPointerCapture?.(ev.pointerId);
            this.mask.begin(ev);
        }
    }

    end() {
        this.mask.end();
        this.state.boxes = this.mask.boxes.length;
    }

    undo() {
        this.mask.undo();
        this.state.boxes = this.mask.boxes.length;
    }

    use() {
        this.props.onDone(this.mask.copy());
        this.props.close();
    }
}
