// Reads the blocks of packed columns. The writer's side, which says how they are made, is maps/render/html_columns.py.
(function (Dateline) {
  "use strict";

  // A script element that a long page still brings along is whole when something follows it.
  async function arrived(id) {
    for (;;) {
      const element = Dateline.root.getElementById(id);
      if (element && (element.nextElementSibling || document.readyState !== "loading")) return element.textContent;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  // What each character is worth: those of ASCII from ! to ~ without <, & and \.
  const WORTH = new Uint8Array(128);
  let worth = 0;
  for (let sign = 0x21; sign < 0x7f; sign += 1) {
    if ("<&\\".includes(String.fromCharCode(sign))) continue;
    WORTH[sign] = worth;
    worth += 1;
  }

  // Two characters are 13 bits; a last one by itself says that they make a byte too many.
  function octets(text) {
    const bytes = new Uint8Array(Math.floor((Math.floor(text.length / 2) * 13) / 8) - (text.length % 2));
    let bits = 0;
    let held = 0;
    let end = 0;
    for (let at = 0; at + 1 < text.length; at += 2) {
      bits = ((bits & 0xff) << 13) | (WORTH[text.charCodeAt(at)] * 91 + WORTH[text.charCodeAt(at + 1)]);
      held += 13;
      while (held >= 8) {
        held -= 8;
        bytes[end] = bits >>> held;
        end += 1;
      }
    }
    return bytes;
  }

  async function inflated(packed) {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // The numbers that stand in planes of bytes from a place on.
  function codes(bytes, start, count, width) {
    if (width === 1) return bytes.subarray(start, start + count);
    const all = new (width === 2 ? Uint16Array : Uint32Array)(count);
    for (let plane = 0; plane < width; plane += 1) {
      const from = start + plane * count;
      const shift = 8 * plane;
      for (let at = 0; at < count; at += 1) all[at] |= bytes[from + at] << shift;
    }
    return all;
  }

  // `all` are the codes, null where each value stands in its own place or one in all of them; `at` gives a value.
  function column(count, width, base, values, all) {
    let at = (index) => values[index];
    if (all && values) at = (index) => values[all[index]];
    else if (all) at = (index) => all[index] + base;
    else if (!values) at = () => base;
    else if (values.length === 1) at = () => values[0];
    return { count, values, all, at };
  }

  // The columns of a block by name.
  Dateline.block = async function (id) {
    const bytes = await inflated(octets(await arrived(id)));
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    const columns = {};
    let start = 4 + length;
    for (const [name, count, width, base, values] of header) {
      columns[name] = column(count, width, base, values, width ? codes(bytes, start, count, width) : null);
      start += count * width;
    }
    return columns;
  };
})(window.Dateline);
