import { Component, onMounted, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sound } from "@dscsa_compliance/scan_panel/beep";
import { BenchPage } from "./bench_page";
import { LookUpPage } from "./look_up_page";
import { StartPage } from "./start_page";
import { benchOf, LOOK_UP, STATION } from "./station_modes";

/** The scan station: one screen for everything that is done with a scanner in hand. */
export class Station extends Component {
    static template = "dscsa_compliance_station.Station";
    static components = { BenchPage, LookUpPage, StartPage };
    static props = { ...standardActionServiceProps };
    static path = "dscsa-station";
    static displayName = _t("Scan Station");

    setup() {
        this.scans = useService("dscsa_scan");
        this.signing = useState(this.scans.signing);
        this.state = useState({
            ...this.placeOf(this.props.action),
            station: null,
            problem: "",
            soundOn: sound.isOn,
        });
        onWillStart(() => this.load());
        onMounted(() => this.keepPlace());
        useExternalListener(browser, "online", () => this.load());
    }

    /** From the address, from a button of ours, or from a record's button. */
    placeOf({ params, context }) {
        const given = benchOf(params?.bench);
        const isTransfer = context?.active_model === "stock.picking" && context.active_id;
        const transfer = isTransfer
            ? { model: "stock.picking", id: context.active_id }
            : null;
        return { bench: given || transfer, mode: params?.mode || "" };
    }

    get lookUp() {
        return this.state.mode === LOOK_UP && !this.state.bench;
    }

    /** A reload, a link or the browser's way back ends where the user was. */
    keepPlace() {
        const { bench, mode } = this.state;
        this.props.updateActionState?.({
            bench: bench ? `${bench.model},${bench.id}` : undefined,
            mode: mode || undefined,
            active_id: false,
        });
    }

    async load() {
        try {
            this.state.station = await this.scans.call(STATION, "dscsa_state", []);
            this.state.problem = "";
        } catch (error) {
            if (error.exceptionName) {
                throw error;
            }
            this.state.problem = _t("No connection to the server. It is tried again by itself.");
            return;
        }
        const { required, signed_as: name } = this.state.station.pin;
        Object.assign(this.signing, { required, name });
        if (required && !name) {
            this.scans.sign();
        }
    }

    openBench(model, id, mode) {
        Object.assign(this.state, { bench: { model, id }, mode: mode || this.state.mode });
        this.keepPlace();
    }

    async openMode(mode = "") {
        Object.assign(this.state, { bench: null, mode });
        this.keepPlace();
        await this.load();
    }

    async signOut() {
        await this.scans.signOut();
        this.scans.sign();
    }

    toggleSound() {
        this.state.soundOn = sound.toggle();
    }
}

registry.category("actions").add("dscsa_station", Station);
