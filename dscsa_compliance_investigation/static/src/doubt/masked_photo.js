import { Component, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { MaskDialog } from "./mask_dialog";

/** A photo whose names are covered before the form ever holds it. */
export class MaskedPhoto extends Component {
    static template = "dscsa_compliance_investigation.MaskedPhoto";
    static props = { ...standardFieldProps };

    setup() {
        this.dialog = useService("dialog");
        this.file = useRef("file");
    }

    get photo() {
        return this.props.record.data[this.props.name];
    }

    onFile(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (file) {
            this.dialog.add(MaskDialog, { file, onDone: (image) => this.keep(image) });
        }
    }

    keep(image) {
        return this.props.record.update({ [this.props.name]: image });
    }

    drop() {
        return this.keep(false);
    }
}

registry.category("fields").add("dscsa_masked_photo", {
    component: MaskedPhoto,
    displayName: _t("Photo with names covered"),
    supportedTypes: ["binary"],
});
