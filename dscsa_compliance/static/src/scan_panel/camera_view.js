import { Component, onMounted, onWillUnmount, status, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { cameraProblem, makeDetector, makeOncePerCode } from "./camera";

const PAUSE = 80;
const CAMERA = {
    audio: false,
    video: {
        facingMode: "environment",
        width: { ideal: 1280 },
        height: { ideal: 960 },
    },
};

/** The camera beside the scan field: reads one code after the other until it is closed. */
export class CameraView extends Component {
    static template = "dscsa_compliance.CameraView";
    static props = { onScan: Function, onPicture: Function, close: Function };

    setup() {
        this.video = useRef("video");
        this.state = useState({ problem: "", isReady: false, hasTorch: false, isLit: false });
        this.isNewCode = makeOncePerCode();
        this.root = useRef("root");
        onMounted(() => {
            this.root.el.scrollIntoView?.({ block: "nearest" });
            this.open();
        });
        onWillUnmount(() => this.stop());
    }

    get isGone() {
        return status(this) === "destroyed";
    }

    async open() {
        try {
            this.stream = await browser.navigator.mediaDevices.getUserMedia(CAMERA);
        } catch (error) {
            this.state.problem = cameraProblem(error);
            return;
        }
        if (this.isGone) {
            this.stop();
            return;
        }
        const { el } = this.video;
        el.srcObject = this.stream;
        [this.track] = this.stream.getVideoTracks();
        this.state.hasTorch = Boolean(this.track.getCapabilities?.().torch);
        await this.read();
    }

    stop() {
        browser.clearTimeout(this.timer);
        for (const track of this.stream?.getTracks() || []) {
            track.stop();
        }
        this.stream = null;
    }

    async read() {
        const detector = await makeDetector();
        const look = async () => {
            const { el } = this.video;
            if (this.isGone || !el) {
                return;
            }
            if (el.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
                this.state.isReady = true;
                await this.lookAt(detector, el);
            }
            this.timer = browser.setTimeout(look, PAUSE);
        };
        await look();
    }

    async lookAt(detector, video) {
        let codes = [];
        try {
            codes = await detector.detect(video);
        } catch {
            // a blurred symbol: the next picture may be better
        }
        for (const { rawValue } of codes) {
            if (rawValue && this.isNewCode(rawValue)) {
                this.props.onScan(rawValue);
            }
        }
    }

    async toggleTorch() {
        this.state.isLit = !this.state.isLit;
        await this.track.applyConstraints({ advanced: [{ torch: this.state.isLit }] });
    }

    /** The server reads better than a phone: send it what the camera sees. */
    async snap() {
        const { el } = this.video;
        const canvas = document.createElement("canvas");
        canvas.width = el.videoWidth;
        canvas.height = el.videoHeight;
        canvas.getContext("2d").drawImage(el, 0, 0);
        const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
        const name = _t("Camera");
        this.props.onPicture([new File([blob], name, { type: "image/jpeg" })]);
    }
}
