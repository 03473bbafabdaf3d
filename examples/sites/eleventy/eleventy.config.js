import dateline from "./dateline.js";

export default function (eleventyConfig) {
  eleventyConfig.addPlugin(dateline);
}
