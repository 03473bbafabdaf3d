// Maps that `dateline build site.toml -o maps` made, as a plugin of Eleventy:
//   eleventyConfig.addPlugin(dateline, { folder: "maps", path: "maps" })
//   {% dateline "NAME", "caption: ...", "ratio: 16/9", "height: 480", "class: wide", "theme: light" %}
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const STYLE =
  ".dateline-map>img{display:none;max-width:100%;height:auto}" +
  ":is([data-theme=light],[data-bs-theme=light],[data-md-color-scheme=default],.quarto-light)" +
  " .dateline-map>iframe{color-scheme:light}" +
  ":is([data-theme=dark],[data-bs-theme=dark],[data-md-color-scheme=slate],.quarto-dark)" +
  " .dateline-map>iframe{color-scheme:dark}" +
  "@media print,(scripting:none){.dateline-map>iframe{display:none!important}.dateline-map>img{display:block}}";
const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
const RULES = {
  caption: [/\S/, "it is a text"],
  class: [/^[\w -]+$/, "it is names of classes, parted by blanks"],
  height: [/^[1-9]\d{2,3}$/, "it is a whole number of pixels, 100 to 5000"],
  ratio: [/^\d+(\.\d+)?\/\d+(\.\d+)?$/, "it is width by height, such as 3/2"],
  theme: [/^(light|dark)$/, "it is light or dark; without it the map follows the page"],
};

export default function dateline(eleventyConfig, { folder = "maps", path: at = folder } = {}) {
  const manifest = path.join(folder, "manifest.json");
  let maps = {};
  eleventyConfig.addPassthroughCopy({ [folder]: at });
  eleventyConfig.ignores.add(`${folder}/**`); // Its pages are no templates.
  eleventyConfig.addWatchTarget(manifest);
  eleventyConfig.on("eleventy.before", () => {
    if (!existsSync(manifest)) {
      throw new Error(`there is no ${manifest}; run: dateline build site.toml -o ${folder}`);
    }
    maps = JSON.parse(readFileSync(manifest, "utf8")).maps;
  });
  eleventyConfig.addShortcode("dateline", function (name, ...given) {
    try {
      return figure(found(maps, name), read(given), this.page.url, at);
    } catch (error) {
      throw new Error(`${place(this.page.inputPath, name)}: ${error.message}`, { cause: error });
    }
  });
}

function found(maps, name) {
  if (!Object.hasOwn(maps, name)) {
    const names = Object.keys(maps);
    const near = nearest(name, names);
    throw new Error(
      `there is no map '${name}' in the site; ${near ? `is '${near}' meant? ` : ""}There are ${names.join(", ")}`,
    );
  }
  return maps[name];
}

// Options are texts such as "height: 480", which all template languages can give, or objects.
function read(given) {
  const options = {};
  for (const one of given) {
    const pairs = typeof one === "string" ? [split(one)] : Object.entries(one ?? {});
    for (const [key, value] of pairs) {
      if (key === "__keywords") continue; // Nunjucks marks its keyword arguments so.
      const rule = Object.hasOwn(RULES, key) ? RULES[key] : null;
      if (!rule) {
        const near = nearest(key, Object.keys(RULES));
        const meant = near ? `is ${near} meant?` : `there are ${Object.keys(RULES).join(", ")}`;
        throw new Error(`'${key}' is no option of a map; ${meant}`);
      }
      if (!rule[0].test(String(value))) throw new Error(`${key} '${value}': ${rule[1]}`);
      options[key] = String(value);
    }
  }
  return options;
}

function split(text) {
  const colon = text.indexOf(":");
  if (colon < 0) throw new Error(`'${text}' is no option of a map; write "caption: ${text}"`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

function figure(entry, options, url, at) {
  const first = (...keys) => keys.map((key) => entry.files[key]?.path).find(Boolean);
  // Seen from the page, so that the site may be in any folder of its host.
  const address = (file) => escape(path.posix.relative(path.posix.dirname(`${url}x`), `/${at}/${file}`));
  const frame = first("embed/embed.html", "html");
  const whole = first("html", "embed/map.html");
  const picture = first("png", "svg", "embed/map.png");
  if (!frame && !picture) throw new Error("the map has nothing that a page can show; add 'embed' or 'png' to its formats");
  const room = options.height
    ? `height:${options.height}px`
    : `aspect-ratio:${options.ratio ?? `${entry.width}/${entry.height}`};min-height:480px`;
  const lines = [
    `<figure class="${escape(["dateline-map", options.class].filter(Boolean).join(" "))}">`,
    `<style>${STYLE}</style>`,
  ];
  if (frame) {
    lines.push(
      `<iframe src="${address(frame)}" title="${escape(entry.title)}" loading="lazy"` +
        ` style="display:block;width:100%;${room};border:0${options.theme ? `;color-scheme:${options.theme}` : ""}" sandbox="${SANDBOX}"` +
        ` allow="fullscreen" referrerpolicy="no-referrer"></iframe>`,
    );
  }
  if (picture) {
    lines.push(
      `<img src="${address(picture)}" alt="${escape(entry.alt)}" width="${entry.width}" height="${entry.height}"` +
        ` loading="lazy"${frame ? "" : ' style="display:block"'}>`,
    );
  }
  const caption = options.caption ? [escape(options.caption)] : [];
  if (whole) caption.push(`<a href="${address(whole)}">${escape(entry.title)}</a>`);
  if (caption.length) lines.push(`<figcaption>${caption.join(" ")}</figcaption>`);
  return [...lines, "</figure>"].join("\n");
}

function escape(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  return text.replace(/[&<>"']/g, (sign) => names[sign]);
}

// The line of a page that names the map.
function place(file, name) {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const line = lines.findIndex((one) => one.includes("dateline") && one.includes(name));
  return line < 0 ? file : `${file}:${line + 1}`;
}

// The name that has the most pairs of letters in common.
function nearest(name, names) {
  const pairs = Array.from(name.toLowerCase(), (sign, at) => name.toLowerCase().slice(at, at + 2)).slice(0, -1);
  const common = (other) => pairs.filter((pair) => other.toLowerCase().includes(pair)).length;
  return names.filter((one) => common(one) > 0).sort((a, b) => common(b) - common(a))[0];
}
