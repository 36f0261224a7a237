import { browser } from "@web/core/browser/browser";
import { loadJS } from "@web/core/assets";
import { buildZXingBarcodeDetector } from "@web/core/barcode/ZXingBarcodeDetector";
import { _t } from "@web/core/l10n/translation";

const LIBRARY = "/web/static/lib/zxing-library/zxing-library.js";
const FORMATS = ["data_matrix", "code_128", "itf", "ean_13", "upc_a", "qr_code"];
// the same symbol stays in the picture while the hand moves on to the next
const SAME_CODE = 2500;

/**
 * What to do about a camera that does not open.
 *
 * @param {Error} [error] of getUserMedia; none when the browser has no camera at all
 */
export function cameraProblem(error) {
    if (!browser.navigator.mediaDevices?.getUserMedia) {
        return window.isSecureContext
            ? _t("This browser has no camera. Use the picture button, or type what is printed.")
            : _t("Browsers open the camera on pages with https only. Ask whoever runs the server for https; until then use the picture button.");
    }
    const words = {
        NotAllowedError: _t("The browser may not use the camera. Tap the sign beside the address, allow the camera, then open it again."),
        NotFoundError: _t("No camera was found. Plug one in, or use the picture button."),
        NotReadableError: _t("Another program uses the camera. Close it, then open the camera again."),
        OverconstrainedError: _t("The camera cannot take such pictures. Use the picture button."),
    };
    return words[error?.name] || _t("The camera could not be opened. Use the picture button.");
}

/**
 * Reads Data Matrix and linear codes from the pictures of a video element.
 *
 * By the browser's own detector where it reads Data Matrix, else by the ZXing that
 * Odoo brings.
 */
export async function makeDetector() {
    const { BarcodeDetector } = window;
    const own = (await BarcodeDetector?.getSupportedFormats()) || [];
    if (own.includes("data_matrix")) {
        const formats = FORMATS.filter((format) => own.includes(format));
        return new BarcodeDetector({ formats });
    }
    await loadJS(LIBRARY);
    const detector = new (buildZXingBarcodeDetector(window.ZXing))({ formats: FORMATS });
    const { ASSUME_GS1 } = window.ZXing.DecodeHintType;
    // else the separators of GS1-128 are dropped
    detector.reader.setHints(new Map([...detector.reader.hints, [ASSUME_GS1, true]]));
    return new CroppingDetector(detector);
}

/** ZXing finds a Data Matrix in the middle; a long linear code needs the whole width. */
class CroppingDetector {
    constructor(detector) {
        this.detector = detector;
        this.turn = 0;
    }

    detect(video) {
        const { videoWidth: width, videoHeight: height } = video;
        const side = Math.round(Math.min(width, height) * 0.6);
        const middle = {
            x: Math.round((width - side) / 2),
            y: Math.round((height - side) / 2),
            width: side,
            height: side,
        };
        const strip = { x: 0, y: Math.round(height / 3), width, height: Math.round(height / 3) };
        const whole = { x: 0, y: 0, width, height };
        this.detector.setCropArea([middle, strip, middle, whole][this.turn++ % 4]);
        return this.detector.detect(video);
    }
}

/** @returns {(text: string, now?: number) => boolean} false for the code just read */
export function makeOncePerCode() {
    const last = new Map();
    return (text, now = Date.now()) => {
        const isNew = !last.has(text) || now - last.get(text) > SAME_CODE;
        last.set(text, now);
        return isNew;
    };
}
