/**
 * A neuron's weighted sum as a few numbers that can be added up with a pencil.
 * @module
 */

const fewestDecimals = 2;
const mostDecimals = 6;

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
  const rows = lit.slice(0, most).map((from) => ({ from, value: products[from] }));
  const all = products.reduce((a, b) => a + b, 0);
  const value = lit.slice(most).reduce((sum, from) => sum + products[from], 0);
  const sum = { rows, rest: { count: products.length - rows.length, value }, products: all, bias, z: all + bias };
  return asWritten(sum);
}

/** With as many decimals as it takes; where none do, the rest is what is missing. */
function asWritten(sum) {
  for (let decimals = fewestDecimals; decimals <= mostDecimals; decimals++)
    if (addsUp(sum, decimals)) return { ...sum, decimals };
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
