import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { STATION } from "./station_modes";

const SEARCH_DELAY = 250;
const NEW_DELIVERY = "dscsa_compliance.dscsa_delivery_wizard_action";

/** Begin what a scan alone cannot begin: a new delivery, a count of a place. */
export class NewBench extends Component {
    static template = "dscsa_compliance_station.NewBench";
    static props = {
        mode: String,
        /** the scan or number nobody knew; what is known of it is filled in */
        entry: { type: Object, optional: true },
        onCreated: Function,
    };

    setup() {
        this.action = useService("action");
        this.scans = useService("dscsa_scan");
        const { seller = "", seller_id: sellerId = false, invoice = "" } = this.proposal;
        this.state = useState({
            isOpen: Boolean(this.props.entry?.result.proposal),
            isBusy: false,
            seller,
            sellerId,
            invoice,
            place: "",
            places: null,
            sellers: [],
            problem: "",
        });
        this.searchSoon = useDebounced(() => this.searchSellers(), SEARCH_DELAY);
        if (this.state.isOpen) {
            this.loadPlaces();
        }
    }

    get proposal() {
        return this.props.entry?.result.proposal || {};
    }

    get title() {
        const titles = { receive: _t("New delivery"), count: _t("Start a stock-take") };
        return titles[this.props.mode];
    }

    get values() {
        if (this.props.mode === "count") {
            return { location_id: Number(this.state.place) || false };
        }
        const { entry } = this.props;
        const { transaction_ids: ids, text } = this.proposal;
        const values = {
            seller: this.state.seller.trim(),
            seller_id: this.state.sellerId,
            invoice: this.state.invoice.trim(),
        };
        if (ids) {
            values.transaction_ids = ids;
        }
        if (text) {
            Object.assign(values, { text, client_uuid: entry.uuid });
            values.choice = entry.choice ?? null;
        }
        return values;
    }

    open() {
        this.state.isOpen = true;
        this.loadPlaces();
    }

    async loadPlaces() {
        if (this.props.mode !== "count") {
            return;
        }
        try {
            this.state.places = await this.scans.call(STATION, "dscsa_places", []);
        } catch {
            // without a connection everything is counted, or it is tried again later
        }
    }

    onSellerTyped() {
        this.state.sellerId = false;
        this.searchSoon();
    }

    async searchSellers() {
        const text = this.state.seller.trim();
        try {
            this.state.sellers = text
                ? await this.scans.call(STATION, "dscsa_sellers", [text])
                : [];
        } catch {
            // without a connection the name stays as typed
        }
    }

    pickSeller({ id, name }) {
        Object.assign(this.state, { seller: name, sellerId: id, sellers: [] });
    }

    /** A seller nobody has entered yet is made in the longer form, filled in already. */
    openLongForm() {
        const { seller, sellerId, invoice } = this.state;
        return this.action.doAction(NEW_DELIVERY, {
            additionalContext: {
                default_new_seller: sellerId ? false : seller,
                default_partner_id: sellerId,
                default_invoice: invoice,
                default_first_scan: this.proposal.text || false,
            },
        });
    }

    async submit() {
        Object.assign(this.state, { isBusy: true, problem: "" });
        try {
            const args = [this.props.mode, this.values];
            const result = await this.scans.call(STATION, "dscsa_create", args);
            if (result.code === "SIGN_FIRST") {
                this.scans.sign(() => this.submit());
            } else {
                this.props.onCreated(result);
            }
        } catch (error) {
            this.state.problem =
                error.data?.message ||
                _t("No connection. What you typed stays here; try again.");
        } finally {
            this.state.isBusy = false;
        }
    }
}
