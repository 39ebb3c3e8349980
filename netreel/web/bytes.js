/**
 * Numbers in text: base64 of little-endian floats, of runs of bytes, and of bytes for an address.
 * @module
 */

/** @param {string} text base64 @returns {Uint8Array} */
export function bytesOf(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Floats from base64.
 * @param {string} text
 * @param {4 | 8} size bytes of each
 * @returns {Float64Array} float32 as they are, widened
 */
export function floatsOf(text, size) {
  const { buffer } = bytesOf(text);
  return size === 8 ? new Float64Array(buffer) : Float64Array.from(new Float32Array(buffer));
}

/**
 * Bytes in which a zero is followed by how many zeros there are.
 * @param {Uint8Array} packed
 * @param {number} length
 * @returns {Uint8Array}
 */
export function unpacked(packed, length) {
  const bytes = new Uint8Array(length);
  for (let i = 0, at = 0; i < packed.length; i++) {
    if (packed[i] === 0) at += packed[++i];
    else bytes[at++] = packed[i];
  }
  return bytes;
}

/** Bytes as base64 that may stand in an address. @param {Uint8Array} bytes */
export function addressOf(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Undo `addressOf`; null where the text is no such base64. @param {string} text */
export function bytesOfAddress(text) {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  return bytesOf(text.replaceAll("-", "+").replaceAll("_", "/"));
}
