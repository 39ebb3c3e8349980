/**
 * A neuron's z as a few numbers that can be added up with a pencil.
 * @module
 */

const fewestDecimals = 2;
const mostDecimals = 4;
const fewestRows = 3;

/**
 * @typedef {object} Sum
 * @property {{from: number, value: number}[]} rows the largest products
 * @property {{count: number, value: number}} rest all others
 * @property {number} products what all products add up to
 * @property {number} bias
 * @property {number} z
 * @property {number} decimals so many are written: then all adds up as it is written
 */

/**
 * @param {Float64Array} products weight times activation of each connection
 * @param {number} bias
 * @param {number} most rows at most
 * @returns {Sum}
 */
export function sumOf(products, bias, most) {
  const order = Array.from(products.keys());
  order.sort((a, b) => Math.abs(products[b]) - Math.abs(products[a]) || a - b);
  const lit = order.filter((from) => products[from] !== 0);
  const all = products.reduce((a, b) => a + b, 0);
  const sums = [];
  for (let count = most; count >= Math.min(fewestRows, most); count--)
    sums.push(withRows(count, lit, products, { products: all, bias, z: all + bias }));
  return asWritten(sums);
}

function withRows(count, lit, products, sum) {
  const rows = lit.slice(0, count).map((from) => ({ from, value: products[from] }));
  const value = lit.slice(count).reduce((total, from) => total + products[from], 0);
  return { rows, rest: { count: products.length - rows.length, value }, ...sum };
}

/** With as few rows less and decimals more as it takes; where none do, the rest is what is missing. */
function asWritten(sums) {
  for (let decimals = fewestDecimals; decimals <= mostDecimals; decimals++) {
    const found = sums.find((sum) => addsUp(sum, decimals));
    if (found) return { ...found, decimals };
  }
  const [sum] = sums;
  const scale = 10 ** mostDecimals;
  const rounded = (value) => Math.round(value * scale);
  const parts = sum.rows.reduce((total, row) => total + rounded(row.value), 0);
  const products = rounded(sum.z) - rounded(sum.bias);
  const rest = { ...sum.rest, value: (products - parts) / scale };
  return { ...sum, products: products / scale, rest, decimals: mostDecimals };
}

function addsUp({ rows, rest, products, bias, z }, decimals) {
  const scale = 10 ** decimals;
  const rounded = (value) => Math.round(Number(value.toFixed(decimals)) * scale);
  const parts = rows.reduce((total, row) => total + rounded(row.value), rounded(rest.value));
  return parts === rounded(products) && rounded(products) + rounded(bias) === rounded(z);
}
