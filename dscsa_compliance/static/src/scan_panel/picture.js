import { _t } from "@web/core/l10n/translation";
import { getDataURLFromFile } from "@web/core/utils/urls";

const LARGEST = 20 * 1024 * 1024;

/**
 * A photo of a package as base64, without the data-URL head.
 *
 * @param {File} file
 * @returns {Promise<string>}
 * @throws {Error} with a sentence for the user
 */
export async function readPicture(file) {
    if (!file.type.startsWith("image/")) {
        throw new Error(_t("%s is no picture. Take a photo of the code.", file.name));
    }
    if (file.size > LARGEST) {
        throw new Error(_t("%s is larger than 20 MB. Take a smaller photo.", file.name));
    }
    const url = await getDataURLFromFile(file);
    return url.slice(url.indexOf(",") + 1);
}
