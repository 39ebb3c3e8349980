/**
 * A picture that somebody pastes or drops becomes ink on the paper.
 * @module
 */
import { paperSide } from "./strokes.js";

const mostOfPaper = 0.8;

/**
 * The ink of a picture, as large as the paper takes it.
 * @param {Blob} file
 * @returns {Promise<Uint8Array | null>} null where no ink stands out
 */
export async function inkOfFile(file) {
  const bitmap = await createImageBitmap(file);
  const scale = (mostOfPaper * paperSide) / Math.max(bitmap.width, bitmap.height);
  const size = (side) => Math.max(1, Math.round(side * scale));
  const canvas = Object.assign(document.createElement("canvas"), { width: paperSide, height: paperSide });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const [width, height] = [size(bitmap.width), size(bitmap.height)];
  const [left, top] = [(paperSide - width) >> 1, (paperSide - height) >> 1];
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(left, top, width, height);
  context.drawImage(bitmap, left, top, width, height);
  const { data } = context.getImageData(left, top, width, height);
  const grey = Float64Array.from({ length: width * height }, (_, i) =>
    0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]);
  return inkOf(grey, width, height, left, top);
}

/** What stands out from the picture's border, brighter or darker, by Otsu's threshold. */
function inkOf(grey, width, height, left, top) {
  const threshold = otsuGrey(grey);
  const border = [];
  grey.forEach((value, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    if (!row || !column || row === height - 1 || column === width - 1) border.push(value);
  });
  const paperIsBright = border.filter((value) => value > threshold).length > border.length / 2;
  const ink = new Uint8Array(paperSide * paperSide);
  let count = 0;
  grey.forEach((value, i) => {
    if (value > threshold === paperIsBright) return;
    ink[(top + Math.floor(i / width)) * paperSide + left + (i % width)] = 1;
    count++;
  });
  return threshold >= 0 && count > 8 ? ink : null;
}

/** The grey that splits values into the two most different classes; -1 where all are alike. */
function otsuGrey(grey) {
  const counts = new Float64Array(256);
  for (const value of grey) counts[Math.min(Math.round(value), 255)]++;
  const all = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [best, threshold, below, sum] = [0, -1, 0, 0];
  for (let value = 0; value < 255; value++) {
    below += counts[value];
    sum += counts[value] * value;
    const above = grey.length - below;
    if (!below || !above) continue;
    const spread = below * above * ((all - sum) / above - sum / below) ** 2;
    if (spread > best * (1 + 1e-9)) [best, threshold] = [spread, value + 0.5];
  }
  return Math.sqrt(best) / grey.length < 5 ? -1 : threshold;
}
