const brand = Symbol.for("@respan/server.CustomerError");

/**
 * Why something is no customer: the field and what is allowed there. `instanceof` holds across copies
 * of the class: each entry point of this package has its own.
 */
export class CustomerError extends Error {
  /** `CustomerError`, whatever a bundler calls the class. */
  override readonly name = "CustomerError";

  // biome-ignore-start lint/complexity/noThisInStatic: the build renames a class that names itself, and `this` may be a subclass.
  static {
    Object.assign(this.prototype, { [brand]: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A caller's own subclass has no brand of its own: it is told by its prototype, as usual.
    return Object.hasOwn(this.prototype, brand)
      ? Object(value)[brand] === true
      : super[Symbol.hasInstance](value);
  }
  // biome-ignore-end lint/complexity/noThisInStatic: as above.
}
