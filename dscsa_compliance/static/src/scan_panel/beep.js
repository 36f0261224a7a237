import { browser } from "@web/core/browser/browser";

const STORED = "dscsa_scan_sound";
// hertz and seconds; low and long is the one to look up for
const TONES = { green: [1320, 0.07], amber: [740, 0.18], red: [220, 0.45] };
TONES.choose = TONES.ask = TONES.amber;
TONES.refused = TONES.red;
// milliseconds on, off, on …: felt in the hand where nobody hears
const SHAKES = { green: [40], amber: [80, 60, 80], red: [300, 80, 300] };
SHAKES.choose = SHAKES.ask = SHAKES.amber;
SHAKES.refused = SHAKES.red;

/** Sound and vibration of an answer, muted together. */
export const sound = {
    get isOn() {
        return browser.localStorage.getItem(STORED) !== "off";
    },
    toggle() {
        browser.localStorage.setItem(STORED, this.isOn ? "off" : "on");
        return this.isOn;
    },
    context: null,

    /** @param {"green"|"amber"|"red"|"choose"|"ask"} level */
    play(level) {
        if (!this.isOn || !TONES[level]) {
            return;
        }
        browser.navigator.vibrate?.(SHAKES[level]);
        if (browser.AudioContext) {
            this.beep(...TONES[level]);
        }
    },

    beep(frequency, seconds) {
        this.context ||= new browser.AudioContext();
        const { currentTime } = this.context;
        const tone = this.context.createOscillator();
        const volume = this.context.createGain();
        volume.gain.value = 0.1;
        tone.frequency.value = frequency;
        tone.connect(volume).connect(this.context.destination);
        tone.start(currentTime);
        tone.stop(currentTime + seconds);
    },
};
