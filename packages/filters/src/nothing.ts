/** Whatever is looked up in it, or in an object made of it, is not there. */
export const nothing: Readonly<Record<string, unknown>> = /* @__PURE__ */ Object.freeze(
  Object.create(null),
);
