/** Largest side of what is sent: print on a label can be read. */
const LARGEST = 2000;
const INK = "#000";

/**
 * A picture with black boxes over what nobody else may read.
 *
 * The picture itself stays in this page: only `copy()` leaves it, drawn anew with the
 * boxes in it, so that nothing below them and nothing of the camera's notes is sent.
 */
export class Mask {
    /** @param {HTMLCanvasElement} canvas where the person sees and covers it */
    constructor(canvas) {
        this.canvas = canvas;
        this.boxes = [];
        this.drawn = null;
        this.picture = null;
    }

    /** @param {Blob} file @throws {Error} when it is no picture */
    async load(file) {
        this.picture = await createImageBitmap(file, { imageOrientation: "from-image" });
        const { width, height } = this.picture;
        const scale = Math.min(1, LARGEST / Math.max(width, height));
        this.canvas.width = Math.round(width * scale);
        this.canvas.height = Math.round(height * scale);
        this.paint();
    }

    /** A point of the screen in dots of the picture. */
    point({ clientX, clientY }) {
        const { left, top, width, height } = this.canvas.getBoundingClientRect();
        return {
            x: ((clientX - left) * this.canvas.width) / width,
            y: ((clientY - top) * this.canvas.height) / height,
        };
    }

    begin(ev) {
        this.drawn = { from: this.point(ev), to: this.point(ev) };
    }

    move(ev) {
        if (this.drawn) {
            this.drawn.to = this.point(ev);
            this.paint();
        }
    }

    /** A tap alone covers too: a finger wide and a line high. */
    end() {
        if (this.drawn) {
            this.boxes.push(this.boxOf(this.drawn));
            this.drawn = null;
            this.paint();
        }
    }

    boxOf({ from, to }) {
        const least = { x: this.canvas.width / 5, y: this.canvas.height / 20 };
        const isTap = Math.hypot(to.x - from.x, to.y - from.y) < least.y / 4;
        if (isTap) {
            return { x: from.x - least.x / 2, y: from.y - least.y / 2, w: least.x, h: least.y };
        }
        return {
            x: Math.min(from.x, to.x),
            y: Math.min(from.y, to.y),
            w: Math.abs(to.x - from.x),
            h: Math.abs(to.y - from.y),
        };
    }

    undo() {
        this.boxes.pop();
        this.paint();
    }

    paint() {
        const context = this.canvas.getContext("2d");
        context.drawImage(this.picture, 0, 0, this.canvas.width, this.canvas.height);
        context.fillStyle = INK;
        const boxes = this.drawn ? [...this.boxes, this.boxOf(this.drawn)] : this.boxes;
        for (const { x, y, w, h } of boxes) {
            context.fillRect(x, y, w, h);
        }
    }

    /** @returns {string} the covered picture as base64, without the data-URL head */
    copy() {
        this.drawn = null;
        this.paint();
        const url = this.canvas.toDataURL("image/jpeg", 0.9);
        return url.slice(url.indexOf(",") + 1);
    }

    /** Let go of the picture as it was taken. */
    forget() {
        this.picture?.close();
        this.picture = null;
    }
}
