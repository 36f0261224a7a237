import { Component, onMounted, useExternalListener, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

/** Who stands at the bench: initials and PIN, by keyboard or by tapping. */
export class PinDialog extends Component {
    static template = "dscsa_compliance.PinDialog";
    static components = { Dialog };
    static props = { sign: Function, onSigned: Function, close: Function };

    setup() {
        this.initials = useRef("initials");
        this.pin = useRef("pin");
        this.state = useState({ initials: "", pin: "", sentence: "", isBusy: false });
        this.digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        onMounted(() => this.initials.el.focus());
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev), { capture: true });
    }

    /** A scanner must not type its codes into the PIN and press Enter. */
    onKeydown(ev) {
        if (ev.key === "Enter" && ev.target === this.initials.el) {
            ev.preventDefault();
            ev.stopPropagation();
            this.pin.el.focus();
        }
    }

    type(digit) {
        this.state.pin += digit;
    }

    back() {
        this.state.pin = this.state.pin.slice(0, -1);
    }

    async submit() {
        const { initials, pin } = this.state;
        if (!initials.trim() || !pin) {
            this.refuse(_t("Type your initials and your PIN."));
            return;
        }
        this.state.isBusy = true;
        try {
            const { ok, name, sentence } = await this.props.sign(initials.trim(), pin);
            if (ok) {
                this.props.onSigned(name);
                this.props.close();
            } else {
                this.refuse(sentence);
            }
        } catch (error) {
            if (error.exceptionName) {
                throw error;
            }
            this.refuse(_t("No connection: nobody can sign now. What you scan is kept."));
        } finally {
            this.state.isBusy = false;
        }
    }

    refuse(sentence) {
        Object.assign(this.state, { sentence, pin: "" });
        (this.state.initials.trim() ? this.pin : this.initials).el?.focus();
    }
}
