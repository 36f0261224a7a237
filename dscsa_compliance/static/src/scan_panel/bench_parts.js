import { Component, useState } from "@odoo/owl";
import { sound } from "./beep";
import { problemText } from "./use_bench";

/** How far the bench is: a number to read from two metres, a bar, a sentence. */
export class BenchProgress extends Component {
    static template = "dscsa_compliance.BenchProgress";
    static props = { overview: Object, sentence: { type: [String, Boolean], optional: true } };

    /** Announced packages that are here; what nobody announced has a mark of its own. */
    get found() {
        const { expected, missing, scanned } = this.props.overview;
        return expected ? expected - missing : scanned;
    }

    get percent() {
        return Math.round((100 * this.found) / this.props.overview.expected);
    }
}

/** One line: how many scans wait and why. */
export class QueueLine extends Component {
    static template = "dscsa_compliance.QueueLine";
    static props = { queue: Object };

    get problem() {
        return problemText(this.props.queue);
    }
}

/** Switches beside the scan field: broken seal, sound. */
export class ScanOptions extends Component {
    static template = "dscsa_compliance.ScanOptions";
    static props = {
        state: Object,
        hasSeal: { type: Boolean, optional: true },
        slots: { type: Object, optional: true },
    };
    static defaultProps = { hasSeal: true };

    setup() {
        this.sound = useState({ isOn: sound.isOn });
    }

    toggleSound() {
        this.sound.isOn = sound.toggle();
    }
}
