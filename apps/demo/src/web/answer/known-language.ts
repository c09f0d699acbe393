// uPlot formats numbers by the browser's language as it loads. A tag that `Intl` refuses, such as the
// `en-US@posix` of a machine without a locale, would end the page there: it gets one that is known.
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en-US" });
}
