import { readTakenAt } from "../core/exif.js";
import { fitInto } from "../core/fit.js";

const LONGEST = 1600;
const QUALITY = 0.85;
const KIND = "image/jpeg";
/** A camera notes where and when in the first part of a file. */
const NOTED_IN = 262144;

/**
 * Make a photo anew on the device, from its pixels alone: upright, small, without place,
 * time or camera. What this device cannot read goes as it is; the server then does it.
 *
 * @param {File} file
 * @returns {Promise<{ file: File, isClean: boolean, takenAt: [number, number] | null }>}
 */
export async function cleanPhoto(file) {
  const takenAt = readTakenAt(await file.slice(0, NOTED_IN).arrayBuffer());
  try {
    const blob = await redrawn(file);
    if (blob) return { file: new File([blob], "photo.jpg", { type: KIND }), isClean: true, takenAt };
  } catch {
    // A device without memory or without this format throws whatever it likes.
  }
  return { file, isClean: false, takenAt };
}

/**
 * @param {File} file
 * @returns {Promise<Blob | null>}
 */
async function redrawn(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const [width, height] = fitInto(picture.width, picture.height, LONGEST);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) return null;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, KIND, QUALITY));
}
