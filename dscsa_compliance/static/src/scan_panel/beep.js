import { browser } from "@web/core/browser/browser";

const STORED = "dscsa_scan_sound";
// hertz and seconds; low and long is the one to look up for
const TONES = { green: [1320, 0.07], amber: [740, 0.18], red: [220, 0.45] };
TONES.choose = TONES.amber;

export const sound = {
    get isOn() {
        return browser.localStorage.getItem(STORED) !== "off";
    },
    toggle() {
        browser.localStorage.setItem(STORED, this.isOn ? "off" : "on");
        return this.isOn;
    },
    context: null,

    /** @param {"green"|"amber"|"red"|"choose"} level */
    play(level) {
        if (!this.isOn || !browser.AudioContext) {
            return;
        }
        this.context ||= new browser.AudioContext();
        const [frequency, seconds] = TONES[level];
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
