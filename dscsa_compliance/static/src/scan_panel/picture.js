import { _t } from "@web/core/l10n/translation";
import { getDataURLFromFile } from "@web/core/utils/urls";

const LARGEST = 20 * 1024 * 1024;
// some browsers do not know the type of the pictures that phones make
const NAMES = /\.(avif|bmp|gif|heic|heif|jfif|jpe?g|png|tiff?|webp)$/i;

/**
 * A photo of a package as base64, without the data-URL head.
 *
 * @param {File} file
 * @returns {Promise<string>}
 * @throws {Error} with a sentence for the user
 */
export async function readPicture(file) {
    if (!file.type.startsWith("image/") && !NAMES.test(file.name)) {
        throw new Error(_t("%s is no picture. Take a photo of the code.", file.name));
    }
    if (file.size > LARGEST) {
        throw new Error(_t("%s is larger than 20 MB. Take a smaller photo.", file.name));
    }
    const url = await getDataURLFromFile(file);
    return url.slice(url.indexOf(",") + 1);
}

/** A picture that gave nothing, as the newest answer: nothing older stays above it. */
export function notRead(sentence) {
    return { level: "red", title: _t("Not read"), sentence, next_step: "", readings: [] };
}
